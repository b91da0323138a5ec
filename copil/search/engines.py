"""The two engines behind one question: FTS5 on SQLite, a GIN index on PostgreSQL.

Both index the same normalised words (``algorithms.text``), so that both find the same rows.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func
from django.db.models.expressions import RawSQL
from django.db.models.lookups import Exact
from django.db.models.sql.compiler import SQLCompiler

from copil.identity.models import Workspace
from copil.search.rules import Asked


def matches(asked: Asked, *, title_only: bool = False) -> RawSQL | None:
    """Return the condition « everything asked is there » on ``SearchEntry``; None without a word.

    The last word, which may still be being typed, also matches as the beginning of a word.
    """
    if not asked.slots:
        return None
    if connection.vendor == "postgresql":
        return _postgresql(asked, title_only=title_only)
    return _sqlite(asked, title_only=title_only)


class Unindexed(Func):
    """A column of which SQLite must not use the index: the words leave fewer rows than the workspace."""

    template = "(%(expressions)s)"
    arity = 1

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """Return the column after a sign that hides it from the planner."""
        return self.as_sql(compiler, connection, template="(+%(expressions)s)", **context)


def within(workspace: Workspace) -> Exact:
    """Return the condition « of this workspace » for a question that already asks for words."""
    return Exact(Unindexed(F("workspace")), workspace.pk)


def _sqlite(asked: Asked, *, title_only: bool) -> RawSQL:
    slots = [[_all([f'"{stem}"' for stem in one], " AND ") for one in slot] for slot in asked.slots]
    if asked.typed:
        slots[-1].append(f'"{asked.typed}"*')
    expression = " AND ".join(f"({' OR '.join(choices)})" for choices in slots)
    if title_only:
        expression = f"title_words : ({expression})"
    sql = "search_searchentry.id IN (SELECT rowid FROM search_fts WHERE search_fts MATCH %s)"
    return RawSQL(sql, [expression], output_field=BooleanField())  # noqa: S611  # parameters are bound


def _postgresql(asked: Asked, *, title_only: bool) -> RawSQL:
    slots = [[_all([f"'{stem}'" for stem in one], " & ") for one in slot] for slot in asked.slots]
    if asked.typed:
        slots[-1].append(f"'{asked.typed}':*")
    column = "title_vector" if title_only else "vector"
    sql = f"search_searchentry.{column} @@ to_tsquery('simple', %s)"  # a column name of ours
    expression = " & ".join(f"({' | '.join(choices)})" for choices in slots)
    return RawSQL(sql, [expression], output_field=BooleanField())  # noqa: S611  # no value in it: they are parameters


def _all(terms: Sequence[str], joined: str) -> str:
    return f"({joined.join(terms)})" if len(terms) > 1 else terms[0]
