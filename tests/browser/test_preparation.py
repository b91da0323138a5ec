"""The preparation of a collective experiment: two committees, their minutes, a decision, the gate."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import site
from tests.browser.conftest import Visitors
from tests.browser.journey import confirm, heading, press, write_in

pytestmark = pytest.mark.works

TITLE = "Agir ensemble entre deux rives"
BODY = "Comité de pilotage"


def open_an_experiment(page: Page) -> str:
    """Open the initiative under its method and constitute its committee; return its address."""
    page.goto(f"{site.HOME}demarches/ouvrir/")
    write_in(page, "Nom de la démarche", TITLE)
    page.get_by_label("Méthode", exact=True).select_option(label="Expérimentation collective, version 1")
    confirm(page, "Ouvrir la démarche")
    heading(page, TITLE)
    address = page.url
    page.goto(f"{address}instances/")
    confirm(page, re.compile(f"^Constituer {BODY}"))
    return address


def prepare(page: Page, address: str, title: str) -> str:
    """Write the draft of a committee held today, invite somebody, call it, open it; return its address."""
    page.goto(f"{address}reunions/nouvelle/")
    page.get_by_label("Type de réunion", exact=True).select_option(label=BODY)
    body = page.locator("select[name=body]")
    body.select_option(value=body.locator("option", has_text=BODY).first.get_attribute("value"))
    write_in(page, "Intitulé", title)
    write_in(page, "Jour", dt.datetime.now(tz=dt.UTC).date().isoformat())
    write_in(page, "Heure", "08:30")
    confirm(page, "Écrire le brouillon")
    heading(page, title)
    meeting = page.url
    press(page.get_by_role("main").get_by_role("link", name="Inviter une personne"))
    write_in(page, "Personne à inviter", "Aïcha Tahiri")
    confirm(page, "Inviter cette personne")
    confirm(page, "Convoquer")
    confirm(page, "Ouvrir la séance")
    return meeting


def write_the_minutes(page: Page) -> None:
    """Write a point while people speak, note what is decided, put it in the register."""
    press(page.get_by_role("main").get_by_role("link", name="Écrire le compte rendu"))
    heading(page, "Compte rendu")
    page.locator("textarea.minutes").first.fill("Le cadre est présenté, les trois thèmes sont choisis.")
    expect(page.locator("[data-saved]").first).to_contain_text("Enregistré à")
    page.get_by_label("Ce qui en sort, point 1").select_option(label="Décision")
    page.get_by_label("En une phrase, point 1").fill("Trois groupes travailleront à partir de mars")
    confirm(page, "Noter au point 1")
    press(page.get_by_role("main").get_by_role("link", name=re.compile("^Préciser")))
    write_in(page, "Pourquoi", "Chaque thème a déjà ses participants.")
    confirm(page, "Enregistrer")
    confirm(page, "Inscrire les suites")
    expect(page.locator("body")).to_contain_text("1 décision au registre")


def close_and_send(page: Page, meeting: str) -> None:
    """Close the meeting and send its minutes, to be approved at the next one."""
    page.goto(meeting)
    confirm(page, "Lever la séance")
    press(page.get_by_role("main").get_by_role("link", name="Envoyer le compte rendu"))
    confirm(page, "Envoyer le compte rendu")
    expect(page.locator("main .chip", has_text="Compte rendu envoyé").first).to_be_visible()


def pass_the_gate(page: Page, address: str) -> None:
    """Have the committee answer the question of the gate; what is missing is kept with its answer."""
    page.goto(f"{address}moments-de-decision/ouvrir-les-groupes/decider/")
    body = page.get_by_label("Instance qui décide")
    body.select_option(value=body.locator("option", has_text=BODY).first.get_attribute("value"))
    write_in(page, "Décidé le", dt.datetime.now(tz=dt.UTC).date().isoformat())
    page.get_by_role("radio", name="Continuer", exact=True).check()
    write_in(page, "Pourquoi", "Les groupes ont leur thème et leurs dates.")
    confirm(page, "Enregistrer la décision")
    expect(page.get_by_role("heading", name="Ce qui est décidé")).to_be_visible()


@pytest.mark.timeout(300)
def test_two_committees_their_minutes_a_decision_and_the_gate(visitors: Visitors) -> None:
    page = visitors.open(site.COORDINATOR)
    address = open_an_experiment(page)
    for title in ("Premier comité", "Deuxième comité"):
        meeting = prepare(page, address, title)
        write_the_minutes(page)
        close_and_send(page, meeting)
    page.goto(f"{address}chemin/regles/")
    for rule in ("Deux comités de pilotage au moins", "Chaque comité de pilotage a son compte rendu"):
        expect(page.get_by_role("listitem").filter(has_text=rule)).to_contain_text("Tenue")
    expect(page.get_by_role("main")).not_to_contain_text("Pas tenue")
    pass_the_gate(page, address)
