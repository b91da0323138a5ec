"""A disk that is full, a database that is stopped, backups while people write: nothing to mend by hand."""

import dataclasses
import errno
import http.client
import os
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from tests import postgres
from tests.cli import campaign
from tests.cli.campaign import HOME, Campaign, Writer
from tests.cli.conftest import Installation, installation
from tests.cli.test_campaign import founded, left_alone, settled

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1_800)]
ENGINES = ["sqlite", "postgresql"]
BACKUPS = 5
NEED = {"organisation": "Association des Bords de Marne", "kind": "structure"}


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """Give a folder a file system of its own, of so many megabytes; only root may."""
    folder.mkdir(parents=True, exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=1777", "copil", str(folder)]
    if subprocess.run(words, check=False, capture_output=True).returncode != 0:
        pytest.skip("only root may mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def served(tmp_path: Path, engine: str, *, megabytes: int = 0) -> Iterator[Campaign]:
    """Serve an installation on an engine, its data on a small disk when asked."""
    with ExitStack() as stack:
        folder = tmp_path / "disk"
        if megabytes:
            stack.enter_context(small_disk(folder, megabytes))
        made, database = dataclasses.replace(installation(folder / "campaign"), patience=600), None
        if engine == "postgresql":
            database = stack.enter_context(campaign.durable_postgres(folder if megabytes else None))
            made.environment["DATABASE_URL"] = address(database, "copil")
            # Its tools are of the version of the server.
            made.environment["PATH"] = f"{postgres.TOOLS}{os.pathsep}{os.environ['PATH']}"
        else:
            made.environment.pop("DATABASE_URL", None)
        fight = founded(stack.enter_context(left_alone(Campaign(made, database))))
        fight.start()
        yield fight


def address(database: postgres.Server, name: str) -> str:
    return f"postgresql://postgres@/{name}?host={database.get_postmaster_info().socket_dir}"


def answered(fight: Campaign, path: str, writer: Writer | None = None) -> tuple[int, str, str]:
    """Return the status of a page, its text and when it asks to be asked again."""
    opener = writer.browser if writer else urllib.request.build_opener()
    try:
        with opener.open(fight.url + path, timeout=60) as answer:
            return answer.status, answer.read().decode(), ""
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), error.headers.get("Retry-After", "")


def noted(writer: Writer, number: int) -> tuple[int, str]:
    """Note a need; remember it when it was acknowledged."""
    text = f"Besoin {writer.name}-{number} : trouver une salle pour le mois de juin"
    try:
        status, page = writer.post(f"{HOME}besoins/nouveau/", {**NEED, "text": text})
    except (OSError, http.client.HTTPException):
        status, page = 0, ""
    (writer.kept.append if status == 302 else writer.doubtful.add)(text)
    return status, page


def somebody(fight: Campaign, name: str = "main") -> Writer:
    writer = Writer(name, fight.url)
    writer.log_in(campaign.EMAIL, campaign.PASSWORD, then=f"{HOME}besoins/nouveau/")
    return writer


def until(done: Callable[[], bool], *, seconds: float = 60) -> float:
    """Wait for something to be so; return after how long."""
    began = time.monotonic()
    while not done():
        assert time.monotonic() - began < seconds
        time.sleep(0.2)
    return time.monotonic() - began


def fill(disk: Path) -> Path:
    """Take all the room that is left on a disk."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as handle:
        for block in (1 << 20, 1 << 12, 1):
            with suppress(OSError):
                while True:
                    handle.write(b"x" * block)
    assert os.statvfs(disk).f_bavail == 0, errno.errorcode[errno.ENOSPC]
    return filler


@pytest.mark.parametrize("engine", ENGINES)
def test_a_full_disk_is_read_and_takes_writes_again_once_there_is_room(engine: str, tmp_path: Path) -> None:
    with served(tmp_path, engine, megabytes=256) as fight:
        writer, server = somebody(fight), fight.server
        assert [noted(writer, number)[0] for number in range(5)] == [302] * 5
        filler = fill(tmp_path / "disk")
        number, status, page = 5, 302, ""
        while status == 302 and number < 2_000:  # what was reserved serves first
            number += 1
            status, page = noted(writer, number)
        assert status == 503
        assert "ne peut pas" in page
        if engine == "sqlite":  # PostgreSQL stops by itself when it can no longer write its log
            assert answered(fight, HOME, writer)[0] == 200
            assert answered(fight, f"{HOME}besoins/", writer)[0] == 200
        filler.unlink()
        if fight.database is not None and not fight.database_answers():
            fight.restart_database()
        until(lambda: noted(writer, time.monotonic_ns())[0] == 302)
        until(lambda: answered(fight, "/sante/pret/")[0] == 200)
        assert fight.server is server
        settled(fight, writer.kept, writer.doubtful)


def test_a_database_that_is_stopped_comes_back_by_itself(tmp_path: Path) -> None:
    with served(tmp_path, "postgresql") as fight:
        writer, server, database = somebody(fight), fight.server, fight.database
        assert database is not None
        assert noted(writer, 1)[0] == 302
        head = database.get_pid()
        assert head
        os.kill(head, signal.SIGINT)  # a fast shutdown, as an update of the system does
        until(lambda: not Path(f"/proc/{head}").exists())
        status, page, again = answered(fight, HOME, writer)
        assert (status, again) == (503, "60")
        assert "ne peut pas répondre pour l’instant" in page
        assert answered(fight, "/sante/pret/")[:2] == (503, "missing: database\n")
        assert noted(writer, 2)[0] == 503
        fight.restart_database()
        until(lambda: answered(fight, HOME, writer)[0] == 200)
        until(lambda: noted(writer, time.monotonic_ns())[0] == 302)
        asked = writer.post("/mot-de-passe-oublie/", {"email": campaign.EMAIL})
        assert asked[0] == 302
        until(lambda: bool(fight.installation.inside(SENT)))
        assert fight.server is server
        assert server is not None
        assert server.poll() is None
        settled(fight, writer.kept, writer.doubtful)


SENT = """
from copil.notifications.models import OutboxMessage
answer = OutboxMessage.objects.filter(state="sent").count()
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_a_backup_taken_while_people_write_is_whole(engine: str, tmp_path: Path) -> None:
    with served(tmp_path, engine) as fight:
        writers = [somebody(fight, f"main{number}") for number in range(3)]
        ended = threading.Event()
        hands = [threading.Thread(target=one.write, args=(ended,), daemon=True) for one in writers]
        for hand in hands:
            hand.start()
        taken = []
        try:
            for number in range(BACKUPS):
                until(lambda: sum(len(one.kept) for one in writers) >= 20 * (number + 1))  # noqa: B023  # at once
                before = {text for one in writers for text in list(one.kept)}
                archive = tmp_path / f"{number}.tar.gz"
                done = fight.installation.copil("backup", str(archive))
                assert done.returncode == 0, done.stderr
                taken.append((archive, before))
        finally:
            ended.set()
            for hand in hands:
                hand.join(90)
        after = {text for one in writers for text in [*one.kept, *one.doubtful]}
        for archive, before in taken:
            state = restored(fight, archive, tmp_path / f"copy{archive.name[0]}").inside(campaign.STATE)
            texts = set(state["texts"])
            assert before <= texts <= after
            assert len(texts) == len(state["texts"])
            assert state["whole"] == [True, True, True]
            assert (state["faults"], state["sound"]) == (0, "ok")
        assert len({len(before) for _, before in taken}) == BACKUPS


def restored(fight: Campaign, archive: Path, folder: Path) -> Installation:
    """Restore a backup elsewhere, on the same engine."""
    made = dataclasses.replace(installation(folder), patience=600)
    if fight.database is not None:
        name = f"restored_{folder.name}"
        fight.database.psql(f"CREATE DATABASE {name};")
        made.environment["DATABASE_URL"] = address(fight.database, name)
        made.environment["PATH"] = fight.installation.environment["PATH"]
    else:
        made.environment.pop("DATABASE_URL", None)
    done = made.copil("restore", str(archive))
    assert done.returncode == 0, done.stderr
    return made
