"""Keep a replacement of the data and everything else apart."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from copil.core.errors import ActionRefused


@contextmanager
def shared() -> Iterator[None]:
    """Say, for the time of a command, that it uses the data of this installation."""
    with _held(fcntl.LOCK_SH):
        yield


@contextmanager
def alone() -> Iterator[None]:
    """Keep every other command away for the time of a replacement of the data; refuse when one runs."""
    with _held(fcntl.LOCK_EX):
        yield


@contextmanager
def _held(kind: int) -> Iterator[None]:
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / "in-use.lock").open("a") as handle:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ActionRefused(
                "Une autre commande travaille sur ces données (Copil est en marche, ou une restauration est"
                " en cours). Arrêtez-la ou attendez sa fin, puis recommencez."
            ) from error
        yield
