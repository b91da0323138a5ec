"""Write many rows at once: one prepared statement, its values straight from where they are.

``bulk_create`` spends three times longer building its statements than the database does reading them.
Names of tables and columns come from the models; values are parameters.
"""

import uuid
from collections.abc import Hashable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models

AnyField = models.Field[Any, Any]

# What these fields hold is what the database takes, on both of them.
_AS_IT_IS = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)


def insert(objects: Iterable[models.Model]) -> None:
    """Insert new objects of one model, in the caller's transaction."""
    given = list(objects)
    if given:
        model, names, rows = _rows_of(given)
        write_rows(model, names, rows)


def upsert(objects: Iterable[models.Model], *, unique: Sequence[str], update: Sequence[str]) -> None:
    """Insert objects of one model; those that the ``unique`` fields recognise have ``update`` rewritten."""
    given = list(objects)
    if given:
        model, names, rows = _rows_of(given)
        write_rows(model, names, rows, unique=unique, update=update)


def write_rows(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Iterable[Any]],
    *,
    unique: Sequence[str] = (),
    update: Sequence[str] = (),
) -> None:
    """Insert rows whose values are those of the named fields; ``unique`` and ``update`` as in :func:`upsert`.

    A field left out takes the default of the database: name every field that has none there.
    """
    fields: list[AnyField] = [model._meta.get_field(name) for name in names]  # type: ignore[misc]  # columns only
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {_quoted(model._meta.db_table)} ({_columns(fields)}) VALUES ({places})"  # noqa: S608  # names of our own models
    if unique:
        known = [field for field in fields if field.name in unique]
        changes = [_quoted(str(field.column)) for field in fields if field.name in update]
        written = ", ".join(f"{column} = excluded.{column}" for column in changes)
        statement += f" ON CONFLICT ({_columns(known)}) DO UPDATE SET {written}"
    values = list(_prepared(rows, fields))
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(statement, values)


def _rows_of(
    objects: Sequence[models.Model],
) -> tuple[type[models.Model], list[str], Iterator[Sequence[Any]]]:
    model = type(objects[0])
    fields = [
        field
        for field in model._meta.local_concrete_fields
        if not isinstance(field, models.AutoField | models.GeneratedField)  # written by the database
    ]
    read = attrgetter(*(field.attname for field in fields))
    return model, [field.name for field in fields], (read(one) for one in objects)


def _prepared(rows: Iterable[Iterable[Any]], fields: Sequence[AnyField]) -> Iterator[Sequence[Any]]:
    """Yield the rows as the database takes them. An instant or an amount often comes again: kept by field."""
    native_keys = connection.features.has_native_uuid_field
    special: list[tuple[int, AnyField, dict[Any, Any]]] = [
        (at, field, {}) for at, field in enumerate(fields) if not isinstance(field, _AS_IT_IS)
    ]
    for given in rows:
        row = list(given)
        for at, field, known in special:
            value = row[at]
            if isinstance(value, uuid.UUID):
                row[at] = value if native_keys else value.hex
            elif value and not isinstance(value, Hashable):
                row[at] = field.get_db_prep_save(value, connection)
            else:
                key = value if isinstance(value, Hashable) else type(value)  # one empty list is like another
                if key not in known:
                    known[key] = field.get_db_prep_save(value, connection)
                row[at] = known[key]
        yield row


def _columns(fields: Iterable[AnyField]) -> str:
    return ", ".join(_quoted(str(field.column)) for field in fields)


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
