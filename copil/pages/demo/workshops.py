"""The working groups of the demonstration, with an allocation of their participants being prepared."""

import datetime as dt
from collections.abc import Sequence

from copil.directory.models import Function, Organisation, Person
from copil.identity.models import User
from copil.initiatives.models import Initiative
from copil.pages.demo.source import PARIS, Cast, Row, morning, read
from copil.workshops import actions
from copil.workshops.actions import arranging, boards, cards, conducting
from copil.workshops.actions.cards import Written
from copil.workshops.enums.groups import CardKind, Rank
from copil.workshops.models import Card, WorkingGroup
from copil.workshops.rules import groups as group_rules


def load_workshops(cast: Cast) -> None:
    """Form each group with those wanted in it and its sessions, then propose to share them out again."""
    content = read("workshops")
    workspace, by = cast.workspaces[content["workspace"]], cast.users[content["by"]]
    initiative = Initiative.objects.get(workspace=workspace, title=content["initiative"])
    at = morning(cast.written_for - dt.timedelta(days=6))
    for row in content["groups"]:
        values = {name: row[name] for name in ("theme", "question")}
        values |= {name: cast.people[row[name]] for name in ("facilitator", "spokesperson") if name in row}
        values["wanted_types"] = [one.value for one in group_rules.WANTED]
        group = actions.create(workspace=workspace, initiative=initiative, values=values, by=by, at=at)
        for ref in row["members"]:
            person = cast.people[ref]
            actions.add_member(group=group, person=person, organisation=_home(person), by=by, at=at)
        for one in row["sessions"]:
            _plan(cast, group, one, at=at)
        _write(group, row.get("boards", ()), by=by, at=at)
    actions.begin(workspace=workspace, initiative=initiative, event=None, people=[], by=by, at=at)


def _plan(cast: Cast, group: WorkingGroup, row: Row, *, at: dt.datetime) -> None:
    day = cast.today + dt.timedelta(days=row["day"])
    starts = dt.datetime.combine(day, dt.time.fromisoformat(row["hour"]), tzinfo=PARIS)
    values = {"starts_at": starts, "place": row["place"]}
    session = actions.plan_session(group=group, rank=Rank(row["rank"]), values=values, by=None, at=at)
    for number, said in row.get("script", {}).items():
        step = next(one for one in conducting.steps_of(session, None) if one.key == number)
        conducting.change_step(
            session=session,
            key=number,
            values={"title": step.title, "minutes": step.minutes, "text": step.text, **said},
            expected=1,
            by=None,
            at=at,
        )


def _write(group: WorkingGroup, rows: Sequence[Row], *, by: User, at: dt.datetime) -> None:
    """Open the boards of a group and put their cards on them: ideas name problems by their number."""
    problems: list[Card] = []
    for row in rows:
        board = boards.open_board(group=group, rank=Rank(row["rank"]), by=by, at=at)
        kind = CardKind.PROBLEM if board.rank == Rank.PROBLEMS else CardKind.IDEA
        made = []
        for one in row["cards"]:
            tied = [problems[number - 1] for number in one.get("answers", ())]
            written = Written(kind=kind, text=one["text"], problems=tied)
            card = cards.add_card(board=board, written=written, by=None, at=at)
            for text in one.get("remarks", ()):
                cards.add_comment(card=card, text=text, by=None, at=at)
            made.append(card)
        for one in row.get("clusters", ()):
            named = [made[number - 1] for number in one["cards"]]
            arranging.gather(board=board, title=one["title"], cards=named, by=by, at=at)
        problems = problems or made


def _home(person: Person) -> Organisation | None:
    rows = Function.objects.current().filter(person=person).select_related("organisation")
    function = rows.order_by("-is_contact", "pk").first()
    return function.organisation if function else None
