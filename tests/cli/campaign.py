"""Cut an installation while people write in it: what was acknowledged is there, once and whole.

Its web server, its worker, all of it or its PostgreSQL are killed (SIGKILL) at any instant; ``copil serve``
is started again as a service manager would, the PostgreSQL too.
"""

import http.client
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests import postgres
from tests.browser.site import free_port
from tests.cli.conftest import ROOT, Installation
from tests.hand import Hand

EMAIL, PASSWORD = "nadia@marne.example", "un mot de passe assez long"
HOME = "/e/reseau-marne/"
HANDS = 4
PATIENCE = 180.0
"""Seconds after a blow within which pages answer and somebody has written again, on a busy machine too."""

PEOPLE = """
from copil.core.text import name_key
from copil.directory.models import Organisation
from copil.identity.enums import Role
from copil.identity.models import Membership, User, Workspace
workspace = Workspace.objects.get()
Membership.objects.create(workspace=workspace, user=User.objects.get(), role=Role.ADMIN)
name = "Association des Bords de Marne"
Organisation.objects.create(workspace=workspace, name=name, name_key=name_key(name))
answer = True
"""
STATE = """
from collections import Counter
from django.db import connection
from copil.identity.models import Workspace
from copil.journal import actions
from copil.journal.models import JournalEntry
from copil.needs.models import Need, NeedOrigin
from copil.search.models import SearchEntry
needs = {need.pk: need.text for need in Need.objects.all()}
def numbers(rows):
    return sorted(set(Counter(rows).values()))
sound = "ok"
if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        sound = cursor.execute("PRAGMA integrity_check").fetchone()[0]
told = [pk for pk in JournalEntry.objects.values_list("object_id", flat=True) if pk in needs]
heard = list(NeedOrigin.objects.values_list("need_id", flat=True))
found = list(SearchEntry.objects.filter(object_id__in=NeedOrigin.objects.values("need_id"))
             .values_list("object_id", flat=True))
answer = {
    "texts": sorted(needs.values()),
    "whole": [set(rows) == set(needs) and numbers(rows) == [1] for rows in (told, heard, found)],
    "faults": len(actions.verify(Workspace.objects.get())),
    "sound": sound,
}
"""


@dataclass
class Writer(Hand):
    """Notes needs one after the other, each in words of its own, and remembers what was acknowledged."""

    name: str
    url: str
    kept: list[str] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        Hand.__init__(self, self.url)

    def write(self, ended: threading.Event) -> None:
        """Write until told to end; a need whose answer never came may be there or not."""
        number = 0
        while not ended.is_set():
            number += 1
            text = f"Campagne {self.name}-{number} : trouver une salle pour le mois de juin"
            values: dict[str, object] = {
                "organisation": "Association des Bords de Marne",
                "text": text,
                "kind": "structure",
            }
            try:
                status, _ = self.post(f"{HOME}besoins/nouveau/", values)
            except (OSError, http.client.HTTPException):
                status = 0
            if status == 302:
                self.kept.append(text)
            else:
                self.doubtful.add(text)
                time.sleep(0.05)


@dataclass
class Campaign:
    """An installation that is served, written to and struck."""

    installation: Installation
    database: postgres.Server | None = None
    port: int = field(default_factory=free_port)
    server: "subprocess.Popen[bytes] | None" = None
    longest: float = 0.0
    """The longest time, in seconds, between a blow and the next write acknowledged."""
    waits: list[float] = field(default_factory=list)
    """Those times, one a blow."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start ``copil serve`` and wait until it answers."""
        self._launch()
        self.wait()

    def _launch(self) -> None:
        command = [sys.executable, "-W", "ignore", "-m", "copil.cli", "serve"]
        environment = {**self.installation.environment, "PORT": str(self.port), "WEB_CONCURRENCY": "2"}
        log = (self.installation.folder / "serve.log").open("ab")
        self.server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        log.close()

    def wait(self) -> None:
        """Wait until the pages answer, a server that fell being started again."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.server is None or self.server.poll() is not None:
                self._launch()
            connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=5)
            with closing(connection), suppress(OSError, http.client.HTTPException):
                connection.request("GET", "/sante/")
                if connection.getresponse().status == 200:
                    return
            time.sleep(0.1)
        raise AssertionError((self.installation.folder / "serve.log").read_text(encoding="utf-8")[-2000:])

    def stop(self) -> None:
        """Kill what is left."""
        for pid in [*self._descendants(), *([self.server.pid] if self.server else [])]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if self.server is not None:
            self.server.wait()

    def blows(self) -> dict[str, Callable[[], list[int]]]:
        """Return what can be struck, each with the processes that it strikes."""
        named = {
            "a web process": lambda: self._children("gunicorn")[-1:],
            "the web server": lambda: self._children("gunicorn"),
            "the worker": lambda: self._children("worker"),
            "everything": lambda: [*([self.server.pid] if self.server else []), *self._descendants()],
        }
        return {**named, "the database": self._database} if self.database else named

    def strike(self, blow: str, written: Callable[[], int]) -> None:
        """Kill, put back what a service manager would, wait until somebody has written again."""
        struck_down = self.blows()[blow]()
        for pid in struck_down:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while any(map(_alive, struck_down)):  # one that is still dying would be taken for one at work
            time.sleep(0.01)
        struck, before = time.monotonic(), written()
        if blow == "the database" and self.database is not None:
            self.restart_database()
        self.wait()
        _wait_until(before + HANDS + 1, written)  # those on their way when it fell are not counted
        self.waits.append(time.monotonic() - struck)
        self.longest = max(self.waits)

    def database_answers(self) -> bool:
        """Tell whether the database is still there."""
        assert self.database is not None
        head = self.database.get_pid()
        return head is not None and _alive(head)

    def restart_database(self) -> None:
        """Start the database that fell again, as a service manager would."""
        assert self.database is not None
        deadline, head = time.monotonic() + PATIENCE, self.database.get_pid()
        while Path(f"/proc/{head}").exists():  # one that nobody has buried yet passes for one at work
            time.sleep(0.01)
        while True:
            try:
                self.database.ensure_postgres_running()
                return
            except (
                subprocess.SubprocessError,
                AssertionError,
            ):  # the shared memory of the dead is still held
                assert time.monotonic() < deadline
                time.sleep(0.2)

    def _database(self) -> list[int]:
        head = self.database.get_pid() if self.database else None
        return [head, *_below(head)] if head else []

    def _descendants(self) -> list[int]:
        return _below(self.server.pid) if self.server else []

    def _children(self, word: str) -> list[int]:
        return [pid for pid in self._descendants() if word in _command(pid)]


def _below(pid: int) -> list[int]:
    """Return the processes below one, parents first."""
    try:
        own = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return [child for one in own for child in [one, *_below(one)]]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _alive(pid: int) -> bool:
    """Tell whether a process is there, and not only waiting for its parent to notice that it ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@contextmanager
def durable_postgres(on: Path | None = None) -> Iterator[postgres.Server]:
    """Start a PostgreSQL that keeps what it acknowledges, as it is delivered, on a disk or the usual one."""
    folder = Path(tempfile.mkdtemp(prefix="copil-pg-", dir=on))
    running = postgres.patient_server(folder)
    try:
        running.psql("CREATE DATABASE copil;")
        yield running
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until(goal: int, written: Callable[[], int]) -> None:
    """Wait for the writes; fail when for ``PATIENCE`` nobody wrote."""
    last, since = written(), time.monotonic()
    while last < goal:
        time.sleep(0.02)
        if written() > last:
            last, since = written(), time.monotonic()
        assert time.monotonic() - since < PATIENCE, f"nobody could write any more after {last} needs"


def silent(_words: str) -> None:
    """Tell nothing of the progress."""


def fight(
    campaign: Campaign, *, kills: int, writes: int, seed: int, tell: Callable[[str], None] = silent
) -> tuple[list[str], set[str]]:
    """Write with several hands, strike ``kills`` times; return what was acknowledged, and what is doubtful.

    The blows are spread so that about ``writes`` needs are written between the first and the end; each is
    told with the writes acknowledged and the seconds so far.
    """
    chance, begun = random.Random(seed), time.monotonic()
    campaign.start()
    writers = [Writer(f"main{number}", campaign.url) for number in range(HANDS)]
    for writer in writers:
        writer.log_in(EMAIL, PASSWORD, then=f"{HOME}besoins/nouveau/")
    ended = threading.Event()
    hands = [threading.Thread(target=writer.write, args=(ended,), daemon=True) for writer in writers]

    def written() -> int:
        return sum(len(writer.kept) for writer in writers)

    for hand in hands:
        hand.start()
    names = list(campaign.blows())
    try:
        for number in range(kills):
            _wait_until(writes * (number + 1) // (kills + 1), written)
            time.sleep(chance.uniform(0, 0.2))
            blow = names[number % len(names)]
            tell(f"{time.monotonic() - begun:6.0f} s, {written()} acknowledged: kill {number + 1}, {blow}")
            campaign.strike(blow, written)
            tell(f"{time.monotonic() - begun:6.0f} s, written again after {campaign.waits[-1]:.1f} s")
        _wait_until(writes, written)
    finally:
        ended.set()
        for hand in hands:
            hand.join(90)
    return [text for writer in writers for text in writer.kept], set().union(*(w.doubtful for w in writers))
