"""Two people write the same sheet: the second is shown both texts, and nothing is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import site
from tests.browser.conftest import Visitors
from tests.browser.page_checks import axe, narrow, words

pytestmark = pytest.mark.works

FIRST, SECOND = "Six associations partagent un local.", "Neuf associations se sont réunies."


def editing(page: Page) -> None:
    """Open the presentation sheet of the first initiative, ready to be completed."""
    page.goto(f"{site.HOME}demarches/")
    page.locator("main .cards a").first.click()
    page.get_by_role("main").get_by_role("link", name="Fiche de présentation").first.click()
    page.get_by_role("link", name="Compléter").click()


def save(page: Page, text: str) -> None:
    """Write the first results and save."""
    page.get_by_label("Premiers résultats").last.fill(text)
    page.get_by_role("button", name="Enregistrer la fiche").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_second_to_save_chooses_between_two_texts(visitors: Visitors, javascript: bool) -> None:
    visitors.watch.expect(409, "/fiche/completer/")
    one = visitors.open(site.COORDINATOR, javascript=javascript)
    other = visitors.open(site.ADMIN, javascript=javascript)
    first, second = f"{FIRST} {javascript}", f"{SECOND} {javascript}"
    editing(one)
    editing(other)
    save(one, first)
    expect(one.get_by_role("main")).to_contain_text(first)
    save(other, second)
    expect(other.get_by_role("heading", level=1)).to_have_text("Deux versions à départager")
    expect(other.get_by_role("main")).to_contain_text(first)
    expect(other.get_by_role("main").get_by_role("textbox")).to_have_value(second)
    if javascript:
        assert [*axe(other), *words(other), *narrow(other)] == []
    other.get_by_role("button", name="Garder ma version").click()
    expect(other.get_by_role("main")).to_contain_text(second)
    expect(other.get_by_role("main")).not_to_contain_text(first)
