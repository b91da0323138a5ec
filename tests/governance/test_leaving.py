"""A carrier leaves: its mandates and roles end that day, its opinions are closed, all of it told before."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from conftest import ClientFor
from copil.governance import actions, leaving
from copil.governance.actions import roles
from copil.governance.models import Mandate, RoleHolding, Validation
from copil.identity.enums import Role
from copil.identity.models import User, Workspace
from copil.initiatives.actions import leave_initiative
from copil.initiatives.models import Carrier, Initiative
from copil.journal.actions import verify
from tests.factories.directory import PersonFactory
from tests.factories.governance import AT, body_of
from tests.factories.identity import MembershipFactory, WorkspaceFactory
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def essonne() -> Workspace:
    return WorkspaceFactory.create(slug="essonne-appui", name="Essonne Appui")


@pytest.fixture
def initiative(workspace: Workspace, essonne: Workspace, pilote: User) -> Initiative:
    """Return an initiative that two carriers share, each with a mandate, a role and an opinion."""
    made = InitiativeFactory.create(workspace=workspace, opened_on=dt.date(2026, 1, 5))
    Carrier.objects.create(initiative=made, workspace=essonne, role="associated")
    body = body_of(workspace, initiative=made)
    for owner in (workspace, essonne):
        person = PersonFactory.create(workspace=owner)
        seat = {"person": person, "voice": "deliberative", "starts_on": dt.date(2026, 2, 1)}
        actions.give_mandate(body=body, workspace=owner, values=seat, by=pilote, at=AT)
        roles.name_holder(
            initiative=made, workspace=owner, role="technical", person=person,
            starts_on=dt.date(2026, 2, 1), days=Decimal(1), by=pilote, at=AT,
        )  # fmt: skip  # a table reads by its lines
        said = {
            "source": "managers", "opinion": "favourable", "given_on": AT.date(), "body": None,
            "organisation": None, "person": person, "text": "",
        }  # fmt: skip  # a table reads by its lines
        actions.note_validation(initiative=made, workspace=owner, values=said, by=pilote, at=AT)
    return made


def test_what_it_held_ends_that_day_with_its_reason_and_stays_readable(
    client_for: ClientFor, pilote: User, membre: User, workspace: Workspace, essonne: Workspace,
    initiative: Initiative,
) -> None:  # fmt: skip  # a table reads by its lines
    MembershipFactory.create(workspace=essonne, user=pilote, role=Role.COORDINATOR)
    page = client_for(pilote).get(f"/e/essonne-appui/demarches/{initiative.pk}/porteurs/quitter/")
    told = page.content.decode().replace("\u00a0", " ")
    assert "1 mandat finit ce jour-là" in told
    assert "1 rôle finit" in told
    assert "1 avis de votre côté est clos" in told

    day = timezone.localdate(AT)
    leave_initiative(
        initiative=initiative, workspace=essonne, left_on=day, reason="Faute de temps", by=pilote, at=AT
    )
    gone, kept = Mandate.objects.get(workspace=essonne), Mandate.objects.get(workspace=workspace)
    assert (gone.ends_on, kept.ends_on) == (day, None)
    assert "Faute de temps" in gone.ending_reason
    assert RoleHolding.objects.get(workspace=essonne).ends_on == day
    assert RoleHolding.objects.get(workspace=workspace).ends_on is None
    closed = Validation.objects.get(workspace=essonne)
    assert (closed.closing_reason, closed.replaced_at) == ("Faute de temps", AT)
    assert Validation.objects.get(workspace=workspace).replaced_at is None
    shown = client_for(membre).get(f"/e/reseau-marne/demarches/{initiative.pk}/avis/").content.decode()
    assert "Clos avec le départ" in shown
    assert leaving.told(initiative, essonne) == []
    assert verify(workspace) == []
    assert verify(essonne) == []
