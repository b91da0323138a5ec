"""Papers of a long roll: pages and a search keep those noted; who voted meanwhile is named."""

import pytest

from conftest import ClientFor
from copil.ballots.actions import hand
from copil.ballots.models import PaperBatch
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


def test_a_long_roll_costs_no_more_queries(client_for: ClientFor, pilote: User, workspace: Workspace) -> None:
    initiative, client = InitiativeFactory.create(workspace=workspace), client_for(pilote)
    asked = []
    for voters in (3, 9):
        ballot = opened(initiative, by=pilote, voters=voters)
        hand.name_people(ballot=ballot, voters=[one.pk for one in roll_of(ballot)], by=pilote, at=AT)
        asked.append(queries_of(client, f"/e/reseau-marne/votes/{ballot.pk}/papier/"))
    assert asked[0] == asked[1]
