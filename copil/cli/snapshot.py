"""A copy of the database at one instant, and its return; one pair of functions per engine."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

from copil.cli.installation import close_database
from copil.core.errors import ActionRefused

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
# Settings of Django → variables that PostgreSQL's tools read: no password shows in a process list.
VARIABLES = {
    "NAME": "PGDATABASE",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "HOST": "PGHOST",
    "PORT": "PGPORT",
}
OPTION_VARIABLES = {
    "host": "PGHOST",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "service": "PGSERVICE",
}


def take(directory: Path) -> Path:
    """Write a consistent copy of the database into a directory, under writes too; return its path."""
    path = directory / NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
    else:
        _postgres_tool("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")
    return path


def verify(path: Path) -> None:
    """Refuse a copy that the engine cannot read."""
    if connection.vendor == "sqlite":
        try:
            with closing(sqlite3.connect(path)) as copy:
                sound = copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        except sqlite3.DatabaseError:
            sound = False
        if not sound:
            raise ActionRefused("La base de données de la sauvegarde est abîmée : rien n’a été restauré.")
    else:
        _postgres_tool("pg_restore", "--list", str(path))


def put_back(path: Path) -> None:
    """Replace the database by a copy, whole or not at all. Nothing else may use it meanwhile."""
    close_database()
    if connection.vendor == "sqlite":
        target = Path(str(settings.DATABASES["default"]["NAME"]))
        target.parent.mkdir(parents=True, exist_ok=True)
        staged = target.with_name(target.name + ".restored")
        shutil.move(path, staged)
        with staged.open("rb") as copy:
            os.fsync(copy.fileno())
        # The write-ahead log goes first: with it, the old content would be replayed over the new.
        for suffix in ("-wal", "-shm"):
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        staged.replace(target)
    else:
        script = path.with_suffix(".sql")
        _postgres_tool("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(path))
        # The whole schema goes, in the same transaction: tables of a newer version would stay otherwise.
        before = ["--command=DROP SCHEMA public CASCADE", "--command=CREATE SCHEMA public"]
        options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        _postgres_tool("psql", *options, *before, f"--file={script}")


def _postgres_tool(name: str, *arguments: str) -> None:
    """Run a tool of PostgreSQL on the configured database; refuse with its own words when it fails."""
    if not shutil.which(name):
        raise ActionRefused(
            f"Le programme {name} est introuvable. Installez le paquet postgresql-client de la même version"
            " que votre serveur, puis recommencez."
        )
    configured = settings.DATABASES["default"]
    variables = {VARIABLES[key]: str(configured[key]) for key in VARIABLES if configured.get(key)}
    options = configured.get("OPTIONS", {})
    variables |= {OPTION_VARIABLES[key]: str(options[key]) for key in OPTION_VARIABLES if options.get(key)}
    result = subprocess.run(
        [name, *arguments], env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    if result.returncode:
        raise ActionRefused(f"{name} a échoué :\n{result.stderr.strip()}")
