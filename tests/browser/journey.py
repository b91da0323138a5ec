"""The main journey, gesture by gesture: what a coordinator does, at the keyboard."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser import rna, site
from tests.browser.conftest import log_in

LONG_MS = 60_000
NEED = "Nous cherchons un local où ranger les outils que nous prêtons."


def press(target: Locator) -> None:
    """Use a link or a button as the keyboard does; it must be there to be seen."""
    expect(target).to_be_visible()
    target.focus()
    target.press("Enter")


def write_in(page: Page, label: str, text: str) -> None:
    """Type in the field of a label."""
    named = page.get_by_role("main").get_by_label(label, exact=False)
    field = named.and_(page.locator("input, textarea")).first
    field.focus()
    field.fill(text)


def confirm(page: Page, name: str | re.Pattern[str]) -> None:
    """Press the button that does what the page is for."""
    press(page.get_by_role("main").get_by_role("button", name=name))


def heading(page: Page, name: str | re.Pattern[str]) -> None:
    """Wait for the page of a title."""
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible(timeout=LONG_MS)


def log_in_by_keyboard(page: Page) -> None:
    """Open the session of the coordinator."""
    log_in(page, site.COORDINATOR)
    heading(page, "Ce qui vous attend")


def import_associations(page: Page, file: Path) -> None:
    """Bring the extract of the register through the wizard; look before it is written."""
    page.goto(f"{site.HOME}organisations/")
    press(page.get_by_role("main").get_by_role("link", name=re.compile("^Importer")).first)
    heading(page, "Importer un fichier d’organisations")
    page.get_by_label("Fichier").set_input_files(file)
    confirm(page, "Lire le fichier")
    heading(page, "Que contient chaque colonne")
    expect(page.get_by_role("main")).to_contain_text(rna.FIRST.split("’")[1].split()[0])
    expect(page.get_by_label("titre", exact=True)).to_have_value("name")
    confirm(page, "Vérifier les lignes")
    heading(page, "Voici ce qui changerait")
    expect(page.get_by_role("row").filter(has_text="ÉCLUSES")).to_be_visible()
    confirm(page, re.compile(rf"Importer {len(rna.ROWS)}\slignes"))
    wait_for_the_import(page)
    figures = page.locator("main dl, main .stats").first
    expect(figures).to_contain_text(str(len(rna.ROWS)))


def wait_for_the_import(page: Page) -> None:
    """Follow the work done behind; without script, ask again."""
    done = page.get_by_role("heading", level=1, name="Import terminé")
    for _ in range(60):
        if done.count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    heading(page, "Import terminé")


def find_an_association(page: Page, series: int) -> None:
    """See an imported association, letters and purpose intact."""
    page.goto(f"{site.HOME}recherche/?q=choeur+marne+{series}")
    press(page.get_by_role("main").get_by_role("link", name=re.compile("CHŒUR|Chœur", re.IGNORECASE)).first)
    expect(page.get_by_role("main")).to_contain_text("chanter en chœur, sans audition d’entrée")
    expect(page.get_by_role("main")).to_contain_text("Saint-Maurice")


def note_a_need(page: Page, series: int) -> None:
    """Write down what an imported association said, and where it was heard."""
    page.goto(f"{site.HOME}besoins/")
    press(page.get_by_role("main").get_by_role("link", name="Noter un besoin"))
    heading(page, "Noter un besoin")
    write_in(page, "Structure", f"{rna.FIRST} {series}")
    write_in(page, "Le besoin, avec les mots de la structure", NEED)
    page.get_by_label("D’où vient ce besoin").select_option(label="Expression des structures")
    write_in(page, "Document", "Compte rendu de la réunion de quartier")
    confirm(page, "Noter le besoin")
    heading(page, NEED)
    expect(page.get_by_role("main")).to_contain_text("Compte rendu de la réunion de quartier")


def accept_a_proposal(page: Page) -> str:
    """Read the first proposal of two needs or more, with its reasons; accept it; return its title."""
    page.goto(f"{site.HOME}besoins/")
    press(page.get_by_role("main").get_by_role("link", name="Propositions"))
    heading(page, "Un besoin partagé ?")
    proposal = page.locator("main form", has=page.get_by_label("Intitulé du besoin partagé")).first
    assert proposal.get_by_role("checkbox").count() >= 2
    expect(proposal.locator("details.why li").first).to_be_visible()
    title = proposal.get_by_label("Intitulé du besoin partagé").input_value()
    press(proposal.get_by_role("button", name="Oui, c’est le même besoin"))
    heading(page, title)
    expect(page.get_by_role("main")).to_contain_text("À confirmer")
    return title


def write_the_problem(page: Page) -> None:
    """Write the problem of a shared need from what is known, then come back to the shared need."""
    shared = page.url
    press(page.get_by_role("main").get_by_role("link", name="Rédiger la problématique"))
    heading(page, "Rédiger la problématique")
    write_in(page, "Contexte", "Six associations partagent deux quartiers et leurs bénévoles.")
    confirm(page, "Enregistrer la problématique")
    expect(page.get_by_role("link", name="Modifier")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Six associations partagent deux quartiers")
    page.goto(shared)


def open_an_initiative(page: Page, title: str, *, need: str) -> None:
    """Confirm the shared need, then open the initiative that answers it, under collective engineering."""
    press(page.get_by_role("main").get_by_role("link", name="Confirmer", exact=True))
    confirm(page, "Confirmer le besoin partagé")
    heading(page, need)
    press(page.get_by_role("main").get_by_role("link", name="Ouvrir une démarche"))
    heading(page, "Ouvrir une démarche")
    expect(page.locator("#avec")).to_contain_text(need)
    write_in(page, "Nom de la démarche", title)
    page.get_by_label("Méthode", exact=True).select_option(label="Ingénierie collective, version 1")
    confirm(page, "Ouvrir la démarche")
    heading(page, title)


def attest_then_adapt(page: Page) -> None:
    """Say of one activity that it is done, of the next that it is done otherwise."""
    cockpit = page.url
    for choice, state in (("Elle est faite, et Copil", "Faite"), ("Elle est faite autrement", "Adaptée")):
        page.goto(cockpit)
        press(page.get_by_role("main").get_by_role("link", name=re.compile("^Ouvrir")).first)
        option = page.get_by_role("radio", name=choice)
        option.focus()
        option.press("Space")
        write_in(page, "Pourquoi", "Fait en réunion avec les associations du quartier.")
        press(page.locator("#dire").get_by_role("button", name="Le dire"))
        expect(page.locator("main .chip", has_text=state).first).to_be_visible()
    page.goto(cockpit)


def take_the_sheet_away(page: Page, title: str) -> None:
    """Complete the presentation sheet, then download it as a PDF."""
    press(page.get_by_role("main").get_by_role("link", name="Fiche de présentation").first)
    expect(page.get_by_role("main")).to_contain_text(title)
    press(page.get_by_role("link", name="Compléter la fiche"))
    write_in(page, "Premiers résultats", "Six associations se sont rencontrées.")
    confirm(page, "Enregistrer la fiche")
    expect(page.get_by_role("main")).to_contain_text("Six associations se sont rencontrées.")
    with page.expect_download(timeout=LONG_MS) as waited:
        press(page.get_by_role("main").get_by_role("link", name="PDF"))
    content = Path(waited.value.path()).read_bytes()
    assert content.startswith(b"%PDF-")
    assert len(content) > 5000
