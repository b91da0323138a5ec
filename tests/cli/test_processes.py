"""Processes that run together: one that falls is started again, unless it falls at once."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

from copil.cli import processes

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_a_request_to_stop_ends_all_of_them() -> None:
    fell = processes.run_together(
        {"one": SLEEPS, "two": SLEEPS},
        is_ready=lambda: True,
        when_ready=lambda: os.kill(os.getpid(), signal.SIGTERM),
        when_restarted=unexpected,
    )
    assert fell is None


def test_the_one_that_falls_late_is_started_again_with_nothing_left_of_it(tmp_path: Path) -> None:
    starts, orphan = tmp_path / "starts", tmp_path / "orphan"
    program = (
        "import subprocess, sys, time\n"
        f"starts = open({str(starts)!r}, 'a+'); starts.write('x'); starts.flush(); starts.seek(0)\n"
        "if len(starts.read()) > 1: time.sleep(60)\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(orphan)!r}, 'w').write(str(child.pid))\n"
    )
    restarted: list[tuple[str, bool]] = []
    fell = processes.run_together(
        {"lasting": SLEEPS, "short": [sys.executable, "-c", program]},
        is_ready=lambda: starts.exists() and starts.read_text() == "xx",
        when_ready=lambda: os.kill(os.getpid(), signal.SIGTERM),
        when_restarted=lambda name: restarted.append((name, has_ended(orphan))),
        lasted=0,
    )
    assert (fell, restarted) == (None, [("short", True)])


def unexpected(name: str) -> None:
    """Refuse that anything be started again."""
    raise AssertionError(name)


def test_the_one_that_falls_is_named_and_the_other_stopped(tmp_path: Path) -> None:
    mark = tmp_path / "stopped"
    program = (
        "import signal, sys, time\n"
        f"signal.signal(signal.SIGTERM, lambda *_: (open({str(mark)!r}, 'w').close(), sys.exit()))\n"
        f"open({str(tmp_path / 'ready')!r}, 'w').close()\n"
        "time.sleep(60)\n"
    )
    waits = f"import os, time\nwhile not os.path.exists({str(tmp_path / 'ready')!r}): time.sleep(0.01)"
    fell = processes.run_together(
        {"lasting": [sys.executable, "-c", program], "short": [sys.executable, "-c", waits]},
        is_ready=lambda: False,
        when_ready=lambda: None,
        when_restarted=unexpected,
    )
    assert fell == "short"
    assert mark.exists()


def test_one_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    program = (
        "import signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "print(1, flush=True)\n"
        "time.sleep(60)\n"
    )
    deaf = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, start_new_session=True)
    assert deaf.stdout is not None
    with deaf.stdout:
        deaf.stdout.readline()
        processes.stop([deaf], grace=0.1)
    assert deaf.returncode == -signal.SIGKILL


def test_a_parent_that_is_killed_leaves_nobody(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    child = f"import os, time; open({str(pid_file)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    parent = (
        "import os, signal, sys, time\n"
        "from copil.cli import processes\n"
        f"def ready(): return os.path.exists({str(pid_file)!r}) and open({str(pid_file)!r}).read()\n"
        f"processes.run_together({{'child': [sys.executable, '-c', {child!r}]}}, is_ready=ready,\n"
        "    when_restarted=print, when_ready=lambda: os.kill(os.getpid(), signal.SIGKILL))\n"
    )
    subprocess.run([sys.executable, "-c", parent], check=False, timeout=60)
    assert has_ended(pid_file)


def has_ended(pid_file: Path) -> bool:
    """Tell whether the process of this number is gone, or goes within half a minute."""
    try:
        descriptor = os.pidfd_open(int(pid_file.read_text()))
    except ProcessLookupError:
        return True
    # A process that ends makes its descriptor readable.
    ended, _, _ = select.select([descriptor], [], [], 30)
    os.close(descriptor)
    return bool(ended)
