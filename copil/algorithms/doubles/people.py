"""Which people of a directory seem to be the same one, how surely, and why.

Two namesakes are two people more often than two organisations of one name are two: without an address, a
telephone or an organisation in common, a name alone is never more than a possibility.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from copil.algorithms.doubles import names
from copil.algorithms.doubles.organisations import Level
from copil.algorithms.text.normalise import words

_BLOCK = 200


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody is recognised by; ``organisations`` are those where they do something."""

    id: str
    given_name: str
    family_name: str
    email: str = ""
    phone: str = ""
    organisations: frozenset[str] = frozenset()
    account: str = ""


@dataclass(frozen=True, slots=True)
class PersonPair:
    """Two people who may be the same. ``exact``: the same words in the name, in any order."""

    one: str
    other: str
    level: Level
    exact: bool
    same: tuple[str, ...] = ()
    differ: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


def propose(*, people: Sequence[Person]) -> list[PersonPair]:
    """Return the pairs that seem to be the same person, the surest first, each once.

    Candidates share an address, a telephone, the words of their name, or an organisation and a word of
    their name but for a slip. Time O(n) to gather, O(Σ b²) to judge blocks of at most ``_BLOCK``.
    """
    ordered = sorted(people, key=lambda person: person.id)
    pairs = (_judge(ordered[a], ordered[b]) for a, b in sorted(set(_candidates(ordered))))
    return sorted(filter(None, pairs), key=lambda pair: (-pair.level, not pair.exact, pair.one, pair.other))


def _candidates(people: Sequence[Person]) -> Iterator[tuple[int, int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, person in enumerate(people):
        for key in set(_keys(person)):
            blocks[key].append(index)
    for block in blocks.values():
        if len(block) <= _BLOCK:
            yield from combinations(block, 2)


def _keys(person: Person) -> Iterator[str]:
    if person.email:
        yield f"e:{person.email.lower()}"
    if person.phone:
        yield f"t:{person.phone}"
    yield f"n:{' '.join(sorted(_words(person)))}"
    for organisation in person.organisations:
        for word in words(person.family_name):
            yield from (f"o:{organisation}:{spelling}" for spelling in names.spellings(word))


def _judge(one: Person, other: Person) -> PersonPair | None:
    if one.account and other.account:
        return None  # two accounts are two people
    exact, close = _same_name(one, other)
    if not exact and not close:
        return None
    pairs = {name: (getattr(one, name).lower(), getattr(other, name).lower()) for name in ("email", "phone")}
    same = tuple(name for name, (mine, theirs) in pairs.items() if mine and mine == theirs)
    differ = tuple(name for name, (mine, theirs) in pairs.items() if mine and theirs and mine != theirs)
    together = tuple(sorted(one.organisations & other.organisations))
    level = _level(exact=exact, known=bool(same), together=bool(together))
    elsewhere = one.organisations and other.organisations and not together
    if level is None or (level == Level.POSSIBLE and differ and elsewhere):
        return None
    return PersonPair(one.id, other.id, level, exact, same, differ, together)


def _level(*, exact: bool, known: bool, together: bool) -> Level | None:
    if known or together:
        return Level.SURE if exact else Level.LIKELY
    return Level.POSSIBLE if exact else None


def _same_name(one: Person, other: Person) -> tuple[bool, bool]:
    """Tell whether two names have the same words, and failing that whether they are close.

    Close: a slip in a word, or a given name reduced to its initial or missing; never two given names.
    """
    mine, theirs = sorted(_words(one)), sorted(_words(other))
    if mine == theirs:
        return True, True
    families = words(one.family_name), words(other.family_name)
    if families[0] != families[1] and not _met(*families):
        return False, False
    given = words(one.given_name), words(other.given_name)
    short, long = sorted(given, key=len)
    missing = not short and families[0] == families[1]
    initials = len(short) == 1 and len(long) >= 1 and len(short[0]) == 1 and long[0].startswith(short[0])
    initials = initials or (len(long) == 1 and len(long[0]) == 1 and bool(short) and short[0][0] == long[0])
    return False, missing or initials or given[0] == given[1] or _met(*given)


def _met(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two names have the same words but for slips."""
    return len(one) == len(other) and all(
        a == b or names.alike(a, b) for a, b in zip(one, other, strict=True)
    )


def _words(person: Person) -> list[str]:
    return [*words(person.given_name), *words(person.family_name)]
