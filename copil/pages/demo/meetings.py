"""The meetings of the demonstration."""

import datetime as dt

from copil.directory.rules.people import NewPerson
from copil.governance.models import Body
from copil.identity.models import User
from copil.initiatives.models import Initiative
from copil.meetings import actions
from copil.meetings.models import AgendaItem, Meeting, Participant
from copil.meetings.permissions import MeetingRights
from copil.pages.demo import presence
from copil.pages.demo.source import PARIS, Cast, Row, morning, read

_ALL_RIGHTS = MeetingRights(may_prepare=True, may_approve=True, may_propose=True)
_FIELDS = ("kind", "title", "duration", "place", "link", "purpose")


def load_meetings(cast: Cast) -> None:
    """Prepare each meeting, and have it go as far as the story says."""
    for row in read("meetings")["meetings"]:
        meeting = _prepare(cast, row)
        for step in row.get("story", []):
            _tell(cast, meeting, step, by=cast.users[row["by"]])


def _prepare(cast: Cast, row: Row) -> Meeting:
    workspace, by = cast.workspaces[row["workspace"]], cast.users[row["by"]]
    initiative = None
    if "initiative" in row:
        initiative = Initiative.objects.get(workspace=workspace, title=row["initiative"])
    values = {name: row[name] for name in _FIELDS if name in row}
    values |= {name: cast.people[row[name]] for name in ("chair", "secretary") if name in row}
    day = _day(cast, row["day"])
    values["starts_at"] = dt.datetime.combine(day, dt.time.fromisoformat(row["hour"]), tzinfo=PARIS)
    values["body"] = Body.objects.get(initiative=initiative, name=row["body"]) if "body" in row else None
    at = morning(_day(cast, row["prepared_on"]))
    meeting = actions.prepare(workspace=workspace, initiative=initiative, values=values, by=by, at=at)
    for one in row.get("proposed", []):
        who, point = cast.users[one["by"]], {"title": one["title"], "duration": one["duration"]}
        actions.add_item(meeting=meeting, values=point, by=who, at=at, proposed=True)
    for one in row.get("guests", []):
        guest = cast.people[one["person"]] if "person" in one else NewPerson(one["given"], one["family"])
        more = {name: one[name] for name in ("email", "language") if name in one}
        actions.add_guest(meeting=meeting, person=guest, by=by, at=at, **more)
    for one in row.get("documents", []):
        actions.add_document(meeting=meeting, title=one["title"], link=one["link"], by=by, at=at)
    return meeting


def _tell(cast: Cast, meeting: Meeting, step: Row, *, by: User) -> None:
    """Have one thing happen: words on a point, what came out of it, a move, an amendment."""
    at = morning(_day(cast, step["when"]))
    held = Meeting.objects.select_related("workspace", "initiative", "body").get(pk=meeting.pk)
    _gather(cast, held, step, by=by, at=at)
    for title, text in step.get("notes", {}).items():
        item = AgendaItem.objects.select_related("meeting").get(meeting=held, title=title)
        actions.save_notes(item=item, text=text, expected=0, by=by, at=at)
    for one in step.get("outcomes", []):
        item = AgendaItem.objects.select_related("meeting").get(meeting=held, title=one["point"])
        values = {name: value for name, value in one.items() if name not in ("point", "due", "person")}
        if "person" in one:
            values["person"] = cast.people[one["person"]]
        if "due" in one:
            values["due_on"] = _day(cast, one["due"])
        actions.add_outcome(item=item, values=values, by=by, at=at)
    if step.get("settle"):
        actions.settle(meeting=held, may_adopt=True, by=by, at=at)
    if "amendment" in step:
        _amend(cast, held, step["amendment"], by=by, at=at)
    if "move" in step:
        until = _day(cast, step["until"]) if "until" in step else None
        reason = step.get("reason", "")
        actions.move(
            meeting=held,
            key=step["move"],
            rights=_ALL_RIGHTS,
            expected=held.version,
            by=by,
            at=at,
            until=until,
            reason=reason,
        )


def _gather(cast: Cast, held: Meeting, step: Row, *, by: User, at: dt.datetime) -> None:
    """Have people be invited, answer, and be there."""
    if "invitations" in step:
        invite = presence.invite if step["invitations"] == "leave" else presence.remember_invitations
        invite(held, at=at)
    if "replies" in step:
        presence.answer(cast, held, step["replies"], by=by, at=at)
    if "attendance" in step:
        presence.attend(cast, held, step["attendance"], by=by, at=at)


def _amend(cast: Cast, meeting: Meeting, row: Row, *, by: User, at: dt.datetime) -> None:
    """Have somebody who was there ask for a correction, answered at once when the story says so."""
    person = cast.people[row["person"]]
    who = Participant.objects.current().get(meeting=meeting, person=person)
    asked = actions.ask_amendment(meeting=meeting, participant=who, text=row["text"], by=by, at=at)
    if "answer" in row:
        actions.answer_amendment(amendment=asked, taken=True, answer=row["answer"], by=by, at=at)


def _day(cast: Cast, said: dt.date | int) -> dt.date:
    """Return a day of the story, or so many days from the day the demonstration is loaded."""
    return cast.today + dt.timedelta(days=said) if isinstance(said, int) else said
