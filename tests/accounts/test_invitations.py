"""From an invitation to a member, and what is refused on the way."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from conftest import ClientFor
from copil.accounts import actions
from copil.accounts.models import Invitation
from copil.core.errors import ActionRefused
from copil.identity.enums import Role
from copil.identity.models import Membership, User, Workspace
from copil.journal.actions import verify
from copil.notifications.models import OutboxMessage
from tests.factories.identity import MembershipFactory

pytestmark = pytest.mark.django_db
PASSWORD = "quatre mots sans rapport"


@pytest.fixture
def admin(workspace: Workspace) -> User:
    user: User = MembershipFactory.create(workspace=workspace, role=Role.ADMIN).user
    return user


def link_in_last_mail() -> str:
    found = re.search(r"(/invitation/\S+)", OutboxMessage.objects.latest("created_at").body)
    assert found is not None
    return found.group(1)


def invite(client: Client, email: str = "lea@marne.example") -> str:
    answer = client.post("/e/reseau-marne/membres/inviter/", {"email": email, "role": "member"})
    assert answer.status_code == 302, answer.content.decode()
    return link_in_last_mail()


def test_a_newcomer_joins_from_the_message(admin: User, workspace: Workspace, client_for: ClientFor) -> None:
    link = invite(client_for(admin))
    client = Client()
    for _ in range(2):  # opening consumes nothing
        assert "Rejoindre Réseau Marne Solidaire" in client.get(link).content.decode()
    answer = client.post(link, {"given_name": "Léa", "family_name": "Roy", "password": PASSWORD})
    assert answer.headers["Location"] == "/e/reseau-marne/"
    assert client.get("/e/reseau-marne/").status_code == 200
    assert Membership.objects.get(user__email="lea@marne.example").role == Role.MEMBER
    assert Client().get(link).status_code == 404
    assert verify(workspace) == []


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("court", "15 caractères"),
        ("lea@marne.example", "semblable"),
    ],
)
def test_a_weak_password_keeps_what_was_typed(
    admin: User, client_for: ClientFor, password: str, message: str
) -> None:
    link = invite(client_for(admin))
    answer = Client().post(link, {"given_name": "Léa", "family_name": "Roy", "password": password})
    page = answer.content.decode()
    assert message in page
    assert 'value="Roy"' in page
    assert not User.objects.filter(email="lea@marne.example").exists()


def test_an_existing_account_logs_in_first_then_accepts(
    admin: User, visiteur: User, client_for: ClientFor
) -> None:
    link = invite(client_for(admin), visiteur.email)
    assert "Se connecter pour accepter" in Client().get(link).content.decode()
    client = client_for(visiteur)
    assert client.post(link).headers["Location"] == "/e/reseau-marne/"
    assert Membership.objects.filter(user=visiteur).count() == 2


def test_somebody_else_cannot_use_the_link(admin: User, visiteur: User, client_for: ClientFor) -> None:
    link = invite(client_for(admin))
    client = client_for(visiteur)
    assert "Changer de compte" in client.get(link).content.decode()
    client.post(link)
    assert not Membership.objects.filter(user=visiteur, workspace__slug="reseau-marne").exists()


def test_a_second_invitation_replaces_the_first(admin: User, client_for: ClientFor) -> None:
    client = client_for(admin)
    first, second = invite(client), invite(client)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


def test_a_withdrawn_invitation_opens_nothing(admin: User, client_for: ClientFor) -> None:
    client = client_for(admin)
    link = invite(client)
    client.post(f"/e/reseau-marne/invitations/{Invitation.objects.get().pk}/retirer/")
    assert Client().get(link).status_code == 404


def test_a_member_is_not_invited_again(admin: User, membre: User, client_for: ClientFor) -> None:
    data = {"email": membre.email.upper(), "role": "member"}
    answer = client_for(admin).post("/e/reseau-marne/membres/inviter/", data)
    assert "déjà celle d’un membre" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_only_the_administration_invites(pilote: User, membre: User, client_for: ClientFor) -> None:
    for user in (pilote, membre):
        assert client_for(user).get("/e/reseau-marne/membres/inviter/").status_code == 403


def test_the_last_administrator_stays(admin: User, workspace: Workspace, pilote: User) -> None:
    membership = Membership.objects.get(user=admin)
    with pytest.raises(ActionRefused, match="administration"):
        actions.change_role(
            membership=membership,
            role=Role.MEMBER,
            expected=membership.version,
            by=admin,
            at=timezone.now(),
        )
    with pytest.raises(ActionRefused, match="administration"):
        actions.suspend(membership=membership, by=pilote, at=timezone.now())
    with pytest.raises(ActionRefused, match="votre propre accès"):
        actions.suspend(membership=membership, by=admin, at=timezone.now())


def test_a_suspension_holds_at_the_next_click(admin: User, membre: User, client_for: ClientFor) -> None:
    client = client_for(membre)
    assert client.get("/e/reseau-marne/membres/").status_code == 200
    membership = Membership.objects.get(user=membre)
    client_for(admin).post(f"/e/reseau-marne/membres/{membership.pk}/suspendre/")
    assert client.get("/e/reseau-marne/membres/").status_code == 404
    client_for(admin).post(f"/e/reseau-marne/membres/{membership.pk}/retablir/")
    assert client.get("/e/reseau-marne/membres/").status_code == 200


def test_inviting_suspending_and_reinstating_can_be_taken_back_at_once(
    admin: User, membre: User, client_for: ClientFor
) -> None:
    client, members = client_for(admin), "/e/reseau-marne/membres/"
    pk = Membership.objects.get(user=membre).pk
    sent = {"email": "lea@marne.example", "role": "member"}
    page = client.post(f"{members}inviter/", sent, follow=True).content.decode()
    invitation = Invitation.objects.get()
    assert f'action="/e/reseau-marne/invitations/{invitation.pk}/retirer/"' in page.partition("data-toast")[2]
    for verb, undo in (("suspendre", "retablir"), ("retablir", "suspendre")):
        page = client.post(f"{members}{pk}/{verb}/", follow=True).content.decode()
        assert f'action="{members}{pk}/{undo}/"' in page.partition("data-toast")[2]


def test_of_two_changes_of_role_the_second_is_told(admin: User, membre: User, client_for: ClientFor) -> None:
    membership = Membership.objects.get(user=membre)
    url = f"/e/reseau-marne/membres/{membership.pk}/"
    client = client_for(admin)
    asked = client.post(url, {"role": "member", "version": 1})
    assert asked.headers["Location"].startswith("/compte/confirmer/")
    assert Membership.objects.get(user=membre).role == Role.OBSERVER
    client.post(f"/compte/confirmer/?next={url}", {"password": "chemin-partage-2026"})  # done then
    assert Membership.objects.get(user=membre).role == Role.MEMBER
    answer = client.post(url, {"role": "admin", "version": 1})
    assert "relisez-le" in answer.content.decode()
    assert Membership.objects.get(user=membre).role == Role.MEMBER
