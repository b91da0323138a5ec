"""Take the images of the documentation: ``python -m tools.screenshots [NAME…]``, all of them by default.

A demonstration of its own is served on a day that never changes: the same program gives the same images.
"""

import base64
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tools.chromium import launch_options

IMAGES = Path(__file__).parents[1] / "docs" / "images"
ACCOUNT, ADMIN = "nadia.benhaddou@marne-solidaire.example", "yves.lacombe@marne-solidaire.example"
PASSWORD = "chemin-partage-2026"  # noqa: S105  # the one of the demonstration, public
HOME = "/e/reseau-marne/"
MAX_BYTES = 150_000
QUALITY = 84
STILL = "*, *::before, *::after { transition: none !important; caret-color: transparent; }"
EXTRACT = """\
titre;id;objet;adrs_codepostal;adrs_libcommune;date_creat
L’Atelier des Écluses;W941900001;Réparer ensemble les objets du quotidien;94220;Charenton-le-Pont;12/03/2019
Les Jardins du Confluent;W941900002;Cultiver des parcelles partagées;94410;Saint-Maurice;04/09/2014
Paroles d’aînés;W941900003;Rompre l’isolement des personnes âgées;94220;Charenton-le-Pont;21/01/2008
La Passerelle numérique;W94190;Accompagner les démarches en ligne;94410;Saint-Maurice;30/06/2021
"""
LEFT_OUT = {"DATABASE_URL", "SECRET_KEY", "BASE_URL", "PORT"}


@dataclass(frozen=True)
class Shot:
    """An image: how to get to what it shows, and how much of it is kept."""

    name: str
    reach: Callable[[Page], None]
    height: int = 800
    width: int = 1280


@contextmanager
def demonstration() -> Iterator[str]:
    """Serve a demonstration loaded for the occasion; yield its address."""
    with tempfile.TemporaryDirectory(prefix="copil-images-") as folder:
        env = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        env |= {"DATA_DIR": folder, "DEMO": "1", "DJANGO_SETTINGS_MODULE": "copil.settings"}
        command = [sys.executable, "-m", "tools.demonstration"]
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as server:
            try:
                address = server.stdout.readline().strip() if server.stdout else ""
                if not address:
                    raise RuntimeError("the demonstration did not start")
                yield address
            finally:
                server.terminate()


def log_in(page: Page, account: str = ACCOUNT) -> None:
    """Open the session of the account whose screens are shown."""
    page.goto("/connexion/")
    page.get_by_label("Adresse électronique").fill(account)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(f"**{HOME}")


def home(page: Page) -> None:
    """What awaits the person."""
    page.goto(HOME)


def cockpit(page: Page) -> None:
    """The initiative whose steering is furthest."""
    _of_initiative(page, "")


def search(page: Page) -> None:
    """A search with results of several kinds."""
    page.goto(f"{HOME}recherche/?q=bénévoles")


def login(page: Page) -> None:
    """The door, as somebody who is outside sees it."""
    page.context.clear_cookies()
    page.goto("/connexion/")


def invitation(page: Page) -> None:
    """What an administrator fills to invite."""
    page.context.clear_cookies()
    log_in(page, ADMIN)
    page.goto(f"{HOME}membres/inviter/")


def columns(page: Page) -> None:
    """The columns of an extract of the register, recognised."""
    page.goto(f"{HOME}organisations/imports/nouveau/")
    page.get_by_label("Fichier").set_input_files(
        {"name": "associations-94.csv", "mimeType": "text/csv", "buffer": EXTRACT.encode("cp1252")}
    )
    page.get_by_role("button", name="Lire le fichier").click()
    page.get_by_role("button", name="Vérifier les lignes").wait_for()


def preview(page: Page) -> None:
    """What the import would change, row by row."""
    columns(page)
    page.get_by_role("button", name="Vérifier les lignes").click()
    page.get_by_role("heading", name="Voici ce qui changerait").wait_for()


def organisation(page: Page) -> None:
    """The page of an organisation whose profile is known."""
    page.goto(f"{HOME}recherche/?q=association&kind=directory.organisation")
    page.locator("main li.sheet a").first.click()


def proposals(page: Page) -> None:
    """Needs that seem to say the same thing, with the reasons."""
    page.goto(f"{HOME}besoins/propositions/")


def opening(page: Page) -> None:
    """The first sheet of an initiative."""
    page.goto(f"{HOME}demarches/ouvrir/")


def activity(page: Page) -> None:
    """An activity of the path."""
    cockpit(page)
    page.locator("#ce-qui-vient .btn").first.click()


def sheet(page: Page) -> None:
    """The presentation sheet, as it is read."""
    cockpit(page)
    page.get_by_role("main").get_by_role("link", name="Fiche de présentation").first.click()


def tasks(page: Page) -> None:
    """Every task of the workspace."""
    page.goto(f"{HOME}taches/?vue=toutes")


def _of_initiative(page: Page, place: str) -> None:
    """Open a page of the initiative whose steering is furthest, by its address."""
    page.goto(HOME)
    address = page.get_by_role("link", name="Relève associative en bords de Marne").first.get_attribute(
        "href"
    )
    page.goto(f"{address}{place}")


def roles(page: Page) -> None:
    """The responsibility matrix of an initiative."""
    _of_initiative(page, "roles/")


def mission_letters(page: Page) -> None:
    """The mission letters of an initiative."""
    _of_initiative(page, "lettres/")


def gate(page: Page) -> None:
    """A gate decided under conditions."""
    _of_initiative(page, "moments-de-decision/poursuivre-engager/")


def _meeting(page: Page, view: str, title: str) -> None:
    """Open a meeting from the list that shows it."""
    page.goto(f"{HOME}reunions/{view}")
    page.get_by_role("main").get_by_role("link", name=title).first.click()


def meeting(page: Page) -> None:
    """A meeting that was called: its agenda, those expected."""
    _meeting(page, "", "Comité de pilotage de fin d’année")


def replies(page: Page) -> None:
    """Who comes to it."""
    meeting(page)
    page.get_by_role("main").get_by_role("link", name="Qui vient").click()


def minutes(page: Page) -> None:
    """Minutes that were approved, with what came out of each point."""
    _meeting(page, "?vue=passees", "Premier comité de pilotage de la relève")
    page.get_by_role("main").get_by_role("link", name="Lire le compte rendu").click()


def attendance(page: Page) -> None:
    """Who was there, and who is still to be made sure of."""
    _meeting(page, "?vue=passees", "Premier comité de pilotage de la relève")
    page.get_by_role("main").get_by_role("link", name="Émargement").first.click()


def poll(page: Page) -> None:
    """A date poll that people answer, and the date it finds best."""
    _meeting(page, "", "Comité technique de préparation des séances")
    page.get_by_role("main").get_by_role("link", name="Trouver la date").first.click()


def logistics(page: Page) -> None:
    """The logistics plan of an event, dated backwards."""
    _meeting(page, "", "Rencontre de lancement de la relève")
    page.get_by_role("main").get_by_role("link", name="Logistique").first.click()


def registrations(page: Page) -> None:
    """Who registered to an event, and who waits."""
    _meeting(page, "", "Lancement de la relève associative")
    page.get_by_role("main").get_by_role("link", name="Inscriptions").first.click()


def vote(page: Page) -> None:
    """A published result, in words and in a picture."""
    _of_initiative(page, "votes/")
    page.get_by_role("main").get_by_role("link", name="Que commencer dès janvier").click()


def allocation(page: Page) -> None:
    """Participants shared out into groups, and what is missing."""
    _of_initiative(page, "groupes/")
    page.get_by_role("main").get_by_role("link", name="Répartition du").first.click()


def personal_data(page: Page) -> None:
    """What is done with personal data, for anybody to read."""
    page.goto("/donnees-personnelles/")


SHOTS = (
    Shot("cockpit", cockpit, height=760),
    Shot("accueil", home, height=860),
    Shot("recherche", search, height=760),
    Shot("import-colonnes", columns, height=860),
    Shot("import-apercu", preview, height=860),
    Shot("organisation", organisation, height=860),
    Shot("propositions", proposals, height=860),
    Shot("ouvrir", opening, height=860),
    Shot("activite", activity, height=860),
    Shot("fiche", sheet, height=860),
    Shot("taches", tasks, height=860),
    Shot("roles", roles, height=860),
    Shot("lettres", mission_letters, height=860),
    Shot("moment", gate, height=860),
    Shot("reunion", meeting, height=860),
    Shot("qui-vient", replies, height=860),
    Shot("compte-rendu", minutes, height=860),
    Shot("emargement", attendance, height=860),
    Shot("sondage", poll, height=860),
    Shot("logistique", logistics, height=860),
    Shot("inscriptions", registrations, height=860),
    Shot("vote", vote, height=900),
    Shot("repartition", allocation, height=860),
    Shot("donnees-personnelles", personal_data, height=760),
    Shot("inviter", invitation, height=700),
    Shot("connexion", login, height=640),
)


def take(page: Page, shot: Shot) -> None:
    """Write one image: a PNG for the README, WebP for the guide."""
    page.set_viewport_size({"width": shot.width, "height": shot.height})
    shot.reach(page)
    if page.get_by_text("Erreur 500").count():
        raise RuntimeError(f"{shot.name}: {page.url} answers an error")
    page.add_style_tag(content=STILL)
    page.wait_for_load_state("networkidle")
    page.evaluate("() => document.fonts.ready")
    if shot.name == "cockpit":
        page.screenshot(path=IMAGES / "cockpit.png")
    content = page.context.new_cdp_session(page).send(
        "Page.captureScreenshot", {"format": "webp", "quality": QUALITY}
    )
    (IMAGES / f"{shot.name}.webp").write_bytes(base64.b64decode(content["data"]))


def too_heavy() -> list[str]:
    """List the images that a reader would wait for."""
    return [
        f"{path.name} : {path.stat().st_size} octets"
        for path in sorted(IMAGES.iterdir())
        if path.stat().st_size > MAX_BYTES
    ]


def main(names: Sequence[str]) -> int:
    """Take the images; 1 when one is too heavy for a page."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demonstration() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        context = browser.new_context(base_url=url, locale="fr-FR", bypass_csp=True, reduced_motion="reduce")
        page = context.new_page()
        log_in(page)
        for shot in SHOTS:
            if not names or shot.name in names:
                take(page, shot)
                print(f"{shot.name} : fait", flush=True)
        browser.close()
    for line in (heavy := too_heavy()):
        print(f"Image trop lourde : {line}", file=sys.stderr)
    return 1 if heavy else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
