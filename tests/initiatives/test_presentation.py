"""The presentation sheet: what it says, what it proposes, the files it becomes, what is kept of it."""

import datetime as dt
import hashlib
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ClientFor
from copil.documents.models import ArchivedDocument
from copil.documents.writers import FORMATS, write
from copil.identity.models import User, Workspace
from copil.initiatives import documents, proposals
from copil.initiatives.forms import PresentationForm
from copil.initiatives.models import Initiative, PresentationSheet
from tests.documents.reading import docx_text, odt_text, pdf_text
from tests.factories.directory import OrganisationFactory, ProfileFactory
from tests.factories.initiatives import CarrierFactory, ObjectiveFactory, TargetFactory
from tests.factories.needs import ProblemSheetFactory, SharedNeedFactory
from tests.initiatives.conftest import BASE

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
FIELDS: dict[str, Any] = {
    "typology": "B",
    "has_training": True,
    "days": Decimal("16"),
    "contents": "Des **étapes** claires",
    "cost": Decimal("15000"),
    "beneficiaries_count": 60,
}


def fiche(initiative: Initiative, verb: str = "") -> str:
    return f"{BASE}{initiative.pk}/fiche/{verb}"


def filled(initiative: Initiative, **more: Any) -> PresentationSheet:
    PresentationSheet.objects.filter(initiative=initiative).update(**{**FIELDS, **more})
    return PresentationSheet.objects.get(initiative=initiative)


def test_derived_figures_are_rounded_to_the_cent() -> None:
    sheet = PresentationSheet(cost=Decimal("7700"), beneficiaries_count=36, days=Decimal("4"))
    assert documents.per_structure(sheet) == Decimal("213.89")
    assert documents.per_day(sheet) == Decimal("1925.00")
    for empty in (
        PresentationSheet(),
        PresentationSheet(cost=Decimal(1), beneficiaries_count=0, days=Decimal(0)),
    ):
        assert documents.per_structure(empty) is None
        assert documents.per_day(empty) is None


@pytest.mark.parametrize(("key", "read"), [("pdf", pdf_text), ("docx", docx_text), ("odt", odt_text)])
def test_each_file_says_the_same_and_hides_the_gaps(key: str, read: Any, demarche: Initiative) -> None:
    ObjectiveFactory.create(initiative=demarche, text="Former les trésoriers")
    sheet = ProblemSheetFactory.create(workspace=demarche.workspace, title="Qui prendra la suite ?")
    filled(demarche)
    demarche.problem_sheet = sheet
    text = " ".join(read(write(documents.presentation_sheet(demarche, today=TODAY), key)).split())
    for words in (
        "Relève associative",
        "Réseau Marne Solidaire",
        "Qui prendra la suite ?",
        "Former les trésoriers",
        "Sessions de formation",
        "étapes",
        "15 000 €",
        "250 €",
        "937,50 €",
    ):
        assert words in text.replace("\u00a0", " ")
    for gap in ("À compléter", "Non renseigné", "Rythme", "Partenariat", "Premiers résultats"):
        assert gap not in text


@given(text=st.text(max_size=60))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_becomes_a_file(text: str, demarche: Initiative) -> None:
    sheet = PresentationSheet(initiative=demarche, workspace=demarche.workspace)
    form = PresentationForm(QueryDict(urlencode({"contents": text, "themes": text})), instance=sheet)
    if not form.is_valid():
        assert set(form.errors) <= {"contents", "themes"}
        return
    filled(demarche, contents=form.cleaned_data["contents"], themes=form.cleaned_data["themes"])
    document = documents.presentation_sheet(demarche, today=TODAY)
    for key in FORMATS:
        assert write(document, key)


def test_an_empty_sheet_still_gives_a_file(demarche: Initiative) -> None:
    Initiative.objects.update(opened_on=None)
    assert write(documents.presentation_sheet(Initiative.objects.get(), today=TODAY), "pdf").startswith(
        b"%PDF"
    )


def test_the_screen_shows_the_gaps_to_whoever_can_fill_them(
    demarche: Initiative, contributrice: User, membre: User, client_for: ClientFor
) -> None:
    filled(demarche, days=None)
    page = client_for(contributrice).get(fiche(demarche)).content.decode()
    assert "Il reste à compléter" in page
    assert "le nombre de journées" in page
    assert page.count("<em>À compléter</em>") > 3
    read_only = client_for(membre).get(fiche(demarche)).content.decode()
    assert "À compléter" not in read_only
    assert "Archiver la fiche" not in read_only
    assert client_for(membre).get(fiche(demarche, "completer/")).status_code == 403


def test_what_is_known_elsewhere_is_proposed_and_kept_as_it_is(
    demarche: Initiative, workspace: Workspace, cheffe: User, client_for: ClientFor
) -> None:
    for name in ("Chorale", "Judo club"):
        organisation = OrganisationFactory.create(workspace=workspace, name=name)
        ProfileFactory.create(organisation=organisation, sector="Culture")
        TargetFactory.create(initiative=demarche, organisation=organisation)
    shared = SharedNeedFactory.create(workspace=workspace, nature="common")
    Initiative.objects.update(territory_note="Bords de Marne", shared_need=shared)
    client = client_for(cheffe)
    page = client.get(fiche(demarche, "completer/"))
    form: Any = page.context["form"]
    shown = {field.name: field.value() for field in form}
    assert shown["beneficiaries_count"] == 2
    assert shown["beneficiaries"] == "Chorale, Judo club"
    assert shown["beneficiaries_territory"] == "Bords de Marne"
    assert shown["coordination"] == "Samuel Okonkwo"
    assert shown["typology"] == ""
    assert "conseille le type B" in page.content.decode()
    typed = {name: "" if value in (None, False) else value for name, value in shown.items()}
    assert client.post(fiche(demarche, "completer/"), {**typed, "version": "1"}).status_code == 302
    sheet = PresentationSheet.objects.get(initiative=demarche)
    assert (sheet.beneficiaries_count, sheet.beneficiaries_sector) == (2, "Culture")
    assert sheet.version == 2


def test_nothing_is_proposed_where_something_is_written(demarche: Initiative) -> None:
    TargetFactory.create(initiative=demarche)
    sheet = filled(demarche, beneficiaries_count=0, beneficiaries="Trois chorales")
    found = proposals.proposals(initiative=demarche, sheet=sheet)
    assert "beneficiaries_count" not in found
    assert "beneficiaries" not in found


def test_two_people_completing_the_sheet_are_both_heard(
    demarche: Initiative, cheffe: User, contributrice: User, client_for: ClientFor
) -> None:
    url = fiche(demarche, "completer/")
    assert client_for(cheffe).post(url, {"duration": "De mars à juin", "version": "1"}).status_code == 302
    answer = client_for(contributrice).post(url, {"duration": "En avril", "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "De mars à juin" in page
    assert "En avril" in page
    assert "Samuel Okonkwo a enregistré" in page
    refused = client_for(cheffe).post(url, {"days": "-1", "version": "2"})
    assert refused.status_code == 200
    assert "days" in refused.context["form"].errors


@pytest.mark.parametrize(
    ("key", "start"), [("pdf", b"%PDF"), ("docx", b"PK"), ("odt", b"PK"), ("html", b"<!doctype html>")]
)
def test_a_file_is_saved_and_never_opened_inside_the_site(
    key: str, start: bytes, demarche: Initiative, membre: User, client_for: ClientFor
) -> None:
    answer = client_for(membre).get(fiche(demarche, f"fichier/{key}/"))
    assert answer.content.startswith(start)
    assert answer["Content-Disposition"] == f'attachment; filename="fiche-releve-associative.{key}"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert not ArchivedDocument.objects.exists()


def test_an_unknown_format_is_not_found(demarche: Initiative, membre: User, client_for: ClientFor) -> None:
    assert client_for(membre).get(fiche(demarche, "fichier/exe/")).status_code == 404


def test_the_sheet_of_the_day_is_kept_with_its_digest(
    demarche: Initiative, contributrice: User, membre: User, visiteur: User, client_for: ClientFor
) -> None:
    url = fiche(demarche, "archiver/")
    assert client_for(membre).post(url, {"formats": ["pdf"]}).status_code == 403
    assert "Cochez au moins un format" in client_for(contributrice).post(url, {}).content.decode()
    assert client_for(contributrice).post(url, {"formats": ["pdf", "html"]}).status_code == 302
    kept = ArchivedDocument.objects.get(format="pdf")
    one = f"{BASE}{demarche.pk}/documents/{kept.pk}/"
    filled(demarche)
    answer = client_for(membre).get(one)
    assert hashlib.sha256(answer.content).hexdigest() == kept.content_digest
    day = timezone.localdate().isoformat()
    assert answer["Content-Disposition"] == f'attachment; filename="fiche-releve-associative-{day}.pdf"'
    assert kept.content_digest[:16] in client_for(membre).get(fiche(demarche)).content.decode()
    assert client_for(visiteur).get(one).status_code == 404
    CarrierFactory.create(initiative=demarche, workspace=Workspace.objects.get(slug="ailleurs"))
    assert client_for(visiteur).get(one.replace("reseau-marne", "ailleurs")).status_code == 200
