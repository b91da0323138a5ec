"""Boards: what is written on them, arranged, undone, kept without a name."""

import uuid

import pytest

from copil.core.errors import ActionRefused, Conflict
from copil.identity.models import User, Workspace
from copil.journal.models import JournalEntry
from copil.workshops import actions
from copil.workshops.actions import arranging, boards, cards, undoing
from copil.workshops.enums.groups import BoardState, CardState, Rank
from copil.workshops.models import Board, Card, CardAnswer, CardComment
from tests.factories.directory import PersonFactory
from tests.workshops.boards import AT, board_of, group_of, idea, problem

pytestmark = pytest.mark.django_db


def test_problems_of_the_first_session_are_answered_in_the_second(workspace: Workspace, pilote: User) -> None:
    group = group_of(workspace)
    first, second = board_of(group), board_of(group, Rank.IDEAS)
    bus, bike = problem(first, "Aucun bus après 19 h"), problem(first, "Pas de piste cyclable")
    lift = idea(second, "Un covoiturage du soir", bus)
    assert list(cards.problems_open_to(second)) == [bus, bike]
    cards.tie(card=lift, problems=[bus, bike], by=pilote, at=AT)
    assert set(CardAnswer.objects.current().values_list("problem", flat=True)) == {bus.pk, bike.pk}
    elsewhere = problem(board_of(group_of(workspace, "Se loger")), "Loyers trop chers")
    with pytest.raises(ActionRefused, match="de ce groupe"):
        cards.tie(card=lift, problems=[elsewhere], by=pilote, at=AT)
    with pytest.raises(ActionRefused, match="ne répond pas"):
        cards.tie(card=bus, problems=[bike], by=pilote, at=AT)


def test_a_card_sent_twice_is_one_and_said_twice_is_told(workspace: Workspace) -> None:
    board, once = board_of(group_of(workspace)), uuid.uuid4()
    one = problem(board, "Aucun bus", once=once)
    assert problem(board, "Aucun bus", once=once) == one
    with pytest.raises(ActionRefused, match="mot pour mot"):
        problem(board, "aucun  BUS")
    first = cards.add_comment(card=one, text="Surtout l’hiver", by=None, at=AT, once=once)
    assert cards.add_comment(card=one, text="Surtout l’hiver", by=None, at=AT, once=once) == first


def test_an_anonymous_board_keeps_nobody(workspace: Workspace, pilote: User) -> None:
    group = group_of(workspace)
    person = PersonFactory.create(workspace=workspace)
    actions.add_member(group=group, person=person, organisation=None, by=None, at=AT)
    named = board_of(group, anonymous=False)
    card = problem(named, "Aucun bus", author=person)
    stranger = PersonFactory.create(workspace=workspace)
    assert card.author == person
    assert problem(named, "Aucun train", author=stranger).author is None
    values = {"question": "Quoi ?", "anonymous": True, "moderated": False}
    settled = boards.settle(board=named, values=values, expected=named.version, by=pilote, at=AT)
    assert not Card.objects.filter(author__isnull=False).exists()
    assert problem(settled, "Pas de quai", author=person).author is None
    with pytest.raises(ActionRefused, match="ce tableau le reste"):
        boards.settle(
            board=settled, values={**values, "anonymous": False}, expected=settled.version, by=pilote, at=AT
        )
    assert not JournalEntry.objects.filter(verb="receive", actor__isnull=False).exists()


def test_a_moderated_board_reads_what_phones_send(workspace: Workspace, pilote: User) -> None:
    board = board_of(group_of(workspace), moderated=True)
    sent, typed = problem(board, "Aucun bus"), problem(board, "Aucun train", by=pilote)
    assert list(Card.objects.shown()) == [typed]
    arranging.show(card=sent, state=CardState.SHOWN, by=pilote, at=AT)
    arranging.show(card=typed, state=CardState.ASIDE, by=pilote, at=AT)
    assert list(Card.objects.shown()) == [sent]
    cards.add_comment(card=sent, text="Oui", by=None, at=AT)
    assert CardComment.objects.get().state == CardState.PROPOSED


def test_each_act_raises_the_beat_and_is_undone(workspace: Workspace, pilote: User) -> None:
    board = board_of(group_of(workspace))
    one, two, three = (problem(board, text) for text in ("Aucun bus", "Pas de bus", "Pas de train"))

    def undo() -> None:
        act = undoing.last_act(board)
        assert act is not None
        undoing.undo(act=act, by=pilote, at=AT)

    beat = Board.objects.get().beat
    arranging.merge(kept=one, others=[two], by=pilote, at=AT)
    assert Board.objects.get().beat == beat + 1
    assert list(Card.objects.shown().in_order()) == [one, three]
    undo()
    cluster = arranging.gather(board=board, title="Transports", cards=[one, two], by=pilote, at=AT)
    assert cluster.cards.count() == 2
    undo()
    assert not Card.objects.filter(cluster__isnull=False).exists()
    arranging.move(card=three, cluster=None, before=one, by=pilote, at=AT)
    assert list(Card.objects.shown().in_order()) == [three, one, two]
    undo()
    cards.edit_card(card=one, values={"text": "Plus de bus"}, expected=_version(one), by=pilote, at=AT)
    with pytest.raises(Conflict):
        cards.edit_card(card=one, values={"text": "Encore"}, expected=1, by=pilote, at=AT)
    act = undoing.last_act(board)
    assert act is not None
    Card.objects.filter(pk=one.pk).update(version=99)
    with pytest.raises(ActionRefused, match="a changé depuis"):
        undoing.undo(act=act, by=pilote, at=AT)


def test_a_closed_board_is_read_only(workspace: Workspace, pilote: User) -> None:
    board = board_of(group_of(workspace))
    boards.put(board=board, state=BoardState.CLOSED, by=pilote, at=AT)
    with pytest.raises(ActionRefused, match="fermé"):
        problem(board, "Aucun bus")
    boards.put(board=board, state=BoardState.OPEN, by=pilote, at=AT)
    assert problem(board, "Aucun bus").number == 1


def _version(card: Card) -> int:
    return Card.objects.values_list("version", flat=True).get(pk=card.pk)
