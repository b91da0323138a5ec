"""Whatever is typed, a page answers: refused in words, or kept; never a fault of ours."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import ClientFor
from copil.identity.models import User
from copil.needs.models import Need, SharedNeed
from tests.factories.directory import OrganisationFactory
from tests.factories.needs import DiagnosticFactory, SharedNeedFactory, ThemeFactory
from tests.needs.conftest import Said

pytestmark = pytest.mark.django_db
ROOT = "/e/reseau-marne/besoins/"
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
FEW = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
NASTY = ["\x00", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "{{ 7 }}", "\u202e" * 5, "٣", "é" * 400]


@pytest.fixture
def client(client_for: ClientFor, pilote: User) -> Client:
    return client_for(pilote)


def answers(client: Client, method: str, path: str, data: dict[str, object]) -> None:
    response = getattr(client, method)(f"{ROOT}{path}", data)
    assert response.status_code in {200, 302, 303, 403, 404, 409}, (path, data)
    if response.status_code == 200 and not response.streaming:
        assert "<script>alert(1)" not in response.content.decode()


@FEW
@given(ANY, ANY, ANY)
def test_forms_of_needs(client: Client, said: Said, one: str, two: str, three: str) -> None:
    for text in (one, two):
        data = {"organisation": said.alone.organisation.name, "text": text, "kind": "structure"}
        answers(client, "post", "nouveau/", {**data, "person": two, "document": three, "date": three})
        answers(client, "post", "nouveau/", {**data, "organisation": three, "kind": text, "proches": "1"})
        answers(client, "post", f"{said.alone.pk}/origine/", {"kind": "document", "document": text})
        answers(client, "post", f"{said.alone.pk}/modifier/", {**data, "theme": three, "version": two})
        answers(client, "post", f"{said.alone.pk}/confirmer/", {"on": "2026-06-12", "person": text})


@FEW
@given(ANY, ANY)
def test_forms_of_diagnostics_and_themes(client: Client, said: Said, one: str, two: str) -> None:
    organisation = said.alone.organisation
    diagnostic = DiagnosticFactory.create(organisation=organisation)
    theme = ThemeFactory.create(workspace=organisation.workspace, label=f"T {diagnostic.pk}")
    data = {"organisation": organisation.name, "kind": "diagnostic", "date": "2026-06-03"}
    answers(client, "post", "diagnostics/nouveau/", {**data, "texts": one, "led_by": two, "summary": one})
    answers(client, "post", f"diagnostics/{diagnostic.pk}/modifier/", {**data, "texts": two, "version": one})
    answers(client, "post", "themes/nouveau/", {"label": one, "parent": two, "code": two})
    answers(client, "post", f"themes/{theme.pk}/", {"label": two, "code": one, "version": "1"})


@FEW
@given(ANY, ANY)
def test_forms_of_shared_needs(client: Client, said: Said, one: str, two: str) -> None:
    shared = SharedNeedFactory.create(workspace=said.alone.workspace)
    page = f"partages/{shared.pk}/"
    answers(client, "post", "partages/nouveau/", {"title": one, "summary": two})
    answers(client, "post", f"{page}modifier/", {"title": two, "summary": one, "version": "1"})
    answers(client, "post", f"{page}nature/", {"nature": one, "nature_reason": two, "version": "1"})
    answers(client, "post", f"{page}etat/", {"state": one})
    answers(client, "post", f"{page}ajouter/", {"needs": [one, two]})
    answers(client, "post", f"{page}separer/", {"needs": [one]})
    answers(client, "post", f"{page}reunir/", {"other": one})
    answers(client, "post", f"{page}confirmer/", {"on": one})
    answers(client, "post", f"{page}problematique/", {"title": one, "context": two})
    answers(client, "post", "propositions/accepter/", {"title": one, "needs": [two], "shared_need": one})


@FEW
@given(ANY)
@example("\x00")
@example("%00")
def test_filters(client: Client, said: Said, typed: str) -> None:
    names = ("q", "structure", "theme", "origine", "confirme", "partage", "lieu", "etat", "page")
    query: dict[str, object] = dict.fromkeys(names, typed)
    for path in ("", "export.csv", "partages/", "diagnostics/", "propositions/", "propositions/ecartees/"):
        answers(client, "get", path, query)
    answers(client, "get", "nouveau/", {"organisation": typed})
    answers(client, "get", "themes/nouveau/", {"sous": typed})


@pytest.mark.parametrize("text", NASTY)
def test_what_is_kept_is_shown_as_it_was_typed(client: Client, text: str) -> None:
    organisation = OrganisationFactory.create(workspace__slug="un-autre")
    assert organisation.workspace.slug == "un-autre"
    client.post(f"{ROOT}partages/nouveau/", {"title": text[:200]})
    shared = SharedNeed.objects.first()
    if shared is None:
        assert text == "\x00"
        return
    page = client.get(f"{ROOT}partages/{shared.pk}/").content.decode()
    assert "<script>alert" not in page
    assert not Need.objects.exists()
