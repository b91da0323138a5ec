"""The one verb of territories: load the official files."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from django.db import connection, models, transaction

from copil.territories import bulk, imports
from copil.territories.models import Alias, PostalCode, SearchTerm, Territory

Progress = Callable[[int, int], object]


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
        (SearchTerm, reading.terms),
    ]
    PostalCode.objects.filter(territory__vintage=vintage).delete()
    Alias.objects.filter(territory__vintage=vintage).delete()
    SearchTerm.objects.filter(vintage=vintage).delete()
    done, total = 0, sum(len(rows) for _, rows in tables)
    for model, rows in tables:
        for written in bulk.upsert(model=model, columns=rows[0]._fields, rows=rows):
            done += written
            if progress is not None:
                progress(done, total)
    _settle([model for model, _ in tables])
    return {model._meta.model_name or "": len(rows) for model, rows in tables}


def _settle(models_written: Sequence[type[models.Model]]) -> None:
    """Let PostgreSQL know how large the tables have become: it joins them the slow way until it does."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in models_written:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
