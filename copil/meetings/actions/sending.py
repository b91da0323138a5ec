"""Tell those expected that the minutes are there: news for accounts, a personal link for everybody else."""

import contextlib
import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import User, reference
from copil.meetings.actions.inviting import address_of
from copil.meetings.models import Meeting, Outcome, Participant
from copil.notifications import recipients
from copil.notifications.actions import notify, write

KIND = "meetings.minutes_sent"
KEPT = dt.timedelta(days=180)
_LABEL = "Lire le compte rendu"


def send(meeting: Meeting, *, by: User, at: dt.datetime) -> None:
    """Send those expected what came out of a meeting, and where its minutes are read.

    Whoever sees the meeting with an account is told as of any news. The others, with or without an account
    elsewhere, receive a link that is theirs; an address that stopped such mails receives nothing.
    """
    rows = Participant.objects.current().filter(meeting=meeting).select_related("person__user")
    people = list(rows.order_by("pk"))
    inside = [one for one in people if _sees(one, meeting)]
    told, title = _outcomes(meeting), f"Compte rendu de « {meeting.title} »"
    notify(
        kind=KIND,
        workspace=meeting.workspace,
        to=[recipients.person(one.person) for one in inside],
        obj=reference(meeting),
        title=title,
        text="\n\n".join(part for part in (f"{title}.", told) if part),
        path=reverse("meetings:live", kwargs={"workspace": meeting.workspace.slug, "pk": meeting.pk}),
        label=_LABEL,
        at=at,
        by=by,
    )
    for one in people:
        email = address_of(one)
        if email and one not in inside:
            with contextlib.suppress(ActionRefused):
                _write(meeting, one, email=email, told=told, at=at)


def _sees(one: Participant, meeting: Meeting) -> bool:
    user = one.person.user
    if user is None or not user.is_active:
        return False
    return Meeting.objects.visible_to(user).filter(pk=meeting.pk).exists()


def _outcomes(meeting: Meeting) -> str:
    lines = Outcome.objects.current().filter(item__meeting=meeting, item__archived_at=None)
    ordered = lines.order_by("item__position", "position", "pk")
    return "\n".join(f"{one.get_kind_display()}\u00a0: {one.text}" for one in ordered)


def _write(meeting: Meeting, one: Participant, *, email: str, told: str, at: dt.datetime) -> None:
    """Issue the link of one person and put the mail in the outbox; the token is kept nowhere else."""
    token = links.issue(
        workspace=meeting.workspace,
        purpose=LinkPurpose.MINUTES,
        target=reference(one),
        at=at,
        lifetime=KEPT,
        single_use=False,
    )
    last = typography.day(timezone.localdate(at + KEPT))
    begins = f"{meeting.workspace.name} vous envoie le compte rendu de la réunion « {meeting.title} »."
    write(
        kind=KIND,
        email=email,
        text="\n\n".join(part for part in (begins, told) if part),
        url=settings.BASE_URL + reverse("meetings:read", kwargs={"token": token}),
        label=_LABEL,
        after=f"Ce lien est le vôtre, jusqu’au {last} : ne le transmettez pas. Aucun compte à créer.",
        at=at,
        workspace=meeting.workspace,
    )
