"""The tree of a method is edited on a phone, with the keys alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import site
from tests.browser.conftest import Visitors
from tests.browser.page_checks import axe, narrow

pytestmark = pytest.mark.works
PHONE = 390


def activate(page: Page, name: str, *, role: str = "button") -> None:
    """Go to a control of the tree by the keys, and use it."""
    for _ in range(250):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "() => [document.activeElement.tagName, (document.activeElement.innerText || '').trim()]"
        )
        if said[0] == {"button": "BUTTON", "link": "A"}[role] and said[1].startswith(name):
            with page.expect_navigation(wait_until="load"):
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"no {role} « {name} » is reached with the keys")


def activities(page: Page) -> list[str]:
    return page.locator("nav.tree a[href*='ici=activite-']").all_inner_texts()


def test_an_activity_is_moved_down_and_the_change_taken_back(visitors: Visitors) -> None:
    page = visitors.open(site.COORDINATOR, width=PHONE)
    page.goto(f"{site.HOME}methodes/")
    page.locator("main .cards a").first.click()
    page.get_by_role("link", name="Copier pour l’adapter").click()
    page.get_by_label("Titre de votre méthode").fill("Aux touches seules")
    page.keyboard.press("Enter")
    expect(page.locator("nav.tree")).to_be_visible()
    before = activities(page)

    activate(page, before[0], role="link")
    assert axe(page) == []
    assert narrow(page) == []
    activate(page, "Descendre")
    assert activities(page)[:2] == [before[1], before[0]]
    focused = page.evaluate("() => document.activeElement !== document.body")
    assert focused, "the focus is lost after a move"
    activate(page, "Annuler")
    assert activities(page)[:2] == before[:2]
