"""Organisations read and written by a program: pages, filters, keys, versions, refusals."""

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from copil.directory.actions import organisations as actions
from copil.directory.models import Organisation
from copil.identity.models import User, Workspace
from copil.journal.models import JournalEntry
from copil.search.models import SearchEntry
from tests.api.conftest import Program, read
from tests.factories.directory import OrganisationFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db

LIST = "/api/v1/organisations"


def test_a_list_is_paged_filtered_and_of_the_workspace(
    program: Program, workspace: Workspace, visiteur: User
) -> None:
    OrganisationFactory.create(name="D’ailleurs")
    OrganisationFactory.create(workspace=workspace, name="Rangée", archived_at=timezone.now())
    for number in range(7):
        OrganisationFactory.create(workspace=workspace, name=f"Atelier {number}")
    answer = program.get(f"{LIST}?par_page=3&page=2")
    page = read(answer)
    assert (page["total"], page["page"], page["pages"]) == (7, 2, 3)
    assert [one["nom"] for one in page["donnees"]] == ["Atelier 3", "Atelier 4", "Atelier 5"]
    links = answer.headers["Link"]
    assert all(f'rel="{name}"' in links for name in ("first", "last", "prev", "next"))
    assert "par_page=3&page=3" in links
    assert [one["nom"] for one in read(program.get(f"{LIST}?archives=true"))["donnees"]] == ["Rangée"]
    assert read(program.get(f"{LIST}?q=atelier+5"))["total"] == 1
    assert read(program.get(f"{LIST}?page=40"))["donnees"] == []
    for query, field in (("page=0", "page"), ("nature=club", "nature"), ("natur=autre", "natur")):
        wrong = program.get(f"{LIST}?{query}")
        assert wrong.status_code == 422
        assert read(wrong)["errors"][0]["field"] == field


def test_a_list_asks_the_same_of_the_database(
    program: Program, workspace: Workspace, django_assert_max_num_queries: CaptureQueriesContext
) -> None:
    OrganisationFactory.create_batch(2, workspace=workspace)
    program.get(f"{LIST}?par_page=100")
    with django_assert_max_num_queries(6) as few:  # type: ignore[operator]  # a factory of contexts
        program.get(f"{LIST}?par_page=100")
    OrganisationFactory.create_batch(60, workspace=workspace, commune=TerritoryFactory.create())
    with django_assert_max_num_queries(6) as many:  # type: ignore[operator]  # a factory of contexts
        program.get(f"{LIST}?par_page=100")
    assert len(many.captured_queries) == len(few.captured_queries)


def test_a_sheet_is_given_with_its_version_or_is_not_there(program: Program, workspace: Workspace) -> None:
    ours = OrganisationFactory.create(workspace=workspace, name="La Fabrique")
    foreign = OrganisationFactory.create()
    answer = program.get(f"{LIST}/{ours.pk}")
    assert (read(answer)["nom"], answer.headers["ETag"]) == ("La Fabrique", '"1"')
    assert program.get(f"{LIST}/{ours.pk}", If_None_Match='"1"').status_code == 304
    there, nowhere = program.get(f"{LIST}/{foreign.pk}"), program.get("/api/v1/nulle/part")
    assert there.status_code == nowhere.status_code == 404
    assert read(there)["detail"] == read(nowhere)["detail"]
    assert program.get(f"{LIST}/%0A%0D").headers["Content-Type"] == "application/problem+json"
    assert program.ask("PUT", f"{LIST}/{ours.pk}", {}).status_code == 405


def test_what_is_created_is_checked_journaled_found_and_made_once(
    program: Program, workspace: Workspace, pilote: User
) -> None:
    commune = TerritoryFactory.create(code="52121", name="Chaumont")
    body = {"nom": "Les Jardins du Rognon", "siret": "812 345 676 00017", "commune": "52121"}
    assert program.ask("POST", LIST, body).status_code == 400, "without a key"
    made = program.ask("POST", LIST, body, Idempotency_Key="un")
    assert made.status_code == 201
    sheet = read(made)
    assert (sheet["siren"], sheet["commune"]) == ("812345676", {"code": "52121", "nom": "Chaumont"})
    assert made.headers["Location"].endswith(f"{LIST}/{sheet['id']}")
    again = program.ask("POST", LIST, body, Idempotency_Key="un")
    assert (again.status_code, read(again)) == (201, sheet)
    assert again.headers["Idempotency-Replayed"] == "true"
    other = program.ask("POST", LIST, {**body, "nom": "Autre"}, Idempotency_Key="un")
    assert other.status_code == 422
    organisation = Organisation.objects.get()
    assert organisation.commune == commune
    line = JournalEntry.objects.get(object_id=organisation.pk)
    assert (line.verb, line.actor) == ("create", pilote)
    assert SearchEntry.objects.filter(object_id=organisation.pk).exists()
    double = program.ask("POST", LIST, {"nom": "Autre", "siret": "81234567600017"}, Idempotency_Key="deux")
    assert double.status_code == 422
    assert read(double)["errors"][0]["field"] == "siret"
    assert "<a" not in read(double)["errors"][0]["message"]
    retried = program.ask("POST", LIST, {"nom": "Autre", "siret": ""}, Idempotency_Key="deux")
    assert retried.status_code == 201, "a refusal does not spend the key"


def test_a_change_holds_over_the_version_read_only(
    program: Program, workspace: Workspace, pilote: User
) -> None:
    one = OrganisationFactory.create(workspace=workspace, name="La Fabrique", internal_note="Gardée")
    path = f"{LIST}/{one.pk}"
    assert program.ask("PATCH", path, {"sigle": "LF"}).status_code == 428
    changed = program.ask("PATCH", path, {"sigle": "LF"}, If_Match='"1"')
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    assert (read(changed)["sigle"], read(changed)["note_interne"]) == ("LF", "Gardée")
    stale = program.ask("PATCH", path, {"sigle": "XX"}, If_Match='"1"')
    assert stale.status_code == 412
    assert read(stale)["current"]["sigle"] == "LF"
    assert stale.headers["ETag"] == '"2"'
    wrong = program.ask("PATCH", path, {"siret": "12", "surnom": "x"}, If_Match='"2"')
    assert [error["field"] for error in read(wrong)["errors"]] == ["surnom"]
    wrong = program.ask("PATCH", path, {"siret": "12"}, If_Match='"2"')
    assert [error["field"] for error in read(wrong)["errors"]] == ["siret"]
    assert program.ask("DELETE", path, If_Match='"1"').status_code == 412
    assert program.ask("DELETE", path).status_code == 204
    assert program.ask("DELETE", path).status_code == 204, "there is nothing more to do"
    assert read(program.get(path))["archive_le"] is not None
    refused = program.ask("PATCH", path, {"sigle": "Z"}, If_Match='"3"')
    assert (refused.status_code, read(refused)["title"]) == (409, "Refusé par une règle")


def test_what_makes_no_sense_is_refused_in_french(program: Program, workspace: Workspace) -> None:
    bodies: list[tuple[bytes, int]] = [
        (b"{", 400),
        (b"[" * 100_000, 400),
        (b'{"nom": NaN}', 400),
        (b'{"nom": "a\\u0000b"}', 400),
        (b"[]", 422),
        (b'{"nom": 3}', 422),
        (b'{"nom": "\\ud800"}', 422),
        (b'{"nom": "' + b"x" * 300_000 + b'"}', 413),
    ]
    for body, status in bodies:
        answer = program.ask("POST", LIST, body, Idempotency_Key="cle")
        assert answer.status_code == status, body[:40]
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert program.get(f"{LIST}?q=%00").status_code == 400
    actions.create(by=None, at=timezone.now(), workspace=workspace, values={"name": "Atelier du Rognon"})
    double = program.ask("POST", LIST, {"nom": "Atelier du Rognon"}, Idempotency_Key="double")
    assert double.status_code == 422
    said = {"nom": "Atelier du Rognon", "est_une_autre": True}
    assert program.ask("POST", LIST, said, Idempotency_Key="double").status_code == 201
