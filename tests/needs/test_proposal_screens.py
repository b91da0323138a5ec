"""Screens of proposals, walked as people do."""

import datetime as dt

import pytest

from conftest import ClientFor
from copil.identity.models import User, Workspace
from copil.needs import actions, proposals
from copil.needs.models import Need, SetAsideProposal, SharedNeed
from copil.notifications import worker
from tests.needs.conftest import Said

pytestmark = pytest.mark.django_db
ROOT = "/e/reseau-marne/besoins/"


def content_of(client_for: ClientFor, user: User, path: str) -> str:
    response = client_for(user).get(f"{ROOT}{path}")
    assert response.status_code == 200, response.status_code
    content: str = response.content.decode()
    return content


def test_a_proposal_quotes_explains_and_lets_judge(
    client_for: ClientFor, pilote: User, membre: User, visiteur: User, said: Said
) -> None:
    content = content_of(client_for, pilote, "propositions/")
    assert "Trois structures disent la même chose" in content
    assert "Personne ne veut prendre la trésorerie" in content
    assert "Pourquoi cette proposition" in content
    assert "Si vous séparez" in content
    for words in ("Oui, c’est le même besoin", "Séparer…", "Écarter…"):
        assert words in content
        assert words not in content_of(client_for, membre, "propositions/")
    assert client_for(visiteur).get(f"{ROOT}propositions/").status_code == 404


def test_saying_yes_to_some_keeps_the_others_apart(client_for: ClientFor, pilote: User, said: Said) -> None:
    data = {"title": "La relève", "proposed": said.ids, "needs": said.ids[:2]}
    response = client_for(pilote).post(f"{ROOT}propositions/accepter/", data)
    shared = SharedNeed.objects.get()
    assert response["Location"] == f"{ROOT}partages/{shared.pk}/"
    assert Need.objects.filter(shared_need=shared).count() == 2
    assert SetAsideProposal.objects.count() == 1
    content = content_of(client_for, pilote, f"partages/{shared.pk}/")
    assert "Pourquoi ils ont été rapprochés" in content
    assert "2\u00a0structures, 2\u00a0besoins" in content


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Donnez un intitulé"),
        ({"needs": []}, "Choisissez au moins un besoin"),
        ({"needs": ["rien"]}, "n’est plus là"),
    ],
)
def test_an_incomplete_yes_is_told(
    client_for: ClientFor, pilote: User, said: Said, changes: dict[str, object], words: str
) -> None:
    data = {"title": "La relève", "proposed": said.ids, "needs": said.ids} | changes
    page = client_for(pilote).post(f"{ROOT}propositions/accepter/", data, follow=True)
    assert words in page.content.decode()
    assert not SharedNeed.objects.exists()


def test_two_people_accept_the_same_proposal(client_for: ClientFor, pilote: User, said: Said) -> None:
    data = {"title": "La relève", "proposed": said.ids, "needs": said.ids}
    client = client_for(pilote)
    client.post(f"{ROOT}propositions/accepter/", data)
    late = client.post(f"{ROOT}propositions/accepter/", data)
    assert late.status_code == 409
    assert "autre personne" in late.content.decode()
    assert SharedNeed.objects.count() == 1


def test_separating_and_setting_aside_are_remembered_and_undone(
    client_for: ClientFor, pilote: User, workspace: Workspace, said: Said
) -> None:
    client = client_for(pilote)
    signature = proposals.of_workspace(workspace).proposals[0].signature
    page = client.get(f"{ROOT}propositions/{signature}/separer/").content.decode()
    assert "Sans lui, il reste deux structures" in page
    everything = {"proposed": said.ids, "needs": said.ids}
    refused = client.post(f"{ROOT}propositions/{signature}/separer/", everything).content.decode()
    assert "Laissez au moins un besoin" in refused
    client.post(f"{ROOT}propositions/{signature}/separer/", {"proposed": said.ids, "needs": said.ids[:1]})
    (left,) = proposals.of_workspace(workspace).proposals
    assert {str(pk) for pk in left.needs} == set(said.ids[1:])
    data = {"proposed": said.ids[1:], "reason": "Deux sujets"}
    client.post(f"{ROOT}propositions/{left.signature}/ecarter/", data)
    assert proposals.of_workspace(workspace).proposals == []
    assert client.get(f"{ROOT}propositions/{left.signature}/ecarter/").status_code == 409
    aside = content_of(client_for, pilote, "propositions/ecartees/")
    assert "Deux sujets" in aside
    for one in SetAsideProposal.objects.all():
        client.post(f"{ROOT}propositions/ecartees/{one.pk}/retablir/")
    assert len(proposals.of_workspace(workspace).proposals) == 1


def test_a_loose_need_joins_the_shared_one(
    client_for: ClientFor, pilote: User, workspace: Workspace, said: Said, now: dt.datetime
) -> None:
    shared = actions.create_shared_need(
        workspace=workspace, title="La relève", needs=said.alike[:2], by=pilote, at=now
    )
    content = content_of(client_for, pilote, "propositions/")
    assert "ressemble à ceux que ce besoin partagé réunit déjà" in content
    data = {"shared_need": str(shared.pk), "proposed": said.ids[2:], "needs": said.ids[2:]}
    client_for(pilote).post(f"{ROOT}propositions/accepter/", data)
    assert Need.objects.filter(shared_need=shared).count() == 3


def test_a_need_that_does_not_join_is_kept_from_the_shared_one(
    client_for: ClientFor, pilote: User, workspace: Workspace, said: Said, now: dt.datetime
) -> None:
    actions.create_shared_need(
        workspace=workspace, title="La relève", needs=said.alike[:2], by=pilote, at=now
    )
    (joining,) = proposals.of_workspace(workspace).proposals
    address = f"{ROOT}propositions/{joining.signature}/ecarter/"
    assert "pour «\u00a0La relève\u00a0»" in client_for(pilote).get(address).content.decode()
    client_for(pilote).post(address, {"proposed": said.ids[2:]})
    assert proposals.of_workspace(workspace).proposals == []
    assert len(SetAsideProposal.objects.get().sides) == 2


def test_a_large_workspace_waits_for_the_worker(
    client_for: ClientFor, pilote: User, membre: User, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals, "AT_ONCE", 3)
    assert "n’ont pas encore été comparés" in content_of(client_for, membre, "propositions/")
    client = client_for(pilote)
    response = client.post(f"{ROOT}propositions/chercher/", follow=True)
    assert "Comparaison en cours" in response.content.decode()
    part = client.get(f"{ROOT}propositions/recherche/", headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part
    worker.run_all()
    done = client.get(f"{ROOT}propositions/recherche/", headers={"hx-request": "true"})
    assert done["HX-Redirect"] == f"{ROOT}propositions/"
    assert "Trois structures" in content_of(client_for, pilote, "propositions/")
