"""Passkeys in a real browser, with a device that it imitates."""

import pytest
from playwright.sync_api import expect

from tests.browser import site
from tests.browser.conftest import Visitors, log_in
from tests.browser.page_checks import axe, narrow, words

pytestmark = pytest.mark.works

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_added_then_opens_the_account_and_leaves(visitors: Visitors) -> None:
    page = visitors.open()
    log_in(page, site.OBSERVER)
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto("/compte/securite/cles/ajouter/")
    page.get_by_label("Mot de passe").fill(site.PASSWORD)
    page.get_by_role("button", name="Confirmer").click()
    page.get_by_label("Nom de la clé").fill("Clé bleue")
    assert [*axe(page), *words(page), *narrow(page)] == []
    page.get_by_role("button", name="Ajouter la clé d’accès").click()
    expect(page.get_by_role("main")).to_contain_text("Clé bleue")
    assert [*axe(page), *words(page), *narrow(page)] == []
    page.goto("/deconnexion/")
    page.get_by_role("main").get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/e/**")  # the browser proposes the key, the device accepts at once
    page.goto("/compte/confirmer/cle/?next=/compte/securite/")
    assert [*axe(page), *words(page), *narrow(page)] == []
    page.get_by_role("button", name="Confirmer avec une clé d’accès").click()
    page.get_by_role("link", name="Retirer Clé bleue").click()
    assert [*axe(page), *words(page), *narrow(page)] == []
    page.get_by_role("button", name="Retirer la clé").click()
    expect(page.get_by_role("status")).to_contain_text("est retirée")
