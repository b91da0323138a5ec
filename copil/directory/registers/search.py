"""Find entries of the register by name, place or number.

1. A number (SIREN, SIRET, RNA) is looked up as such.
2. Else the words of the name and the word of the place are one question to the word index (FTS5, GIN), cut at
   500 entries: what is asked so vaguely that more answer is to be made precise, not paged through.
3. When it is cut and no place was given, the entries of exactly that name are added.
4. What was found is ranked: the same name, then names that begin so, the active first, then by name.

The index intersects sorted lists: the time depends on the rarest words, not on the size of the register.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q

from copil.algorithms.text import normalise
from copil.core.text import name_key
from copil.directory.enums import Register, RegisterState
from copil.directory.models import RegisterEntry
from copil.directory.registers import words
from copil.directory.rules import identifiers
from copil.territories.models import Territory

MOST = 500
_SHORTEST_PREFIX = 3
_COLUMNS = ("pk", "name_key", "state")
_Found = tuple[int, str, str]


@dataclass(frozen=True)
class Answer:
    """The entries found, best first; ``is_cut`` when there are more than are listed."""

    keys: Sequence[int]
    is_cut: bool = False


def find(typed: str, *, place: Territory | None = None) -> Answer:
    """Return the entries that a name or a number may mean, in a place when one is given."""
    if by_number := _numbered(typed):
        return Answer(_ranked(by_number, ""))
    terms = words.name_words(typed)
    if not terms and place is None:
        return Answer(())
    ids = _matching(terms, typed, place)
    is_cut = len(ids) > MOST
    rows = RegisterEntry.objects.filter(pk__in=ids[:MOST]).values_list(*_COLUMNS)
    found: dict[int, _Found] = {row[0]: row for row in rows}
    if is_cut and place is None:
        namesakes = RegisterEntry.objects.filter(name_key=name_key(typed)).order_by("pk")
        found |= {row[0]: row for row in namesakes.values_list(*_COLUMNS)[:MOST]}
    return Answer(_ranked(found.values(), name_key(typed)), is_cut)


def entries(keys: Sequence[int]) -> list[RegisterEntry]:
    """Return the entries of keys, in that order, with their commune and where they come from."""
    found = RegisterEntry.objects.select_related("commune", "load").defer("purpose", "words").in_bulk(keys)
    return [found[key] for key in keys if key in found]


def is_empty() -> bool:
    """Tell whether no register was ever read here."""
    return not RegisterEntry.objects.exists()


def _ranked(found: Iterable[_Found], key: str) -> list[int]:
    def rank(row: _Found) -> tuple[bool, bool, bool, str, int]:
        pk, name, state = row
        return (name != key, not name.startswith(key), state == RegisterState.CLOSED, name, pk)

    return [row[0] for row in sorted(found, key=rank)]


def _numbered(typed: str) -> list[_Found]:
    """Return the entries that have the number typed; none when it is not one."""
    number = identifiers.compact(typed)
    if len(number) == identifiers.SIRET_LENGTH and number.isdigit():
        same = Q(register=Register.ESTABLISHMENTS, identifier=number) | Q(siren=number[:9], siret=number)
    elif len(number) == identifiers.SIREN_LENGTH and number.isdigit():
        same = Q(siren=number)
    elif not identifiers.rna_problem(number):
        same = Q(rna=number)
    else:
        return []
    return list(RegisterEntry.objects.filter(same).order_by("pk").values_list(*_COLUMNS)[:MOST])


def _matching(terms: Sequence[str], typed: str, place: Territory | None) -> list[int]:
    """Return the keys of the entries that have all the words, one more than ``MOST`` at most."""
    asked = [*terms, *([words.place_word(place.kind, place.code)] if place else [])]
    last = (normalise.words(typed) or [""])[-1]
    half = last if terms and len(last) >= _SHORTEST_PREFIX and words.name_words(last) == [terms[-1]] else ""
    if connection.vendor == "postgresql":
        return _postgresql(asked, half, terms[-1] if terms else "")
    return _sqlite(asked, half, terms[-1] if terms else "")


def _sqlite(asked: Sequence[str], half: str, last: str) -> list[int]:
    parts = [f'("{term}" OR "{half}"*)' if half and term == last else f'"{term}"' for term in asked]
    statement = "SELECT rowid FROM directory_register_fts WHERE directory_register_fts MATCH %s LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(statement, [" AND ".join(parts), MOST + 1])
        return [row[0] for row in cursor.fetchall()]


def _postgresql(asked: Sequence[str], half: str, last: str) -> list[int]:
    parts = [f"('{term}' | '{half}':*)" if half and term == last else f"'{term}'" for term in asked]
    statement = (
        "SELECT id FROM directory_registerentry"
        " WHERE array_to_tsvector(string_to_array(words, ' ')) @@ %s::tsquery LIMIT %s"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        # The planner takes words and places for independent, and would sometimes read the whole table.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(statement, [" & ".join(parts), MOST + 1])
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute("SET LOCAL enable_seqscan = on")
        return found
