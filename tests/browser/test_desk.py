"""The door of a meeting on three devices: one is cut from the network, one is reloaded, nothing is lost."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser import site
from tests.browser.conftest import Visitors
from tests.browser.page_checks import axe, narrow

pytestmark = pytest.mark.works


def note(page: Page, number: int) -> str:
    """Note the arrival of the person at a place of the list, and return their name."""
    row = page.locator("[data-list] > li").nth(number)
    name = row.locator("[data-name]").inner_text()
    row.get_by_role("button", name="Noter l’arrivée").click()
    return name


def there(page: Page, number: int) -> None:
    expect(page.locator("[data-there]")).to_have_text(str(number))


def test_a_cut_network_loses_nothing(visitors: Visitors) -> None:
    visitors.watch.expected.append(r"failed: .*/synchroniser/")  # the network is cut on purpose
    begun = json.loads((visitors.site.data_dir / site.BEGUN).read_text(encoding="utf-8"))
    address = begun[site.DESK][0]
    one, cut, reloaded = (visitors.open() for _ in range(3))
    cut.clock.install()
    for page in (one, cut, reloaded):
        page.goto(address)
        there(page, 0)
        expect(page.locator("[data-total]")).to_have_text("120")
    assert [*axe(one), *narrow(one)] == []

    cut.context.set_offline(True)
    names = [note(cut, 0)]
    cut.clock.fast_forward("10:00")
    names.append(note(cut, 1))
    expect(cut.locator("[data-waiting]")).to_contain_text("2 à envoyer")
    there(cut, 2)
    assert note(one, 0) == names[0]  # two devices note the same person
    note(one, 2)

    reloaded.route("**/synchroniser/", lambda route: route.abort())
    note(reloaded, 3)
    expect(reloaded.locator("[data-waiting]")).to_contain_text("1 à envoyer")
    reloaded.unroute("**/synchroniser/")
    reloaded.reload()
    expect(reloaded.locator("[data-waiting]")).to_be_hidden()

    cut.context.set_offline(False)
    expect(cut.locator("[data-waiting]")).to_be_hidden()
    there(cut, 4)
    one.reload()
    there(one, 4)

    one.get_by_label("Nom ou structure").fill(names[0])
    one.get_by_role("button", name="Annuler").click()
    there(one, 3)
