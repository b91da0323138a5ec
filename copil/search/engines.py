"""The two engines behind one question: FTS5 on SQLite, a GIN index on PostgreSQL.

Both index the same normalised words (``algorithms.text``), so that both find the same rows.
"""

from collections.abc import Sequence

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from copil.algorithms.text import normalise

_SHORTEST_PREFIX = 2


def matches(question: str, *, title_only: bool = False) -> RawSQL | None:
    """Return the condition « every word of the question is there » on ``SearchEntry``; None without a word.

    The last word, which may still be being typed, also matches as the beginning of a word.
    """
    terms = normalise.query_terms(question)
    if not terms:
        return None
    typed = normalise.words(question)[-1]
    if connection.vendor == "postgresql":
        return _postgresql(terms, typed, title_only=title_only)
    return _sqlite(terms, typed, title_only=title_only)


def _sqlite(terms: Sequence[str], typed: str, *, title_only: bool) -> RawSQL:
    parts = [f'"{term}"' for term in terms]
    if len(typed) >= _SHORTEST_PREFIX:
        parts[-1] = f'("{terms[-1]}" OR "{typed}"*)'
    expression = " AND ".join(parts)
    if title_only:
        expression = f"title_words : ({expression})"
    sql = "search_searchentry.id IN (SELECT rowid FROM search_fts WHERE search_fts MATCH %s)"
    return RawSQL(sql, [expression], output_field=BooleanField())  # noqa: S611  # parameters are bound


def _postgresql(terms: Sequence[str], typed: str, *, title_only: bool) -> RawSQL:
    parts = [f"'{term}'" for term in terms]
    if len(typed) >= _SHORTEST_PREFIX:
        parts[-1] = f"('{terms[-1]}' | '{typed}':*)"
    column = "title_vector" if title_only else "vector"
    sql = f"search_searchentry.{column} @@ to_tsquery('simple', %s)"  # a column name of ours
    return RawSQL(sql, [" & ".join(parts)], output_field=BooleanField())  # noqa: S611
