"""A calendar to subscribe to: a secret address of one's own meetings in a workspace, revocable."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import Membership, SignedLink, reference
from copil.meetings.enums import MeetingState
from copil.meetings.letters import appointment
from copil.meetings.models import Convocation, Meeting
from copil.notifications import calendar

LIFETIME = dt.timedelta(days=730)
KEPT = dt.timedelta(days=180)


@transaction.atomic
def subscribe(*, membership: Membership, at: dt.datetime) -> str:
    """Return a new secret address, kept nowhere; the one before stops working."""
    links.revoke(target=reference(membership), at=at)
    token = links.issue(
        workspace=membership.workspace,
        purpose=LinkPurpose.CALENDAR,
        target=reference(membership),
        at=at,
        lifetime=LIFETIME,
        single_use=False,
    )
    return f"{settings.BASE_URL}{reverse('meetings:feed', kwargs={'token': token})}"


@transaction.atomic
def stop(*, membership: Membership, at: dt.datetime) -> bool:
    """Close the secret address; return whether there was one."""
    return links.revoke(target=reference(membership), at=at) > 0


def open_since(membership: Membership, *, at: dt.datetime) -> dt.datetime | None:
    """Return since when an address is open; None when none is."""
    kind, pk = reference(membership)
    rows = SignedLink.objects.filter(object_kind=kind, object_id=pk, revoked_at=None, expires_at__gt=at)
    found: dt.datetime | None = rows.order_by("-created_at").values_list("created_at", flat=True).first()
    return found


def feed(token: str, *, at: dt.datetime) -> str | None:
    """Return the calendar behind a secret; None when it is closed or its holder left the workspace.

    The meetings their holder still sees and is expected at, chairs or keeps the minutes of; no draft.
    """
    link = links.find(token, purpose=LinkPurpose.CALENDAR, at=at)
    if link is None:
        return None
    holders = Membership.objects.active().filter(pk=link.object_id, workspace=link.workspace_id)
    holder = holders.select_related("user", "workspace").first()
    if holder is None:
        return None
    rows = Meeting.objects.visible_to(holder.user).shown_in(holder.workspace).of_user(holder.user).current()
    rows = rows.exclude(state=MeetingState.DRAFT).filter(starts_at__gte=at - KEPT)
    told = {one.meeting_id: one for one in Convocation.objects.filter(meeting__in=rows.values("pk"))}
    shown = [
        appointment(one, told.get(one.pk) or _as_it_is(one))
        for one in rows.select_related("workspace").soonest_first()
    ]
    return calendar.feed(shown, name=f"Réunions, {holder.workspace.name}")


def _as_it_is(meeting: Meeting) -> Convocation:
    """Return what would be told of a meeting that nobody was told of yet; nothing is written."""
    return Convocation(
        meeting=meeting,
        title=meeting.title,
        starts_at=meeting.starts_at or meeting.created_at,
        duration=meeting.duration,
        place=meeting.place,
        link=meeting.link,
        told_at=meeting.created_at,
        cancelled=meeting.is_cancelled,
    )
