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
ACCOUNT, PASSWORD = "nadia.benhaddou@marne-solidaire.example", "chemin-partage-2026"
HOME = "/e/reseau-marne/"
MAX_BYTES = 150_000
QUALITY = 84
STILL = "*, *::before, *::after { transition: none !important; caret-color: transparent; }"
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


def log_in(page: Page) -> None:
    """Open the session of the account whose screens are shown."""
    page.goto("/connexion/")
    page.get_by_label("Adresse électronique").fill(ACCOUNT)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(f"**{HOME}")


def home(page: Page) -> None:
    """What awaits the person."""
    page.goto(HOME)


def cockpit(page: Page) -> None:
    """The first of the initiatives under way."""
    page.goto(HOME)
    page.locator(".rail .yours a").first.click()


def search(page: Page) -> None:
    """A search with results of several kinds."""
    page.goto(f"{HOME}recherche/?q=bénévoles")


SHOTS = (
    Shot("cockpit", cockpit, height=900),
    Shot("accueil", home, height=860),
    Shot("recherche", search, height=760),
)


def take(page: Page, shot: Shot) -> None:
    """Write one image: a PNG for the README, WebP for the guide."""
    page.set_viewport_size({"width": shot.width, "height": shot.height})
    shot.reach(page)
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
