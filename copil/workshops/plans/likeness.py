"""Actions of a common plan that seem to be the same one, and why. Nothing here decides."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from copil.algorithms.similarity import needs as similarity
from copil.algorithms.similarity.records import Group, Text
from copil.needs import sayings

# Actions of one plan speak of the same things: they must be closer than two needs to be one.
CUT = 0.42


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is compared of an action, and who wrote it."""

    id: str
    title: str
    text: str = ""
    group: str = ""
    lead: str = ""
    lead_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Actions that look like one another, the closest to the others first, and the reasons."""

    ids: tuple[str, ...]
    reasons: tuple[str, ...]
    closeness: float


def alike(*, actions: Sequence[Told], apart: Collection[tuple[str, str]] = ()) -> list[Likeness]:
    """Propose the actions to bring together, the closest first; ``apart`` are pairs that people separated."""
    texts = [Text(id=one.id, text=f"{one.title}. {one.text}"[:1200]) for one in actions]
    found = similarity.propose_groups(corpus=similarity.prepare(texts=texts), apart=apart, cut=CUT)
    told = {one.id: one for one in actions}
    listed = [_likeness(group, [told[member.id] for member in group.members]) for group in found]
    return sorted(listed, key=lambda one: (-one.closeness, one.ids))


def _likeness(group: Group, actions: Sequence[Told]) -> Likeness:
    return Likeness(
        ids=tuple(one.id for one in actions), reasons=_reasons(group, actions), closeness=group.cohesion
    )


def _reasons(group: Group, actions: Sequence[Told]) -> tuple[str, ...]:
    reasons = []
    words = list(dict.fromkeys(one.idea or one.words[0] for one in group.shared))[:5]
    if words:
        reasons.append(f"Elles parlent de la même chose : {sayings.joined(words)}.")
    leads = {one.lead for one in actions}
    if len(leads) == 1 and actions[0].lead:
        reasons.append(f"Même porteur : {actions[0].lead_name}.")
    groups = list(dict.fromkeys(one.group for one in actions if one.group))
    if len(groups) > 1:
        reasons.append(f"Écrites par des groupes différents : {sayings.joined(groups)}.")
    return tuple(reasons)
