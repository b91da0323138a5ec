"""Two people, the same form: the second sees both texts, and nothing is lost."""

import datetime as dt
import re
from html import unescape

import pytest

from conftest import ClientFor
from copil.directory.models import Organisation
from copil.identity.models import User, Workspace
from copil.needs import actions
from copil.needs.models import Diagnostic, Need, ProblemSheet, SharedNeed
from tests.factories.directory import OrganisationFactory
from tests.factories.needs import DiagnosticFactory, NeedFactory, ProblemSheetFactory, SharedNeedFactory

pytestmark = pytest.mark.django_db
ROOT = "/e/reseau-marne/besoins/"
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def sent_again(content: str, **typed: str) -> dict[str, list[str]]:
    """Return what « Garder ma version » sends: the hidden fields of the page, and what is shown."""
    data: dict[str, list[str]] = {}
    for name, value in _HIDDEN.findall(content):
        data.setdefault(name, []).append(unescape(value))
    return data | {name: [value] for name, value in typed.items()}


def test_both_texts_of_a_need_are_shown_and_either_is_kept(
    client_for: ClientFor, pilote: User, fabrique: Organisation, now: dt.datetime
) -> None:
    need = NeedFactory.create(organisation=fabrique, text="Un local")
    actions.update_need(need=need, values={"text": "Un grand local"}, expected=1, by=pilote, at=now)
    client = client_for(pilote)
    data = {"organisation": fabrique.name, "text": "Un petit local", "version": "1"}
    page = client.post(f"{ROOT}{need.pk}/modifier/", data)
    content = page.content.decode()
    assert page.status_code == 409
    assert "Un petit local" in content
    assert "Un grand local" in content
    assert "Nadia Benhaddou a enregistré" in content
    assert 'aria-label="Structure"' not in content
    again = client.post(f"{ROOT}{need.pk}/modifier/", sent_again(content, text="Un petit local"))
    assert again.status_code == 302
    assert Need.objects.get().text == "Un petit local"


def test_another_structure_is_a_difference(
    client_for: ClientFor, pilote: User, workspace: Workspace, fabrique: Organisation, now: dt.datetime
) -> None:
    other = OrganisationFactory.create(workspace=workspace, name="Les Jardins")
    need = NeedFactory.create(organisation=fabrique, text="Un local")
    actions.update_need(need=need, values={"organisation": other}, expected=1, by=pilote, at=now)
    data = {"organisation": fabrique.name, "text": "Un local", "version": "1"}
    content = client_for(pilote).post(f"{ROOT}{need.pk}/modifier/", data).content.decode()
    assert 'aria-label="Structure"' in content
    assert "Les Jardins" in content


def test_lines_typed_under_a_diagnostic_survive_the_conflict(
    client_for: ClientFor, pilote: User, fabrique: Organisation, now: dt.datetime
) -> None:
    diagnostic = DiagnosticFactory.create(organisation=fabrique, summary="Un")
    actions.update_diagnostic(
        diagnostic=diagnostic, values={"summary": "Deux"}, expected=1, by=pilote, at=now
    )
    client = client_for(pilote)
    address = f"{ROOT}diagnostics/{diagnostic.pk}/modifier/"
    data = {
        "kind": "diagnostic",
        "date": "2026-06-03",
        "summary": "Trois",
        "texts": "Un four\nUn toit",
        "led_by": "Nadia Benhaddou",
        "version": "1",
    }
    page = client.post(address, data)
    assert page.status_code == 409
    assert not Need.objects.exists()
    content = page.content.decode()
    typed = {"summary": "Trois", "led_by": "Nadia Benhaddou"}
    assert client.post(address, sent_again(content, **typed)).status_code == 302
    assert Need.objects.count() == 2
    assert Diagnostic.objects.get().summary == "Trois"


def test_both_titles_of_a_shared_need_are_shown(
    client_for: ClientFor, pilote: User, workspace: Workspace, now: dt.datetime
) -> None:
    shared = SharedNeedFactory.create(workspace=workspace, title="Relève")
    actions.update_shared_need(
        shared_need=shared, values={"title": "La relève"}, expected=1, by=pilote, at=now
    )
    data = {"title": "Les dirigeants", "summary": "", "version": "1"}
    page = client_for(pilote).post(f"{ROOT}partages/{shared.pk}/modifier/", data)
    assert page.status_code == 409
    assert "La relève" in page.content.decode()
    assert SharedNeed.objects.get().title == "La relève"


def test_two_people_write_the_problem_at_the_same_time(
    client_for: ClientFor, pilote: User, workspace: Workspace, now: dt.datetime
) -> None:
    shared = SharedNeedFactory.create(workspace=workspace)
    ProblemSheetFactory.create(shared_need=shared, title="La première", context="Ici")
    client = client_for(pilote)
    page = client.post(f"{ROOT}partages/{shared.pk}/problematique/", {"title": "La seconde", "context": "Là"})
    content = page.content.decode()
    sheet = ProblemSheet.objects.get()
    assert page.status_code == 409
    assert "La première" in content
    assert f'action="{ROOT}problematiques/{sheet.pk}/modifier/"' in content
    again = sent_again(content, title="La seconde", context="Là")
    assert client.post(f"{ROOT}problematiques/{sheet.pk}/modifier/", again).status_code == 302
    assert ProblemSheet.objects.get().title == "La seconde"


@pytest.mark.parametrize("version", ["", "zzz", "99", "-1"])
def test_a_form_without_its_version_never_overwrites(
    client_for: ClientFor, pilote: User, workspace: Workspace, version: str
) -> None:
    sheet = ProblemSheetFactory.create(shared_need=SharedNeedFactory.create(workspace=workspace))
    data = {"title": "Écrasé", "version": version}
    response = client_for(pilote).post(f"{ROOT}problematiques/{sheet.pk}/modifier/", data)
    assert response.status_code == 409
    assert ProblemSheet.objects.get().title != "Écrasé"
