"""Corrections typed in the preview, without script."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import ClientFor
from copil.directory.models import Organisation
from copil.exchange.importers import details_of
from copil.exchange.models import ImportRow, ImportRun, RowCorrection
from copil.identity.models import User, Workspace
from copil.notifications import worker
from tests.factories.directory import OrganisationFactory
from tests.factories.exchange import table, verified

BASE = "/e/reseau-marne/organisations/imports/"
HEADER = ["nom", "siret", "cp", "commune"]
pytestmark = pytest.mark.usefixtures("communes")


def started(workspace: Workspace, pilote: User, *rows: list[str]) -> tuple[ImportRun, str]:
    run = verified(workspace, pilote, table([HEADER, *rows]))
    return run, f"{BASE}{run.pk}/"


def test_two_rows_are_corrected_in_the_preview_then_written(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    run, url = started(workspace, pilote, ["", "", "94220"], ["Le Moulin", "123"], ["Lo"])
    client = client_for(pilote)
    shown = client.get(f"{url}verification/").content.decode()
    assert 'name="l3-siret" value="123"' in shown
    assert "celui-ci en a 3" in shown
    data = {"version": run.version, "l2-name": "L’Écluse", "l3-siret": "12345", "geste": "verifier"}
    again = client.post(f"{url}corriger/?issue=refused", data)
    assert again["Location"].endswith(f"{url}verification/?issue=refused#ligne-2")
    shown = client.get(f"{url}verification/?issue=refused").content.decode()
    assert 'value="12345"' in shown, "what was typed is still there"
    assert "celui-ci en a 5" in shown
    run.refresh_from_db()
    client.post(f"{url}corriger/", {"version": run.version, "l3-siret": "812 345 676 00017"})
    assert "Écrit par vous" in client.get(f"{url}verification/").content.decode()
    client.post(f"{url}confirmer/")
    worker.run_all()
    done = client.get(f"{url}suivi/").content.decode()
    assert "Écrit par vous" in done, "the report says what was corrected"
    assert set(Organisation.objects.values_list("name", flat=True)) == {"L’Écluse", "Le Moulin", "Lo"}


def test_what_somebody_else_corrected_meanwhile_loses_nothing(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    run, url = started(workspace, pilote, ["", "", "94220"], ["Lo"])
    client = client_for(pilote)
    client.post(f"{url}corriger/", {"version": run.version, "ecarter": "3"})
    late = client.post(f"{url}corriger/", {"version": run.version, "l2-name": "L’Écluse"})
    shown = late.content.decode()
    assert late.status_code == 409
    assert 'value="L’Écluse"' in shown
    assert "pendant votre lecture" in shown
    assert not RowCorrection.objects.filter(number=2).exists()


def test_left_aside_and_taken_back(workspace: Workspace, pilote: User, client_for: ClientFor) -> None:
    run, url = started(workspace, pilote, ["", "", "94220"], ["Lo"])
    client = client_for(pilote)
    client.post(f"{url}corriger/", {"version": run.version, "ecarter": "2", "l2-name": ""})
    shown = client.get(f"{url}verification/?issue=skipped").content.decode()
    assert "Reprendre cette ligne" in shown
    run.refresh_from_db()
    assert (run.skipped, run.refused) == (1, 0)
    client.post(f"{url}corriger/", {"version": run.version, "reprendre": "2"})
    run.refresh_from_db()
    assert (run.skipped, run.refused) == (0, 1)


def test_left_aside_and_taken_back_on_the_page_of_the_row(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    run, url = started(workspace, pilote, ["Lo"], ["A"])
    client = client_for(pilote)
    client.post(f"{url}lignes/2/", {"version": run.version, "l2-name": "Lo", "geste": "ecarter"})
    assert "Reprendre cette ligne" in client.get(f"{url}lignes/2/").content.decode()
    run.refresh_from_db()
    assert run.skipped == 1
    client.post(f"{url}lignes/2/", {"version": run.version, "l2-name": "Lô", "geste": "reprendre"})
    assert "Reprendre cette ligne" not in client.get(f"{url}lignes/2/").content.decode()
    run.refresh_from_db()
    assert run.skipped == 0


def test_a_commune_is_chosen_with_its_departement(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    run, url = started(workspace, pilote, ["A", "", "", "Saint-Maur"], ["B", "", "", "saint maur"])
    client = client_for(pilote)
    shown = client.get(f"{url}verification/").content.decode()
    assert "Saint-Maur, Indre (36250)" in shown
    data = {"version": run.version, "l2-commune": "36249", "l2-toutes": "1", "l3-commune": ""}
    client.post(f"{url}corriger/", data)
    rows = ImportRow.objects.filter(run=run)
    assert {details_of(row.details).place for row in rows} == {"36249"}
    assert "selected" in client.get(f"{url}verification/").content.decode()


def test_a_whole_row_can_be_corrected(workspace: Workspace, pilote: User, client_for: ClientFor) -> None:
    run, url = started(workspace, pilote, ["A", "", "94220", "", "trop"], ["B"])
    client = client_for(pilote)
    shown = client.get(f"{url}lignes/2/").content.decode()
    assert "plus de cellules" in shown
    assert 'value="94220"' in shown
    sent = {
        "version": run.version,
        "name": "A bien lue",
        "siret": "",
        "postal_code": "94220",
        "commune_name": "",
    }
    client.post(f"{url}lignes/2/", sent)
    run.refresh_from_db()
    assert (run.created, run.refused) == (2, 0)
    wrong = client.post(f"{url}lignes/3/", {"version": run.version, "name": "B", "siret": "12"}, follow=True)
    assert "celui-ci en a 2" in wrong.content.decode()
    assert client.get(f"{url}lignes/99/").status_code == 404


def test_rows_to_settle_ask_as_much_of_two_as_of_twenty(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    for number in range(20):
        OrganisationFactory.create(workspace=workspace, name=f"Chorale numéro {number}", postal_code="94220")
    client = client_for(pilote)

    def queries_for(count: int) -> int:
        rows = [[f"La chorale numéro {n}", "", "94220", "Saint-Maur"] for n in range(count)]
        _, url = started(workspace, pilote, *rows)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{url}verification/").status_code == 200
        return len(captured)

    queries_for(1)
    few = queries_for(2)
    assert few <= 15
    assert queries_for(20) == few
