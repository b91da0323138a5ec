"""An installation for families that measure the product on a database. Import this before ``copil``.

Importing it sets Django up, with a data directory of its own; `database` gives an empty database of the
engine of ``DATABASE_URL`` (SQLite without it), destroyed afterwards.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "copil.settings")
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="copil-bench-"))
django.setup()


@contextmanager
def database() -> Iterator[str]:
    """Make a migrated database, and yield the name of its engine."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        yield connection.vendor
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
