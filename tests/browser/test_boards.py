"""A room on a board: cards moved by mouse and keyboard, phones whose network is cut, two at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import site
from tests.browser.conftest import Visitors

pytestmark = pytest.mark.works

THEME = "Tenir les comptes à plusieurs"
LOST, SENT, OTHER = "Écrite sans réseau", "Écrite ensuite", "Écrite de l’autre téléphone"


def board_of(page: Page) -> str:
    """Open the board of a group of the demonstration; return its address."""
    page.goto(f"{site.HOME}demarches/")
    links = page.locator("main .cards a").evaluate_all("all => all.map((one) => one.pathname)")
    for path in dict.fromkeys(re.findall(r"\S+/demarches/[0-9a-f-]{36}/", " ".join(links))):
        page.goto(f"{path}groupes/")
        group = page.get_by_role("link", name=THEME)
        if group.count():
            group.first.click()
            page.locator("#tableaux, section:has(#tableaux)").first.get_by_role("link").first.click()
            page.wait_for_url(re.compile("/tableaux/"))  # its script is then there to hear the keys
            return page.url
    raise AssertionError(f"no group {THEME}")


def test_a_card_is_moved_by_the_keyboard_and_by_the_mouse(visitors: Visitors) -> None:
    page = visitors.open(site.COORDINATOR)
    board_of(page)
    first, last = page.locator("[data-lane]").first, page.locator("[data-lane]").last
    card = last.locator("[data-card]").first
    here = f'[id="{card.get_attribute("id")}"]'
    card.get_by_role("link").focus()
    page.keyboard.press("Alt+ArrowLeft")
    said = page.locator("[data-said]")
    expect(said).to_contain_text("Carte déplacée")
    assert page.locator("[data-lane]", has=page.locator(here)).get_attribute("data-lane") != "seules"
    expect(page.locator(f"{here} a")).to_be_focused()
    page.get_by_role("button", name=re.compile("^Annuler")).click()
    expect(last.locator(here)).to_be_visible()
    page.locator(here).drag_to(first.locator("h2"))
    expect(first.locator(here)).to_be_visible()
    expect(said).to_contain_text("Carte déplacée")


def test_two_phones_and_a_network_that_is_cut(visitors: Visitors) -> None:
    visitors.watch.expected += [r"failed: .*/tableau/"]  # the network is cut on purpose
    page = visitors.open(site.COORDINATOR)
    page.goto(board_of(page) + "entree/")
    page.get_by_role("button", name=re.compile("Ouvrir l’entrée|Changer de code")).click()
    code = page.locator("#contenu a[rel=noopener]").get_attribute("href") or ""
    one, other = visitors.open(width=390), visitors.open(width=390)
    for phone in (one, other):
        phone.goto(code)
    one.context.set_offline(True)
    for text in (LOST, SENT):
        one.get_by_label("Votre problème").fill(text)
        one.get_by_role("button", name="Envoyer au tableau").click()
        expect(one.locator("[data-waiting]")).to_be_visible()
    other.get_by_label("Votre problème").fill(OTHER)
    other.get_by_role("button", name="Envoyer au tableau").click()
    expect(other.locator("#cartes")).to_contain_text(OTHER)
    one.context.set_offline(False)
    one.reload()  # what waits is kept on the phone, not in the page
    for phone in (one, other):
        for text in (LOST, SENT, OTHER):
            expect(phone.locator("#cartes .idea", has_text=text)).to_have_count(1)
    expect(one.locator("[data-waiting]")).to_be_hidden()


def test_the_code_on_the_wall_is_read_from_afar_and_the_cards_hold(visitors: Visitors) -> None:
    page = visitors.open(site.COORDINATOR)
    board = board_of(page)
    page.goto(f"{board}entree/")
    page.get_by_role("button", name=re.compile("Ouvrir l’entrée|Changer de code")).click()
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{board}ecran/")
    code, large = page.locator(".beside .qr"), page.get_by_role("dialog")
    drawn = code.locator("path[stroke]").evaluate("one => one.getBoundingClientRect().height")
    assert drawn >= 1080 / 4
    for _ in range(page.locator("[data-screen]").count()):
        assert page.evaluate("document.documentElement.scrollHeight") <= 1080
        page.keyboard.press("ArrowRight")
    page.keyboard.press("c")
    expect(large.locator(".qr")).to_be_visible()
    assert large.locator(".qr").evaluate("one => one.getBoundingClientRect().height") > 1080 * 0.7
    page.keyboard.press("Escape")
    expect(large).to_be_hidden()
    page.get_by_role("button", name="Code en grand").click()
    large.get_by_role("button", name="Revenir aux cartes").click()
    expect(large).to_be_hidden()
    assert page.url == f"{board}ecran/"
