"""What every voting rule answers: the options in order, ties kept as ties, each place with its figure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Figure = int | Fraction


@dataclass(frozen=True)
class Place:
    """An option and its rank, 1 first; tied options share it, and the next one is counted after them."""

    option: str
    rank: int


@dataclass(frozen=True)
class Places:
    """The options in order. Tied options stand in the order in which they were given."""

    all: tuple[Place, ...]

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(place.option for place in self.all)

    @property
    def winners(self) -> tuple[str, ...]:
        return tuple(place.option for place in self.all if place.rank == 1)

    @property
    def ranks(self) -> dict[str, int]:
        return {place.option: place.rank for place in self.all}


def placed(*, options: Iterable[str], key: Callable[[str], Any]) -> Places:
    """Put the options in order of their key, greatest first; equal keys are tied."""
    given = list(options)
    ordered = sorted(given, key=key, reverse=True)
    places: list[Place] = []
    for number, option in enumerate(ordered, start=1):
        tied = bool(places) and key(places[-1].option) == key(option)
        places.append(Place(option, places[-1].rank if tied else number))
    return Places(tuple(places))


def by_figures(figures: Mapping[str, Figure]) -> Places:
    """Put options in order of a figure, greatest first."""
    return placed(options=figures, key=figures.__getitem__)


def by_beaten(options: Sequence[str], beats: Callable[[str, str], bool]) -> Places:
    """Put options in order of how many others stand above them, by a relation without a cycle."""
    above = {one: sum(beats(other, one) for other in options if other != one) for one in options}
    return placed(options=options, key=lambda option: -above[option])
