"""Run a few long commands together: they start, stop and fall together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType

GRACE_SECONDS = 25
POLL_SECONDS = 0.1
PR_SET_PDEATHSIG = 1  # linux/prctl.h
LIBC = ctypes.CDLL(None)


def python_module(name: str, *arguments: str) -> list[str]:
    """Return the command that runs a module with the Python of this process."""
    return [sys.executable, "-m", name, *arguments]


def own_command(*arguments: str) -> list[str]:
    """Return the command that runs ``copil`` with these arguments."""
    return python_module("copil.cli", *arguments)


def run_together(
    commands: Mapping[str, list[str]], *, when_ready: Callable[[], None], is_ready: Callable[[], bool]
) -> str | None:
    """Run the commands until SIGINT or SIGTERM, or until one ends; stop the others.

    Return the name of the one that ended by itself, None after a request to stop. ``when_ready`` is called
    once, as soon as ``is_ready`` says so.
    """
    running: dict[str, subprocess.Popen[bytes]] = {}
    with stop_requests() as requested:
        try:
            for name, command in commands.items():
                running[name] = subprocess.Popen(
                    command,
                    start_new_session=True,
                    preexec_fn=_follow_parent,  # noqa: PLW1509  # the callers hold no thread
                )
            announced = False
            while not requested():
                fallen = next((name for name, process in running.items() if process.poll() is not None), None)
                if fallen:
                    return fallen
                if not announced and is_ready():
                    announced = True
                    when_ready()
                time.sleep(POLL_SECONDS)
            return None
        finally:
            stop(list(running.values()))


@contextmanager
def stop_requests() -> Iterator[Callable[[], bool]]:
    """Catch SIGINT and SIGTERM; give a function that tells whether one came."""
    received: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        received.append(number)

    previous = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(received)
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def stop(processes: list[subprocess.Popen[bytes]], *, grace: float = GRACE_SECONDS) -> None:
    """Ask all to stop, wait for them, then kill what is left of each with its own children."""
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + grace
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, deadline - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _follow_parent() -> None:
    """Ask Linux for a SIGTERM when the parent dies, however it dies: nothing is left behind on the port."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
