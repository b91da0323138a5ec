"""A running installation, and browsers opened on it as somebody."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, StorageState

from tests.browser import postgres, site
from tests.browser.exploration import Atlas, explored
from tests.browser.site import Site
from tests.browser.watch import REPORT_VIOLATIONS, Watch
from tools.chromium import launch_options

PATIENCE_MS = 15_000

Sessions = dict[tuple[str, str], StorageState]
"""The sessions opened so far, by address of the installation and account."""


@contextmanager
def installation(temp: pytest.TempPathFactory, worker_id: str) -> Iterator[Site]:
    """Serve an installation of this worker, with the demonstration and an empty workspace."""
    own = temp.mktemp("site")
    data_dir = own / "data"
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        data_dir.mkdir()
        with postgres.database(f"copil_{own.name}_{worker_id}") as url:
            site.fill(site.environment(data_dir, port=0, database_url=url))
            with site.running(data_dir, shared=own, database_url=url) as started:
                yield started
        return
    base = temp.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "filled-site"
    site.filled_copy(shared, data_dir)
    with site.running(data_dir, shared=shared) as started:
        yield started


@pytest.fixture(scope="session")
def quiet_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Site]:
    """An installation that the tests only look at."""
    with installation(tmp_path_factory, worker_id) as started:
        yield started


@pytest.fixture(scope="session")
def worked_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Site]:
    """An installation where the tests work, each on things of its own."""
    with installation(tmp_path_factory, worker_id) as started:
        yield started


@pytest.fixture
def running_site(request: pytest.FixtureRequest) -> Site:
    """The installation of a test: a module marked ``works`` writes, the others only look."""
    works = request.node.get_closest_marker("works") is not None
    chosen: Site = request.getfixturevalue("worked_site" if works else "quiet_site")
    return chosen


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the distribution's Chromium.

    The loop that drives it stays in this thread: Django would take the next tests for asynchronous ones.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    return launch_options()


class Visitors:
    """Opens pages as somebody, logged in once a session, and watches over all of them."""

    def __init__(self, browser: Browser, running: Site, sessions: Sessions) -> None:
        self.browser, self.site, self.sessions = browser, running, sessions
        self.watch = Watch(urlsplit(running.url).netloc)
        self._opened: list[Any] = []

    def open(
        self,
        account: str | None = None,
        *,
        width: int = 1280,
        dark: bool = False,
        javascript: bool = True,
        session: StorageState | None = None,
    ) -> Page:
        """Open an empty page in a new browser profile, logged in as ``account``."""
        state = session or (self.session_of(account) if account else None)
        context = self.browser.new_context(
            base_url=self.site.url,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            viewport={"width": width, "height": 844 if width < 500 else 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            storage_state=state,
        )
        self._opened.append(context)
        context.set_default_timeout(PATIENCE_MS)
        if javascript:
            context.add_init_script(REPORT_VIOLATIONS)
        page = context.new_page()
        self.watch.follow(page)
        return page

    def session_of(self, account: str) -> StorageState:
        """Log somebody in through the form, the first time only."""
        key = self.site.url, account
        if key not in self.sessions:
            page = self.open()
            log_in(page, account)
            self.sessions[key] = page.context.storage_state()
        return self.sessions[key]

    def close(self) -> None:
        """Close every profile."""
        for context in self._opened:
            context.close()


def log_in(page: Page, account: str, password: str = site.PASSWORD) -> None:
    """Fill the login form and land on a workspace."""
    page.goto("/connexion/")
    page.get_by_label("Adresse électronique").fill(account)
    page.get_by_label("Mot de passe").fill(password)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(re.compile(r"/e/|/espaces/"))


@pytest.fixture(scope="session")
def sessions() -> Sessions:
    """The sessions opened so far."""
    return {}


@pytest.fixture
def visitors(browser: Browser, running_site: Site, sessions: Sessions) -> Iterator[Visitors]:
    """Open pages as somebody; at the end, nothing unexpected may have happened in them."""
    opened = Visitors(browser, running_site, sessions)
    yield opened
    opened.close()
    assert opened.watch.unexpected() == []


@pytest.fixture(scope="session")
def found_pages() -> Atlas:
    """The pages found so far; filled by the first test that asks."""
    return {}


@pytest.fixture
def atlas(found_pages: Atlas, visitors: Visitors) -> Atlas:
    """The account and the page of each name, in the installation that the tests only look at."""
    if not found_pages:
        found_pages.update(explored(visitors.site, visitors.session_of))
    return found_pages


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything of this folder drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
