"""Places, rooms and the launch event of the demonstration, with its plan, its replies and its meals."""

import datetime as dt

from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.meetings import actions as meetings
from copil.meetings.actions import bookings, hospitality, inviting, logistics, places, replies
from copil.meetings.enums import BookingState
from copil.meetings.logistics import lines_of
from copil.meetings.models import Invitation, Meeting, Room
from copil.meetings.permissions import MeetingRights
from copil.pages.demo.source import PARIS, Cast, Row, morning, read

_ALL_RIGHTS = MeetingRights(may_prepare=True, may_approve=True, may_propose=True)
_PLACE = ("name", "address", "access", "access_details", "transport", "opening")
_SIZES = ("theatre", "classroom", "u_shape", "islands", "standing")


def load_logistics(cast: Cast) -> None:
    """Describe the places, then prepare the launch event as its team did."""
    content = read("logistics")
    workspace, by = cast.workspaces[content["workspace"]], cast.users[content["by"]]
    for row in content["places"]:
        _place(cast, workspace, row, by=by)
    event = content["event"]
    meeting = _meeting(cast, workspace, event, by=by)
    _rooms(meeting, event, by=by, at=morning(_day(cast, event["prepared_on"])))
    _plan(cast, meeting, event, by=by, at=morning(_day(cast, event["prepared_on"])))
    _call(cast, meeting, event, by=by, at=morning(_day(cast, event["called_on"])))


def _place(cast: Cast, workspace: Workspace, row: Row, *, by: User) -> None:
    at = morning(cast.written_for)
    values = {name: row[name] for name in _PLACE if name in row}
    values["commune"] = cast.territory({"kind": "commune", "code": row["commune"]})
    values["contact"] = cast.people[row["contact"]] if "contact" in row else None
    place = places.add_place(workspace=workspace, values=values, by=by, at=at)
    for one in row["rooms"]:
        sizes = {name: one[name] for name in _SIZES if name in one}
        equipment = f" {' '.join(one['equipment'])} "
        given = {"name": one["name"], "cost": one["cost"], "equipment": equipment, **sizes}
        places.add_room(place=place, values=given, by=by, at=at)


def _meeting(cast: Cast, workspace: Workspace, row: Row, *, by: User) -> Meeting:
    starts = dt.datetime.combine(_day(cast, row["day"]), dt.time.fromisoformat(row["hour"]), tzinfo=PARIS)
    names = ("kind", "title", "duration", "place", "purpose")
    return meetings.prepare(
        workspace=workspace,
        initiative=Initiative.objects.get(workspace=workspace, title=row["initiative"]),
        values={**{name: row[name] for name in names}, "starts_at": starts, "meal": True},
        by=by,
        at=morning(_day(cast, row["prepared_on"])),
    )


def _rooms(meeting: Meeting, event: Row, *, by: User, at: dt.datetime) -> None:
    begins = meeting.starts_at or at
    for row in event["rooms"]:
        room = Room.objects.get(workspace=meeting.workspace, name=row["room"])
        values = {name: row[name] for name in ("use", "layout", "people", "setup", "tidy") if name in row}
        values["starts_at"] = begins + dt.timedelta(minutes=row["from"])
        values["ends_at"] = begins + dt.timedelta(minutes=row["to"])
        state = BookingState(row.get("state", BookingState.BOOKED))
        bookings.book(
            meeting=meeting, room=room, values={**values, "cost": room.cost}, by=by, at=at, state=state
        )


def _plan(cast: Cast, meeting: Meeting, event: Row, *, by: User, at: dt.datetime) -> None:
    logistics.begin(meeting=meeting, by=by, at=at)
    for line in lines_of(meeting).filter(key__in=event["lines"]):
        row = event["lines"][line.key]
        values = {"estimated": row["estimated"]} if "estimated" in row else {}
        people = [cast.people[name] for name in row["people"]]
        logistics.change(line=line, values=values, people=people, expected=line.version, by=by, at=at)
        if row.get("done"):
            logistics.tick(line=line, done=True, by=by, at=at)


def _call(cast: Cast, meeting: Meeting, event: Row, *, by: User, at: dt.datetime) -> None:
    """Invite, and note what each person answered."""
    for row in event["guests"]:
        meetings.add_guest(meeting=meeting, person=cast.people[row["person"]], by=by, at=at)
    held = Meeting.objects.select_related("workspace", "initiative", "body").get(pk=meeting.pk)
    meetings.move(meeting=held, key="convoquer", rights=_ALL_RIGHTS, expected=held.version, by=by, at=at)
    inviting.tell(meeting=held, at=at)
    for row in event["guests"]:
        if "reply" in row:
            _answer(cast, held, row, by=by, at=at + dt.timedelta(days=2))


def _answer(cast: Cast, meeting: Meeting, row: Row, *, by: User, at: dt.datetime) -> None:
    person = cast.people[row["person"]]
    rows = Invitation.objects.of_meeting(meeting).select_related("participant")
    invitation = rows.get(participant__person=person)
    replies.note(invitation=invitation, reply=row["reply"], represented_by=None, word="", by=by, at=at)
    hospitality.keep(
        invitation.participant,
        meeting=meeting,
        reply=row["reply"],
        diet=row.get("diet", ""),
        details=row.get("details", ""),
        at=at,
    )


def _day(cast: Cast, days: int) -> dt.date:
    return cast.today + dt.timedelta(days=days)
