"""The import, screen after screen, without script."""

import csv
import io

import pytest
import python_calamine as calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conftest import ClientFor
from copil.directory.models import Organisation
from copil.exchange.models import ImportRow, ImportRun
from copil.identity.models import User, Workspace
from copil.notifications import worker
from copil.notifications.models import Job
from tests.factories.directory import OrganisationFactory
from tests.factories.exchange import confirmed, table, uploaded, verified

BASE = "/e/reseau-marne/organisations/imports/"
ROWS = [
    ["Nom", "CP", "Remarque"],
    ["Le Moulin", "94220", "x"],
    ["", "94220", "sans nom"],
    ["L’Écluse", "", "=1"],
]


def send(client: Client, content: bytes, name: str = "adhérents.csv") -> str:
    response = client.post(f"{BASE}nouveau/", {"file": SimpleUploadedFile(name, content)}, follow=True)
    return response.content.decode()


def test_from_the_file_to_the_organisations(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    client = client_for(pilote)
    shown = send(client, table(ROWS, encoding="cp1252"))
    assert "Que contient chaque colonne" in shown
    assert "Le Moulin · L’Écluse" in shown
    run = ImportRun.objects.get()
    preview = client.post(
        f"{BASE}{run.pk}/colonnes/",
        {"colonne_0": "name", "colonne_1": "postal_code", "colonne_2": "internal_note"}, follow=True,
    ).content.decode()  # fmt: skip  # a table reads by its lines
    assert "Voici ce qui changerait" in preview
    assert "Il manque le nom" in preview
    assert not Organisation.objects.exists(), "nothing is written before the confirmation"
    waiting = client.post(f"{BASE}{run.pk}/confirmer/", follow=True).content.decode()
    assert "Import en cours" in waiting
    assert "Actualiser" in waiting
    worker.run_all()
    done = client.get(f"{BASE}{run.pk}/suivi/").content.decode()
    assert "Import terminé" in done
    assert set(Organisation.objects.values_list("name", flat=True)) == {"Le Moulin", "L’Écluse"}
    one = Organisation.objects.get(name="Le Moulin")
    assert "par l’import de « adhérents.csv », ligne 2" in _plain(
        client.get(f"/e/reseau-marne/organisations/{one.pk}/").content.decode()
    )
    assert "adhérents.csv" in client.get(BASE).content.decode()


def _plain(html: str) -> str:
    return html.replace("\u00a0", " ")


def test_each_person_in_their_place(
    workspace: Workspace, pilote: User, membre: User, visiteur: User, client_for: ClientFor
) -> None:
    run = verified(workspace, pilote, table(ROWS))
    for path in ("", "nouveau/", f"{run.pk}/colonnes/", f"{run.pk}/verification/", f"{run.pk}/refus.csv"):
        assert client_for(pilote).get(BASE + path).status_code == 200
        assert client_for(membre).get(BASE + path).status_code == 403
        assert client_for(visiteur).get(BASE + path).status_code == 404
    for path in (f"{run.pk}/confirmer/", f"{run.pk}/abandonner/"):
        assert client_for(membre).post(BASE + path).status_code == 403
        assert client_for(pilote).get(BASE + path).status_code == 405


@pytest.mark.parametrize(("content", "said"), [
    (b"PK\x03\x04" + b"x" * 100, "abîmé"),
    (b"%PDF-1.7", "pas un tableau"),
    (b"", "vide"),
    (b"nom;ville\n", "pas de ligne"),
])  # fmt: skip  # a table reads by its lines
def test_a_refused_file_says_what_to_do(
    pilote: User, client_for: ClientFor, content: bytes, said: str
) -> None:
    assert said in send(client_for(pilote), content)
    assert not ImportRun.objects.exists()


def test_a_field_cannot_be_filled_twice_and_the_name_is_needed(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    run = uploaded(workspace, pilote, table(ROWS))
    url = f"{BASE}{run.pk}/colonnes/"
    twice = client_for(pilote).post(url, {"colonne_0": "name", "colonne_2": "name"}).content.decode()
    assert "déjà donné par la colonne" in twice
    nameless = client_for(pilote).post(url, {"colonne_0": "", "colonne_1": "postal_code"}).content.decode()
    assert "Indiquez quelle colonne donne" in nameless


def test_the_way_the_file_is_written_can_be_corrected(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    run = uploaded(workspace, pilote, table([["Nom", "Ville"], ["Évry", "x"]], encoding="cp1252"))
    form = {"geste": "relire", "encoding": "utf-8-sig", "delimiter": ",", "decimal": ".", "dates": "mdy"}
    shown = client_for(pilote).post(f"{BASE}{run.pk}/colonnes/", form, follow=True).content.decode()
    assert "Nom;Ville" in shown
    back = {**form, "encoding": "cp1252", "delimiter": ";"}
    shown = client_for(pilote).post(f"{BASE}{run.pk}/colonnes/", back, follow=True).content.decode()
    assert "Évry" in shown
    run.refresh_from_db()
    assert run.mapping == {"0": "name", "1": "commune_name"}


def test_a_wide_file_first_shows_the_columns_it_recognised(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    header = ["Nom", *[f"Divers {number}" for number in range(30)]]
    run = uploaded(workspace, pilote, table([header, ["Le Moulin", *["x"] * 30]]))
    url = f"{BASE}{run.pk}/colonnes/"
    assert "30 colonnes laissées de côté" in client_for(pilote).get(url).content.decode()
    assert "Divers 29" in client_for(pilote).get(f"{url}?colonnes=toutes").content.decode()
    client_for(pilote).post(f"{url}?colonnes=toutes", {"colonne_0": "name", "colonne_5": "internal_note"})
    run.refresh_from_db()
    assert run.mapping == {"0": "name", "5": "internal_note"}
    client_for(pilote).post(url, {"colonne_0": "name", "colonne_5": "internal_note"})
    assert ImportRun.objects.get().mapping == {"0": "name", "5": "internal_note"}


def test_a_large_file_is_verified_by_the_worker(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    run = uploaded(workspace, pilote, table([["Nom"], *[[f"Atelier {n}"] for n in range(1100)]]))
    client = client_for(pilote)
    waiting = client.post(f"{BASE}{run.pk}/colonnes/", {"colonne_0": "name"}, follow=True).content.decode()
    assert "Vérification en cours" in waiting
    fragment = client.get(f"{BASE}{run.pk}/verification/", headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" in fragment
    assert "<html" not in fragment
    worker.run_all()
    assert "HX-Refresh" in client.get(f"{BASE}{run.pk}/verification/", headers={"HX-Request": "true"}).headers
    shown = client.get(f"{BASE}{run.pk}/verification/?issue=created&page=7").content.decode()
    assert "Atelier 99" in shown


def test_a_run_whose_job_was_set_aside_can_be_taken_up(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    run = confirmed(workspace, pilote, table(ROWS))
    Job.objects.all().delete()
    client = client_for(pilote)
    assert "Le travail s’est arrêté" in client.get(f"{BASE}{run.pk}/suivi/").content.decode()
    client.post(f"{BASE}{run.pk}/confirmer/")
    worker.run_all()
    assert "Import terminé" in client.get(f"{BASE}{run.pk}/suivi/").content.decode()


def test_given_up_before_and_during(workspace: Workspace, pilote: User, client_for: ClientFor) -> None:
    client = client_for(pilote)
    before, during = verified(workspace, pilote, table(ROWS)), confirmed(workspace, pilote, table(ROWS))
    for run in (before, during):
        assert client.post(f"{BASE}{run.pk}/abandonner/").status_code == 302
        assert "Import abandonné" in client.get(f"{BASE}{run.pk}/suivi/").content.decode()
    worker.run_all()
    assert not Organisation.objects.exists()


def test_refused_rows_come_back_with_their_reason(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    run = verified(workspace, pilote, table([*ROWS, ["=Formule", "ABCDE", "+1"], ["", "75000", "-2"]]))
    response = client_for(pilote).get(f"{BASE}{run.pk}/refus.csv")
    content = b"".join(response).decode("utf-8-sig")
    book = b"".join(client_for(pilote).get(f"{BASE}{run.pk}/refus.xlsx"))
    assert calamine.load_workbook(io.BytesIO(book)).get_sheet_by_index(0).to_python()[2][2] == ""
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))
    assert rows[0] == ["Ligne", "Motif du refus", "Nom", "CP", "Remarque"]
    assert [row[0] for row in rows[1:]] == ["3", "6"]
    assert rows[2][2:] == ["", "75000", "'-2"]


def test_rows_ask_as_much_of_two_as_of_two_hundred(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    OrganisationFactory.create(workspace=workspace, name="Atelier 1", numbered=True)
    client = client_for(pilote)

    def queries_for(count: int) -> int:
        run = verified(workspace, pilote, table([["Nom"], *[[f"Atelier {n}"] for n in range(count)]]))
        assert ImportRow.objects.filter(run=run).count() == count
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{BASE}{run.pk}/verification/").status_code == 200
        return len(captured)

    queries_for(1)
    few = queries_for(2)
    assert few <= 15
    assert queries_for(200) == few
