"""Papers filled in by hand: two readings compared. Plain values, no database."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from copil.ballots.rules import FEWEST

Read = Mapping[str, Any]
"""A paper as it was read: ``of`` is whose it is (open vote only), ``said`` what it says, empty when blank."""


def read(said: Mapping[str, int], *, of: str = "") -> dict[str, Any]:
    """Return a paper in one form: read alike twice, it is the same."""
    return {"of": of, "said": dict(sorted(said.items()))}


def in_order(papers: Iterable[Read]) -> list[Read]:
    """Sort papers by what they say: nothing tells in which order they were read."""
    return sorted(papers, key=_key)


@dataclass(frozen=True)
class Compared:
    """What one reading has that the other has not."""

    only_first: Sequence[Read]
    only_second: Sequence[Read]

    @property
    def agree(self) -> bool:
        return not self.only_first and not self.only_second


def compare(first: Sequence[Read], second: Sequence[Read]) -> Compared:
    """Return the papers that one reading only holds, each as many times as it is missing."""
    known = {_key(one): one for one in (*first, *second)}
    one, other = Counter(map(_key, first)), Counter(map(_key, second))
    return Compared(
        [known[key] for key in sorted((one - other).elements())],
        [known[key] for key in sorted((other - one).elements())],
    )


def refusal(
    *, people: int, first: Sequence[Read], second: Sequence[Read], secret: bool, voted: Sequence[str] = ()
) -> str:
    """Say why the papers may not join the urn yet; "" when they may. ``voted`` names who voted meanwhile."""
    if voted:
        verb, who = ("ont", "ces personnes") if len(voted) > 1 else ("a", "cette personne")
        return f"{', '.join(voted)} {verb} voté en ligne depuis : retirez d’abord {who} de la liste."
    if not people:
        return "Dites d’abord qui a remis un bulletin."
    if secret and people < FEWEST:
        return too_few()
    if len(first) != people or len(second) != people:
        return f"Chaque lecture doit compter {people} bulletins, autant que de personnes qui en ont remis un."
    if not compare(first, second).agree:
        return "Les deux lectures diffèrent : reprenez les bulletins montrés."
    return ""


def too_few() -> str:
    """Say why papers of a secret vote wait: so few would say who chose what."""
    return f"Attendez d’avoir {FEWEST} bulletins : à moins, on saurait qui a choisi quoi."


def _key(one: Read) -> tuple[str, tuple[tuple[str, int], ...]]:
    return one["of"], tuple(sorted(one["said"].items()))
