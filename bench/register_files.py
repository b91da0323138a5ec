"""Draw files of the national registers with a fixed seed: invented associations, named as real ones are."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

from copil.directory.rules.identifiers import luhn
from copil.territories.models import PostalCode

SEED = 94018
Place = tuple[str, str, str, str, int | None]
COLUMNS = (
    "id", "siret", "date_creat", "date_disso", "titre", "titre_court", "objet", "adrs_numvoie",
    "adrs_typevoie", "adrs_libvoie", "adrs_codeinsee", "adrs_codepostal", "adrs_libcommune", "siteweb",
    "position", "maj_time",
)  # fmt: skip  # a table reads by its lines
HEADS = (
    "COMITE DES FETES DE", "ASSOCIATION SPORTIVE DE", "AMICALE LAIQUE DE", "CLUB DES AINES DE",
    "LES AMIS DE", "FOYER RURAL DE", "ASSOCIATION DES PARENTS D'ELEVES DE", "SOCIETE DE CHASSE DE",
    "CHORALE DE", "TENNIS CLUB DE", "JUDO CLUB DE", "ASSOCIATION POUR LA SAUVEGARDE DU PATRIMOINE DE",
    "UNION SPORTIVE DE", "ECOLE DE MUSIQUE DE", "ANCIENS COMBATTANTS DE", "GYMNASTIQUE VOLONTAIRE DE",
    "ASSOCIATION SYNDICALE DU LOTISSEMENT", "COMPAGNIE THEATRALE", "CENTRE SOCIAL", "LES JARDINS PARTAGES DE",
)  # fmt: skip  # a table reads by its lines
TAILS = (
    "LE MOULIN", "LA RIVIERE", "L'AVENIR", "LA FONTAINE", "SAINT MARTIN", "NOTRE DAME", "LES TILLEULS",
    "LE RENOUVEAU", "L'ESPERANCE", "LES COQUELICOTS", "LE PHARE", "LA RUCHE", "L'ETINCELLE", "LA PASSERELLE",
    "L'HIRONDELLE", "LE TREMPLIN", "LA CLE DES CHAMPS", "ARC EN CIEL", "TERRE NOUVELLE", "SOLEIL LEVANT",
)  # fmt: skip  # a table reads by its lines
OF_LIFE = """
accueil aide animation apprentissage atelier culture danse découverte échange écologie éducation emploi
enfance entraide environnement famille formation histoire insertion jeunesse langue lecture loisir mémoire
musique nature
parole patrimoine photographie quartier randonnée réemploi santé solidarité spectacle sport théâtre voile yoga
""".split()
SURNAMES = [
    head + tail
    for head in "BAR BEL BON CAR CHA DEL DUR FER GAR GIR LAM LEF MAR MER MOR PEL REN ROU SAB VAL".split()
    for tail in "AND ARD AUD EAU ELLE ENT ERIE IER IN ON OT OUX".split()
]


def draw_rna(path: Path, *, rows: int) -> list[tuple[str, str]]:
    """Write a file of associations of the whole country; return some names and communes to look for."""
    rng = random.Random(SEED)
    places, weights = weighted_places()
    kept: list[tuple[str, str]] = []
    with path.open("w", encoding="cp1252", errors="replace", newline="") as handle:
        writer = csv.writer(handle, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(COLUMNS)
        drawn = iter(rng.choices(places, weights=weights, k=rows))
        for number, place in enumerate(drawn):
            row = _association(rng, number, place)
            writer.writerow([row.get(column, "") for column in COLUMNS])
            if number % max(1, rows // 2_000) == 0:
                kept.append((row["titre"], place[3]))
    return kept


def weighted_places() -> tuple[list[Place], list[float]]:
    """Return the communes by postal code, and how many associations each should have, relatively."""
    codes = PostalCode.objects.order_by("pk").values_list(
        "territory__code", "code", "territory__name", "territory__key", "territory__population"
    )
    places: list[Place] = list(codes)
    return places, [(place[4] or 100) ** 0.8 for place in places]


def names(rng: random.Random, commune: str) -> str:
    """Draw a name as people give one: of the place, of the street, of a person, of what is done."""
    way = rng.random()
    if way < 0.35:
        return f"{rng.choice(HEADS)} {commune.upper()}"
    if way < 0.6:
        return f"{rng.choice(HEADS)} {rng.choice(TAILS)}"
    if way < 0.75:
        return f"ASSOCIATION {' '.join(rng.sample(OF_LIFE, 3))}".upper()
    if way < 0.9:
        return f"{rng.choice(OF_LIFE)} ET {rng.choice(OF_LIFE)} {rng.choice(SURNAMES)}".upper()
    return f"{rng.choice(TAILS)} {rng.choice(SURNAMES)}"


def _association(rng: random.Random, number: int, place: Place) -> dict[str, str]:
    code, postal_code, name, _, _ = place
    dissolved = rng.random() < 0.2
    return {
        "id": f"W{number:09d}",
        "siret": _siret(rng) if rng.random() < 0.3 else "",
        "date_creat": f"{rng.randrange(1950, 2026)}-0{rng.randrange(1, 10)}-12",
        "date_disso": "2019-05-02" if dissolved else "0001-01-01",
        "titre": names(rng, name),
        "objet": " ".join(rng.choices(OF_LIFE, k=28)),
        "adrs_numvoie": str(rng.randrange(1, 99)),
        "adrs_typevoie": "RUE",
        "adrs_libvoie": "DES ÉCOLES",
        "adrs_codeinsee": code,
        "adrs_codepostal": postal_code,
        "adrs_libcommune": name.upper(),
        "position": "D" if dissolved else "A",
        "maj_time": "2020-01-01 12:00:00",
    }


def _siret(rng: random.Random) -> str:
    siren = completed(f"{rng.randrange(1, 10**8):08d}")
    return completed(f"{siren}0001")


def completed(digits: str) -> str:
    """Return digits with the check digit that makes them right."""
    return next(digits + last for last in "0123456789" if luhn(digits + last))


def half_typed(queries: list[tuple[str, str]], rng: random.Random) -> Iterator[tuple[str, str]]:
    """Yield what people type of names: two to four of their words, the last one perhaps half written."""
    for name, commune in queries:
        words = [word for word in name.lower().replace("'", " ").split() if len(word) > 2]
        chosen = words[: rng.randrange(2, 5)]
        if rng.random() < 0.5:
            chosen[-1] = chosen[-1][: max(3, len(chosen[-1]) - 2)]
        yield " ".join(chosen), commune
