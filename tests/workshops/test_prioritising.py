"""Cards of a board put to the vote; the result goes back to them, explained, and may be undone."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from copil.ballots import actions as ballots
from copil.ballots.enums import BallotState, Method
from copil.ballots.models import Ballot, Option
from copil.core.errors import ActionRefused
from copil.identity.models import User
from copil.workshops import actions
from copil.workshops.actions import boards, cards, prioritising, undoing
from copil.workshops.actions.cards import Written
from copil.workshops.enums.groups import CardKind, Rank
from copil.workshops.models import Board, Card, GroupSession, PriorityVote
from tests.counting import queries_of
from tests.factories.ballots import moved, roll_of
from tests.factories.directory import PersonFactory

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db
IDEAS = ("Un minibus partagé", "Une salle commune", "Un site internet")


@pytest.fixture
def board(session: GroupSession, pilote: User) -> Board:
    """Return the board of a group of three, with three ideas."""
    at = timezone.now()
    for _ in range(3):
        person = PersonFactory.create(workspace=session.workspace)
        actions.add_member(group=session.group, person=person, organisation=None, by=None, at=at)
    made = boards.open_board(group=session.group, rank=Rank.IDEAS, by=pilote, at=at)
    for text in IDEAS:
        cards.add_card(board=made, written=Written(kind=CardKind.IDEA, text=text), by=pilote, at=at)
    return made


def desk(board: Board, name: str = "desk", **kwargs: object) -> str:
    where = {"workspace": board.workspace.slug, "pk": board.pk, **kwargs}
    return reverse(f"workshops:{name}", kwargs=where)


def voted(board: Board, pilote: User) -> PriorityVote:
    """Put the ideas to the vote, the second one ahead of the third."""
    pks = list(Card.objects.values_list("pk", flat=True))
    asked = prioritising.ask(
        board=board, kind=CardKind.IDEA, method=Method.DOTS, cards=pks, by=pilote, at=timezone.now()
    )
    moved(asked.ballot, BallotState.OPEN, by=pilote)
    keys = {one.label: str(one.pk) for one in Option.objects.all()}
    for voter, figures in zip(roll_of(asked.ballot), ((0, 5, 0), (0, 3, 2), (1, 1, 3)), strict=True):
        paper = {keys[text]: figure for text, figure in zip(IDEAS, figures, strict=True) if figure}
        ballots.vote(voter=voter, paper=paper, at=timezone.now())
    return asked


def test_two_clicks_make_a_vote_of_the_group(
    client_for: ClientFor, pilote: User, membre: User, visiteur: User, board: Board
) -> None:
    client = client_for(pilote)
    assert IDEAS[0] in client.get(desk(board)).content.decode()
    pks = [str(pk) for pk in Card.objects.values_list("pk", flat=True)]
    data = {"nature": "idees", "methode": "grid", "card": pks}
    answer = client.post(desk(board, "desk_ask"), data)
    ballot = Ballot.objects.get()
    assert answer["Location"].endswith(f"/votes/{ballot.pk}/")
    assert (ballot.method, ballot.secret, ballot.voters.count()) == ("grid", True, 3)
    assert ballot.criteria.count() == 3
    assert {one.subject_kind for one in Option.objects.all()} == {"workshops.card"}
    again = client.post(desk(board, "desk_ask"), data, follow=True).content.decode()
    assert "est déjà en cours" in again
    assert client_for(membre).get(desk(board)).status_code == 200
    assert client_for(membre).post(desk(board, "desk_ask"), data).status_code == 403
    assert client_for(visiteur).get(desk(board)).status_code == 404
    assert queries_of(client, desk(board)) <= 15


def test_a_vote_over_gives_each_card_its_rank(client_for: ClientFor, pilote: User, board: Board) -> None:
    asked, client = voted(board, pilote), client_for(pilote)
    url = desk(board, "desk_report", vote=asked.pk)
    assert "pas clos" in client.post(url, follow=True).content.decode()
    moved(asked.ballot, BallotState.CLOSED, by=pilote)
    assert client.post(url).status_code == 302
    ranks = dict(Card.objects.values_list("text", "priority"))
    assert ranks == {IDEAS[1]: 1, IDEAS[2]: 2, IDEAS[0]: 3}
    page = client.get(desk(board)).content.decode()
    assert "9\u00a0points" in page
    assert "reçoit le plus de points" in page
    assert (
        "D’où viennent ces propositions"
        in client.get(
            reverse("ballots:ballot", args=[board.workspace.slug, asked.ballot_id])
        ).content.decode()
    )


def test_what_was_reported_is_undone_and_follows_a_merge(pilote: User, board: Board) -> None:
    asked, at = voted(board, pilote), timezone.now()
    moved(asked.ballot, BallotState.CLOSED, by=pilote)
    first, second = Card.objects.get(text=IDEAS[0]), Card.objects.get(text=IDEAS[1])
    Card.objects.filter(pk=second.pk).update(merged_into=first)
    asked = PriorityVote.objects.select_related("ballot__workspace").get()
    prioritising.report(vote=asked, by=pilote, at=at)
    assert Card.objects.get(pk=first.pk).priority == 1
    act = undoing.last_act(board)
    assert act is not None
    undoing.undo(act=act, by=pilote, at=at)
    assert set(Card.objects.values_list("priority", flat=True)) == {None}


def test_one_card_is_not_a_choice(pilote: User, board: Board) -> None:
    one = Card.objects.values_list("pk", flat=True)[:1]
    with pytest.raises(ActionRefused):
        prioritising.ask(
            board=board,
            kind=CardKind.IDEA,
            method=Method.DOTS,
            cards=list(one),
            by=pilote,
            at=timezone.now(),
        )
