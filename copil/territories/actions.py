"""The one verb of territories: load the official files."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from django.db import connection, models, transaction

from copil.territories import imports
from copil.territories.models import Alias, PostalCode, Territory

Progress = Callable[[int, int], object]

_BATCH = 2_000


@transaction.atomic
def load(*, source: Path = imports.DATA, progress: Progress | None = None) -> dict[str, int]:
    """Write the official territories of `source`, and return the number of rows of each table.

    Loading twice leaves what loading once left: a territory already there is updated in place, so that
    what refers to it stays; territories of other vintages are not touched. Postal codes and other names
    of the vintage are replaced. All or nothing.
    """
    reading = imports.read(source)
    vintage = reading.territories[0].vintage
    tables: list[tuple[type[models.Model], Sequence[NamedTuple]]] = [
        (Territory, reading.territories),
        (PostalCode, reading.postal_codes),
        (Alias, reading.aliases),
    ]
    for replaced in (PostalCode, Alias):
        replaced.objects.filter(territory__vintage=vintage).delete()
    done, total = 0, sum(len(rows) for _, rows in tables)
    for model, rows in tables:
        statement = _upsert(model, rows[0]._fields) if rows else ""
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            with connection.cursor() as cursor:
                cursor.executemany(statement, batch)
            done += len(batch)
            if progress is not None:
                progress(done, total)
    return {model._meta.model_name or "": len(rows) for model, rows in tables}


def _upsert(model: type[models.Model], columns: Sequence[str]) -> str:
    """Return the statement that inserts a row or, on its primary key, updates it.

    Written by hand because `bulk_create` spends three times longer on these rows than the database does.
    """
    quote: Callable[[str], str] = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608
    key = str(model._meta.pk.column)
    if key not in columns:
        return statement
    changes = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in columns if name != key)
    return f"{statement} ON CONFLICT ({quote(key)}) DO UPDATE SET {changes}"
