"""Papers typed in, links sent again and printed, votes of the whole workspace listed."""

import datetime as dt
import re

import pytest
from django.db.models import F
from django.test import Client

from conftest import ClientFor
from copil.ballots import actions, outcome
from copil.ballots.actions import hand
from copil.ballots.enums import BallotState, Method
from copil.ballots.models import Ballot, PaperBatch, Urn, Voter
from copil.core.errors import ActionRefused
from copil.directory.models import Person
from copil.identity.models import SignedLink, User, Workspace
from copil.notifications.enums import Pace
from copil.notifications.models import Notification, OutboxMessage, Preference
from tests.counting import queries_of
from tests.factories.ballots import AT, moved, opened, prepared, roll_of
from tests.factories.directory import PersonFactory
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db
ROOT = "/e/reseau-marne/"


def test_papers_read_twice_join_the_urn_at_once(
    client_for: ClientFor, pilote: User, membre: User, workspace: Workspace
) -> None:
    ballot = opened(InitiativeFactory.create(workspace=workspace), by=pilote, voters=5)
    keys = [choice.key for choice in ballot.asked.choices]
    roll, client, page = roll_of(ballot), client_for(pilote), f"{ROOT}votes/{ballot.pk}/papier/"
    actions.vote(voter=roll[0], paper={keys[0]: 5}, at=AT)
    client.post(f"{page}personnes/", {"person": [str(one.pk) for one in roll[:4]]})
    assert PaperBatch.objects.get().people == sorted(str(one.pk) for one in roll[1:4])
    papers: list[dict[str, str]] = [{keys[1]: "2"}, {keys[0]: "1", keys[2]: "4"}, {"blanc": "on"}]
    for said in papers:
        assert client.post(f"{page}lecture-1/", said).status_code == 302
    assert "déjà autant de bulletins" in client.post(f"{page}lecture-1/", papers[0]).content.decode()
    for said in ({keys[1]: "3"}, papers[2], papers[1]):
        client.post(f"{page}lecture-2/", said)
    assert "Les deux lectures diffèrent" in client.get(page).content.decode()
    client.post(f"{page}verser/")
    assert len(Urn.objects.get().papers) == 1
    place = [one["said"] for one in PaperBatch.objects.get().second].index({keys[1]: 3})
    client.post(f"{page}lecture-2/retirer/", {"place": place})
    client.post(f"{page}lecture-2/", papers[0])
    assert client.post(f"{page}verser/").status_code == 302
    assert sorted(map(len, Urn.objects.get().papers)) == [1, 1, 2]
    assert Voter.objects.filter(ballot=ballot, voted=True).count() == 4
    batch = PaperBatch.objects.get()
    assert (batch.people, batch.first, batch.second, batch.first_by) == ([], [], [], None)
    assert client_for(membre).get(page).status_code == 403


def test_somebody_who_voted_meanwhile_keeps_their_own_paper(pilote: User, workspace: Workspace) -> None:
    ballot = opened(InitiativeFactory.create(workspace=workspace), by=pilote, voters=3)
    key, roll = ballot.asked.choices[0].key, roll_of(ballot)
    hand.name_people(ballot=ballot, voters=[one.pk for one in roll], by=pilote, at=AT)
    for reading in (1, 2):
        for _ in roll:
            hand.add(ballot=ballot, reading=reading, said={key: 1}, by=pilote, at=AT)
    actions.vote(voter=roll[0], paper={key: 2}, at=AT)
    with pytest.raises(ActionRefused):
        hand.pour(ballot=ballot, by=pilote, at=AT)
    assert Urn.objects.get().papers == [{key: 2}]


def test_an_open_paper_keeps_its_name(client_for: ClientFor, pilote: User, workspace: Workspace) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    ballot = opened(initiative, by=pilote, method=Method.APPROVAL, voters=2, secret=False)
    key, one = ballot.asked.choices[1].key, roll_of(ballot)[0]
    client, page = client_for(pilote), f"{ROOT}votes/{ballot.pk}/papier/"
    for reading in (1, 2):
        client.post(f"{page}lecture-{reading}/", {key: "on", "bulletin_de": str(one.pk)})
    again = client.post(f"{page}lecture-1/", {key: "on", "bulletin_de": str(one.pk)})
    assert "est déjà dans cette lecture" in again.content.decode()
    client.post(f"{page}verser/")
    one.refresh_from_db()
    assert (one.voted, one.open_paper) == (True, {key: 1})


def test_a_link_is_sent_again_and_printed(client_for: ClientFor, pilote: User, workspace: Workspace) -> None:
    ballot = opened(InitiativeFactory.create(workspace=workspace), by=pilote)
    client, page = client_for(pilote), f"{ROOT}votes/{ballot.pk}/liste/"
    actions.vote(voter=roll_of(ballot)[0], paper={ballot.asked.choices[0].key: 1}, at=AT)
    sent = OutboxMessage.objects.count()
    _wait()
    assert "Renvoyer 3\u00a0liens" in client.get(f"{page}renvoyer/").content.decode()
    assert OutboxMessage.objects.count() == sent
    client.post(f"{page}renvoyer/", {"person": str(roll_of(ballot)[1].pk)})
    assert OutboxMessage.objects.count() == sent + 1
    _wait()
    client.post(f"{page}renvoyer/")
    assert OutboxMessage.objects.count() == sent + 4
    slips = client.post(f"{page}talons/").content.decode()
    tokens = set(re.findall(r"/vote/[\w-]+/", slips))
    assert len(tokens) == 3
    assert Client().get(tokens.pop()).status_code == 200
    moved(Ballot.objects.get(), BallotState.CLOSED, by=pilote)
    assert client.post(f"{page}talons/").status_code in (302, 409)


def test_a_second_press_writes_to_nobody_twice(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    ballot = opened(InitiativeFactory.create(workspace=workspace), by=pilote)
    one, other, *_ = roll_of(ballot)
    client, page = client_for(pilote), f"{ROOT}votes/{ballot.pk}/liste/"
    _wait()
    Person.objects.filter(pk=other.person_id).update(email=one.person.email)  # one address for two people
    client.post(f"{page}talons/")  # a slip printed is no mail
    sent = OutboxMessage.objects.count()
    for _press in range(2):
        client.post(f"{page}renvoyer/", {"person": str(one.pk)})
    assert OutboxMessage.objects.count() == sent + 1
    rest = client.post(f"{page}renvoyer/", follow=True).content.decode()
    assert "Pas de second courriel à 1\u00a0personne" in rest
    last = client.post(f"{page}renvoyer/")
    assert OutboxMessage.objects.count() == sent + 4
    assert "laissez-lui le temps d’arriver" in last.content.decode()


def _wait() -> None:
    """Let the minutes pass since the links left."""
    ago = F("created_at") - dt.timedelta(minutes=6)
    OutboxMessage.objects.update(created_at=ago)
    SignedLink.objects.update(created_at=ago)


@pytest.mark.parametrize("method", [Method.GRID, Method.JUDGMENT])
def test_a_blank_paper_says_what_to_do(
    client_for: ClientFor, pilote: User, workspace: Workspace, method: Method
) -> None:
    ballot = prepared(InitiativeFactory.create(workspace=workspace), by=pilote, method=method)
    shown = client_for(pilote).get(f"{ROOT}votes/{ballot.pk}/bulletin-a-imprimer/").content.decode()
    assert shown.count("Minibus partagé") == 1
    assert "N’écrivez pas votre nom" in shown


def test_all_votes_are_searched(
    client_for: ClientFor, pilote: User, visiteur: User, workspace: Workspace
) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    client, page = client_for(pilote), f"{ROOT}votes/"
    assert "Aucun vote" in client.get(page).content.decode()
    prepared(initiative, by=pilote, voters=0, title="Élire une porte-parole")
    two = queries_of(client, page)
    for number in range(4):
        prepared(initiative, by=pilote, voters=0, title=f"Ordre {number}", method=Method.APPROVAL)
    assert queries_of(client, page) == two <= 15
    found = client.get(page, {"q": "elire"}).content.decode()
    assert "Élire une porte-parole" in found
    assert "Ordre 1" not in found
    assert "Aucun vote ne correspond" in client.get(page, {"etat": "open"}).content.decode()
    assert client_for(visiteur).get(page).status_code == 404


def test_papers_being_read_hold_the_vote_open_until_poured_or_given_up(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    ballot = opened(InitiativeFactory.create(workspace=workspace), by=pilote, voters=5)
    roll, client, page = roll_of(ballot), client_for(pilote), f"{ROOT}votes/{ballot.pk}/papier/"
    hand.name_people(ballot=ballot, voters=[roll[0].pk], by=pilote, at=AT)
    with pytest.raises(ActionRefused, match="on saurait qui"):  # one person, one paper: no secret
        hand.add(ballot=ballot, reading=1, said={ballot.asked.choices[0].key: 1}, by=pilote, at=AT)
    hand.name_people(ballot=ballot, voters=[one.pk for one in roll[:3]], by=pilote, at=AT)
    hand.add(ballot=ballot, reading=1, said={ballot.asked.choices[0].key: 1}, by=pilote, at=AT)
    with pytest.raises(ActionRefused, match="on saurait qui"):
        hand.name_people(ballot=ballot, voters=[], others=[one.pk for one in roll[1:3]], by=pilote, at=AT)
    with pytest.raises(ActionRefused, match="en cours de lecture"):
        moved(ballot, BallotState.CLOSED, by=pilote)
    assert "Abandonner cette saisie" in client.get(page).content.decode()
    client.post(f"{page}abandonner/")
    batch = PaperBatch.objects.get()
    assert (batch.people, batch.first, batch.second, batch.first_by) == ([], [], [], None)
    assert moved(ballot, BallotState.CLOSED, by=pilote).state == BallotState.CLOSED


def test_who_no_mail_reaches_is_named_and_the_vote_opens(
    client_for: ClientFor, pilote: User, membre: User, visiteur: User, workspace: Workspace
) -> None:
    ballot = prepared(InitiativeFactory.create(workspace=workspace), by=pilote, voters=3)
    first, second, third = (one.person for one in roll_of(ballot))
    Preference.objects.create(kind="ballots.link", email=first.email, pace=Pace.NEVER, changed_at=AT)
    Person.objects.filter(pk=second.pk).update(email="nulle.part@asso.invalid")
    inside = PersonFactory.create(workspace=workspace, user=membre)
    gone = PersonFactory.create(workspace=workspace, user=visiteur, email="")
    actions.enrol(ballot=ballot, people=[inside, gone], by=pilote, at=AT)
    version = Ballot.objects.get().version
    page = client_for(pilote).post(
        f"{ROOT}votes/{ballot.pk}/avancer/", {"to": "open", "version": version}, follow=True
    )
    text = page.content.decode()
    assert f"Aucun courriel ne les atteint\u00a0: {first}, {second}." in text
    assert Ballot.objects.get().state == BallotState.OPEN
    written = OutboxMessage.objects.filter(kind="ballots.link").values_list("recipient", flat=True)
    assert set(written) == {third.email, visiteur.email}
    assert Notification.objects.filter(kind="ballots.opened").get().user == membre


def test_open_papers_leave_in_no_order_of_names(pilote: User, workspace: Workspace) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    ballot = opened(initiative, by=pilote, method=Method.APPROVAL, voters=3, secret=False)
    keys = sorted(choice.key for choice in ballot.asked.choices)
    for voter, key in zip(roll_of(ballot), reversed(keys), strict=True):
        actions.vote(voter=voter, paper={key: 1}, at=AT)
    assert outcome.papers_of(ballot) == [{key: 1} for key in keys]


def test_an_open_vote_is_read_by_name_once_it_is_over(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    client = client_for(pilote)
    for secret in (False, True):
        ballot = opened(initiative, by=pilote, method=Method.APPROVAL, voters=4, secret=secret)
        choice, page = ballot.asked.choices[0], f"{ROOT}votes/{ballot.pk}/liste/"
        actions.vote(voter=roll_of(ballot)[0], paper={choice.key: 1}, at=AT)
        assert choice.label not in client.get(page).content.decode()
        moved(ballot, BallotState.CLOSED, by=pilote)
        assert (choice.label in client.get(page).content.decode()) is not secret
