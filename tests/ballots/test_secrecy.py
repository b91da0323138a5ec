"""A secret vote leaves nothing that ties a name to a paper; it only goes forward; each votes once."""

import contextlib
import json
from collections.abc import Sequence
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from copil.ballots import actions
from copil.ballots.enums import BallotState
from copil.ballots.models import Ballot, Option, Urn, Voter
from copil.core.errors import ActionRefused
from copil.identity.models import User, Workspace
from copil.journal.models import JournalEntry
from tests.at_once import at_once
from tests.factories.ballots import AT, moved, opened, prepared, roll_of
from tests.factories.initiatives import InitiativeFactory


def paper_of(ballot: Ballot, *dots: int) -> dict[str, int]:
    keys = [choice.key for choice in ballot.asked.choices]
    return {key: number for key, number in zip(keys, dots, strict=False) if number}


def dump() -> list[tuple[str, tuple[Any, ...]]]:
    """Return every row of every table, in the order in which the database gives them."""
    rows: list[tuple[str, tuple[Any, ...]]] = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608  # names of our own tables
            rows += [(model._meta.label, tuple(map(str, row))) for row in cursor.fetchall()]
    return rows


@pytest.mark.django_db
def test_a_dump_holds_no_link_between_a_name_and_a_paper(workspace: Workspace, pilote: User) -> None:
    ballot = opened(InitiativeFactory.create(workspace=workspace), by=pilote)
    before = set(dump())
    said = [(5, 0, 0), (0, 5, 0), (0, 0, 5), (1, 2, 2)]
    for voter, dots in zip(roll_of(ballot), said, strict=True):
        actions.vote(voter=voter, paper=paper_of(ballot, *dots), at=AT)
    changed = [(table, row) for table, row in dump() if (table, row) not in before]
    assert {table for table, _ in changed} == {"ballots.Voter", "ballots.Urn"}
    urn = Urn.objects.get()
    for table, row in changed:
        text = " ".join(row)
        names = [str(one.pk) in text or str(one.person_id) in text for one in roll_of(ballot)]
        if table == "ballots.Urn":
            assert not any(names), "no name in the urn"
        else:
            assert not any(choice.key in text for choice in ballot.asked.choices), "no choice on the roll"
    assert all(set(paper) <= {choice.key for choice in ballot.asked.choices} for paper in urn.papers)
    assert not JournalEntry.objects.filter(verb="vote").exists(), "a line would give the instant"


@pytest.mark.django_db
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 1, 0, 2)])
def test_the_order_of_votes_leaves_no_trace(workspace: Workspace, pilote: User, order: Sequence[int]) -> None:
    """Whoever votes first, what is kept is the same: papers by what they say, the roll by its first order."""
    ballot = opened(InitiativeFactory.create(workspace=workspace), by=pilote)
    voters, said = roll_of(ballot), [(5, 0, 0), (0, 5, 0), (0, 0, 5), (1, 2, 2)]
    for number in order:
        actions.vote(voter=voters[number], paper=paper_of(ballot, *said[number]), at=AT)
    urn = Urn.objects.get()
    keys = [choice.key for choice in ballot.asked.choices]
    papers = [dict(sorted(paper_of(ballot, *dots).items())) for dots in said]
    assert json.dumps(urn.papers) == json.dumps(sorted(papers, key=lambda paper: sorted(paper.items())))
    assert set(urn.papers[0]) <= set(keys)
    assert {(one.version, one.voted, json.dumps(one.open_paper)) for one in roll_of(ballot)} == {
        (1, True, "{}")
    }
    assert urn.version == 1


@pytest.mark.django_db
def test_switches_go_one_way_only(workspace: Workspace, pilote: User) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    ballot = prepared(initiative, by=pilote)
    for wrong in (BallotState.CLOSED, BallotState.PUBLISHED, BallotState.DRAFT):
        with pytest.raises(ActionRefused):
            moved(ballot, wrong, by=pilote)
    values = {"title": ballot.title, "method": ballot.method, "secret": False}
    with pytest.raises(ActionRefused, match="annoncé secret"):
        actions.update(ballot=ballot, values=values, options=[], expected=1, by=pilote, at=AT)
    moved(ballot, BallotState.OPEN, by=pilote)
    with pytest.raises(ActionRefused, match="ne changent plus"):
        actions.update(ballot=ballot, values=values, options=[], expected=2, by=pilote, at=AT)
    for to in (BallotState.CLOSED, BallotState.PUBLISHED):
        moved(ballot, to, by=pilote)
        with pytest.raises(ActionRefused):
            moved(ballot, BallotState.OPEN, by=pilote)
    voter = roll_of(ballot)[0]
    with pytest.raises(ActionRefused, match="pas ouvert"):
        actions.vote(voter=voter, paper=paper_of(ballot, 1), at=AT)
    assert Urn.objects.get().papers == []


@pytest.mark.django_db
def test_a_secret_vote_needs_three_people(workspace: Workspace, pilote: User) -> None:
    ballot = prepared(InitiativeFactory.create(workspace=workspace), by=pilote, voters=2)
    with pytest.raises(ActionRefused, match="au moins 3 personnes"):
        moved(ballot, BallotState.OPEN, by=pilote)


@pytest.mark.django_db
def test_an_open_paper_may_be_changed_a_secret_one_not(workspace: Workspace, pilote: User) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    for secret in (True, False):
        ballot = opened(initiative, by=pilote, secret=secret)
        voter = roll_of(ballot)[0]
        actions.vote(voter=voter, paper=paper_of(ballot, 1), at=AT)
        if secret:
            with pytest.raises(ActionRefused, match="rien ne dit quel bulletin est le vôtre"):
                actions.vote(voter=voter, paper=paper_of(ballot, 2), at=AT)
        else:
            actions.vote(voter=voter, paper=paper_of(ballot, 2), at=AT)
            voter.refresh_from_db()
            assert voter.open_paper == paper_of(ballot, 2)
    lines = JournalEntry.objects.filter(verb="vote")
    assert lines.count() == 2, "of the open vote only"
    keys = [str(one.pk) for one in Option.objects.all()]
    assert not any(key in str(vars(line)) for line in lines for key in keys)


@pytest.mark.django_db(transaction=True)
def test_fifty_votes_at_once_none_lost_none_twice(workspace: Workspace, pilote: User) -> None:
    """Half of the fifty are second tries of somebody who votes at the same instant."""
    ballot = opened(InitiativeFactory.create(workspace=workspace), by=pilote, voters=25)
    voters = roll_of(ballot)

    def act(number: int) -> None:
        with contextlib.suppress(ActionRefused):
            actions.vote(voter=voters[number % 25], paper=paper_of(ballot, 1 + number % 5), at=AT)

    at_once(act)
    assert len(Urn.objects.get().papers) == 25
    assert Voter.objects.filter(ballot=ballot, voted=True).count() == 25
