"""The words an entry is found by: stems of its name, and one word for each place it lies in.

A place is a word like another (« zc94018 » for the commune, « zd94 » for its département), so that a name and
a place are one question to one index, whatever the size of the register. What nearly every name holds
(« association ») says nothing and is left out.
"""

from collections.abc import Iterable, Sequence

from copil.algorithms.text import normalise
from copil.territories.enums import Kind

_PLACES = {Kind.COMMUNE: "c", Kind.EPCI: "e", Kind.EPT: "t", Kind.DEPARTEMENT: "d", Kind.REGION: "r"}
_SAYS_NOTHING = frozenset(normalise.stem(word) for word in ("association", "associations", "asso", "assoc"))


def name_words(*texts: str) -> list[str]:
    """Return the different stems of names, without those that say nothing unless there is no other."""
    found = list(dict.fromkeys(word for text in texts if text for word in normalise.stems(text)))
    return [word for word in found if word not in _SAYS_NOTHING] or found


def place_word(kind: str, code: str) -> str:
    """Return the word of a place."""
    return f"z{_PLACES[Kind(kind)]}{code.lower()}"


def column(words: Iterable[str], places: Sequence[str]) -> str:
    """Return what is written in the column of words."""
    return " ".join((*words, *places))
