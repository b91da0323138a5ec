"""What is to be shared out: people with their traits, groups with their sizes, criteria, wishes, rules.

The value of an allocation is a cost, to be made as small as possible: the sum, over the pairs of people put
in one group, of their signed distance (``distance.py``), then the cost of the wishes not met. What must not
happen (people to be kept apart put together, somebody of a kind missing from a group) weighs more than all
the rest together, so that it is accepted only when nothing else can be done. Sizes, people who stay together
and places already given are never broken: ``Impossible`` says which ones contradict each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

Trait = str | float | frozenset[str] | tuple[float, float] | None


class Impossible(ValueError):
    """No allocation fits what is asked; ``reason`` is a key, ``keys`` the people or groups it is about."""

    def __init__(self, reason: str, *keys: str) -> None:
        super().__init__(f"{reason} {', '.join(keys)}".strip())
        self.reason = reason
        self.keys = keys


class Direction(StrEnum):
    """Whether people unlike one another go together (mix), or people alike (gather)."""

    MIX = "mix"
    GATHER = "gather"


class Scale(StrEnum):
    """How two values of a trait are compared: see ``distance.py``."""

    SAME = "same"
    NUMBER = "number"
    SETS = "sets"
    PLACE = "place"


@dataclass(frozen=True)
class Criterion:
    """A trait that counts, how much, and which way."""

    key: str
    weight: float = 1.0
    direction: Direction = Direction.MIX
    scale: Scale = Scale.SAME


@dataclass(frozen=True)
class Person:
    """Somebody, or a structure: traits by criterion, the kinds they count as, wishes in order."""

    key: str
    traits: Mapping[str, Trait] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    wishes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """A group: how many people it takes, and how many of each kind it needs."""

    key: str
    least: int
    most: int
    needs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """What is to be shared out, with its rules.

    ``together`` and ``apart`` are pairs of people; ``fixed`` gives a person the group they stay in;
    ``wish_weight`` is what the wishes count for, beside the weights of the criteria.
    """

    people: Sequence[Person]
    groups: Sequence[Group]
    criteria: Sequence[Criterion] = ()
    together: Sequence[tuple[str, str]] = ()
    apart: Sequence[tuple[str, str]] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    wish_weight: float = 1.0


@dataclass(frozen=True)
class Allocation:
    """Who goes where. ``proven`` tells that nothing better exists; ``seed`` gives the same answer again."""

    places: Mapping[str, str]
    cost: float
    proven: bool
    seed: int


def sizes_of(*, people: int, groups: int) -> tuple[tuple[int, int], ...]:
    """Return the least and most of so many groups of nearly the same size."""
    if groups < 1:
        return ()
    low, over = divmod(people, groups)
    return tuple((low, low + bool(over)) for _ in range(groups))
