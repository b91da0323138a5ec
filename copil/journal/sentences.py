"""Say a line of the journal in French.

Each app keeps the sentences of its own verbs in ``verbs.py``: ``VERBS[kind, verb]`` is the end of a sentence
whose subject is the person, with the names of the payload in braces: « a ouvert la démarche {label} ».
"""

import re
from collections.abc import Mapping
from typing import Any

from copil.journal.models import JournalEntry

Verbs = Mapping[tuple[str, str], str]
_ERASED = "a fait une action dont le détail a été effacé"
_UNKNOWN = "a enregistré un changement"
_NOBODY = "Copil"
_SECOND = 2
_QUOTES = re.compile(r"«\s*|\s*»")


class _Names(dict[str, Any]):
    """The names a sentence may use; one that the payload lacks says nothing."""

    def __missing__(self, key: str) -> str:
        return "…"


def subject(entry: JournalEntry) -> str:
    """Return who did it; Copil itself when nobody did (``actor`` already fetched)."""
    return entry.actor.get_full_name() if entry.actor else _NOBODY


def predicate(entry: JournalEntry, verbs: Verbs) -> str:
    """Return what was done, whatever the payload holds or has lost; who shows it ends the sentence."""
    if entry.payload is None:
        return _ERASED
    pattern = verbs.get((entry.object_kind, entry.verb), _UNKNOWN)
    changes = entry.payload.get("changes") or {}
    names = {name: _in_words(value) for name, value in changes.items()}
    return _nested(pattern.format_map(_Names({**names, "label": entry.label}))).removesuffix(".")


def _nested(sentence: str) -> str:
    """Return a sentence where a quotation inside another has the marks of the second level."""
    depth = 0

    def written(found: re.Match[str]) -> str:
        nonlocal depth
        opens = found[0].startswith("«")
        level = depth + 1 if opens else depth
        depth = level if opens else max(0, depth - 1)
        return found[0] if level < _SECOND else "“" if opens else "”"

    return _QUOTES.sub(written, sentence)


def _in_words(value: Any) -> str:
    """Return a change as it is read: the new value of ``[before, after]``, a list as an enumeration."""
    if isinstance(value, list):
        return str(value[-1]) if len(value) == 2 else ", ".join(str(one) for one in value)
    return "" if value is None else str(value)
