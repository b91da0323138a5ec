"""Roles of an initiative, on their screens."""

import csv
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conftest import ClientFor
from copil.core.errors import ActionRefused
from copil.governance import evidence
from copil.governance.actions import roles as actions
from copil.governance.models import RoleHolding, RoleSkill, SingleRole
from copil.governance.responsibilities import Responsibilities
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.journal.models import JournalEntry
from tests.factories.directory import PersonFactory
from tests.factories.initiatives import InitiativeFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db
SINCE = dt.date(2026, 1, 5)


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    return InitiativeFactory.create(workspace=workspace)


def name(initiative: Initiative, role: str, who: str, **values: Any) -> RoleHolding:
    person = PersonFactory.create(workspace=initiative.workspace, given_name=who, family_name="Test")
    given: dict[str, Any] = {"starts_on": SINCE, "days": Decimal(1), "person": person, **values}
    return actions.name_holder(
        initiative=initiative, workspace=initiative.workspace, role=role, by=None, at=timezone.now(), **given
    )


def test_a_role_is_given_changed_ended_and_stays_in_the_history(
    client_for: ClientFor, pilote: User, initiative: Initiative
) -> None:
    root = f"/e/reseau-marne/demarches/{initiative.pk}/roles/"
    client = client_for(pilote)
    assert "Coordination technique : personne" in client.get(root).content.decode().replace("\xa0", " ")
    sent = {"role": "technical", "person": "Nadia Benhaddou", "starts_on": "2026-01-05"}
    assert client.post(f"{root}nommer/", sent).status_code == 302
    held = RoleHolding.objects.get()
    assert (str(held.person), held.days) == ("Nadia Benhaddou", Decimal("1.5"))
    again = client.post(f"{root}nommer/", sent).content.decode()
    assert "a déjà ce rôle" in again
    assert "tout repose sur une personne" in client.get(root).content.decode()
    change = {"starts_on": "2026-01-05", "days": "2.5", "version": 1}
    assert client.post(f"{root}{held.pk}/modifier/", change).status_code == 302
    assert client.post(f"{root}{held.pk}/modifier/", {**change, "days": "3"}).status_code == 409
    end = {"ends_on": "2026-11-01", "reason": "Passe la main", "version": 2}
    assert client.post(f"{root}{held.pk}/finir/", {**end, "ends_on": "2025-01-01"}).status_code == 200
    assert client.post(f"{root}{held.pk}/finir/", end).status_code == 302
    assert client.post(f"{root}{held.pk}/finir/", end).status_code == 200
    assert "Passe la main" in client.get(root).content.decode()
    verbs = list(
        JournalEntry.objects.filter(object_kind="governance.roleholding")
        .order_by("seq")
        .values_list("verb", flat=True)
    )
    assert verbs == ["name_holder", "change", "end"]


def test_a_role_is_said_single_with_a_reason_and_unsaid(
    client_for: ClientFor, pilote: User, initiative: Initiative
) -> None:
    root = f"/e/reseau-marne/demarches/{initiative.pk}/roles/"
    client = client_for(pilote)
    name(initiative, "sponsor", "Claire")
    assert client.post(f"{root}unique/sponsor/", {"reason": ""}).status_code == 200
    assert client.post(f"{root}unique/sponsor/", {"reason": "Mandat électif"}).status_code == 302
    assert "Mandat électif" in client.get(root).content.decode()
    assert client.post(f"{root}unique/sponsor/retirer/").status_code == 302
    assert client.post(f"{root}unique/sponsor/retirer/").status_code == 404
    assert client.get(f"{root}unique/inconnu/").status_code == 404
    assert SingleRole.objects.current().count() == 0


def test_who_may_not_shape_the_initiative_may_only_read(
    client_for: ClientFor, membre: User, visiteur: User, initiative: Initiative
) -> None:
    held = name(initiative, "technical", "Nadia")
    root = f"/e/reseau-marne/demarches/{initiative.pk}/roles/"
    posts = ("nommer/", "savoirs/", "unique/technical/", f"{held.pk}/modifier/", f"{held.pk}/finir/")
    for address in posts:
        assert client_for(membre).post(root + address, {"version": 1}).status_code == 403
        assert client_for(visiteur).post(root + address, {"version": 1}).status_code == 404
    assert client_for(membre).get(root).status_code == 200
    assert client_for(membre).get(f"{root}seconds/").status_code == 200


def test_the_smallest_set_of_backups_is_proposed_from_skills_and_room(
    client_for: ClientFor, pilote: User, initiative: Initiative
) -> None:
    for role in ("technical", "administrative", "communication"):
        name(initiative, role, f"Resp-{role}")
    ines, loic = (
        TeamMemberFactory.create(
            initiative=initiative,
            person=PersonFactory.create(workspace=initiative.workspace, given_name=who, family_name="Test"),
        ).person
        for who in ("Inès", "Loïc")
    )
    root = f"/e/reseau-marne/demarches/{initiative.pk}/roles/"
    client = client_for(pilote)
    ticked = {f"p-{ines.pk}": ["technical", "administrative"], f"p-{loic.pk}": ["administrative"]}
    assert client.post(f"{root}savoirs/", ticked).status_code == 302
    assert RoleSkill.objects.current().count() == 3
    read = Responsibilities(initiative, workspace=initiative.workspace, today=timezone.localdate())
    proposal = read.proposal()
    assert {(one.name, one.kind.key) for one in proposal.backups} == {
        ("Inès Test", "technical"), ("Inès Test", "administrative"),
    }  # fmt: skip  # a table reads by its lines
    assert (proposal.people, [kind.key for kind, _ in proposal.left]) == (1, ["communication"])
    page = client.get(f"{root}seconds/").content.decode()
    assert "1\xa0personne suffit" in page
    busy = InitiativeFactory.create(workspace=initiative.workspace)
    name(busy, "pmo", "Autre", person=ines, days=Decimal("4.5"))
    read = Responsibilities(initiative, workspace=initiative.workspace, today=timezone.localdate())
    assert [(one.name, one.kind.key) for one in read.proposal().backups] == [("Loïc Test", "administrative")]
    name(initiative, "technical", "Renfort", person=ines, is_deputy=True)
    with pytest.raises(ActionRefused):
        name(initiative, "technical", "Renfort", person=ines)


def test_overload_is_counted_over_the_initiatives_of_the_workspace(workspace: Workspace) -> None:
    one, two = (
        InitiativeFactory.create(workspace=workspace, title=title) for title in ("Relève", "Mobilités")
    )
    nadia = name(one, "technical", "Nadia", days=Decimal(3)).person
    name(two, "technical", "Nadia", person=nadia, days=Decimal("2.5"))
    read = Responsibilities(one, workspace=workspace, today=timezone.localdate())
    over = [finding for finding in read.findings() if finding.family == "overload"]
    assert len(over) == 1
    assert "5,5" in over[0].reason
    assert "Mobilités" in over[0].reason


def test_the_matrix_is_a_table_and_asks_as_many_questions_whatever_its_size(
    client_for: ClientFor, pilote: User, initiative: Initiative
) -> None:
    client, counts = client_for(pilote), []
    root = f"/e/reseau-marne/demarches/{initiative.pk}/roles/"
    client.get(root)
    for number in (2, 20):
        for one in range(number):
            name(initiative, "project_lead", f"Personne {number} {one}", is_deputy=bool(one % 2))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(root).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
    sheet = b"".join(client.get(f"{root}export.csv")).decode("utf-8-sig")
    rows = list(csv.reader(sheet.splitlines(), delimiter=";"))
    assert len(rows[0]) == 2 + 22
    assert {row[0] for row in rows[1:]} >= {"Coordination technique", "Conduite de projet"}


def test_roles_prove_the_technical_lead_and_the_stable_team(initiative: Initiative) -> None:
    nadia = name(initiative, "technical", "Nadia").person
    name(initiative, "logistics", "Nadia", person=nadia)
    facts = evidence.provide([initiative.pk])[initiative.pk]
    assert not facts[evidence.TECHNICAL_LEAD].complete
    assert not facts[evidence.RELIEVED].complete
    name(initiative, "logistics", "Hélène")
    facts = evidence.provide([initiative.pk])[initiative.pk]
    assert facts[evidence.TECHNICAL_LEAD].complete
    assert facts[evidence.RELIEVED].complete
    assert not facts[evidence.TEAM_STABLE].complete
