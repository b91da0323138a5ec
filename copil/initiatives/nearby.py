"""Other initiatives that touch a shared need, here or nearby."""

from collections.abc import Sequence
from dataclasses import dataclass

from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.needs import offering
from copil.needs.models import SharedNeed

_SHOWN = 10
_COMPARED = 300


@dataclass(frozen=True)
class Nearby:
    """An initiative that touches a need, and why."""

    initiative: Initiative
    reason: str


def of_shared_need(shared: SharedNeed, *, user: User, workspace: Workspace) -> Sequence[Nearby]:
    """Return the initiatives of the workspace born of a shared need or that speak of it (three queries)."""
    subject = offering.subjects_of([shared])[shared.pk]
    rows = Initiative.objects.visible_to(user).carried_by(workspace).current()
    found = []
    for one in rows.with_surroundings().in_order()[:_COMPARED]:
        parts = ["née de ce besoin"] if one.shared_need_id == shared.pk else []
        told = offering.common(subject, f"{one.title}. {one.summary}")
        parts += [told] if told else []
        if parts and one.territory_id and one.territory_id in subject.places:
            parts.append("même territoire")
        if parts:
            found.append(Nearby(one, ", ".join(parts)))
    return found[:_SHOWN]
