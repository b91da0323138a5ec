"""Tokens, keys and digests, over plain values."""

import datetime as dt
import hashlib
import re
import secrets

PREFIX = "copil_"
"""Lets a token left in a file be recognised for what it is."""

LIFETIMES = (30, 90, 365)
"""The days a token may last: none is for ever."""

_TOKEN = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")
_KEY = re.compile(r"[\x21-\x7e]{1,100}")
_VERSION = re.compile(r'(?:W/)?"(\d{1,9})"')


def new_token() -> str:
    """Draw a token: 256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def looks_like_token(text: str) -> bool:
    """Tell whether a text has the form of a token: anything else is not even looked up."""
    return _TOKEN.fullmatch(text) is not None


def digest_of(token: str) -> str:
    """Return what is kept of a token: its SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_key(text: str) -> bool:
    """Tell whether a text may be an idempotency key: up to a hundred printable characters without space."""
    return _KEY.fullmatch(text) is not None


def digest_of_request(*, method: str, path: str, body: bytes) -> str:
    """Return what ties an idempotency key to one request."""
    return hashlib.sha256(b"\n".join([method.encode(), path.encode(), body])).hexdigest()


def etag_of(version: int) -> str:
    """Return the entity tag of a version."""
    return f'"{version}"'


def version_in(etag: str) -> int | None:
    """Return the version that an entity tag names; None when it names none.

    The mark of a weak tag is passed over: proxies that compress add it to ours.
    """
    found = _VERSION.fullmatch(etag.strip())
    return int(found.group(1)) if found else None


def minute_of(at: dt.datetime) -> dt.datetime:
    """Return the minute whose requests are counted together."""
    return at.replace(second=0, microsecond=0)


def seconds_left(at: dt.datetime) -> int:
    """Return how long the minute still lasts, one second at least."""
    return 60 - at.second


BACK_OFF = tuple(
    dt.timedelta(seconds=seconds) for seconds in (30, 5 * 60, 30 * 60, 2 * 3600, 8 * 3600, 24 * 3600)
)
"""When a telling that failed is tried again: about a day and a half of attempts."""

GIVE_UP_AFTER = 20
"""How many failures in a row make an address one that nobody listens at."""

_LONGEST_REST = dt.timedelta(hours=1)


def next_attempt(*, attempts: int, at: dt.datetime) -> dt.datetime | None:
    """Return when a telling that failed ``attempts`` times is tried again; None when it is set aside."""
    return at + BACK_OFF[attempts - 1] if attempts <= len(BACK_OFF) else None


def rest(failures: int) -> dt.timedelta:
    """Return how long an address is left alone after failures in a row: it must not hold up the others."""
    return min(dt.timedelta(seconds=15 * 2 ** min(failures - 1, 10)), _LONGEST_REST)
