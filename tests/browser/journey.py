"""The main journey, gesture by gesture: what a coordinator does, at the keyboard."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser import rna, site
from tests.browser.conftest import log_in

LONG_MS = 60_000


def press(target: Locator) -> None:
    """Use a link or a button as the keyboard does; it must be there to be seen."""
    expect(target).to_be_visible()
    target.focus()
    target.press("Enter")


def write_in(page: Page, label: str, text: str) -> None:
    """Type in the field of a label."""
    field = page.get_by_role("main").get_by_label(label, exact=False).first
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


def open_an_initiative(page: Page, title: str) -> None:
    """Open an initiative under the first method."""
    page.goto(f"{site.HOME}demarches/ouvrir/")
    write_in(page, "Nom de la démarche", title)
    confirm(page, "Ouvrir la démarche")
    heading(page, title)


def attest_then_adapt(page: Page) -> None:
    """Say of one activity that it is done, of the next that it is done otherwise."""
    cockpit = page.url
    for choice, state in (("Attestée", "Faite"), ("Adaptée", "Adaptée")):
        page.goto(cockpit)
        press(page.get_by_role("main").get_by_role("link", name=re.compile("^Ouvrir")).first)
        option = page.get_by_role("radio", name=choice)
        option.focus()
        option.press("Space")
        write_in(page, "Pourquoi", "Fait en réunion avec les associations du quartier.")
        press(page.locator("#dire").get_by_role("button", name="Enregistrer"))
        expect(page.locator("main .chip", has_text=state).first).to_be_visible()
    page.goto(cockpit)


def take_the_sheet_away(page: Page, title: str) -> None:
    """Complete the presentation sheet, then download it as a PDF."""
    press(page.get_by_role("main").get_by_role("link", name="Fiche de présentation").first)
    expect(page.get_by_role("main")).to_contain_text(title)
    press(page.get_by_role("link", name="Compléter"))
    write_in(page, "Premiers résultats", "Six associations se sont rencontrées.")
    confirm(page, "Enregistrer la fiche")
    expect(page.get_by_role("main")).to_contain_text("Six associations se sont rencontrées.")
    with page.expect_download(timeout=LONG_MS) as waited:
        press(page.get_by_role("main").get_by_role("link", name="PDF"))
    content = Path(waited.value.path()).read_bytes()
    assert content.startswith(b"%PDF-")
    assert len(content) > 5000
