"""Find the beginning of a text through an ordinary index, on both databases."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import StartsWith
from django.db.models.sql.compiler import SQLCompiler


class Begins(StartsWith):
    """``column__begins="saint m"``, for columns that hold ASCII only.

    The same as ``startswith``, a LIKE for which PostgreSQL has the index that comes with
    ``db_index=True``, but for which SQLite would read the whole table: there it is a range.
    """

    lookup_name = "begins"

    def get_rhs_op(self, connection: BaseDatabaseWrapper, rhs: str) -> str:
        """Return the operator that PostgreSQL uses for ``startswith``, known to Django by that name only."""
        return f"LIKE {rhs}"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """Return ``column >= beginning and column < what comes after all that begins so``."""
        column, params = self.process_lhs(compiler, connection)
        beginning = str(self.rhs)
        after = beginning[:-1] + chr(ord(beginning[-1]) + 1) if beginning else "\U0010ffff"
        return f"({column} >= %s AND {column} < %s)", [*params, beginning, *params, after]
