"""A method is shared with a network: read and copied there, its lessons come back in numbers."""

from dataclasses import replace
from typing import Any

import pytest

from conftest import ClientFor
from copil.accounts import actions as accounts
from copil.core.errors import ActionRefused
from copil.identity.enums import NetworkLevel, Role
from copil.identity.models import NetworkMembership, User, Workspace
from copil.initiatives import actions, kept, learnt, shared_methods
from copil.initiatives.enums import MarkKind
from copil.initiatives.models import Initiative, Method
from tests.counting import queries_of
from tests.factories.identity import MembershipFactory, UserFactory, WorkspaceFactory
from tests.factories.initiatives import SAID_AT, InitiativeFactory

pytestmark = pytest.mark.django_db
BASE = "/e/reseau-marne/methodes/"


@pytest.fixture
def voisin(workspace: Workspace) -> Workspace:
    return WorkspaceFactory.create(name="Pays voisin", slug="pays-voisin")


@pytest.fixture
def voisine(voisin: Workspace) -> User:
    user: User = UserFactory.create(given_name="Voisine")
    MembershipFactory.create(workspace=voisin, user=user, role=Role.COORDINATOR)
    return user


@pytest.fixture
def stay(workspace: Workspace, voisin: Workspace) -> NetworkMembership:
    network = accounts.create_network(
        workspace=workspace, name="Les berges", level=NetworkLevel.REGIONAL, by=None, at=SAID_AT
    )
    theirs = accounts.invite_workspace(
        network=network, identifier=voisin.slug, workspace=workspace, by=None, at=SAID_AT
    )
    accounts.accept_network(stay=theirs, by=None, at=SAID_AT)
    return NetworkMembership.objects.get(network=network, workspace=workspace)


def published(workspace: Workspace, base: Method, by: User) -> Method:
    """Publish a version of a workspace's own, made from another."""
    draft = actions.copy_method(workspace=workspace, method=base, title="Adaptée", by=by, at=SAID_AT)
    told = f"À nous, {draft.pk}."
    actions.change_draft(
        draft=draft, change=lambda one: replace(one, summary=told), label="changer", by=by, at=SAID_AT
    )
    return actions.publish_draft(draft=draft, what_changed="Le résumé", expected=2, by=by, at=SAID_AT)


@pytest.fixture
def ours(workspace: Workspace, demarche: Initiative, pilote: User) -> Method:
    return published(workspace, demarche.method, pilote)


def share(workspace: Workspace, method: Method, stays: list[NetworkMembership]) -> bool:
    return actions.share_method(workspace=workspace, method=method, stays=stays, by=None, at=SAID_AT)


def test_it_is_read_and_copied_in_the_network_then_no_longer_offered(
    workspace: Workspace,
    voisin: Workspace,
    voisine: User,
    stay: NetworkMembership,
    ours: Method,
    pilote: User,
    client_for: ClientFor,
) -> None:
    theirs = client_for(voisine)
    there = f"/e/pays-voisin/methodes/{ours.pk}/"
    assert theirs.get(there).status_code == 404

    client_for(pilote).post(f"{BASE}{ours.pk}/partager/", {"stays": [str(stay.pk)]})
    page = theirs.get(there).content.decode()
    assert "Réseau Marne Solidaire" in page
    assert "Copier pour l’adapter" in page
    assert "Partagées dans vos réseaux" in theirs.get("/e/pays-voisin/methodes/").content.decode()
    versions = theirs.get(f"{there}versions/").content.decode()
    assert pilote.get_full_name() not in versions
    copy = published(voisin, ours, voisine)
    assert copy.based_on == ours

    assert share(workspace, ours, [])
    assert theirs.get(there).status_code == 404
    assert theirs.get(f"/e/pays-voisin/methodes/{copy.pk}/").status_code == 200
    assert not share(workspace, ours, [])


def test_leaving_the_network_takes_it_back(
    workspace: Workspace, voisin: Workspace, stay: NetworkMembership, ours: Method
) -> None:
    share(workspace, ours, [stay])
    assert list(shared_methods.offered_to(voisin)) == [ours]
    accounts.leave_network(stay=stay, by=None, at=SAID_AT)
    assert not shared_methods.offered_to(voisin).exists()


def test_only_its_owner_shares_it_and_only_with_its_networks(
    workspace: Workspace, voisin: Workspace, voisine: User, stay: NetworkMembership, ours: Method
) -> None:
    theirs = NetworkMembership.objects.get(workspace=voisin)
    with pytest.raises(ActionRefused, match="votre espace est membre"):
        share(workspace, ours, [theirs])
    with pytest.raises(ActionRefused, match="n’appartient pas"):
        share(voisin, ours, [theirs])


def test_a_member_who_does_not_coordinate_may_not_share(
    membre: User, ours: Method, client_for: ClientFor
) -> None:
    assert client_for(membre).get(f"{BASE}{ours.pk}/partager/").status_code == 403


def test_what_the_copies_teach_comes_back_in_numbers_from_three_on(
    workspace: Workspace, voisin: Workspace, voisine: User, stay: NetworkMembership, ours: Method
) -> None:
    share(workspace, ours, [stay])
    copy = published(voisin, ours, voisine)
    again = published(voisin, copy, voisine)
    common: dict[str, Any] = {"workspace": voisin, "by": voisine, "at": SAID_AT}
    for number, version in enumerate((copy, again, again)):
        assert learnt.returns_of(ours, workspace=workspace).elsewhere == 0
        initiative = InitiativeFactory.create(workspace=voisin, method=version, title=f"Secrète {number}")
        actions.mark_activity(
            initiative=initiative, activity="1.1.4", kind=MarkKind.SKIPPED, note="Nos mots", **common
        )
    found = learnt.returns_of(ours, workspace=workspace)
    assert found.elsewhere == 3
    told = next(one for one in found.rows if one.activity.id == "1.1.4")
    assert (told.elsewhere_skipped, told.remarks) == (3, ())


@pytest.mark.parametrize("path", ["versions/", "retours/?tout=1", "retours/?tout=1&page=2"])
def test_the_lists_of_a_method_ask_as_much_with_many_rows(
    path: str, workspace: Workspace, pilote: User, ours: Method, client_for: ClientFor
) -> None:
    client = client_for(pilote)

    def asked() -> int:
        kept.keep(at=SAID_AT)
        return queries_of(client, f"{BASE}{ours.pk}/{path}")

    few = [InitiativeFactory.create(workspace=workspace, method=ours) for _ in range(2)]
    for one in few:
        actions.mark_activity(
            initiative=one, workspace=workspace, activity="1.1.4", kind=MarkKind.SKIPPED, note="Déjà fait",
            by=pilote, at=SAID_AT,
        )  # fmt: skip  # a table reads by its lines
    with_few = asked()
    method = ours
    for _ in range(6):
        method = published(workspace, method, pilote)
    for _ in range(20):
        one = InitiativeFactory.create(workspace=workspace, method=ours)
        actions.mark_activity(
            initiative=one, workspace=workspace, activity="1.1.2", kind=MarkKind.ADAPTED, note="Autrement",
            by=pilote, at=SAID_AT,
        )  # fmt: skip  # a table reads by its lines
    assert asked() == with_few <= 15
