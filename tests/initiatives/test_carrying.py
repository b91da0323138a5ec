"""Who carries an initiative afterwards: invited, joined, gone, back, and the lead handed over."""

import datetime as dt

import pytest
from django.utils import timezone

from conftest import ClientFor
from copil.accounts import actions as accounts
from copil.core.errors import ActionRefused
from copil.identity.enums import NetworkLevel, Role
from copil.identity.models import User, Workspace
from copil.initiatives import actions
from copil.initiatives.enums import CarrierRole, InvitationState, TeamRole
from copil.initiatives.kept import facts_of
from copil.initiatives.models import Carrier, CarrierInvitation, Initiative
from copil.journal.models import JournalEntry
from copil.needs.enums import Answer
from copil.needs.models import ProblemSheet
from copil.notifications.models import OutboxMessage
from copil.search.models import SearchEntry
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.identity import MembershipFactory, UserFactory, WorkspaceFactory
from tests.factories.initiatives import InitiativeFactory, TargetFactory, TeamMemberFactory
from tests.factories.needs import AntecedentFactory, PartnerOpinionFactory, SharedNeedFactory

pytestmark = pytest.mark.django_db
ROOT = "/e/reseau-marne/demarches/"
THERE = "/e/essonne-appui/demarches/"


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    shared = SharedNeedFactory.create(workspace=workspace, title="La relève du bureau")
    return InitiativeFactory.create(workspace=workspace, shared_need=shared, title="Relève à plusieurs")


@pytest.fixture
def karim(db: None) -> User:
    """Coordinates another workspace."""
    user = UserFactory.create(given_name="Karim", family_name="Belkacem", email="karim@essonne.example")
    neighbour = WorkspaceFactory.create(name="Essonne Appui", slug="essonne-appui")
    MembershipFactory.create(workspace=neighbour, user=user, role=Role.COORDINATOR)
    return user


@pytest.fixture
def essonne(karim: User) -> Workspace:
    return Workspace.objects.get(slug="essonne-appui")


def invite(initiative: Initiative, identifier: str = "essonne-appui") -> CarrierInvitation:
    return actions.invite_carrier(
        initiative=initiative,
        workspace=initiative.workspace,
        identifier=identifier,
        message="Portons-la ensemble",
        by=None,
        at=timezone.now(),
    )


def join(initiative: Initiative) -> None:
    actions.accept_invitation(invitation=invite(initiative), by=None, at=timezone.now())


def leave(initiative: Initiative, workspace: Workspace, reason: str = "Faute de temps") -> None:
    at = timezone.now()
    actions.leave_initiative(
        initiative=initiative, workspace=workspace, left_on=at.date(), reason=reason, by=None, at=at
    )


def test_inviting_tells_nothing_of_the_workspaces_that_exist(
    client_for: ClientFor, pilote: User, initiative: Initiative, essonne: Workspace
) -> None:
    client, page = client_for(pilote), f"{ROOT}{initiative.pk}/porteurs/"
    answers = []
    for identifier in ("essonne-appui", "personne-ne-le-porte"):
        answer = client.post(f"{page}inviter/", {"identifier": identifier}, follow=True)
        shown = answer.content.decode().split("<main")[-1]
        assert identifier in shown
        assert "Essonne Appui" not in shown
        answers.append((answer.status_code, shown.count("En attente d’une réponse")))
    assert answers[0] == answers[1]
    again = client.post(f"{page}inviter/", {"identifier": "ESSONNE-appui "}).content.decode()
    assert "déjà une invitation en attente" in again
    assert (
        "invitation en attente"
        in client.post(f"{page}inviter/", {"identifier": "personne-ne-le-porte"}).content.decode()
    )
    assert OutboxMessage.objects.filter(recipient="karim@essonne.example").count() == 1


def test_a_neighbour_is_invited_by_its_name(
    client_for: ClientFor, pilote: User, initiative: Initiative, essonne: Workspace
) -> None:
    at = timezone.now()
    network = accounts.create_network(
        workspace=initiative.workspace, name="Francilien", level=NetworkLevel.REGIONAL, by=None, at=at
    )
    stay = accounts.invite_workspace(
        network=network, identifier=essonne.slug, workspace=initiative.workspace, by=None, at=at
    )
    accounts.accept_network(stay=stay, by=None, at=at)
    client, page = client_for(pilote), f"{ROOT}{initiative.pk}/porteurs/"
    assert "Essonne Appui" in client.get(f"{page}inviter/").content.decode()
    assert client.post(f"{page}inviter/", {"neighbour": "essonne-appui"}).status_code == 302
    assert "Essonne Appui" in client.get(page).content.decode()
    silent = client.post(f"{page}inviter/", {"message": "Venez"}).content.decode()
    assert "donnez son identifiant" in silent
    assert "Venez" in silent
    invitation = CarrierInvitation.objects.get()
    assert client.post(f"{page}invitations/{invitation.pk}/retirer/").status_code == 302
    assert "En attente" not in client.get(page).content.decode()


def test_the_coordination_of_the_other_workspace_accepts(
    client_for: ClientFor, pilote: User, karim: User, essonne: Workspace, initiative: Initiative
) -> None:
    invitation = invite(initiative)
    client = client_for(karim)
    assert client.get(f"{THERE}{initiative.pk}/porteurs/").status_code == 404
    assert "Relève à plusieurs" in client.get(f"{THERE}invitations/").content.decode()
    shown = client.get(f"{THERE}invitations/{invitation.pk}/").content.decode()
    assert "Portons-la ensemble" in shown
    assert "La relève du bureau" not in shown
    assert client.post(f"{THERE}invitations/{invitation.pk}/accepter/").status_code == 302
    assert client.post(f"{THERE}invitations/{invitation.pk}/accepter/").status_code == 409
    assert "Essonne Appui" in client_for(pilote).get(f"{ROOT}{initiative.pk}/porteurs/").content.decode()
    assert client.get(f"{THERE}{initiative.pk}/").status_code == 200
    written = JournalEntry.objects.filter(object_id=initiative.pk).values_list("workspace__slug", "verb")
    assert {("essonne-appui", "join"), ("reseau-marne", "carrier_joined")} <= set(written)
    assert SearchEntry.objects.filter(workspace=essonne, object_id=initiative.pk).exists()


def test_an_invitation_is_declined_with_a_word(
    client_for: ClientFor, karim: User, initiative: Initiative
) -> None:
    invitation = invite(initiative)
    client = client_for(karim)
    answered = client.post(f"{THERE}invitations/{invitation.pk}/decliner/", {"answer": "L’an prochain"})
    assert answered.status_code == 302
    invitation.refresh_from_db()
    assert (invitation.state, invitation.answer) == (InvitationState.DECLINED, "L’an prochain")
    assert client.get(f"{THERE}{initiative.pk}/").status_code == 404
    history = client.get("/e/essonne-appui/historique/").content.decode()
    assert "a décliné l’invitation" in history


def test_a_carrier_leaves_with_its_part_and_comes_back_with_it(
    client_for: ClientFor, pilote: User, karim: User, essonne: Workspace, initiative: Initiative
) -> None:
    join(initiative)
    yvette = OrganisationFactory.create(workspace=essonne, name="Atelier de l’Yvette")
    TargetFactory.create(initiative=initiative, workspace=essonne, organisation=yvette)
    person = PersonFactory.create(workspace=essonne, family_name="Maillard")
    TeamMemberFactory.create(initiative=initiative, workspace=essonne, person=person)
    ours, theirs = client_for(pilote), client_for(karim)
    pages = [f"{ROOT}{initiative.pk}/{page}" for page in ("", "structures/", "equipe/", "porteurs/")]
    assert any("Yvette" in ours.get(page).content.decode() for page in pages)
    empty = theirs.post(
        f"{THERE}{initiative.pk}/porteurs/quitter/", {"left_on": "2026-01-01", "reason": "Fin"}
    )
    assert "précède l’ouverture" in empty.content.decode()
    today = timezone.localdate().isoformat()
    answer = theirs.post(
        f"{THERE}{initiative.pk}/porteurs/quitter/",
        {"left_on": today, "reason": "Faute de temps"},
        follow=True,
    )
    kept = answer.content.decode()
    assert "Atelier de l’Yvette" in kept
    assert "Maillard" in kept
    assert theirs.get(f"{THERE}{initiative.pk}/porteurs/").status_code == 404
    assert theirs.get(f"{THERE}{initiative.pk}/").headers["Location"].endswith("/notre-part/")
    assert not SearchEntry.objects.filter(workspace=essonne, object_id=initiative.pk).exists()
    shown = [ours.get(page).content.decode() for page in pages]
    assert not any("Yvette" in one or "Maillard" in one for one in shown)
    assert "Faute de temps" in shown[-1]
    join(initiative)
    assert theirs.get(f"{THERE}{initiative.pk}/notre-part/").status_code == 404
    assert "Atelier de l’Yvette" in theirs.get(f"{THERE}{initiative.pk}/structures/").content.decode()


def test_the_lead_does_not_leave(initiative: Initiative) -> None:
    with pytest.raises(ActionRefused, match="Confiez d’abord"):
        leave(initiative, initiative.workspace)


def test_the_lead_is_handed_over_and_nothing_is_lost(
    client_for: ClientFor, pilote: User, karim: User, essonne: Workspace, initiative: Initiative
) -> None:
    problem = ProblemSheet.objects.create(
        workspace=initiative.workspace, shared_need=initiative.shared_need, title="Qui prendra la suite ?"
    )
    Initiative.objects.filter(pk=initiative.pk).update(problem_sheet=problem)
    AntecedentFactory.create(sheet=problem, title="Un cycle de soirées")
    yes = dict.fromkeys(("shared", "complementary", "interesting"), Answer.YES)
    PartnerOpinionFactory.create(sheet=problem, answered_at=timezone.now(), **yes)
    join(initiative)
    carrier = Carrier.objects.get(initiative=initiative, workspace=essonne)
    brought = SharedNeedFactory.create(workspace=essonne, title="Trouver des trésoriers")
    Carrier.objects.filter(pk=carrier.pk).update(shared_need=brought)
    ours, theirs = client_for(pilote), client_for(karim)
    page = f"{ROOT}{initiative.pk}/porteurs/"
    assert ours.post(f"{page}confier/", {"carrier": str(carrier.pk)}).status_code == 302
    assert "déjà proposée" in ours.post(f"{page}confier/", {"carrier": str(carrier.pk)}).content.decode()
    assert theirs.get(f"{THERE}{initiative.pk}/porteurs/inviter/").status_code == 403
    offer = CarrierInvitation.objects.waiting().get()
    assert theirs.post(f"{THERE}invitations/{offer.pk}/accepter/").status_code == 302
    initiative = Initiative.objects.get(pk=initiative.pk)
    assert (initiative.workspace, initiative.shared_need) == (essonne, brought)
    former = Carrier.objects.get(initiative=initiative, role=CarrierRole.ASSOCIATED)
    assert former.shared_need is not None
    assert former.shared_need.title == "La relève du bureau"
    assert ours.get(f"{page}inviter/").status_code == 403
    assert theirs.get(f"{THERE}{initiative.pk}/porteurs/inviter/").status_code == 200
    edited = theirs.get(f"{THERE}{initiative.pk}/modifier/").content.decode()
    assert "Qui prendra la suite" in edited
    taken = ProblemSheet.objects.get(workspace=essonne)
    assert (initiative.problem_sheet_id, taken.taken_from) == (taken.pk, problem.pk)
    shown = theirs.get(f"/e/{essonne.slug}/besoins/problematiques/{taken.pk}/").content.decode()
    for said in ("Reprise de Réseau Marne Solidaire", "1\u00a0partenaire la confirme", "Un cycle de soirées"):
        assert said in shown
    kept = ours.get(f"/e/reseau-marne/besoins/problematiques/{problem.pk}/").content.decode()
    for said in ("a transmis la problématique", "Un cycle de soirées", "1\u00a0partenaire la confirme"):
        assert said in kept
    assert theirs.get(f"/e/{essonne.slug}/besoins/problematiques/{problem.pk}/").status_code == 404
    proved = facts_of([initiative.pk])[initiative.pk]
    assert proved["needs.problem_sheet_confirmed"].complete
    assert SearchEntry.objects.filter(workspace=essonne, object_id=taken.pk).exists()
    leave(initiative, former.workspace)
    initiative = Initiative.objects.select_related("problem_sheet").get(pk=initiative.pk)
    assert initiative.problem_sheet == taken
    assert ProblemSheet.objects.filter(pk=problem.pk, workspace=former.workspace).exists()


def test_who_may_choose_the_carriers(
    client_for: ClientFor, workspace: Workspace, membre: User, visiteur: User, initiative: Initiative
) -> None:
    member = UserFactory.create(email="samuel@marne.example")
    MembershipFactory.create(workspace=workspace, user=member, role=Role.MEMBER)
    page = f"{ROOT}{initiative.pk}/porteurs/inviter/"
    assert client_for(member).get(page).status_code == 403
    person = PersonFactory.create(workspace=workspace, user=member)
    TeamMemberFactory.create(initiative=initiative, person=person, role=TeamRole.PILOT)
    assert client_for(member).get(page).status_code == 200
    assert client_for(membre).get(page).status_code == 403
    assert client_for(visiteur).get(page).status_code == 404
    assert client_for(membre).get(f"{ROOT}{initiative.pk}/porteurs/").status_code == 200


def test_an_archived_initiative_welcomes_nobody(initiative: Initiative, essonne: Workspace) -> None:
    invitation = invite(initiative)
    Initiative.objects.filter(pk=initiative.pk).update(archived_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    with pytest.raises(ActionRefused, match="archivée"):
        actions.accept_invitation(invitation=invitation, by=None, at=timezone.now())
