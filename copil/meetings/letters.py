"""What a mail about a meeting says, and the calendar file it carries."""

import datetime as dt
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings

from copil.meetings import wording
from copil.meetings.models import Convocation, Meeting, Participant
from copil.notifications import calendar
from copil.notifications.calendar import Address, Appointment


def text(meeting: Meeting, told: Convocation, *, language: str, kind: str, points: list[str]) -> str:
    """Return what a mail about a meeting says, in a language."""
    said, zone = wording.words(language), meeting.workspace.time_zone
    lines = [
        said["when"].format(
            when=wording.when(told.starts_at, zone=zone, language=language),
            lasting=wording.lasting(told.duration, language=language),
        )
    ]
    if told.place:
        lines.append(said["where"].format(where=told.place))
    if told.link and kind not in ("cancelled", "withdrawn"):
        lines.append(said["remote"].format(link=told.link))
    if kind == "cancelled" and meeting.cancelling_reason:
        lines.append(said["reason"].format(reason=meeting.cancelling_reason))
    parts = [said[kind].format(workspace=meeting.workspace.name, meeting=told.title), "\n".join(lines)]
    if kind == "changed":
        parts.append(said["moved"])
    if points and kind in ("invitation", "changed"):
        parts.append(
            "\n".join([f"{said['agenda']}{' :' if language == wording.FRENCH else ':'}", *_numbered(points)])
        )
    return "\n\n".join(parts)


def _numbered(points: list[str]) -> list[str]:
    return [f"{number}. {title}" for number, title in enumerate(points, start=1)]


def file(
    meeting: Meeting,
    told: Convocation,
    one: Participant,
    *,
    email: str,
    gone: bool,
    url: str,
    points: list[str],
) -> tuple[calendar.Method, str]:
    """Return the calendar file of one person: it names nobody else."""
    name, address = meeting.workspace.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return calendar.letter(
        appointment(meeting, told, url=url, points=points, gone=gone),
        sender=Address(name, address),
        reader=Address(str(one.person), email),
    )


def appointment(
    meeting: Meeting, told: Convocation, *, url: str = "", points: list[str] | None = None, gone: bool = False
) -> Appointment:
    """Return a meeting as calendars keep it, as it was last told."""
    lines = [*([told.link] if told.link else []), *_numbered(points or [])]
    return Appointment(
        uid=f"{meeting.pk}@{urlsplit(settings.BASE_URL).hostname}",
        sequence=told.sequence,
        title=told.title,
        starts_at=told.starts_at,
        ends_at=told.starts_at + dt.timedelta(minutes=told.duration),
        zone=meeting.workspace.time_zone,
        changed_at=told.told_at,
        place=told.place or told.link,
        text="\n".join(lines),
        url=url,
        cancelled=gone or told.cancelled,
    )
