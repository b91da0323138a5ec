"""What surrounds every page: theme, skip link, menus, search; first on a wide screen, then on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import site
from tests.browser.conftest import Visitors
from tests.browser.page_checks import axe, narrow, words

FOCUS_RING = """() => {
  const style = getComputedStyle(document.activeElement);
  return document.activeElement !== document.body
    && (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none");
}"""


def focused(page: Page) -> str:
    """Return what has the focus, as a person would name it."""
    named = "one => one.getAttribute('aria-label') || one.innerText || one.name || one.tagName"
    return str(page.locator(":focus").evaluate(named)).strip()


def test_the_skip_link_comes_first_and_leads_to_the_content(visitors: Visitors) -> None:
    page = visitors.open(site.COORDINATOR)
    page.goto(site.HOME)
    page.keyboard.press("Tab")
    assert focused(page) == "Aller au contenu"
    page.keyboard.press("Enter")
    expect(page.locator("#contenu")).to_be_focused()


def test_the_focus_goes_everywhere_is_seen_and_is_never_trapped(visitors: Visitors) -> None:
    page = visitors.open(site.COORDINATOR)
    page.goto(f"{site.HOME}recherche/?q=association")
    seen: list[str] = []
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement === document.body"):
            break
        assert page.evaluate(FOCUS_RING), f"no visible focus on {focused(page)}"
        seen.append(focused(page))
    else:
        raise AssertionError(f"the focus never leaves the page: {seen[-5:]}")
    assert "Chercher" in seen
    assert len(seen) > 15


def test_the_theme_is_remembered(visitors: Visitors) -> None:
    page = visitors.open(site.COORDINATOR)
    page.goto(site.HOME)
    root = page.locator("html")
    expect(root).to_have_attribute("data-bs-theme", "light")
    page.get_by_role("button", name="Passer en affichage sombre").click()
    expect(root).to_have_attribute("data-bs-theme", "dark")
    page.goto(f"{site.HOME}recherche/")
    expect(root).to_have_attribute("data-bs-theme", "dark")
    expect(page.get_by_role("button", name="Passer en affichage clair")).to_be_visible()


def test_the_theme_of_the_device_is_followed(visitors: Visitors) -> None:
    page = visitors.open(site.COORDINATOR, dark=True)
    page.goto(site.HOME)
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    assert axe(page) == []


def test_the_account_menu_by_keyboard(visitors: Visitors) -> None:
    page = visitors.open(site.COORDINATOR)
    page.goto(site.HOME)
    opener = page.locator(".topbar summary")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".topbar details")).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(page.locator(".topbar .pop a, .topbar .pop button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".topbar .pop")).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_search_field_answers(visitors: Visitors) -> None:
    page = visitors.open(site.COORDINATOR)
    page.goto(site.HOME)
    page.locator("#q").fill("benevoles")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=benevoles")
    expect(page.locator("main mark").first).to_be_visible()
    expect(page.get_by_role("navigation", name="Types de résultats")).to_be_visible()
    assert [*axe(page), *words(page), *narrow(page)] == []


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_the_palette_by_keyboard(visitors: Visitors, key: str) -> None:
    page = visitors.open(site.COORDINATOR)
    page.goto(site.HOME)
    page.keyboard.press(key)
    field = page.get_by_role("combobox", name="Chercher ou aller à une page")
    expect(field).to_be_focused()
    expect(page.get_by_role("option", name="Besoins", exact=True)).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    page.keyboard.press(key)
    page.keyboard.type("benevoles")
    expect(page.locator("dialog mark").first).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "palette-1")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/e/reseau-marne/.+/"))
    page.goto(f"{site.HOME}recherche/")
    expect(page.get_by_role("link", name="benevoles")).to_be_visible()


def test_the_palette_goes_to_a_page(visitors: Visitors) -> None:
    page = visitors.open(site.COORDINATOR)
    page.goto(site.HOME)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Chercher ou aller à une page")).to_be_focused()
    page.keyboard.type("membr")
    expect(page.get_by_role("option", name="Membres", exact=True)).to_be_visible()
    while page.locator("dialog [aria-selected=true]").inner_text() != "Membres":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/membres/")


def test_a_search_without_result_says_what_to_try(visitors: Visitors) -> None:
    page = visitors.open(site.COORDINATOR)
    page.goto(f"{site.HOME}recherche/?q=zzzyx")
    expect(page.get_by_role("heading", name="Aucun résultat")).to_be_visible()
    assert [*axe(page), *words(page), *narrow(page)] == []


@pytest.mark.parametrize("javascript", [True, False])
def test_the_phone_finds_everything_under_more(visitors: Visitors, javascript: bool) -> None:
    page = visitors.open(site.COORDINATOR, width=390, javascript=javascript)
    page.goto(site.HOME)
    page.locator("nav.rail summary").click()
    drawer = page.locator("nav.rail .drawer")
    expect(drawer).to_be_visible()
    drawer.get_by_label("Rechercher dans l’espace").fill("bénévoles")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=**")
    expect(page.locator("main mark").first).to_be_visible()


def test_components_in_the_dark(visitors: Visitors) -> None:
    page = visitors.open(site.COORDINATOR, dark=True)
    page.goto("/composants/")
    assert [*axe(page), *narrow(page)] == []


def test_nothing_is_cut_at_twice_the_size_of_text(visitors: Visitors) -> None:
    page = visitors.open(site.COORDINATOR, width=640)
    page.goto(site.HOME)
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    room = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert room <= 0
