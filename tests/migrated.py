"""The migrated SQLite database of the suite, kept from one run to the next.

Every process of the suite needs a database with all the migrations applied, and applying them takes most of
the time of a short run. The result depends on the migrations and the libraries alone: it is kept beside the
installed libraries under their digest, and copied. A new or changed migration makes another digest, so the
migrations are really run whenever they could give something else.
"""

import hashlib
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import django
from django.db import connection

ROOT = Path(__file__).parents[1]
# What a migration may read: itself, the fields it names, the libraries' own migrations.
_READ = (
    "copil/*/migrations/*.py",
    "copil/core/management/commands/migrate.py",
    "copil/core/fields.py",
    "copil/core/ids.py",
    "requirements/*.txt",
)


def path() -> Path:
    """Return where the migrated database of this tree is kept."""
    digest = hashlib.sha256(f"{django.get_version()} {sqlite3.sqlite_version}".encode())
    for pattern in _READ:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(f"{file.relative_to(ROOT)}\n".encode() + file.read_bytes())
    return Path(sys.prefix) / f"copil-tests-migrated-{digest.hexdigest()[:20]}.sqlite3"


def read(kept: Path) -> None:
    """Replace the test database by the kept one."""
    with closing(sqlite3.connect(kept)) as source:
        source.backup(_opened())


def write(kept: Path) -> None:
    """Keep the test database, for the other processes and the next runs; the old ones go."""
    partial = kept.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(partial)) as target:
        _opened().backup(target)
    partial.replace(kept)
    for old in kept.parent.glob("copil-tests-migrated-*.sqlite3"):
        if old != kept and old.stat().st_mtime < kept.stat().st_mtime - 86_400:
            old.unlink(missing_ok=True)


def _opened() -> sqlite3.Connection:
    connection.ensure_connection()
    opened = connection.connection
    assert isinstance(opened, sqlite3.Connection)
    return opened
