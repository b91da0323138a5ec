"""Write a lot of entries: through COPY on PostgreSQL, a prepared statement on SQLite."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from copil.core import bulk
from copil.directory.models import RegisterEntry

COLUMNS = (
    "register", "identifier", "siren", "siret", "rna", "name", "name_key", "acronym", "purpose",
    "legal_category", "activity", "headcount", "address", "postal_code", "commune", "place", "website",
    "created_on", "closed_on", "state", "position", "is_seat", "words", "digest", "source_date", "load",
)  # fmt: skip  # a table reads by its lines
_KEY = COLUMNS[:2]


def upsert(rows: Sequence[tuple[Any, ...]]) -> None:
    """Write rows of ``COLUMNS``, each identifier once, in the caller's transaction."""
    if not rows:
        return
    if connection.vendor == "postgresql":
        _copy(rows)
    else:
        bulk.write_rows(RegisterEntry, COLUMNS, rows, unique=_KEY, update=COLUMNS[2:])


def _copy(rows: Sequence[tuple[Any, ...]]) -> None:
    quote = connection.ops.quote_name
    table = quote(RegisterEntry._meta.db_table)
    columns = [quote(str(RegisterEntry._meta.get_field(name).column)) for name in COLUMNS]  # type: ignore[union-attr]  # columns only
    names = ", ".join(columns)
    changes = ", ".join(f"{one} = excluded.{one}" for one in columns[2:])
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE incoming AS SELECT {names} FROM {table} LIMIT 0")  # noqa: S608  # names of our own model
        with cursor.copy(f"COPY incoming ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM incoming"  # noqa: S608  # names of our own model
            f" ON CONFLICT ({', '.join(columns[:2])}) DO UPDATE SET {changes}"
        )
        cursor.execute("DROP TABLE incoming")


def settle() -> None:
    """Leave the word index and the statistics in order after a large load."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT gin_clean_pending_list('directory_register_words')")
            cursor.execute(f"ANALYZE {connection.ops.quote_name(RegisterEntry._meta.db_table)}")
        else:
            cursor.execute("PRAGMA optimize")
