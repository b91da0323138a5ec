"""The passage of a text that says most of what is looked for, its words marked.

1. flatten the white space, and find the words looked for (``normalise.sought``);
2. of the windows that begin at such a word, keep the one that holds the most different ones, the earliest
   when several do; stop as soon as one holds them all;
3. give it some words before, cut it between words, and say with « … » where the text goes on.

Linear in the length of the text, but for step 2, in the number of words found.
"""

from collections.abc import Sequence, Set

from copil.algorithms.text import normalise
from copil.algorithms.text.normalise import Token

LENGTH = 220
_BEFORE = 60
_GAP = "… "

Parts = list[tuple[str, bool]]


def passage(text: str, *, wanted: Set[str], prefix: str = "", length: int = LENGTH) -> Parts:
    """Return the best passage in parts, each with True when it is looked for; nothing when no word is there.

    ``length`` is in characters, marks of continuation left out.
    """
    flat = " ".join(text.split())
    found = normalise.sought(flat, wanted=wanted, prefix=prefix)
    if not found:
        return []
    start, end = _cut(flat, _best(found, length=length - _BEFORE, all_of=len(wanted)), length=length)
    parts = normalise.marked(flat[start:end], wanted=wanted, prefix=prefix)
    if start:
        parts.insert(0, (_GAP, False))
    if end < len(flat):
        parts.append((" …", False))
    return parts


def _best(found: Sequence[Token], *, length: int, all_of: int) -> int:
    """Return where the window with the most different words begins."""
    best, most = found[0].start, 0
    for index, first in enumerate(found):
        inside = set()
        for token in found[index:]:
            if token.end > first.start + length:
                break
            inside.add(token.stem)
        if len(inside) > most:
            best, most = first.start, len(inside)
        if most >= all_of:
            break
    return best


def _cut(text: str, at: int, *, length: int) -> tuple[int, int]:
    """Return the ends of a passage around a place, between words."""
    if len(text) <= length:
        return 0, len(text)
    start = max(0, min(at - _BEFORE, len(text) - length))
    if start:
        space = text.find(" ", start, at)
        start = space + 1 if space >= 0 else at
    end = min(len(text), start + length)
    if end < len(text):
        space = text.rfind(" ", start + 1, end + 1)
        end = space if space > at else end
    return start, end
