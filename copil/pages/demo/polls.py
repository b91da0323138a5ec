"""The date polls of the demonstration: one being prepared, one that people are answering."""

import datetime as dt

from copil.governance.models import Body
from copil.initiatives.models import Initiative
from copil.meetings import actions
from copil.meetings.actions import poll_answers, polls
from copil.meetings.models import DatePoll, PollSlot, PollVoter
from copil.meetings.rules import polls as rules
from copil.pages.demo.source import Cast, Row, morning, read

_ZONE = "Europe/Paris"


def load_polls(cast: Cast) -> None:
    """Propose dates for each draft, and have people answer as the story says."""
    for row in read("polls")["polls"]:
        poll = _proposed(cast, row)
        if "answers" in row:
            _answered(cast, poll, row)


def _proposed(cast: Cast, row: Row) -> DatePoll:
    workspace, by, at = cast.workspaces[row["workspace"]], cast.users[row["by"]], morning(cast.today)
    initiative = Initiative.objects.get(workspace=workspace, title=row["initiative"])
    values = {name: row[name] for name in ("kind", "title", "duration", "place")}
    values["body"] = Body.objects.get(initiative=initiative, name=row["body"])
    meeting = actions.prepare(workspace=workspace, initiative=initiative, values=values, by=by, at=at)
    monday = cast.today + dt.timedelta(days=7 - cast.today.weekday())
    days = [monday + dt.timedelta(days=number) for number in row["days"]]
    hours = [dt.time.fromisoformat(one) for one in row["hours"]]
    instants = rules.instants(days=days, hours=hours, zone=_ZONE)
    return polls.propose(meeting=meeting, instants=instants, by=by, at=at)


def _answered(cast: Cast, poll: DatePoll, row: Row) -> None:
    """Open the poll, say whose presence is needed, and note what some said, in the order of their names."""
    by, at = cast.users[row["by"]], morning(cast.today)
    voters = list(PollVoter.objects.asked(poll).in_order())
    polls.weigh(poll=poll, said={voters[0].pk: (True, 1)}, by=by, at=at)
    polls.open_poll(poll=poll, expected=poll.version, by=by, at=at)
    slots = list(PollSlot.objects.of_poll(poll).order_by("starts_at"))
    for voter, said in zip(voters, row["answers"], strict=False):
        named = {str(slot.pk): reply for slot, reply in zip(slots, said, strict=True)}
        poll_answers.answer(voter=voter, said=named, word="", by=by, at=at)
