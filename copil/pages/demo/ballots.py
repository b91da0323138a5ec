"""The votes of the demonstration, through the verbs a person would use."""

import datetime as dt

from copil.ballots import actions
from copil.ballots.actions import Asked
from copil.ballots.enums import BallotState
from copil.ballots.models import Ballot, Voter
from copil.initiatives.models import Initiative
from copil.pages.demo.source import Cast, Row, morning, read

_AFTER: dict[str, list[BallotState]] = {
    "draft": [],
    "open": [BallotState.OPEN],
    "published": [BallotState.OPEN, BallotState.CLOSED, BallotState.PUBLISHED],
}


def load_ballots(cast: Cast) -> None:
    """Prepare each vote, open it, take its papers, close it."""
    for row in read("ballots")["ballots"]:
        at = morning(cast.written_for - dt.timedelta(days=row["days_before"]))
        workspace, by = cast.workspaces[row["workspace"]], cast.users[row["by"]]
        ballot = actions.prepare(
            workspace=workspace,
            initiative=Initiative.objects.carried_by(workspace).get(title=row["initiative"]),
            values={name: row[name] for name in ("title", "question", "method", "secret")}
            | {"quorum": row.get("quorum", 0)},
            options=[Asked(label) for label in row["options"]],
            by=by,
            at=at,
        )
        people = [cast.people[name] for name in row["voters"]]
        actions.enrol(ballot=ballot, people=people, by=by, at=at)
        for number, state in enumerate(_AFTER[row["state"]]):
            stored = Ballot.objects.get(pk=ballot.pk)
            actions.move(
                ballot=stored, to=state, expected=stored.version, by=by, at=at + dt.timedelta(days=number)
            )
            if state is BallotState.OPEN:
                _vote(ballot, row, at=at)


def _vote(ballot: Ballot, row: Row, *, at: dt.datetime) -> None:
    keys = [choice.key for choice in ballot.asked.choices]
    voters = Voter.objects.filter(ballot=ballot).select_related("ballot").by_name()
    for voter, figures in zip(voters, row["papers"], strict=False):
        actions.vote(voter=voter, paper=dict(zip(keys, figures, strict=True)), at=at)
