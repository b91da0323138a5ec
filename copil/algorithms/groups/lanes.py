"""Whole numbers side by side in one long whole number, so that one addition adds them all.

Lane k holds ``value << (k * width)``. Sums and multiples of such numbers are exact as long as every value
stays below ``top``, either sign; once all are raised by ``tops``, the top bit of a lane says: not negative.
"""

from collections.abc import Iterable, Sequence


class Lanes:
    """So many lanes, wide enough for whole numbers up to ``most``, either sign."""

    def __init__(self, number: int, most: int) -> None:
        self.bytes = most.bit_length() // 8 + 1
        self.width = 8 * self.bytes
        self.low = (1 << self.width) - 1
        self.top = 1 << (self.width - 1)
        self.tops = self.top * self.ones(range(number))

    def ones(self, lanes: Iterable[int]) -> int:
        """Return one in each of these lanes."""
        return sum(1 << self.width * lane for lane in lanes)

    def packed(self, values: Sequence[int]) -> int:
        """Return these values, one a lane."""
        raised = b"".join((value + self.top).to_bytes(self.bytes, "little") for value in values)
        return int.from_bytes(raised, "little") - self.top * self.ones(range(len(values)))
