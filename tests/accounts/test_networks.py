"""Workspaces enter a network, answer, leave; who may, and what is refused on the way."""

import datetime as dt

import pytest
from django.utils import timezone

from conftest import ClientFor
from copil.accounts import actions
from copil.core.errors import ActionRefused
from copil.identity.enums import NetworkLevel, Role
from copil.identity.models import Network, NetworkMembership, User, Workspace
from copil.journal.actions import verify
from copil.notifications.models import OutboxMessage
from tests.factories.identity import MembershipFactory, StayFactory, WorkspaceFactory

pytestmark = pytest.mark.django_db
HOME = "/e/reseau-marne/reseaux/"


@pytest.fixture
def admin(workspace: Workspace) -> User:
    user: User = MembershipFactory.create(workspace=workspace, role=Role.ADMIN).user
    return user


@pytest.fixture
def neighbour(db: None) -> User:
    user: User = MembershipFactory.create(
        workspace=WorkspaceFactory.create(name="Essonne Appui", slug="essonne-appui"), role=Role.ADMIN
    ).user
    return user


def test_a_network_from_its_creation_to_a_leaving(
    admin: User, neighbour: User, workspace: Workspace, client_for: ClientFor
) -> None:
    here, there = client_for(admin), client_for(neighbour)
    here.post(f"{HOME}nouveau/", {"name": "Réseau d’Île-de-France", "level": "regional"})
    network = Network.objects.get()
    page = f"{HOME}{network.pk}/"
    assert network.slug == "reseau-dile-de-france"
    here.post(f"{page}inviter/", {"identifier": " Essonne-Appui "})
    assert "Essonne Appui" not in here.get(page).content.decode()
    mail = OutboxMessage.objects.get()
    assert (mail.recipient, "Marne" in mail.subject) == (neighbour.email, False)
    assert "Invitation dans" in there.get("/e/essonne-appui/reseaux/").content.decode()
    assert there.get(f"/e/essonne-appui/reseaux/{network.pk}/").status_code == 404
    stay = NetworkMembership.objects.get(workspace__slug="essonne-appui")
    there.post(f"/e/essonne-appui/reseaux/invitations/{stay.pk}/accepter/")
    assert "Essonne Appui" in here.get(page).content.decode()
    assert "Essonne Appui, qui est là" in here.get(f"{page}quitter/").content.decode().replace("\n", " ")
    here.post(f"{page}quitter/")
    assert here.get(page).status_code == 404
    stay.refresh_from_db()
    assert stay.manages
    assert verify(workspace) == []
    assert verify(stay.workspace) == []


def test_only_the_administration_decides(
    admin: User, pilote: User, membre: User, workspace: Workspace, client_for: ClientFor
) -> None:
    stay = StayFactory.create(workspace=workspace, manages=True)
    page = f"{HOME}{stay.network_id}/"
    for person in (pilote, membre):
        client = client_for(person)
        assert client.get(page).status_code == 200
        for address in (f"{HOME}nouveau/", f"{page}inviter/", f"{page}modifier/", f"{page}quitter/"):
            assert client.get(address).status_code == 403, address
    User.objects.filter(pk=pilote.pk).update(is_operator=True)
    operator = client_for(User.objects.get(pk=pilote.pk))
    assert operator.get(f"{page}inviter/").status_code == 200


@pytest.mark.parametrize(
    ("identifier", "said"),
    [("inconnu", "Aucun espace"), ("reseau-marne", "déjà dans le réseau"), ("essonne-appui", "en attente")],
)
def test_an_invitation_is_refused_aloud(
    admin: User,
    neighbour: User,
    workspace: Workspace,
    client_for: ClientFor,
    identifier: str,
    said: str,
) -> None:
    stay = StayFactory.create(workspace=workspace, manages=True)
    at = timezone.now()
    actions.invite_workspace(
        network=stay.network, identifier="essonne-appui", workspace=workspace, by=admin, at=at
    )
    answer = client_for(admin).post(f"{HOME}{stay.network_id}/inviter/", {"identifier": identifier})
    page = answer.content.decode()
    assert said in page
    assert identifier in page


def test_who_comes_back_begins_another_stay(admin: User, neighbour: User, workspace: Workspace) -> None:
    at = timezone.now()
    network = actions.create_network(
        workspace=workspace, name="Réseau", level=NetworkLevel.LOCAL, by=admin, at=at
    )
    for day in range(2):
        on = at + dt.timedelta(days=day)
        stay = actions.invite_workspace(
            network=network, identifier="essonne-appui", workspace=workspace, by=admin, at=on
        )
        actions.accept_network(stay=stay, by=neighbour, at=on)
        with pytest.raises(ActionRefused):
            actions.accept_network(stay=stay, by=neighbour, at=on)
        actions.leave_network(stay=stay, by=neighbour, at=on)
    assert NetworkMembership.objects.filter(workspace__slug="essonne-appui").count() == 2
    assert NetworkMembership.objects.in_force().count() == 1


def test_two_people_rename_a_network(admin: User, workspace: Workspace, client_for: ClientFor) -> None:
    stay = StayFactory.create(workspace=workspace, manages=True)
    address = f"{HOME}{stay.network_id}/modifier/"
    typed = {"name": "Réseau du fleuve", "level": "local", "version": 1}
    assert client_for(admin).post(address, typed).status_code == 302
    again = client_for(admin).post(address, {**typed, "name": "Réseau des rives"})
    assert again.status_code == 409
    assert "Réseau des rives" in again.content.decode()
