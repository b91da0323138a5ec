"""The worker: one loop, started beside the web server."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.module_loading import import_string

from copil.core.outages import is_outage
from copil.notifications import jobs

logger = logging.getLogger("copil.jobs")

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


def look_after() -> None:
    """Do what ``settings.UPKEEP`` names; one that fails is told, and tried again at the next pause."""
    for name in settings.UPKEEP:
        upkeep: Callable[[], None] = import_string(name)
        try:
            upkeep()
        except Exception as error:  # noqa: BLE001  # whatever it raises, the worker goes on
            logger.warning("upkeep %s failed: %s", name, type(error).__name__)


def _tried_once() -> bool:
    """Run the next job; while the database or the disk cannot serve, go on waiting for it."""
    try:
        return run_once()
    except Exception as error:
        if not is_outage(error):
            raise
        logger.warning("waiting for the database or the disk: %s", type(error).__name__)
        connection.close()
        return False


def run() -> None:
    """Work until SIGTERM or SIGINT; the job under way is finished first.

    Between long rows of jobs the upkeep is done too, about once a second.
    """
    stop = threading.Event()

    def ask_to_stop(signum: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    looked_after = 0.0
    while not stop.is_set():
        close_old_connections()
        busy = _tried_once()
        if not busy or time.monotonic() - looked_after > PAUSE_SECONDS:
            look_after()
            looked_after = time.monotonic()
        if not busy:
            stop.wait(PAUSE_SECONDS)
    connection.close()
