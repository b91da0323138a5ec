"""Two texts side by side: which words each has of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[^\s]+")
_LONGEST = 2000


@dataclass(frozen=True)
class Stretch:
    """A run of words; ``own`` when the other text does not have it there."""

    text: str
    own: bool


def side_by_side(before: str, after: str) -> tuple[list[Stretch], list[Stretch]]:
    """Return both texts cut into stretches; a very long text is not compared word by word."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > _LONGEST:
        return [Stretch(before, own=True)], [Stretch(after, own=True)]
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    left = [Stretch("".join(old[a:b]), tag != "equal") for tag, a, b, _, _ in opcodes]
    right = [Stretch("".join(new[c:d]), tag != "equal") for tag, _, _, c, d in opcodes]
    return list(_said(left)), list(_said(right))


def _said(stretches: list[Stretch]) -> Iterator[Stretch]:
    """Join the words of one side that only a blank parts; blanks alone are never marked."""
    kept = [one for one in stretches if one.text]
    joined: list[Stretch] = []
    for place, one in enumerate(kept):
        between = 0 < place < len(kept) - 1 and kept[place - 1].own and kept[place + 1].own
        own = one.own or (between and one.text.isspace())
        if joined and joined[-1].own == own:
            joined[-1] = Stretch(joined[-1].text + one.text, own)
        else:
            joined.append(Stretch(one.text, own))
    for one in joined:
        yield one if one.text.strip() else Stretch(one.text, own=False)
