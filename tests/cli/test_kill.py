"""An import that is killed, again and again, ends as if it had never been."""

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Installation
from tests.factories import exchange, workbooks

ROWS = 4_000
STATE = """
from copil.directory.models import Organisation
from copil.exchange.models import ImportRun
from copil.journal import actions
from copil.identity.models import Workspace
answer = [
    Organisation.objects.count(),
    Organisation.objects.values("external_ref").distinct().count(),
    ImportRun.objects.exclude(state="done").count(),
    len(actions.verify(Workspace.objects.get())),
]
"""
MADE: dict[str, Callable[[list[list[str]]], bytes]] = {
    "csv": exchange.table,
    "xlsx": workbooks.xlsx,
    "ods": workbooks.ods,
}
WHOLE = [ROWS, ROWS, 0, 0]

# Kills its own process instead of sending the n-th statement that writes an organisation.
KILLED = """
import os, signal
from pathlib import Path
from django.db import connection
from copil.directory.imports import import_organisations
from copil.identity.models import Workspace
seen = 0
def watch(execute, sql, params, many, context):
    global seen
    seen += 'INTO "directory_organisation"' in sql
    if seen == {write}:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)
with connection.execute_wrapper(watch):
    import_organisations(Path({table!r}), Workspace.objects.get(), False)
answer = "alive"
"""


@pytest.fixture(params=["csv", *(pytest.param(one, marks=pytest.mark.once) for one in ("xlsx", "ods"))])
def table(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file long enough to be killed while it is read."""
    path = tmp_path / f"organisations.{request.param}"
    rows = [[f"Association n° {number}", f"REF-{number:05}"] for number in range(ROWS)]
    path.write_bytes(MADE[request.param]([["Nom", "Référence"], *rows]))
    return path


@pytest.fixture
def restored(backup: Path, empty: Installation) -> Installation:
    """An installation with one workspace."""
    assert empty.copil("restore", str(backup)).returncode == 0
    return empty


def command(table: Path) -> list[str]:
    words = [
        "import",
        "organisations",
        str(table),
        "--format",
        table.suffix[1:],
        "--workspace",
        "reseau-marne",
        "--json",
    ]
    return [sys.executable, "-W", "ignore", "-m", "copil.cli", *words]


def end(installation: Installation, table: Path) -> list[int]:
    """Let the import end, and return the state it leaves."""
    answer = installation.copil(*command(table)[5:])
    assert answer.returncode == 0, answer.stderr
    counts = json.loads(answer.stdout)
    assert (counts["created"] + counts["unchanged"], counts["refused"]) == (ROWS, 0)
    state: list[int] = installation.inside(STATE)
    return state


def test_a_killed_import_started_again_leaves_each_row_once(restored: Installation, table: Path) -> None:
    for write in (3, 1, 2):
        killed = restored.program(KILLED.format(write=write, table=str(table)))
        assert killed.returncode == -signal.SIGKILL
    written, different, unfinished, faults = restored.inside(STATE)
    assert 0 < written < ROWS
    assert (different, unfinished, faults) == (written, 1, 0)
    assert end(restored, table) == WHOLE


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_fifty_kills_at_any_instant_leave_each_row_once(restored: Installation, table: Path) -> None:
    chance = random.Random(2026)
    for _ in range(50):
        process = subprocess.Popen(
            command(table), cwd=ROOT, env=restored.environment, stdout=subprocess.DEVNULL
        )
        # Whenever the blow falls the outcome is the same: the instant only spreads the blows.
        time.sleep(chance.uniform(0.8, 3.0))
        process.kill()
        process.wait()
    assert end(restored, table) == WHOLE
