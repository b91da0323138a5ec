"""A national file and a long list, killed in the middle as by a power cut, end as if nothing had struck."""

import dataclasses
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.cli import campaign
from tests.cli.conftest import POPULATE, ROOT, Installation, installation
from tests.cli.test_kill import STATE
from tests.factories import exchange

ROWS = 100_000
KILLS = 4

FOUND = """
from pathlib import Path
from bench import register_files
migrated = copil('migrate')
POPULATE
from copil.territories import actions as territories
territories.load()
register_files.draw_rna(Path(PATH), rows=ROWS)
answer = migrated[0]
"""

# What the register holds, words of its index included, whatever reading wrote it: as one number.
ENTRIES = """
import hashlib
from copil.directory.models import RegisterEntry, RegisterLoad
left_out = {"id", "load"}
names = sorted(field.name for field in RegisterEntry._meta.concrete_fields if field.name not in left_out)
held = hashlib.sha256()
rows = RegisterEntry.objects.order_by("identifier").values_list(*names)
for row in rows.iterator():
    held.update(repr(row).encode())
answer = [held.hexdigest(), rows.count(), RegisterLoad.objects.filter(ended_at=None).count()]
"""
EMPTIED = """
from copil.directory.models import RegisterEntry, RegisterLoad
RegisterEntry.objects.all().delete()
RegisterLoad.objects.all().delete()
answer = True
"""
HELD = {
    "rna": "from copil.directory.models import RegisterEntry as R\nanswer = R.objects.count()",
    "csv": "from copil.directory.models import Organisation as R\nanswer = R.objects.count()",
}


def founding(path: Path) -> str:
    """Return a program that makes a space, loads every territory and draws the national file."""
    words = {"POPULATE": POPULATE, "PATH": repr(str(path)), "ROWS": str(ROWS)}
    program = FOUND
    for word, said in words.items():
        program = program.replace(word, said)
    return program


@pytest.fixture(params=["sqlite", "postgresql"])
def country(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    """An installation with a space, every territory and a file of 100,000 associations."""
    with ExitStack() as stack:
        made = dataclasses.replace(installation(tmp_path / "country"), patience=1200)
        made.environment.pop("DATABASE_URL", None)
        if request.param == "postgresql":
            server = stack.enter_context(campaign.durable_postgres())
            url = f"postgresql://postgres@/copil?host={server.get_postmaster_info().socket_dir}"
            made.environment["DATABASE_URL"] = url
        assert made.inside(founding(made.folder / "rna_waldec_20261101.csv")) == 0
        yield made


def killed(made: Installation, words: list[str], kind: str) -> list[int]:
    """Strike an import at random instants, each one once it has written again; return how far it was then."""
    chance, held = random.Random(2026), [0]
    command = [sys.executable, "-W", "ignore", "-m", "copil.cli", *words]
    for _ in range(KILLS):
        process = subprocess.Popen(
            command, cwd=ROOT, env=made.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while made.inside(HELD[kind]) == held[-1]:
            assert process.poll() is None, "it ended by itself"
        time.sleep(chance.uniform(0.2, 4.0))
        process.kill()
        process.wait()
        held.append(made.inside(HELD[kind]))
    return held


def ended(made: Installation, words: list[str]) -> dict[str, int]:
    answer = made.copil(*words)
    assert answer.returncode == 0, answer.stderr
    counts: dict[str, int] = json.loads(answer.stdout)
    return counts


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_national_file_killed_again_and_again_is_read_once(country: Installation) -> None:
    words = ["import", "organisations", str(country.folder / "rna_waldec_20261101.csv"), "--format", "rna"]
    held = killed(country, words, "rna")
    assert 0 < held[1] < held[2] < held[3] < held[4] < ROWS, held
    counts = ended(country, [*words, "--json"])
    assert (counts["created"] + counts["updated"] + counts["unchanged"], counts["refused"]) == (ROWS, 0)
    after_kills = country.inside(ENTRIES)
    assert after_kills[1:] == [ROWS, 0]
    assert ended(country, [*words, "--json"])["unchanged"] == ROWS
    assert country.inside(EMPTIED)
    assert ended(country, [*words, "--json"])["created"] == ROWS
    assert country.inside(ENTRIES) == after_kills


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_list_of_a_hundred_thousand_killed_again_and_again_is_there_once(country: Installation) -> None:
    path = country.folder / "liste.csv"
    rows = [[f"Association n° {number}", f"REF-{number:06}", "94220"] for number in range(ROWS)]
    path.write_bytes(exchange.table([["Nom", "Référence", "Code postal"], *rows]))
    words = ["import", "organisations", str(path), "--format", "csv", "--workspace", "reseau-marne"]
    held = killed(country, words, "csv")
    assert 0 < held[1] < held[2] < held[3] < held[4] < ROWS, held
    counts = ended(country, [*words, "--json"])
    assert (counts["created"] + counts["unchanged"], counts["refused"]) == (ROWS, 0)
    assert country.inside(STATE) == [ROWS, ROWS, 0, 0]
