"""Papers of a long roll: pages and a search keep those noted; who voted meanwhile is named."""

import re

import pytest

from conftest import ClientFor
from copil.ballots import actions
from copil.ballots.actions import hand
from copil.ballots.models import PaperBatch
from copil.core.errors import ActionRefused
from copil.identity.models import User, Workspace
from tests.counting import queries_of
from tests.factories.ballots import AT, opened, roll_of
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db


def test_a_long_roll_is_noted_page_by_page_and_by_name(
    client_for: ClientFor, pilote: User, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copil.ballots.views.hand._PER_PAGE", 3)
    ballot = opened(InitiativeFactory.create(workspace=workspace), by=pilote, voters=7)
    roll, client = roll_of(ballot), client_for(pilote)
    page = f"/e/reseau-marne/votes/{ballot.pk}/papier/"
    keys = [str(one.pk) for one in roll]
    first = client.get(page).content.decode()
    assert [key in first for key in keys] == [True] * 3 + [False] * 4
    done = client.post(f"{page}personnes/", {"shown": keys[:3], "person": keys[:2], "page": "2"})
    assert done["Location"] == f"{page}?page=2"
    client.post(f"{page}personnes/", {"shown": keys[3:6], "person": keys[3:4], "page": "2"})
    assert PaperBatch.objects.get().people == sorted([*keys[:2], keys[3]])
    shown = client.get(page, {"page": "3"}).content.decode()
    assert all(str(one.person) in shown for one in (roll[0], roll[1], roll[3], roll[6]))
    found = client.get(page, {"q": roll[6].person.family_name.lower()}).content.decode()
    assert keys[6] in found
    assert "Personne de ce nom" in client.get(page, {"q": "personne nulle part"}).content.decode()
    client.post(f"{page}personnes/", {"shown": keys[:3], "person": keys[1:2]})
    assert PaperBatch.objects.get().people == sorted([keys[1], keys[3]])


@pytest.mark.audit
def test_four_hundred_and_fifty_people_are_noted_from_the_first_to_the_last(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    ballot = opened(InitiativeFactory.create(workspace=workspace), by=pilote, voters=450)
    page, client, number = f"/e/reseau-marne/votes/{ballot.pk}/papier/", client_for(pilote), 1
    while True:
        shown = re.findall(
            r'name="shown" value="([^"]+)"', client.get(page, {"page": number}).content.decode()
        )
        done = client.post(f"{page}personnes/", {"shown": shown, "person": shown, "page": number + 1})
        assert done["Location"] == f"{page}?page={number + 1}"
        number += 1
        if len(shown) < 60:
            break
    assert PaperBatch.objects.get().people == sorted(str(one.pk) for one in roll_of(ballot))


def test_a_long_roll_costs_no_more_queries(client_for: ClientFor, pilote: User, workspace: Workspace) -> None:
    initiative, client = InitiativeFactory.create(workspace=workspace), client_for(pilote)
    asked = []
    for voters in (3, 9):
        ballot = opened(initiative, by=pilote, voters=voters)
        hand.name_people(ballot=ballot, voters=[one.pk for one in roll_of(ballot)], by=pilote, at=AT)
        asked.append(queries_of(client, f"/e/reseau-marne/votes/{ballot.pk}/papier/"))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("secret", [True, False])
def test_who_voted_online_meanwhile_is_named_and_taken_off(
    client_for: ClientFor, pilote: User, workspace: Workspace, *, secret: bool
) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    ballot = opened(initiative, by=pilote, voters=6, secret=secret)
    roll, client = roll_of(ballot), client_for(pilote)
    page, said = f"/e/reseau-marne/votes/{ballot.pk}/papier/", {ballot.asked.choices[0].key: 1}
    if secret:
        hand.name_people(ballot=ballot, voters=[one.pk for one in roll[:4]], by=pilote, at=AT)
    for one in roll[:4]:
        hand.add(ballot=ballot, reading=1, said=said, of=str(one.pk), by=pilote, at=AT)
    assert "Déjà voté en ligne" not in client.get(page).content.decode()
    actions.vote(voter=roll[0], paper=said, at=AT)
    shown = client.get(page).content.decode()
    assert "Déjà voté en ligne" in shown
    assert f"{roll[0].person} a voté en ligne depuis" in shown
    with pytest.raises(ActionRefused, match=str(roll[0].person)):
        hand.pour(ballot=ballot, by=pilote, at=AT)
    client.post(f"{page}personnes/retirer/", {"person": str(roll[0].pk)})
    batch = PaperBatch.objects.get()
    assert batch.people == sorted(str(one.pk) for one in roll[1:4])
    assert len(batch.first) == (4 if secret else 3)
    assert "Déjà voté en ligne" not in client.get(page).content.decode()
    again = client.post(f"{page}personnes/retirer/", {"person": str(roll[0].pk)}, follow=True)
    assert "n’est plus dans la liste" in again.content.decode()


def test_a_name_never_comes_off_so_far_that_the_papers_left_say_who_chose_what(
    pilote: User, workspace: Workspace
) -> None:
    ballot = opened(InitiativeFactory.create(workspace=workspace), by=pilote, voters=4)
    roll, said = roll_of(ballot), {ballot.asked.choices[0].key: 1}
    hand.name_people(ballot=ballot, voters=[one.pk for one in roll[:3]], by=pilote, at=AT)
    hand.add(ballot=ballot, reading=1, said=said, by=pilote, at=AT)
    actions.vote(voter=roll[0], paper=said, at=AT)
    with pytest.raises(ActionRefused, match="on saurait qui"):
        hand.take_off(ballot=ballot, voter=str(roll[0].pk), by=pilote, at=AT)
