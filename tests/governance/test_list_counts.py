"""The lists of governance and of tasks: as many queries for two rows as for two hundred, fifteen at most."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conftest import ClientFor
from copil.core.text import name_key
from copil.directory.models import Person
from copil.governance.models import (
    AdminPiece,
    Body,
    Decision,
    InternalService,
    LetterVersion,
    LightSheet,
    Mandate,
    MissionLetter,
    RoleHolding,
    Validation,
)
from copil.identity.models import User
from copil.initiatives import kept
from copil.initiatives.models import Initiative
from copil.tasks.models import Task
from tests.factories.directory import PersonFactory
from tests.factories.governance import AT, body_of
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 2, 2)
Make = Callable[[Initiative, list[Person]], None]


def _bodies(initiative: Initiative, people: list[Person]) -> None:
    rows = [
        Body(
            initiative=initiative, workspace=initiative.workspace, kind="steering", code="C",
            name=f"Comité de {one}", name_key=name_key(f"Comité de {one}"),
        )
        for one in people
    ]  # fmt: skip  # a table reads by its lines
    Body.objects.bulk_create(rows)


def _decisions(initiative: Initiative, people: list[Person]) -> None:
    body = body_of(initiative.workspace, initiative=initiative)
    rows = [
        Decision(
            body=body, initiative=initiative, workspace=initiative.workspace, state="adopted", year=2026,
            number=place, reference=f"COPIL 2026-{place}", adopted_at=AT, decided_on=DAY, reason="Car",
            title=f"Décider {place}", title_key=f"decider {place}", owner=one,
        )
        for place, one in enumerate(people, start=1)
    ]  # fmt: skip  # a table reads by its lines
    Decision.objects.bulk_create(rows)


def _mandates(initiative: Initiative, people: list[Person]) -> None:
    body = Body.objects.get(initiative=initiative)
    rows = [Mandate(body=body, workspace=body.workspace, person=one, starts_on=DAY) for one in people]
    Mandate.objects.bulk_create(rows)


def _letters(initiative: Initiative, people: list[Person]) -> None:
    own = {"initiative": initiative, "workspace": initiative.workspace}
    made = [MissionLetter(**own, person=one, role="sponsor") for one in people]
    MissionLetter.objects.bulk_create(made)
    LetterVersion.objects.bulk_create(
        [LetterVersion(letter=one, workspace=one.workspace, number=1, purpose="Porter") for one in made]
    )


def _rest(initiative: Initiative, people: list[Person]) -> None:
    """Write pieces, services, light sheets, opinions, roles and tasks: each has a page of its own."""
    own = {"initiative": initiative, "workspace": initiative.workspace}
    AdminPiece.objects.bulk_create(
        [AdminPiece(**own, kind="letter", title=f"Pour {one}", moved_at=AT, person=one) for one in people]
    )
    InternalService.objects.bulk_create(
        [
            InternalService(**own, kind="theme", name=str(one), name_key=str(one), contact=one)
            for one in people
        ]
    )
    LightSheet.objects.bulk_create([LightSheet(**own, title=f"Priorité de {one}") for one in people])
    Validation.objects.bulk_create(
        [
            Validation(
                **own, source="managers", opinion="favourable", person=one, given_on=DAY, replaced_at=AT
            )
            for one in people
        ]
    )
    RoleHolding.objects.bulk_create(
        [RoleHolding(**own, role="project_lead", person=one, starts_on=DAY) for one in people]
    )
    Task.objects.bulk_create(
        [Task(**own, title=f"Appeler {one}", title_key=str(one), person=one) for one in people]
    )


_PAGES: list[tuple[str, Make]] = [
    ("instances/", _bodies),
    ("decisions/", _decisions),
    ("demarches/{pk}/instances/", _bodies),
    ("instances/{body}/", _mandates),
    ("demarches/{pk}/lettres/", _letters),
    ("demarches/{pk}/suivi/", _rest),
    ("demarches/{pk}/services/", _rest),
    ("demarches/{pk}/fiches-legeres/", _rest),
    ("demarches/{pk}/avis/", _rest),
    ("demarches/{pk}/roles/", _rest),
    ("taches/?vue=toutes", _rest),
    ("demarches/{pk}/taches/", _rest),
    ("demarches/{pk}/taches/panneau/", _rest),
]


@pytest.mark.parametrize(("page", "make"), _PAGES)
def test_two_rows_and_two_hundred(client_for: ClientFor, pilote: User, page: str, make: Make) -> None:
    membership = pilote.memberships.select_related("workspace").get()
    workspace = membership.workspace
    client, counts = client_for(pilote), []
    for number in (2, 198):
        # A second initiative, for what a body or an initiative holds once: the pages of the workspace add up.
        initiative = InitiativeFactory.create(workspace=workspace)
        body = body_of(workspace, initiative=initiative)
        make(initiative, PersonFactory.create_batch(number, workspace=workspace))
        address = f"/e/{workspace.slug}/{page.format(pk=initiative.pk, body=body.pk)}"
        kept.keep(at=timezone.now(), workspaces=[workspace.pk])  # as the worker does within a second
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15
