"""The frame of the pages: navigation, errors, the page of two versions."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch

from copil.core import conflicts
from copil.core.templatetags import copil as tags
from copil.identity.models import User, Workspace

ERRORS = ("400", "403", "404", "429", "500", "503", "csrf")


def context(path: str = "/e/marne/", slug: str | None = "marne") -> Context:
    request = RequestFactory().get(path)
    if slug:
        request.workspace = SimpleNamespace(slug=slug)  # type: ignore[attr-defined]  # as the middleware does
    return Context({"request": request})


def test_addresses_are_those_of_the_current_workspace() -> None:
    assert tags.to(context(), "pages:home") == "/e/marne/"
    assert tags.to(context(), "accounts:workspaces") == "/espaces/"
    with pytest.raises(NoReverseMatch):
        tags.to(context(), "pages:nowhere")
    with pytest.raises(NoReverseMatch):
        tags.to(context(slug=None), "pages:home")


def test_an_entry_without_a_screen_is_absent() -> None:
    assert tags.nav_entry(context(), "nowhere:at_all", "Rien")["url"] == ""
    assert tags.to_if(context(), "nowhere:at_all") == ""
    assert (
        render_to_string("core/nav_entry.html", tags.nav_entry(context(), "nowhere:at_all", "Rien")) == "\n"
    )


def test_the_current_entry_is_marked() -> None:
    assert tags.nav_entry(context("/e/marne/"), "pages:home", "Accueil")["current"]
    assert not tags.nav_entry(context("/e/marne/recherche/"), "pages:home", "Accueil")["current"]
    assert tags.nav_entry(context("/e/marne/recherche/"), "pages:search", "Chercher")["current"]


def test_an_entry_is_current_in_the_sections_reached_from_it() -> None:
    for section, current in (("tableaux", True), ("tableaux-de-bord", False), ("lieux", False)):
        entry = tags.nav_entry(context(f"/e/marne/{section}/1/"), "pages:search", "", also="groupes tableaux")
        assert entry["current"] is current


def test_the_query_of_a_page_without_a_request() -> None:
    assert tags.page_query(Context({}), page=2) == "?page=2"


def test_a_parameter_emptied_leaves_the_query() -> None:
    request = RequestFactory().get("/?q=a&page=3&theme=x&theme=y")
    assert tags.page_query(Context({"request": request}), page=None) == "?q=a&theme=x&theme=y"


@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_need_nobody_and_nothing(name: str) -> None:
    html = render_to_string(f"core/errors/{name}.html")
    assert '<html lang="fr">' in html
    assert "<h1>" in html
    assert 'class="rail"' not in html


def test_the_frame_of_a_member(client: Client, pilote: User, workspace: Workspace) -> None:
    client.force_login(pilote)
    html = client.get("/composants/").content.decode()
    assert 'aria-label="Votre compte : Nadia Benhaddou"' in html
    assert 'action="/deconnexion/" method="post"' in html
    assert "includeIndicatorStyles" in html
    assert html.count("<h1") == 1


class Sheet(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label="Nom")
    day = forms.DateField(label="Jour")
    kind = forms.ChoiceField(label="Type", choices=[("a", "Atelier"), ("c", "Comité")])
    note = forms.CharField(label="Note", required=False)
    public = forms.BooleanField(label="Ouverte", required=False)


@pytest.fixture
def stored() -> Any:
    return SimpleNamespace(
        version=4, name="Copil", day=dt.date(2026, 10, 8), kind="c", note="<b>leur note</b>", public=True
    )


@pytest.fixture
def post() -> HttpRequest:
    data = {
        "version": "3",
        "name": "Copil",
        "day": "2026-10-06",
        "kind": "a",
        "note": "ma note",
        "next": "/ailleurs",
    }
    return RequestFactory().post("/fiche/", data)


def test_only_what_differs_is_put_side_by_side(stored: Any, post: HttpRequest) -> None:
    differences, same = conflicts.compare(Sheet(post.POST), stored)
    assert {(row.field.name, row.stored) for row in differences} == {
        ("day", "jeudi 8\u00a0octobre 2026"),
        ("kind", "Comité"),
        ("note", "<b>leur note</b>"),
        ("public", "Oui"),
    }
    assert [bound.name for bound in same] == ["name"]


def test_nothing_typed_is_lost_in_a_conflict(stored: Any, post: HttpRequest) -> None:
    answer = conflicts.conflict_response(
        post, form=Sheet(post.POST), stored=stored, back="/fiche/", who="Yves <Lacombe>"
    )
    html = answer.content.decode()
    assert answer.status_code == 409
    assert 'name="version" value="4"' in html
    assert 'name="note" value="ma note"' in html
    assert "&lt;b&gt;leur note&lt;/b&gt;" in html
    assert 'type="hidden" name="name" value="Copil"' in html
    assert 'name="next" value="/ailleurs"' in html
    assert "Yves &lt;Lacombe&gt; a enregistré" in html
    assert html.count('name="version"') == 1


def test_an_anonymous_error_page_sets_no_cookie(client: Client, db: None) -> None:
    answer = client.get("/nulle-part/")
    assert answer.status_code == 404
    assert not answer.cookies
