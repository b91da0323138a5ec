"""The first day: a workspace where nothing was done yet still says what belongs where."""

import pytest
from django.urls import NoReverseMatch, reverse

from tests.browser import site
from tests.browser.atlas import names_for
from tests.browser.conftest import Visitors
from tests.browser.page_checks import axe, narrow, words


def address_of(name: str) -> str:
    """Return the address of a page of the empty workspace that needs no object; empty otherwise."""
    try:
        return reverse(name, kwargs={"workspace": "espace-vide"})
    except NoReverseMatch:
        return ""


PAGES = {name: address for name in sorted(names_for("admin")) if (address := address_of(name))}


@pytest.mark.parametrize("name", PAGES)
def test_empty_page(name: str, visitors: Visitors) -> None:
    page = visitors.open(site.NEWCOMER)
    answer = page.request.get(PAGES[name])
    assert answer.ok
    if "<html" not in answer.text():
        return
    page.goto(PAGES[name])
    assert [*words(page), *axe(page), *narrow(page)] == []


def test_an_empty_home_shows_the_first_steps(visitors: Visitors) -> None:
    page = visitors.open(site.NEWCOMER)
    page.goto(site.EMPTY_HOME)
    page.get_by_role("heading", name="Par où commencer").wait_for()
