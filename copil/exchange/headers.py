"""Find which row of a table names its columns: pure text, also used where Django is not loaded."""

import re
from collections.abc import Collection, Iterable, Sequence

from copil.algorithms.text.folding import fold

LOOKED_AT = 60
"""The row of titles is looked for among so many first rows."""

_FIGURE = re.compile(r"[\d\s.,/:€%()+\-\u00a0\u202f]+")
_WIDE_ENOUGH = 0.6
_TOTALS = frozenset({"total", "totaux", "total general", "sous total", "ensemble", "somme", "moyenne"})

_LONGEST_TOTAL = 20


def key(name: str) -> str:
    """Return a header in small letters without accents or signs: « N° SIRET (siège) » → « n siret siege »."""
    spaced = "".join(char if char.isalnum() else " " for char in fold(name))
    return " ".join(spaced.split())


def find(rows: Sequence[Sequence[str]], words: Collection[str] = ()) -> int:
    """Return the index of the row that names the columns; 0 when none looks like it.

    1. The row that, with the titles above it, holds the most usual headers (``words``, as :func:`key` writes
       them), if it holds two.
    2. Else the first row as wide as the table, or nearly, that holds words only.
    3. Else the first row that holds something.
    """
    looked_at = rows[:LOOKED_AT]
    filled = [[cell for cell in row if cell.strip()] for row in looked_at]
    first = next((index for index, cells in enumerate(filled) if cells), 0)
    if not filled:
        return 0
    known = [_known(looked_at, index, words) for index in range(len(looked_at))]
    best = max(range(len(filled)), key=lambda index: (known[index], -index))
    if known[best] >= 2 or (known[best] and best == first):
        return best
    width = max(len(cells) for cells in filled)
    for index, cells in enumerate(filled):
        if len(cells) >= max(2, _WIDE_ENOUGH * width) and not any(map(_FIGURE.fullmatch, cells)):
            return index
    return first


def recognised(rows: Sequence[Sequence[str]], words: Collection[str]) -> int:
    """Return how many usual headers the best row holds."""
    looked_at = rows[:LOOKED_AT]
    return max((_known(looked_at, index, words) for index in range(len(looked_at))), default=0)


def compose(rows: Sequence[Sequence[str]], at: int, *, width: int) -> list[str]:
    """Return the names of the columns, completed by the titles written above them.

    A cell merged over two rows leaves its name in the upper one; a title merged over several columns tells
    namesakes apart (« Contact : nom »). Only the rows stuck to the row of titles are read.
    """
    names = _padded(rows[at], width) if rows else [""] * width
    above = _padded(rows[at - 1], width) if at > 0 else [""] * width
    if sum(1 for cell in above if cell) < 2:  # the title of the whole table
        return names
    group, groups = "", []
    for cell, name in zip(above, names, strict=True):
        group = cell or (group if name else "")
        groups.append(group)
    count = {name: names.count(name) for name in names}
    composed = []
    for name, title, own in zip(names, groups, above, strict=True):
        if not name:
            composed.append(own)
        else:
            composed.append(f"{title} : {name}" if count[name] > 1 and title else name)
    return composed


def is_total(cells: Iterable[str]) -> bool:
    """Tell whether a row sums up those above it: the word « total », and otherwise figures only."""
    filled = (stripped for cell in cells if (stripped := cell.strip()))
    first = next(filled, "")
    if len(first) > _LONGEST_TOTAL or key(first) not in _TOTALS:
        return False
    others = list(filled)
    return bool(others) and all(map(_FIGURE.fullmatch, others))


def _known(rows: Sequence[Sequence[str]], at: int, words: Collection[str]) -> int:
    """Return how many usual headers a row holds, completed by the titles above it."""
    if not words or not any(cell.strip() for cell in rows[at]):
        return 0
    names = compose(rows, at, width=len(rows[at]))
    return len({key(name) for name in names if name}.intersection(words))


def _padded(row: Sequence[str], width: int) -> list[str]:
    cells = [" ".join(cell.split()) for cell in row[:width]]
    return cells + [""] * (width - len(cells))
