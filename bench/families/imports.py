"""Import a file of associations: rows a second, foreseen (nothing written), first, then the same file again.

Each path is a CSV file whose columns are guessed, as `copil import organisations` does. Without a path, an
extract of the national register is drawn with a fixed seed: 20,000 associations of two départements, 39
columns, three in ten with a SIRET, one in fifty dissolved. All the territories are loaded first, in a test
database on disk (SQLite) or of the engine of ``DATABASE_URL``, destroyed afterwards. Reference: the 2,000
rows a second that are aimed at on an idle machine. A second import that changes anything is an error.
"cpu" says the same per second of processor, which a busy machine disturbs less.
"""

import csv
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.db import connection

from bench import installation
from bench.result import Result, Stopwatch, peak_mb
from copil.directory.imports import Counts, import_organisations
from copil.directory.rules.identifiers import luhn
from copil.identity.models import Workspace
from copil.territories import actions
from copil.territories.models import PostalCode

AIM = 2_000.0
ROWS = 20_000
SEED = 94018
DEPARTEMENTS = ("94", "36")
COLUMNS = """
id id_ex siret rup_mi gestion date_creat date_decla date_publi date_disso nature groupement titre titre_court
objet objet_social1 objet_social2 adrs_complement adrs_numvoie adrs_repetition adrs_typevoie adrs_libvoie
adrs_distrib adrs_codeinsee adrs_codepostal adrs_libcommune adrg_declarant adrg_complemid adrg_complemgeo
adrg_libvoie adrg_distrib adrg_codepostal adrg_achemine adrg_pays dir_civilite siteweb publiweb observation
position maj_time
""".split()
WORDS = """
comité fêtes école sport culture jeunesse échange solidarité emploi insertion mémoire patrimoine chorale
théâtre jardin partagé pêche chasse anciens combattants parents élèves musique danse randonnée environnement
rivière quartier village atelier réparation entraide voisins accueil santé prévention formation
""".split()


def run(paths: Sequence[Path], seconds: float | None) -> Iterator[Result]:
    """Load the territories once, then import each file, or the drawn one."""
    with tempfile.TemporaryDirectory(prefix="copil-bench-") as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        with installation.database() as engine:
            actions.load()
            files = list(paths) or [draw_extract(Path(folder) / f"drawn-{ROWS}.csv", rows=ROWS)]
            for number, path in enumerate(files):
                workspace = Workspace.objects.create(name=path.stem, slug=f"bench-{number}")
                yield from _measure(engine, path, workspace, Stopwatch(seconds))


def _measure(engine: str, path: Path, workspace: Workspace, watch: Stopwatch) -> Iterator[Result]:
    for name, dry_run in (("foreseen", True), ("first", False), ("again", False)):
        if watch.over:
            return
        started = time.process_time()
        counts = import_organisations(path, workspace, dry_run)
        busy = time.process_time() - started
        changed_twice = name == "again" and counts.created + counts.updated > 0
        for clock, took in (("", counts.seconds), (" cpu", busy)):
            yield Result(
                family="imports",
                instance=f"{engine} {path.stem} {name}{clock}",
                value=_rows(counts) / took,
                reference=AIM,
                seconds=took,
                peak_mb=peak_mb(),
                status="error" if changed_twice else "ok",
            )


def draw_extract(path: Path, *, rows: int) -> Path:
    """Write an extract of the register as its publisher does (Windows letters, semicolons, quotes)."""
    rng = random.Random(SEED)
    places = PostalCode.objects.filter(territory__departement__code__in=DEPARTEMENTS).order_by("pk")
    communes = list(places.values_list("territory__code", "code", "territory__name"))
    with path.open("w", encoding="cp1252", errors="replace", newline="") as handle:
        writer = csv.writer(handle, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(COLUMNS)
        for number in range(rows):
            drawn = _drawn(rng, number, *rng.choice(communes))
            writer.writerow([drawn.get(column, "") for column in COLUMNS])
    return path


def _drawn(rng: random.Random, number: int, commune: str, postal_code: str, name: str) -> dict[str, str]:
    return {
        "id": f"W{number:09d}",
        "siret": _siret(rng) if rng.random() < 0.3 else "",
        "date_creat": f"{rng.randrange(1950, 2026)}-0{rng.randrange(1, 10)}-12",
        "date_disso": "0001-01-01",
        "nature": "D",
        "groupement": "S",
        "titre": " ".join(rng.sample(WORDS, 4)).upper(),
        "objet": " ".join(rng.choices(WORDS, k=28)),
        "adrs_numvoie": str(rng.randrange(1, 99)),
        "adrs_typevoie": "RUE",
        "adrs_libvoie": "DES ÉCOLES",
        "adrs_codeinsee": commune,
        "adrs_codepostal": postal_code,
        "adrs_libcommune": name.upper(),
        "siteweb": rng.choice(["", "", "www.asso.example", "http://asso.example/accueil"]),
        "position": "D" if rng.random() < 0.02 else "A",
        "maj_time": "2020-01-01 12:00:00",
    }


def _siret(rng: random.Random) -> str:
    siren = _completed(f"{rng.randrange(1, 10**8):08d}")
    return _completed(f"{siren}0001")


def _completed(digits: str) -> str:
    """Return digits with the check digit that makes them right."""
    return next(digits + last for last in "0123456789" if luhn(digits + last))


def _rows(counts: Counts) -> int:
    return counts.created + counts.updated + counts.unchanged + counts.refused
