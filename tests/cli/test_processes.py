"""Processes that run together end together."""

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
    )
    assert fell is None


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
        "    when_ready=lambda: os.kill(os.getpid(), signal.SIGKILL))\n"
    )
    subprocess.run([sys.executable, "-c", parent], check=False, timeout=60)
    try:
        descriptor = os.pidfd_open(int(pid_file.read_text()))
    except ProcessLookupError:
        return
    # A process that ends makes its descriptor readable.
    ended, _, _ = select.select([descriptor], [], [], 30)
    os.close(descriptor)
    assert ended
