"""Installations of their own: the console command works on its own data, outside the suite's process."""

import json
import os
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

ROOT = Path(__file__).parents[2]

# What every program run inside an installation can use: ``copil(words…) -> [code, output, errors]``.
PRELUDE = """
import contextlib, io, json, django
django.setup()
from copil.cli import main
def copil(*words):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(words)
    return [code, out.getvalue(), err.getvalue()]
"""

POPULATE = """
from django.db import transaction
from django.utils import timezone
from copil.files import store
from copil.files.models import StoredFile
from copil.identity.models import User, Workspace
from copil.journal import actions
user = User.objects.create_user("nadia@marne.example", "un mot de passe assez long")
workspace = Workspace.objects.create(name="Réseau Marne", slug="reseau-marne")
with transaction.atomic():
    kept = store.keep(workspace=workspace, content=b"l'original", name="note.txt", media_type="text/plain",
                      owner=("test", None))
    actions.record(by=user, at=timezone.now(), workspace=workspace, verb="create", obj=("test", kept.pk),
                   changes={"name": "note.txt"})
"""


@dataclass(frozen=True)
class Installation:
    """A data folder, its database, and the environment that leads to them."""

    folder: Path
    environment: dict[str, str]
    patience: int = 120
    """How many seconds a command may take."""

    def copil(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run ``copil`` as a person does, in a process of its own."""
        return self._python("-m", "copil.cli", *words)

    def inside(self, program: str) -> Any:
        """Run a program that sets ``answer`` and return it: several commands in one process."""
        done = self.program(program)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def program(self, program: str) -> "subprocess.CompletedProcess[str]":
        """Run a program that sets ``answer``, however it ends."""
        return self._python("-c", f"{PRELUDE}{program}\nprint(json.dumps(answer))")

    def _python(self, *words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-W", "ignore", *words]
        return subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=self.patience,
        )


def installation(folder: Path) -> Installation:
    """Describe an installation that is not made yet, on the engine that the suite runs on."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "PORT", "BASE_URL"}
    }
    own = {
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "copil.settings",
        "SECRET_KEY": "tests-only-" + "0" * 50,
    }
    return Installation(folder, {**kept, **own, **new_database()})


def new_database() -> dict[str, str]:
    """Create an empty database beside the suite's PostgreSQL; nothing is needed for SQLite."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        return {}
    name = f"cli_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    base, question, options = server.partition("?")
    return {"DATABASE_URL": f"{base.rpartition('/')[0]}/{name}{question}{options}"}


@pytest.fixture
def empty(tmp_path: Path) -> Installation:
    """An installation without anything, not even a table."""
    return installation(tmp_path / "empty")


@pytest.fixture(scope="session")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of an installation with an account, a workspace, a line of journal and a file."""
    source = installation(tmp_path_factory.mktemp("source"))
    archive = source.folder / "copil.tar.gz"
    program = (
        f"migrated = copil('migrate')\n{POPULATE}\nanswer = [migrated, copil('backup', {str(archive)!r})]"
    )
    assert [code for code, _, _ in source.inside(program)] == [0, 0]
    return archive
