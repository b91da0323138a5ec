"""Columns that behave the same on both databases."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class SortKeyField(models.CharField[str, str]):
    """A key compared byte by byte, in whatever language the database was installed (``core.text.name_key``).

    SQLite compares so by default; PostgreSQL is told to, and its index then also serves prefixes.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """Return the parameters of the column, with its collation where the default is another."""
        parameters = super().db_parameters(connection)
        return {**parameters, "collation": "C"} if connection.vendor == "postgresql" else parameters
