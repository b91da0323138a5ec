"""Who answers the invitations of the demonstration, and who was there."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

from copil.identity.models import User
from copil.meetings.actions import attendance, inviting, replies
from copil.meetings.actions.attendance import Noted
from copil.meetings.enums import Reply
from copil.meetings.models import Convocation, Invitation, Meeting, Participant
from copil.pages.demo.source import Cast, Row


def invite(meeting: Meeting, *, at: dt.datetime) -> None:
    """Have the invitations leave at once, rather than when the demonstration is first served."""
    inviting.tell(meeting=meeting, at=at)


def remember_invitations(meeting: Meeting, *, at: dt.datetime) -> None:
    """Write that those expected at a meeting of the past were told of it; its mails left long ago."""
    told = {name: getattr(meeting, name) for name in ("title", "starts_at", "duration", "place", "link")}
    here = {"workspace": meeting.workspace, "created_at": at}
    Convocation.objects.create(meeting=meeting, told_at=at, **told, **here)
    rows = Participant.objects.current().filter(meeting=meeting).order_by("pk")
    Invitation.objects.bulk_create(
        Invitation(participant=one, sequence=0, sent_at=at, **here) for one in rows
    )


def answer(cast: Cast, meeting: Meeting, rows: list[Row], *, by: User, at: dt.datetime) -> None:
    """Note each answer: by whom, which one, with which word."""
    people = _people(cast, meeting, rows)
    for row, one in zip(rows, people, strict=True):
        stands_in = cast.people[row["by"]] if "by" in row else None
        replies.note(
            invitation=Invitation.objects.get(participant=one),
            reply=Reply(row["reply"]).value,
            represented_by=stands_in.pk if stands_in else None,
            word=row.get("word", ""),
            by=by,
            at=at,
        )


def attend(cast: Cast, meeting: Meeting, rows: list[Row], *, by: User, at: dt.datetime) -> None:
    """Note who was there, with the hour at which they came or left when the story says it."""
    zone = ZoneInfo(meeting.workspace.time_zone)
    noted = []
    for row, one in zip(rows, _people(cast, meeting, rows), strict=True):
        for kind, hour in (
            (row["was"], row.get("from")),
            *((("left", row["until"]),) if "until" in row else ()),
        ):
            starts = meeting.starts_at or at
            told = dt.time.fromisoformat(hour) if hour else starts.astimezone(zone).time()
            when = dt.datetime.combine(starts.astimezone(zone).date(), told, tzinfo=zone)
            noted.append(Noted(one.pk, uuid.uuid5(one.pk, f"{kind}{hour}"), kind, when))
    attendance.keep(meeting=meeting, noted=noted, by=by, at=max(at, *(one.happened_at for one in noted)))


def _people(cast: Cast, meeting: Meeting, rows: list[Row]) -> list[Participant]:
    known = {one.person_id: one for one in Participant.objects.current().filter(meeting=meeting)}
    return [known[cast.people[row["person"]].pk] for row in rows]
