"""Who has a place: a capacity, some of it kept for some, the others in line. No Django here."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Room:
    """A capacity, the places kept by reserve, and how many are held by reserve (None: at no title)."""

    capacity: int
    kept: Mapping[Any, int]
    held: Mapping[Any, int]

    @property
    def taken(self) -> int:
        """Return how many places are held."""
        return sum(self.held.values())

    def still_kept(self, *, besides: Hashable = None) -> int:
        """Return how many places remain kept for the reserves, one of them aside."""
        return sum(
            max(places - self.held.get(key, 0), 0) for key, places in self.kept.items() if key != besides
        )

    def left(self, reserve: Hashable = None) -> int:
        """Return how many places somebody of a reserve may still take; what is kept for others is not."""
        return max(self.capacity - self.taken - self.still_kept(besides=reserve), 0)

    def with_one(self, reserve: Hashable) -> "Room":
        """Return the room once somebody of a reserve has a place."""
        return Room(self.capacity, self.kept, {**self.held, reserve: self.held.get(reserve, 0) + 1})


def next_in_line(room: Room, line: Iterable[Hashable]) -> Sequence[int]:
    """Return the ranks of those who may be offered a place now, given the reserve of each in order.

    Somebody at no title does not take what is kept for others: whoever may, further in line, is taken.
    """
    found: list[int] = []
    for rank, reserve in enumerate(line):
        if room.left(reserve):
            found.append(rank)
            room = room.with_one(reserve)
    return found
