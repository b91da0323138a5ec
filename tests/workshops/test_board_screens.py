"""Boards on screen: who facilitates, a phone in the room, the wall, what is taken away."""

import gzip
import uuid
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from copil.identity.models import User, Workspace
from copil.journal.models import JournalEntry
from copil.workshops import actions, boarding, likeness
from copil.workshops.actions import boards, entry
from copil.workshops.enums.groups import BoardState, CardState, Rank
from copil.workshops.models import Board, Card, CardAnswer, CardComment, Cluster
from tests.counting import queries_of
from tests.factories.directory import PersonFactory
from tests.workshops.boards import board_of, group_of, idea, problem

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def board(workspace: Workspace) -> Board:
    return board_of(group_of(workspace))


def at(board: Board, name: str, **kwargs: object) -> str:
    arguments = {"workspace": board.workspace.slug, "pk": board.pk, **kwargs}
    return reverse(f"workshops:{name}", kwargs=arguments)


def entered(board: Board) -> str:
    token = entry.open_entry(board=board, by=None, at=timezone.now())
    return reverse("workshops:room", args=[token])


def test_the_page_of_a_board_costs_the_same_with_many_cards(
    client_for: ClientFor, pilote: User, membre: User, visiteur: User, board: Board
) -> None:
    second = board_of(board.group, Rank.IDEAS)
    bus = problem(board, "Aucun bus après 19 h")
    idea(second, "Un covoiturage", bus)
    client, page = client_for(pilote), at(second, "board")
    few = queries_of(client, page)
    for number in range(12):
        idea(second, f"Une idée numéro {number}", bus, problem(board, f"Autre {number} chose"))
    assert queries_of(client, page) == few <= 15
    assert queries_of(client, at(second, "board_screen")) <= 15
    body = client.get(page).content.decode()
    assert "Aucun bus" in body
    assert "Écrire des cartes" in body
    assert "Écrire des cartes" not in client_for(membre).get(page).content.decode()
    assert client_for(visiteur).get(page).status_code == 404


def test_paper_cards_are_typed_one_a_line(client_for: ClientFor, pilote: User, board: Board) -> None:
    client, page = client_for(pilote), at(board, "cards_add")
    data = {"kind": "problem", "texts": "Aucun bus\n\n  Pas de   quai \n", "paper": "on"}
    assert client.post(page, data).status_code == 302
    assert [one.text for one in Card.objects.in_order()] == ["Aucun bus", "Pas de quai"]
    assert Card.objects.filter(typed_by=pilote).count() == 2
    again = client.post(page, {"kind": "problem", "texts": "Pas de train\nAucun bus"}).content.decode()
    assert "mot pour mot" in again
    assert "Pas de train" in again
    assert Card.objects.count() == 2
    client.post(page, {"kind": "problem", "texts": "Dit tout haut"})
    assert Card.objects.get(text="Dit tout haut").typed_by is None


def test_cards_move_merge_and_come_back(client_for: ClientFor, pilote: User, board: Board) -> None:
    one, two = problem(board, "Aucun bus le soir"), problem(board, "Le soir, aucun bus")
    client = client_for(pilote)
    body = client.get(at(board, "board")).content.decode()
    assert "Ces cartes disent-elles la même chose" in body
    client.post(at(board, "cards_apart"), {"cards": f"{one.pk},{two.pk}"})
    body = client.get(at(board, "board")).content.decode()
    assert "Ces cartes disent-elles la même chose" not in body
    client.post(at(board, "cluster_add"), {"title": "Bus", "cards": str(one.pk)})
    cluster = Cluster.objects.get()
    move = at(board, "card_move", pk=two.pk)
    client.post(move, {"lane": f"r-{cluster.pk}", "before": str(one.pk)})
    assert list(Card.objects.filter(cluster=cluster).in_order()) == [two, one]
    act = client.get(at(board, "board")).context["act"]
    client.post(at(board, "board_undo"), {"act": act.pk})
    assert Card.objects.get(pk=two.pk).cluster is None
    client.post(at(board, "card_merge", pk=one.pk), {"other": str(two.pk)})
    assert "dite 2 fois" in client.get(at(board, "board")).content.decode()
    client.post(at(board, "card_split", pk=two.pk))
    assert Card.objects.shown().count() == 2
    gone = client.post(move, {"lane": f"r-{uuid.uuid4()}"})
    assert gone.status_code == 409


def test_an_idea_goes_under_another_problem_and_keeps_the_rest(
    client_for: ClientFor, pilote: User, board: Board
) -> None:
    second = board_of(board.group, Rank.IDEAS)
    bus, bike, quay = (problem(board, text) for text in ("Aucun bus", "Pas de piste", "Pas de quai"))
    lift = idea(second, "Un covoiturage", bus, quay)
    lanes = boarding.lanes(boarding.content_of(second), boarding.BY_PROBLEM)
    assert [len(one.cards) for one in lanes] == [1, 0, 0, 0]
    move = at(second, "card_move", pk=lift.pk)
    client_for(pilote).post(move, {"lane": f"p-{bike.pk}", "par": "probleme"})
    tied = CardAnswer.objects.current().filter(card=lift).values_list("problem", flat=True)
    assert set(tied) == {bike.pk, quay.pk}


def test_a_phone_writes_without_an_account(client: Client, board: Board) -> None:
    page, once = entered(board), uuid.uuid4()
    before = JournalEntry.objects.count()
    assert "Quels problèmes" in client.get(page).content.decode()
    assert JournalEntry.objects.count() == before
    for _ in range(2):
        assert client.post(page, {"text": "Aucun bus", "once": str(once)}).status_code == 302
    card = Card.objects.get()
    assert (card.author, card.typed_by, card.state) == (None, None, CardState.SHOWN)
    client.post(f"{page}?ecrire=idee", {"text": "Une navette", "problem": str(card.pk)})
    assert CardAnswer.objects.get().problem == card
    client.post(page, {"text": "Surtout l’hiver", "card": str(card.pk)})
    assert CardComment.objects.get().card == card
    gone = client.post(page, {"text": "Un mot gardé", "card": str(uuid.uuid4())}).content.decode()
    assert "Un mot gardé" in gone
    assert "n’est plus affichée" in gone
    refused = client.post(page, {"text": "y" * 300})
    assert "280" in refused.content.decode()
    assert "yyy" in refused.content.decode()


def test_a_phone_says_who_writes_only_among_the_group(client: Client, workspace: Workspace) -> None:
    group = group_of(workspace)
    person, stranger = PersonFactory.create_batch(2, workspace=workspace)
    actions.add_member(group=group, person=person, organisation=None, by=None, at=timezone.now())
    page = entered(board_of(group, anonymous=False))
    client.post(page, {"text": "Aucun bus", "author": str(person.pk)})
    client.post(page, {"text": "Aucun train", "author": str(stranger.pk)})
    assert [one.author for one in Card.objects.in_order()] == [person]


def test_a_code_renewed_or_closed_is_refused(client: Client, pilote: User, board: Board) -> None:
    old = entered(board)
    new = entered(board)
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    held = Board.objects.get()
    entry.close_entry(board=held, by=pilote, at=timezone.now())
    assert client.get(new).status_code == 404
    again = entered(held)
    boards.put(board=held, state=BoardState.CLOSED, by=pilote, at=timezone.now())
    assert client.get(again).status_code == 404


def test_a_phone_that_sends_too_much_waits_and_loses_nothing(
    client: Client, board: Board, settings: LazySettings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"board_card": "2/m/ip"}
    page = entered(board)
    for number in range(2):
        assert client.post(page, {"text": f"Carte {number}"}).status_code == 302
    refused = client.post(page, {"text": "Une carte de trop"})
    assert refused.status_code == 429
    for said in ("Attendez une minute", "Une carte de trop"):
        assert said in refused.content.decode()
    assert Card.objects.count() == 2
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post(page, {"text": "D’une autre connexion"}).status_code == 302


def test_phones_share_what_the_board_says_and_nothing_of_one_of_them(client: Client, board: Board) -> None:
    page, asked = entered(board), {"X-Board-Cards": "1"}
    problem(board, "Aucun bus")
    first = client.get(page, headers=asked)
    assert "Aucun bus" in first.content.decode()
    assert f'data-pulse="{page}"' in first.content.decode()
    with CaptureQueriesContext(connection) as queries:
        part = Client().get(page, headers=asked).content.decode()
        same = Client().get(f"{page}?ecrire=idee", headers={**asked, "Accept-Encoding": "br, gzip"})
    assert len(queries) == 2
    assert gzip.decompress(same.content).decode() == part
    assert 'name="csrfmiddlewaretoken"' not in part
    assert 'name="once" value=""' in part
    assert client.get(page[:-2] + "x/", headers=asked).status_code == 404


def test_a_phone_asks_once_and_is_told_nothing_or_the_cards(client: Client, board: Board) -> None:
    page, asked = entered(board), {"X-Board-Cards": "1"}
    tag = client.get(page, headers=asked)["ETag"]
    with CaptureQueriesContext(connection) as queries:
        nothing = client.get(page, headers={**asked, "If-None-Match": tag})
    assert (nothing.status_code, nothing.content, len(queries)) == (304, b"", 1)
    assert not nothing.cookies
    problem(board, "Pas de quai")
    told = client.get(page, headers={**asked, "If-None-Match": tag})
    assert "Pas de quai" in told.content.decode()
    entry.open_entry(board=board, by=None, at=timezone.now())
    assert client.get(page, headers={**asked, "If-None-Match": told["ETag"]}).status_code == 404


def test_nothing_changed_is_an_empty_answer_of_one_query(
    client: Client, client_for: ClientFor, pilote: User, board: Board
) -> None:
    pulse = client_for(pilote).get(at(board, "board_screen")).context["pulse"]
    tag = client.get(pulse)["ETag"]
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(pulse, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content, len(asked)) == (304, b"", 1)
    problem(board, "Aucun bus")
    answer = client.get(pulse, headers={"If-None-Match": tag})
    assert (answer.status_code, answer["ETag"] != tag) == (200, True)
    assert client.get(pulse[:-2] + "x/").status_code == 404


def test_a_board_is_taken_away(client_for: ClientFor, pilote: User, board: Board) -> None:
    problem(board, "=Aucun bus")
    client = client_for(pilote)
    table = client.get(at(board, "board_export", file_format="csv"))
    assert "'=Aucun bus" in b"".join(table.streaming_content).decode()  # type: ignore[attr-defined]  # a stream
    document = client.get(at(board, "board_file", file_format="html"))
    assert "=Aucun bus" in document.content.decode()
    assert client.get(at(board, "board_file", file_format="exe")).status_code == 404


def test_what_a_wall_shows_at_a_time(board: Board) -> None:
    made = [problem(board, f"Problème {number}") for number in range(10)]
    content = boarding.content_of(board)
    shown = boarding.screens(boarding.lanes(content, boarding.BY_CLUSTER))
    assert [[len(lane.cards) for lane in page] for page in shown] == [[3, 3, 3], [1]]
    assert likeness.pairs([made[0].pk]) == []
