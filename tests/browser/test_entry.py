"""Getting in: login, second factor, invitation, choice of a workspace."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser import site
from tests.browser.conftest import Visitors, log_in
from tests.browser.page_checks import axe, narrow, words

pytestmark = pytest.mark.works


def code_of(secret: str, *, at: float) -> str:
    """Return the code that a telephone shows (RFC 6238)."""
    counter = struct.pack(">Q", int(at) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def invite(visitors: Visitors, email: str) -> str:
    """Invite somebody as the administrator and return the address written in the mail."""
    page = visitors.open(site.ADMIN)
    page.goto(f"{site.HOME}membres/inviter/")
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_role("button", name="Envoyer l’invitation").click()
    expect(page.get_by_role("status")).to_contain_text(email)
    page.goto("/demo/courriels/")
    page.get_by_role("row").filter(has_text=email).first.get_by_role("link").click()
    link = page.locator("main a[href*='/invitation/']").get_attribute("href")
    assert link is not None
    return link


def test_a_wrong_password_says_what_to_do_and_moves_the_focus(visitors: Visitors) -> None:
    page = visitors.open()
    page.goto("/connexion/")
    page.get_by_label("Adresse électronique").fill("personne@nulle-part.example")
    page.get_by_label("Mot de passe").fill("pas le bon mot de passe")
    page.keyboard.press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("La connexion n’a pas abouti")
    expect(summary).to_be_focused()
    assert [*axe(page), *words(page), *narrow(page)] == []


def test_login_by_keyboard_only(visitors: Visitors) -> None:
    page = visitors.open()
    page.goto("/connexion/")
    page.get_by_label("Adresse électronique").focus()
    page.keyboard.type(site.MEMBER)
    page.keyboard.press("Tab")
    page.keyboard.type(site.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/e/reseau-marne/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_invitation_then_second_factor(visitors: Visitors) -> None:
    email = "lea.roy@marne-solidaire.example"
    link = invite(visitors, email)
    page = visitors.open()
    page.goto(link)
    page.goto(link)  # a mail scanner opens it first: the link still serves
    assert [*axe(page), *words(page), *narrow(page)] == []
    page.get_by_label("Prénom").fill("Léa")
    page.get_by_label("Nom", exact=True).fill("Roy")
    page.get_by_label("Mot de passe").fill("quatre mots sans rapport")
    page.get_by_role("button", name="Créer mon compte et entrer").click()
    page.wait_for_url("**/e/reseau-marne/")
    spare = add_second_factor(page)

    other = visitors.open()
    other.goto("/connexion/")
    other.get_by_label("Adresse électronique").fill(email)
    other.get_by_label("Mot de passe").fill("quatre mots sans rapport")
    other.keyboard.press("Enter")
    expect(other.get_by_role("heading", level=1)).to_have_text("Votre second facteur")
    assert [*axe(other), *words(other), *narrow(other)] == []
    other.get_by_label("Code").fill(spare)
    other.get_by_role("button", name="Continuer").click()
    other.wait_for_url("**/e/reseau-marne/")


def add_second_factor(page: Page) -> str:
    """Add an application of codes to the account of the page; look at its screens; return a spare code."""
    page.goto("/compte/securite/application/activer/")
    if page.get_by_role("button", name="Confirmer").count():
        page.get_by_label("Mot de passe").fill("quatre mots sans rapport")
        page.get_by_role("button", name="Confirmer").click()
    assert [*axe(page), *words(page), *narrow(page)] == []
    secret = page.locator("code.key").inner_text().strip()
    page.get_by_label("Code").fill(code_of(secret, at=time.time()))
    page.get_by_role("button", name="Activer").click()
    page.wait_for_url(re.compile("/compte/securite/(?!application)"))
    for address in ("", "application/retirer/", "codes/nouveaux/"):
        page.goto(f"/compte/securite/{address}")
        assert [*axe(page), *words(page), *narrow(page)] == []
    page.get_by_role("button", name="Créer les codes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Codes de secours")
    assert [*axe(page), *words(page), *narrow(page)] == []
    return page.locator("code.key").first.inner_text().strip()


def test_a_closed_invitation_says_whom_to_ask(visitors: Visitors) -> None:
    visitors.watch.expect(404, "/invitation/")
    page = visitors.open()
    page.goto("/invitation/rien-de-tel/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette invitation ne sert plus")
    assert [*axe(page), *words(page), *narrow(page)] == []


@pytest.mark.parametrize("javascript", [True, False])
def test_somebody_of_two_workspaces_goes_from_one_to_the_other(visitors: Visitors, javascript: bool) -> None:
    page = visitors.open(site.TWO_SPACES, javascript=javascript)
    page.goto("/")
    page.get_by_role("link", name="Réseau Marne Solidaire").click()
    page.wait_for_url("**/e/reseau-marne/")
    page.get_by_role("link", name="Changer d’espace").first.click()
    page.get_by_role("link", name="Pays du Boischaut associatif").click()
    page.wait_for_url("**/e/boischaut-sud/")
    expect(page.locator("body")).not_to_contain_text("Réseau Marne Solidaire")


def test_leaving_closes_the_session(visitors: Visitors) -> None:
    page = visitors.open()
    log_in(page, site.OBSERVER)
    page.locator("summary[aria-label^='Votre compte']").click()
    page.get_by_role("link", name="Se déconnecter").or_(
        page.get_by_role("button", name="Se déconnecter")
    ).click()
    if page.url.endswith("/deconnexion/"):
        page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/connexion/**")
    page.goto(site.HOME)
    page.wait_for_url("**/connexion/**")


def test_the_workspace_of_others_is_not_there(visitors: Visitors) -> None:
    visitors.watch.expect(404, "/e/boischaut-sud/")
    page = visitors.open(site.COORDINATOR)
    page.goto("/e/boischaut-sud/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Boischaut")
    assert [*axe(page), *words(page), *narrow(page)] == []
