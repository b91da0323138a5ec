"""The public page: what is chosen shows, nothing else, to anybody, until it is taken down."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from copil.governance import public_page
from copil.governance.models import PublicPage
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.journal.models import JournalEntry
from tests.factories.directory import PersonFactory
from tests.factories.initiatives import InitiativeFactory, TeamMemberFactory

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    made = InitiativeFactory.create(workspace=workspace, summary="Une relève qui donne envie.")
    person = PersonFactory.create(workspace=workspace, family_name="Secrète", email="secrete@marne.example")
    TeamMemberFactory.create(initiative=made, person=person, workspace=workspace)
    return made


def url(initiative: Initiative, name: str) -> str:
    return reverse(f"governance:{name}", kwargs={"workspace": initiative.workspace.slug, "pk": initiative.pk})


def public() -> str:
    return reverse("governance:public", kwargs={"pk": PublicPage.objects.get().pk})


def choose(client: Client, initiative: Initiative, version: int, langue: str = "fr", **lines: Any) -> int:
    data = {"title": "La relève", "version": version, **lines}
    return client.post(f"{url(initiative, 'public_edit')}?langue={langue}", data).status_code


def test_only_what_is_chosen_shows_and_only_once_published(
    initiative: Initiative, pilote: User, client_for: ClientFor
) -> None:
    client, anybody = client_for(pilote), Client()
    assert client.get(url(initiative, "public_edit")).status_code == 200
    assert not PublicPage.objects.exists()
    assert choose(client, initiative, 0, shown_summary="on", text_contact="Rien de montré") == 302
    assert "Une relève qui donne envie" in client.get(url(initiative, "public_preview")).content.decode()
    assert anybody.get(public()).status_code == 404
    client.post(url(initiative, "public_publish"))
    answer = anybody.get(public())
    page = answer.content.decode()
    assert "Une relève qui donne envie" in page
    assert not answer.cookies
    for kept in ("Rien de montré", "Secrète", "secrete@", initiative.title, "csrf", str(initiative.pk)):
        assert kept not in page, kept
    assert choose(client, initiative, 2, shown_summary="on", text_summary="Autre chose") == 302
    Initiative.objects.filter(pk=initiative.pk).update(summary="Changé en secret")
    assert "Une relève qui donne envie" in anybody.get(public()).content.decode()
    assert "n’est plus ce que vous préparez" in client.get(url(initiative, "public_edit")).content.decode()
    client.post(url(initiative, "public_publish"))
    assert "Autre chose" in anybody.get(public()).content.decode()
    address = public()
    client.post(url(initiative, "public_withdraw"))
    assert anybody.get(address).status_code == 404
    verbs = JournalEntry.objects.filter(object_kind="governance.publicpage").order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == [
        "prepare", "publish", "prepare", "publish", "withdraw",
    ]  # fmt: skip  # a table reads by its lines


def test_another_language_says_only_what_is_written_in_it(
    initiative: Initiative, pilote: User, client_for: ClientFor
) -> None:
    client = client_for(pilote)
    assert choose(client, initiative, 0, langue="en", shown_summary="on") == 200
    written = {"shown_summary": "on", "text_summary": "A handover **worth** joining."}
    assert choose(client, initiative, 0, langue="en", **written) == 302
    assert choose(client, initiative, 1, shown_summary="on") == 302
    client.post(url(initiative, "public_publish"))
    page = Client().get(public() + "?langue=en").content.decode()
    assert '<html lang="en">' in page
    assert "<strong>worth</strong>" in page
    assert "Une relève" not in page
    assert "Une relève" in Client().get(public() + "?langue=xx").content.decode()


def test_nothing_to_show_and_a_stale_page_are_refused_and_the_text_kept(
    initiative: Initiative, pilote: User, membre: User, client_for: ClientFor
) -> None:
    client = client_for(pilote)
    referer = {"referer": "http://testserver/"}
    client.post(url(initiative, "public_publish"), headers=referer)
    assert not PublicPage.objects.exists()
    assert choose(client, initiative, 0) == 302
    client.post(url(initiative, "public_publish"), headers=referer)
    assert not PublicPage.objects.get().is_published
    stale = client.post(
        url(initiative, "public_edit"), {"title": "Un autre titre", "version": 0, "shown_summary": "on"}
    )
    assert stale.status_code == 409
    assert "Un autre titre" in stale.content.decode()
    for name in ("public_edit", "public_publish", "public_withdraw"):
        assert client_for(membre).post(url(initiative, name)).status_code == 403


def test_the_catalogue_has_a_title_for_each_line_in_each_language() -> None:
    for line in public_page.lines():
        assert set(line.labels) == set(public_page.languages()), line.key
