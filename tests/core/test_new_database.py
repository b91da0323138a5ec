"""A new database is made faster than Django makes it, and is the same."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, Model

PREPARED = "import django; django.setup(); from django.core.management import call_command; "
OURS = PREPARED + "call_command('migrate', verbosity=0)"
THEIRS = (
    PREPARED
    + "from django.core.management.commands.migrate import Command; call_command(Command(), verbosity=0)"
)


def problems(model: type[Model]) -> list[str]:
    meta = model._meta
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(meta.db_table)
        cursor.execute(f"SELECT * FROM {table} LIMIT 0")  # noqa: S608  # the name of a model's table
        columns = {column[0] for column in cursor.description}
        held = connection.introspection.get_constraints(cursor, meta.db_table)
    leads = {one["columns"][0]: one["foreign_key"] for one in held.values() if one["foreign_key"]}
    wrong = [f"{meta.db_table}: {name}" for name in {one.column for one in meta.concrete_fields} - columns]
    wrong += [f"no {one.name}" for one in (*meta.constraints, *meta.indexes) if one.name not in held]
    for field in meta.concrete_fields:
        if isinstance(field, ForeignKey) and getattr(field, "db_constraint", True):
            target = field.target_field
            if leads.get(field.column) != (target.model._meta.db_table, target.column):
                wrong.append(f"{meta.db_table}.{field.column} leads to {leads.get(field.column)}")
    return wrong


@pytest.mark.django_db
def test_each_table_has_the_columns_and_the_constraints_of_its_model() -> None:
    models = list(apps.get_models(include_auto_created=True))
    assert len(models) > 100
    assert [problem for model in models for problem in problems(model)] == []


@pytest.mark.audit
def test_it_is_the_one_that_django_makes(tmp_path: Path) -> None:
    made = []
    for name, script in (("ours", OURS), ("theirs", THEIRS)):
        own = tmp_path / name
        own.mkdir()
        left_out = {"DATABASE_URL", "SECRET_KEY"}
        kept = {key: value for key, value in os.environ.items() if key not in left_out}
        chosen = {"DJANGO_SETTINGS_MODULE": "copil.settings", "DATA_DIR": str(own)}
        subprocess.run([sys.executable, "-c", script], env={**kept, **chosen}, check=True)
        with closing(sqlite3.connect(own / "copil.sqlite3")) as database:
            rows = database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
            made.append(sorted(rows, key=str))
    assert made[0] == made[1]
    assert len(made[0]) > 500
