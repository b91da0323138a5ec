"""Who may do what with an experience sheet; reading it is already given by its querysets."""

from dataclasses import dataclass

from copil.identity.models import Membership
from copil.initiatives.permissions import can_open, rights_on
from copil.library.enums import Move
from copil.library.models import ExperienceSheet
from copil.library.rules import allowed


@dataclass(frozen=True)
class SheetRights:
    """What a member may do with one sheet, as it stands."""

    may_write: bool
    may_publish: bool
    may_review: bool


def rights_on_sheet(sheet: ExperienceSheet, membership: Membership) -> SheetRights:
    """Return the rights of a member: who works on the initiative writes, who pilots it publishes, and the
    person named for it reviews (one query at most).
    """
    held = rights_on(sheet.initiative, membership)
    in_review = allowed(state=sheet.state, move=Move.APPROVE)
    return SheetRights(
        may_write=held.may_work,
        may_publish=held.may_pilot,
        may_review=in_review and sheet.reviewer_id == membership.user_id,
    )


def can_start_from(membership: Membership) -> bool:
    """Starting from an experience opens an initiative."""
    return can_open(membership)
