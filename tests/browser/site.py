"""The product as people start it: ``copil serve`` on data of its own, the demonstration loaded."""

import fcntl
import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]
PASSWORD = "chemin-partage-2026"
COORDINATOR = "nadia.benhaddou@marne-solidaire.example"
ADMIN = "yves.lacombe@marne-solidaire.example"
MEMBER = "helene.prigent@marne-solidaire.example"
TWO_SPACES = "samuel.okonkwo@marne-solidaire.example"
OBSERVER = "claire.vasseur@marne-solidaire.example"
NEIGHBOUR = "mathilde.roussin@seine-et-brie.example"
NEWCOMER = "premiere@debut.example"
HOME = "/e/reseau-marne/"
EMPTY_HOME = "/e/espace-vide/"
# The addresses that show the work half done, in the data directory of an installation.
BEGUN = "begun.json"
DESK = "the door of a meeting"
PATIENCE = 120


@dataclass(frozen=True)
class Site:
    """A running installation."""

    url: str
    data_dir: Path
    shared: Path


def environment(data_dir: Path, *, port: int, database_url: str) -> dict[str, str]:
    """Return the environment of a command of the installation, without the settings of the suite."""
    left_out = {"DJANGO_SETTINGS_MODULE", "SECRET_KEY", "DATABASE_URL", "BASE_URL", "DEMO"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    chosen = {"DATA_DIR": str(data_dir), "PORT": str(port), "WEB_CONCURRENCY": "1", "PYTHONPATH": str(ROOT)}
    if database_url:
        chosen["DATABASE_URL"] = database_url
    return {**kept, **chosen}


def run(module: str, *arguments: str, env: dict[str, str], typed: str = "") -> None:
    """Run one command to its end; its words become the message of a failure."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, env=env, input=typed, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{module} {' '.join(arguments)}: {done.stdout}{done.stderr}"


def fill(env: dict[str, str]) -> None:
    """Load the territories and the demonstration, some work half done, a workspace where nothing was done."""
    run("copil.cli", "demo", env=env)
    run("tests.browser.begun", env=env)
    words = ["--email", NEWCOMER, "--given-name", "Ninon", "--family-name", "Faure"]
    words += ["--workspace", "Espace vide", "--password-stdin"]
    run("copil.cli", "createadmin", *words, env=env, typed=PASSWORD)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one worker at a time through."""
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def filled_copy(shared: Path, data_dir: Path) -> None:
    """Copy a data directory filled once for all the workers of a run (SQLite)."""
    shared.mkdir(parents=True, exist_ok=True)
    model, ready = shared / "model", shared / "ready"
    with locked(shared / "lock"):
        if not ready.exists():
            shutil.rmtree(model, ignore_errors=True)
            model.mkdir()
            fill(environment(model, port=0, database_url=""))
            ready.touch()
    shutil.copytree(model, data_dir)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(data_dir: Path, *, shared: Path, database_url: str = "") -> Iterator[Site]:
    """Serve an installation, pages and jobs, for the time of a block.

    What the workers of a run learn of it is kept in ``shared``.
    """
    port = free_port()
    env = environment(data_dir, port=port, database_url=database_url)
    log = data_dir / "serve.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [sys.executable, "-m", "copil.cli", "serve"], env=env, stdout=output, stderr=output
        ) as server,
    ):
        try:
            site = Site(url=f"http://localhost:{port}", data_dir=data_dir, shared=shared)
            wait_for(site, server, log)
            yield site
        finally:
            server.terminate()
            server.wait()


def wait_for(site: Site, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until the server answers; say what it wrote when it does not."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=30)
        try:
            connection.request("GET", "/sante/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError(f"the server did not start: {log.read_text(encoding='utf-8')}")
