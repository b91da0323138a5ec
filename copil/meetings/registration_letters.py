"""The mails of a registration: a personal link each time, a calendar file for who has a place or loses it."""

import datetime as dt

from django.conf import settings
from django.urls import reverse

from copil.core.errors import ActionRefused
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import reference
from copil.meetings import letters, registration_words, wording
from copil.meetings.enums import RegistrationState as State
from copil.meetings.models import Convocation, Registration, RegistrationPage
from copil.notifications.actions import write
from copil.notifications.calendar import Method

KIND = "meetings.registration"


def send(one: Registration, *, page: RegistrationPage, kind: str, at: dt.datetime, message: str = "") -> bool:
    """Write to somebody what becomes of their registration, in the caller's transaction.

    ``kind`` is a state, ``again`` or ``message``. Who stopped such mails is written nothing: False.
    """
    meeting, said = page.meeting, registration_words.words(one.language)
    zone = meeting.workspace.time_zone
    until = wording.when(one.offered_until, zone=zone, language=one.language) if one.offered_until else ""
    parts = [said[f"mail_{kind}"].format(meeting=meeting.title, until=until)]
    if message:
        parts.append(message)
    if kind == "again":
        parts.append(said[f"is_{one.state}"])
    if meeting.starts_at is not None and kind not in (State.CANCELLED, State.LAPSED):
        parts.append(_where_and_when(page, one.language))
    try:
        write(
            kind=KIND,
            email=one.email,
            text="\n\n".join(parts),
            url=link_to(one, page=page, at=at),
            label=said["label"],
            after=said["after"],
            at=at,
            workspace=meeting.workspace,
            language=one.language,
            calendar=_calendar(one, page, kind),
        )
    except ActionRefused:
        return False
    return True


def link_to(one: Registration, *, page: RegistrationPage, at: dt.datetime) -> str:
    """Return a new personal address of a registration, good until the day after the meeting."""
    ends = page.meeting.ends_at or at
    token = links.issue(
        workspace=page.workspace,
        purpose=LinkPurpose.REGISTRATION,
        target=reference(one),
        at=at,
        lifetime=max(ends - at, dt.timedelta()) + dt.timedelta(days=1),
        single_use=False,
    )
    return f"{settings.BASE_URL}{reverse('meetings:my_registration', args=[token])}"


def _where_and_when(page: RegistrationPage, language: str) -> str:
    meeting, said = page.meeting, wording.words(language)
    starts = meeting.starts_at or page.created_at
    lines = [
        said["when"].format(
            when=wording.when(starts, zone=meeting.workspace.time_zone, language=language),
            lasting=wording.lasting(meeting.duration, language=language),
        )
    ]
    if meeting.place:
        lines.append(said["where"].format(where=meeting.place))
    return "\n".join(lines)


def _calendar(one: Registration, page: RegistrationPage, kind: str) -> tuple[Method, str] | None:
    """Return the file that puts the meeting in a calendar, or takes it out of it."""
    gone = kind == State.CANCELLED
    comes = kind == State.REGISTERED or (kind == "again" and one.state == State.REGISTERED)
    if one.participant is None or not (gone or comes):
        return None
    told = Convocation.objects.filter(meeting=page.meeting).first()
    if told is None:
        return None
    return letters.file(page.meeting, told, one.participant, email=one.email, gone=gone, url="", points=[])
