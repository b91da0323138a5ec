"""Whom a mail about a meeting would not reach, and why: said before it leaves, and when it comes back."""

import uuid
from collections.abc import Mapping

from copil.meetings.actions.inviting import NO_ADDRESS
from copil.meetings.models.participants import ParticipantQuerySet
from copil.notifications import reach


def unreached(people: ParticipantQuerySet, *, kind: str) -> Mapping[uuid.UUID, str]:
    """Return the reason for each person expected that a mail of this kind would not reach (three queries)."""
    rows = people.order_by().values_list(
        "pk", "person__email", "person__user__email", "person__user__is_active"
    )
    addresses = {pk: account if active else email for pk, email, account, active in rows}
    refused = reach.unreached(kind=kind, emails=[one for one in addresses.values() if one])
    found = {
        pk: refused.get((email or "").lower(), "") if email else NO_ADDRESS for pk, email in addresses.items()
    }
    return {pk: reason for pk, reason in found.items() if reason}
