"""Minutes written while people speak: saved as they are typed, by two hands, without network, killed."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import uuid
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import site
from tests.browser.conftest import Visitors
from tests.browser.page_checks import axe, narrow
from tests.hand import Hand

pytestmark = pytest.mark.works

MEETING = "Comité technique de novembre"
FIRST, SECOND = "Le troisième intervenant a répondu oui.", "Le troisième intervenant hésite encore."
ENOUGH = 12


def writing(page: Page) -> Locator:
    """Open the minutes of a meeting that is over, and return the field of their first point."""
    page.goto(f"{site.HOME}reunions/?vue=passees")
    page.get_by_role("main").get_by_role("link", name=MEETING).click()
    page.get_by_role("link", name="Écrire le compte rendu").click()
    return page.locator("textarea.minutes").first


def test_two_hands_see_both_texts_and_a_cut_network_loses_nothing(visitors: Visitors) -> None:
    visitors.watch.expect(409, "/notes/")
    visitors.watch.expected += [r"failed: .*/notes/", r"console: htmx:"]  # the network is cut on purpose
    one, other = visitors.open(site.COORDINATOR), visitors.open(site.TWO_SPACES)
    mine, theirs = writing(one), writing(other)
    mine.fill(FIRST)
    expect(one.locator("[data-saved]").first).to_contain_text("Enregistré à")
    theirs.fill(SECOND)
    merge = other.locator("[data-saved]").first
    expect(merge).to_contain_text("Quelqu’un d’autre a écrit ce point")
    expect(merge).to_contain_text(FIRST)
    expect(theirs).to_have_value(SECOND)
    assert [*axe(other), *narrow(other)] == []
    theirs.press("Control+Enter")
    expect(other.locator("[data-saved]").first).to_contain_text("Enregistré à")

    other.route("**/notes/", lambda route: route.abort())
    theirs.fill(f"{SECOND} Relancé hier.")
    expect(other.locator("[data-problem]").first).to_be_visible()
    other.unroute("**/notes/")
    other.on("dialog", lambda dialog: dialog.accept())
    other.reload()
    expect(other.locator("textarea.minutes").first).to_have_value(f"{SECOND} Relancé hier.")
    expect(other.locator("[data-saved]").first).to_contain_text("Enregistré à")
    mine.fill(f"{FIRST} Il viendra.")
    one.reload()  # before anything was sent
    expect(one.locator("textarea.minutes").first).to_have_value(f"{FIRST} Il viendra.")
    expect(one.locator("[data-saved]").first).to_contain_text("Quelqu’un d’autre a écrit ce point")
    other.get_by_role("link", name="Versions du point 1").click()
    for text in (FIRST, f"{SECOND} Relancé hier."):
        expect(other.get_by_role("main")).to_contain_text(text)


class Typist(Hand):
    """Saves a point again and again, each time longer, and remembers what the server acknowledged."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.kept = 0
        self.enough = threading.Event()

    def type(self, path: str, version: int) -> None:
        try:
            while True:
                _, answer = self.post(path, {"text": told(self.kept + 1), "version": version}, fragment=True)
                version = int(re.findall(r'name="version" value="(\d+)"', answer)[0])
                self.kept += 1
                if self.kept == ENOUGH:
                    self.enough.set()
        except OSError:
            self.enough.set()


def told(number: int) -> str:
    return f"Phrase {number}. " * 200


def rows(data_dir: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    base = sqlite3.connect(data_dir / "copil.sqlite3")
    try:
        return base.execute(query, values).fetchall()
    finally:
        base.close()


@pytest.mark.skipif(os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="it reads the file")
def test_a_killed_server_keeps_each_version_it_acknowledged(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> None:
    base, data_dir = tmp_path_factory.getbasetemp(), tmp_path / "data"
    site.filled_copy((base if worker_id == "master" else base.parent) / "filled-site", data_dir)
    [[item, meeting]] = rows(
        data_dir,
        "SELECT i.id, m.id FROM meetings_agendaitem i JOIN meetings_meeting m ON m.id = i.meeting_id "
        "LEFT JOIN meetings_itemnotes n ON n.item_id = i.id "
        "WHERE m.title = ? AND n.id IS NULL AND i.archived_at IS NULL ORDER BY i.position LIMIT 1",
        MEETING,
    )
    path = f"{site.HOME}reunions/{uuid.UUID(str(meeting))}/points/{uuid.UUID(str(item))}/notes/"
    port = site.free_port()
    env = site.environment(data_dir, port=port, database_url="")
    command = [sys.executable, "-m", "copil.cli", "serve"]
    log = data_dir / "serve.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(command, env=env, stdout=output, stderr=output, start_new_session=True) as server,
    ):
        try:
            site.wait_for(site.Site(f"http://localhost:{port}", data_dir, tmp_path), server, log)
            typist = Typist(f"http://localhost:{port}")
            typist.log_in(site.COORDINATOR, site.PASSWORD, then=f"{site.HOME}reunions/nouvelle/")
            hand = threading.Thread(target=typist.type, args=(path, 0))
            hand.start()
            assert typist.enough.wait(60)
        finally:
            os.killpg(server.pid, signal.SIGKILL)
    hand.join()
    assert typist.kept >= ENOUGH
    [[text, version]] = rows(data_dir, "SELECT text, version FROM meetings_itemnotes WHERE item_id = ?", item)
    number = int(re.findall(r"Phrase (\d+)", str(text))[0])
    # What was on its way when the server died may be there too: whole, or not at all.
    assert typist.kept <= number <= typist.kept + 1
    assert text == told(number)
    assert version == number
    assert rows(data_dir, "PRAGMA integrity_check") == [("ok",)]
