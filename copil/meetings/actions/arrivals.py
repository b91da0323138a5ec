"""Arriving by a personal code: its window, its links, the arrival noted once."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, User, reference
from copil.meetings import arrival_wording
from copil.meetings.actions import attendance
from copil.meetings.actions.attendance import Noted
from copil.meetings.actions.common import locked, record
from copil.meetings.enums import MeetingState, NoteKind
from copil.meetings.models import ArrivalWindow, Attendance, Invitation, Meeting, Participant
from copil.meetings.rules import arrivals as rules
from copil.meetings.rules.arrivals import Moment

_STATES = (MeetingState.CALLED, MeetingState.RUNNING)
_THERE = (NoteKind.PRESENT.value, NoteKind.REMOTE.value, NoteKind.VISITOR.value)
_KEPT = dt.timedelta(days=1)


@dataclass(frozen=True)
class Standing:
    """What a code says now: whose, when it may be used, whether the arrival is noted already."""

    participant: Participant
    moment: Moment
    opens_at: dt.datetime
    closes_at: dt.datetime
    arrived_at: dt.datetime | None
    elsewhere: Meeting | None
    language: str


@transaction.atomic
def set_window(
    *, meeting: Meeting, is_on: bool, before: int, after: int, expected: int, by: User, at: dt.datetime
) -> ArrivalWindow:
    """Say from when to when people may note their own arrival; raise ``Conflict`` on a stale version."""
    held = locked(meeting)
    if held.state not in (*_STATES, MeetingState.DRAFT):
        raise ActionRefused("La séance est levée : les arrivées par code ne se règlent plus.")
    found = ArrivalWindow.objects.filter(meeting=held).first()
    if found is None:
        found = ArrivalWindow.objects.create(
            workspace=held.workspace, meeting=held, is_on=False, created_at=at, version=max(expected, 1)
        )
    found.is_on, found.before, found.after = is_on, before, after
    save_versioned(found, fields=["is_on", "before", "after"], expected=max(expected, 1))
    record(held, verb="set_arrivals" if is_on else "stop_arrivals", by=by, at=at)
    return found


@transaction.atomic
def arrive(*, link: SignedLink, at: dt.datetime) -> Standing:
    """Note the arrival of whoever holds a code, once, inside the window; say where things stand."""
    participant = Participant.objects.select_related("meeting__workspace", "person").get(pk=link.object_id)
    locked(participant.meeting)
    stands = standing(participant, at=at)
    stored = SignedLink.objects.filter(pk=link.pk).first()
    if stored is None or not stored.is_open(at=at) or stands is None:
        raise ActionRefused(arrival_wording.words("fr")["closed_more"])
    if stands.arrived_at is None and stands.moment == Moment.OPEN:
        noted = Noted(participant.pk, uuid.uuid4(), NoteKind.PRESENT.value, at)
        attendance.keep(meeting=participant.meeting, noted=[noted], by=None, at=at)
    return standing(participant, at=at) or stands


def standing(participant: Participant, *, at: dt.datetime) -> Standing | None:
    """Return what a code says at an instant; None when its meeting takes nobody any more."""
    meeting = participant.meeting
    if participant.is_archived or meeting.is_archived or meeting.starts_at is None:
        return None
    if meeting.state not in (*_STATES, MeetingState.DRAFT):
        return None
    window = ArrivalWindow.objects.filter(meeting=meeting).first() or ArrivalWindow(is_on=False)
    opens, closes = window.opens_at(meeting.starts_at), window.closes_at(meeting.starts_at)
    is_on = window.is_on and meeting.state in _STATES
    now = rules.moment(is_on=is_on, opens_at=opens, closes_at=closes, at=at)
    kept = Attendance.objects.filter(participant=participant, status__in=_THERE, left_at=None).first()
    language = Invitation.objects.filter(participant=participant).values_list("language", flat=True).first()
    return Standing(
        participant=participant,
        moment=now,
        opens_at=opens,
        closes_at=closes,
        arrived_at=kept.arrived_at if kept else None,
        elsewhere=_elsewhere(participant, at=at) if now in (Moment.EARLY, Moment.LATE) else None,
        language=language or "fr",
    )


def code_of(token: str) -> str:
    """Return the secret of a code, drawn from that of the invitation, which it does not give back."""
    return hashlib.sha256(f"arrival:{token}".encode()).hexdigest()


def accompany(participant: Participant, token: str, *, at: dt.datetime, lifetime: dt.timedelta) -> None:
    """Make the code that goes with an invitation just written."""
    links.issue(
        workspace=participant.workspace,
        purpose=LinkPurpose.CHECK_IN,
        target=reference(participant),
        at=at,
        lifetime=lifetime,
        single_use=False,
        token=code_of(token),
    )


def letter_line(meeting: Meeting, token: str, *, language: str) -> str:
    """Return what an invitation says of the code, "" while arrivals by code are not open to this meeting."""
    if not token or not ArrivalWindow.objects.filter(meeting=meeting, is_on=True).exists():
        return ""
    link = settings.BASE_URL + reverse("meetings:arrive", args=[code_of(token)])
    return "\n\n" + arrival_wording.words(language)["letter"].format(link=link)


@transaction.atomic
def print_badges(*, meeting: Meeting, by: User, at: dt.datetime) -> Mapping[uuid.UUID, str]:
    """Make a code for each person expected; return the secrets by participant, kept nowhere else."""
    held = locked(meeting)
    if held.state not in _STATES or held.ends_at is None:
        raise ActionRefused("Les badges s’impriment pour une réunion convoquée, jusqu’à sa fin.")
    people = list(Participant.objects.current().filter(meeting=held).values_list("pk", flat=True))
    tokens = links.issue_many(
        workspace=held.workspace,
        purpose=LinkPurpose.CHECK_IN,
        targets=[("meetings.participant", pk) for pk in people],
        at=at,
        lifetime=max(held.ends_at - at, dt.timedelta()) + _KEPT,
    )
    record(held, verb="print_badges", by=by, at=at)
    return dict(zip(people, tokens, strict=True))


def _elsewhere(participant: Participant, *, at: dt.datetime) -> Meeting | None:
    """Return the meeting of the day at which the same person is expected now, when it takes arrivals."""
    rows = ArrivalWindow.objects.filter(
        is_on=True,
        meeting__state__in=_STATES,
        meeting__participants__person=participant.person_id,
        meeting__participants__archived_at=None,
        meeting__starts_at__gte=at - dt.timedelta(minutes=rules.MOST_AFTER),
        meeting__starts_at__lte=at + dt.timedelta(minutes=rules.MOST_BEFORE),
    )
    for window in rows.exclude(meeting=participant.meeting_id).select_related("meeting"):
        other: Meeting = window.meeting
        starts = other.starts_at
        if starts and window.opens_at(starts) <= at <= window.closes_at(starts):
            return other
    return None
