"""Words spelt almost alike, for « did you mean ».

The distance is that of Damerau and Levenshtein, restricted to adjacent swaps (optimal string alignment): a
letter added, dropped, changed, or two neighbours swapped count one each. A word of three letters has no
neighbour; one mistake is allowed up to five letters, two beyond.

Every word carries the set of its letters as bits: a mistake changes at most two of them, which leaves few
words to compare letter by letter. Cost: one comparison of integers a word of near length, then O(length²)
for each word left.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

_SHORTEST = 4
_ONE_MISTAKE = 5


class Vocabulary:
    """Words already folded, with how often each was seen."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self._by_length: dict[int, dict[str, int]] = defaultdict(dict)

    def add(self, words: Iterable[str]) -> None:
        """Add words; those too short to be corrected are left out."""
        for word in words:
            if len(word) >= _SHORTEST and not word.isdigit():
                if word not in self.seen:
                    self._by_length[len(word)][word] = _letters(word)
                self.seen[word] += 1

    def __contains__(self, word: str) -> bool:
        return word in self.seen

    def nearest(self, word: str) -> str:
        """Return the word nearest to one that is not known, the most seen first; empty without any."""
        allowed = mistakes_allowed(word)
        if not allowed:
            return ""
        mask = _letters(word)
        best: tuple[int, int, str] | None = None
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for other, letters in self._by_length.get(length, {}).items():
                if (mask ^ letters).bit_count() > 2 * allowed:
                    continue
                off = distance(word, other, most=allowed)
                if off <= allowed and (best is None or (off, -self.seen[other], other) < best):
                    best = (off, -self.seen[other], other)
        return best[2] if best else ""


def mistakes_allowed(word: str) -> int:
    """Return how many mistakes a word of that length may hold."""
    if len(word) < _SHORTEST:
        return 0
    return 1 if len(word) <= _ONE_MISTAKE else 2


def distance(one: str, other: str, *, most: int) -> int:
    """Return how many mistakes apart two words are, or ``most + 1`` as soon as it is known to be more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        above, before, row = before, row, [i]
        for j, facing in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _letters(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & 31)
    return mask
