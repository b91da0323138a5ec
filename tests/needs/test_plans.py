"""The accompaniment plan of a structure: its lines, and those that initiatives write by themselves."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import ClientFor
from copil.directory.models import Organisation
from copil.identity.models import User, Workspace
from copil.needs.models import PlanLine
from tests.factories.initiatives import InitiativeFactory, TargetFactory
from tests.factories.needs import PlanLineFactory

pytestmark = pytest.mark.django_db
ROOT = "/e/reseau-marne/besoins/"


def test_a_line_is_written_changed_and_removed(
    client_for: ClientFor, pilote: User, fabrique: Organisation
) -> None:
    client, page = client_for(pilote), f"{ROOT}structure/{fabrique.pk}/plan/"
    assert "Rien n’est encore prévu" in client.get(page).content.decode()
    data = {"title": "Diagnostic financier", "kind": "individual", "state": "planned"}
    wrong = {**data, "starts_on": "2026-06-12", "ends_on": "2026-06-01"}
    assert "La fin vient avant le début" in client.post(f"{page}ajouter/", wrong).content.decode()
    assert client.post(f"{page}ajouter/", {**data, "starts_on": "2026-06-12"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "Diagnostic financier" in shown
    assert "depuis le 12" in shown
    line = PlanLine.objects.get()
    edited = {**data, "state": "done", "version": "1"}
    assert client.post(f"{ROOT}plans/{line.pk}/", edited).status_code == 302
    assert client.post(f"{ROOT}plans/{line.pk}/", {**edited, "state": "dropped"}).status_code == 409
    assert "Faite" in client.get(page).content.decode()
    assert client.post(f"{ROOT}plans/{line.pk}/retirer/").status_code == 302
    assert "Diagnostic financier" not in client.get(page).content.decode().split("</header>")[-1]


def test_an_initiative_writes_itself_into_the_plan(
    client_for: ClientFor, membre: User, workspace: Workspace, fabrique: Organisation
) -> None:
    initiative = InitiativeFactory.create(workspace=workspace, title="La relève ensemble")
    TargetFactory.create(initiative=initiative, organisation=fabrique)
    InitiativeFactory.create(workspace=workspace, title="Une autre")
    page = f"{ROOT}structure/{fabrique.pk}/plan/"
    content = client_for(membre).get(page, headers={"HX-Request": "true"}).content.decode()
    assert "La relève ensemble" in content
    assert "Une autre" not in content
    assert "<html" not in content
    assert "Modifier" not in content
    table = client_for(membre).get(f"{page}export.csv").getvalue().decode()
    assert "La relève ensemble;Ingénierie collective;En cours" in table


def test_who_may_see_and_write(
    client_for: ClientFor, membre: User, visiteur: User, fabrique: Organisation
) -> None:
    page = f"{ROOT}structure/{fabrique.pk}/plan/"
    assert client_for(membre).get(page).status_code == 200
    assert client_for(membre).post(f"{page}ajouter/", {"title": "X"}).status_code == 403
    assert client_for(visiteur).get(page).status_code == 404


def test_as_many_queries_with_one_line_as_with_forty(
    client_for: ClientFor, membre: User, workspace: Workspace, fabrique: Organisation
) -> None:
    client, counts = client_for(membre), []
    page = f"{ROOT}structure/{fabrique.pk}/plan/"
    client.get(page)
    for number in (1, 39):
        PlanLineFactory.create_batch(number, organisation=fabrique, led_by=fabrique)
        TargetFactory.create(initiative=InitiativeFactory.create(workspace=workspace), organisation=fabrique)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
