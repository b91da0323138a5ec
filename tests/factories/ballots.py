"""Votes, for tests: through the verbs a person would use."""

import datetime as dt
from typing import Any

from django.utils import timezone

from copil.ballots import actions
from copil.ballots.actions import Asked
from copil.ballots.enums import BallotState, Method
from copil.ballots.models import Ballot, Voter
from copil.identity.models import User
from copil.initiatives.models import Initiative
from tests.factories.directory import PersonFactory

LABELS = ("Minibus partagé", "Salle commune", "Site internet")
AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


def prepared(
    initiative: Initiative, *, by: User, method: Method = Method.DOTS, voters: int = 4, **values: Any
) -> Ballot:
    """Prepare a vote with a roll of people who have an address and no account."""
    ballot = actions.prepare(
        workspace=initiative.workspace,
        initiative=initiative,
        values={"title": "Par où commencer", "method": method.value, **values},
        options=[Asked(label, 1000 * place) for place, label in enumerate(LABELS, start=1)],
        criteria=[("Utilité", 3), ("Faisabilité", 1)] if method is Method.GRID else (),
        by=by,
        at=AT,
    )
    people = [
        PersonFactory.create(workspace=initiative.workspace, email=f"voix{number}@asso.example")
        for number in range(voters)
    ]
    if people:
        actions.enrol(ballot=ballot, people=people, by=by, at=AT)
    return ballot


def moved(ballot: Ballot, to: BallotState, *, by: User) -> Ballot:
    """Move a vote one step forward."""
    stored = Ballot.objects.get(pk=ballot.pk)
    return actions.move(ballot=stored, to=to, expected=stored.version, by=by, at=timezone.now())


def opened(initiative: Initiative, *, by: User, **values: Any) -> Ballot:
    """Prepare a vote and open it."""
    return moved(prepared(initiative, by=by, **values), BallotState.OPEN, by=by)


def roll_of(ballot: Ballot) -> list[Voter]:
    """Return the roll by name."""
    return list(Voter.objects.filter(ballot=ballot).select_related("ballot", "person").by_name())
