"""The worker: one loop, started beside the web server."""

import signal
import threading
from types import FrameType

from django.db import close_old_connections, connection
from django.utils import timezone

from copil.notifications import jobs

PAUSE_SECONDS = 1.0


def run_once() -> bool:
    """Run the next job; False when there was none."""
    job = jobs.lease_next(at=timezone.now())
    if job is None:
        return False
    jobs.run(job, at=timezone.now())
    return True


def run_all() -> int:
    """Run every job that is due and return how many ran (for commands and tests)."""
    count = 0
    while run_once():
        count += 1
    return count


def run() -> None:
    """Work until SIGTERM or SIGINT; the job under way is finished first."""
    stop = threading.Event()

    def ask_to_stop(signum: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    while not stop.is_set():
        close_old_connections()
        if not run_once():
            stop.wait(PAUSE_SECONDS)
    connection.close()
