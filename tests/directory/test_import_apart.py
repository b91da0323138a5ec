"""What a row resembles and is not: said in the preview, remembered, and never proposed again."""

from pathlib import Path

import pytest
from django.utils import timezone

from conftest import ClientFor
from copil.directory import doubles
from copil.directory.enums import SheetKind
from copil.directory.imports import import_organisations
from copil.directory.imports.importer import ORGANISATIONS
from copil.directory.models import KeptApart, Organisation
from copil.exchange import actions, undoing
from copil.exchange.importers import details_of
from copil.exchange.models import ImportRow, ImportRun, RowCorrection
from copil.identity.models import User, Workspace
from copil.notifications import worker
from tests.factories.directory import OrganisationFactory
from tests.factories.exchange import table, uploaded, verified

BASE = "/e/reseau-marne/organisations/imports/"
HEADER = ["nom", "siret", "cp", "téléphone"]
pytestmark = pytest.mark.usefixtures("communes")


def there(workspace: Workspace, **values: str) -> Organisation:
    values = {"name": "Les Amis du Moulin", "postal_code": "94220", **values}
    return OrganisationFactory.create(workspace=workspace, **values)


def send(run: ImportRun, client_for: ClientFor, by: User, **data: str) -> str:
    """Send what is typed in the preview, and return the page that follows."""
    run.refresh_from_db()
    client = client_for(by)
    url = f"{BASE}{run.pk}/"
    client.post(f"{url}corriger/", {"version": run.version, **data})
    run.refresh_from_db()
    return client.get(f"{url}verification/").content.decode()


def importing(run: ImportRun, client_for: ClientFor, by: User) -> None:
    client_for(by).post(f"{BASE}{run.pk}/confirmer/")
    worker.run_all()


def test_another_is_remembered_as_another(workspace: Workspace, pilote: User, client_for: ClientFor) -> None:
    known = there(workspace)
    run = verified(workspace, pilote, table([HEADER, ["Amis du moulin", "", "94220", ""]]))
    send(run, client_for, pilote, **{"l2-choix": "new"})
    importing(run, client_for, pilote)
    new = Organisation.objects.exclude(pk=known.pk).get()
    (said,) = KeptApart.objects.current()
    assert {said.one_id, said.other_id} == {known.pk, new.pk}
    assert (said.said_by, said.kind) == (pilote, SheetKind.ORGANISATION)
    assert not doubles.of_workspace(workspace, SheetKind.ORGANISATION).pairs
    run.refresh_from_db()
    undoing.ask(by=pilote, at=timezone.now(), run=run, importer=ORGANISATIONS)
    assert not KeptApart.objects.exists(), "what was said of a sheet taken back goes with it"


def test_a_row_known_by_its_name_alone_is_detached_and_attached_again(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    known = there(workspace)
    run = verified(workspace, pilote, table([HEADER, ["Les amis du moulin", "", "94220", "0143680000"]]))
    assert (run.updated, run.doubtful) == (1, 0)
    shown = client_for(pilote).get(f"{BASE}{run.pk}/verification/").content.decode()
    assert "Reconnue à son seul nom" in shown
    assert 'name="detacher" value="2"' in shown
    shown = send(run, client_for, pilote, detacher="2")
    assert (run.created, run.updated, run.doubtful) == (1, 0, 0)
    assert f'value="{known.pk}"' in shown, "it can be the same again"
    send(run, client_for, pilote, **{"l2-choix": str(known.pk)})
    assert (run.created, run.updated) == (0, 1)
    send(run, client_for, pilote, **{"l2-choix": "new"})
    importing(run, client_for, pilote)
    assert Organisation.objects.current().count() == 2
    assert KeptApart.objects.count() == 1


def test_a_row_known_by_a_number_cannot_be_detached(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    there(workspace, siret="81234567600017", siren="812345676")
    content = table([HEADER, ["Les Amis du Moulin", "81234567600017", "94220", "0143680000"]])
    run = verified(workspace, pilote, content)
    assert "detacher" not in send(run, client_for, pilote, detacher="2")
    assert (run.updated, RowCorrection.objects.count()) == (1, 0)


def test_a_namesake_imported_again_changes_nothing(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    there(workspace)
    content = table([HEADER, ["Les Amis du Moulin", "", "94220", "0143680000"]])
    run = verified(workspace, pilote, content)
    send(run, client_for, pilote, detacher="2")
    importing(run, client_for, pilote)
    again = verified(workspace, pilote, content)
    assert (again.unchanged, again.refused) == (1, 0)


def test_a_choice_survives_the_correction_of_its_row(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    known = there(workspace)
    run = verified(workspace, pilote, table([HEADER, ["Amis du moulin", "12", "94220", "01"]]))
    send(run, client_for, pilote, **{"l2-siret": "", "l2-telephone": "01"})
    send(run, client_for, pilote, **{"l2-choix": str(known.pk)})
    shown = send(run, client_for, pilote, **{"l2-phone": "01 43 68 00 00"})
    assert (run.updated, run.doubtful) == (1, 0)
    assert f'value="{known.pk}" checked' in shown
    client = client_for(pilote)
    whole = {"version": run.version, "name": "Amis de ce moulin", "siret": "", "postal_code": "94220"}
    client.post(f"{BASE}{run.pk}/lignes/2/", {**whole, "phone": "01 43 68 00 00"})
    assert ImportRow.objects.get(run=run).object_id == known.pk
    importing(run, client_for, pilote)
    known.refresh_from_db()
    assert (known.phone, Organisation.objects.count()) == ("01 43 68 00 00", 1)


def test_another_does_not_speak_of_what_was_not_shown(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    there(workspace)
    run = verified(workspace, pilote, table([HEADER, ["Amis du moulin", "", "94220", ""]]))
    send(run, client_for, pilote, **{"l2-choix": "new"})
    assert run.doubtful == 0
    later = there(workspace, name="Amis du Moulin à vent")
    shown = send(run, client_for, pilote, **{"l2-telephone": ""})
    client = client_for(pilote)
    client.post(f"{BASE}{run.pk}/lignes/2/", {"version": run.version, "name": "Amis du moulin à vent "})
    run.refresh_from_db()
    alike = {one.id for one in details_of(ImportRow.objects.get(run=run).details).alike}
    assert (str(later.pk) in alike, run.doubtful or run.updated) == (True, 1), shown


def test_the_command_line_reads_columns_as_they_were_confirmed(
    workspace: Workspace, pilote: User, tmp_path: Path
) -> None:
    content = table([["Qui", "Où"], ["Le Moulin", "94220"]])
    path = tmp_path / "liste.csv"
    path.write_bytes(content)
    run = uploaded(workspace, pilote, content)
    columns = {0: "name", 1: "postal_code"}
    actions.set_mapping(run=run, mapping=columns, importer=ORGANISATIONS, at=timezone.now())
    actions.confirm(by=pilote, at=timezone.now(), run=run, importer=ORGANISATIONS)
    worker.run_all()
    counts = import_organisations(path, workspace, True)
    assert (counts.created, counts.updated, counts.unchanged) == (0, 0, 1)
    counts = import_organisations(path, workspace, False)
    assert counts.unchanged == 1
    assert Organisation.objects.get().postal_code == "94220"
