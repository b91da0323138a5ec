"""Run a few long commands together: they start and stop together; one that falls late is started again."""

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
LASTED_SECONDS = 10.0
"""One that falls sooner after its start would only fall again: a fault of settings, not an accident."""
PR_SET_PDEATHSIG = 1  # linux/prctl.h
LIBC = ctypes.CDLL(None)


def python_module(name: str, *arguments: str) -> list[str]:
    """Return the command that runs a module with the Python of this process."""
    return [sys.executable, "-m", name, *arguments]


def own_command(*arguments: str) -> list[str]:
    """Return the command that runs ``copil`` with these arguments."""
    return python_module("copil.cli", *arguments)


def run_together(
    commands: Mapping[str, list[str]],
    *,
    when_ready: Callable[[], None],
    is_ready: Callable[[], bool],
    when_restarted: Callable[[str], None],
    lasted: float = LASTED_SECONDS,
) -> str | None:
    """Run the commands until SIGINT or SIGTERM; start again one that falls, the others go on.

    One that falls less than ``lasted`` seconds after its start ends all of them: return its name, None after
    a request to stop. ``when_ready`` is called once, as soon as ``is_ready`` says so; ``when_restarted`` is
    given the name of each one started again.
    """
    running: dict[str, Running] = {}
    with stop_requests() as requested:
        try:
            for name, command in commands.items():
                running[name] = Running(command)
            announced = False
            while not requested():
                for name, one in running.items():
                    if one.process.poll() is None:
                        continue
                    if one.age() < lasted:
                        return name
                    stop([one.process])  # its own children hold the port
                    running[name] = Running(one.command)
                    when_restarted(name)
                if not announced and is_ready():
                    announced = True
                    when_ready()
                time.sleep(POLL_SECONDS)
            return None
        finally:
            stop([one.process for one in running.values()])


class Running:
    """A command at work, and since when."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            command,
            start_new_session=True,
            preexec_fn=_follow_parent,  # noqa: PLW1509  # the callers hold no thread
        )

    def age(self) -> float:
        """Return the seconds since the start."""
        return time.monotonic() - self.started


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
