"""Identifiers that sort by time (UUID version 7, RFC 9562, section 5.7)."""

import os
import threading
import time
import uuid


class _Clock:
    """Instants that only go forward, in 4,096ths of a millisecond."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._last = 0

    def next(self) -> int:
        """Return the instant, or one more than the last where the clock stands still or goes back."""
        with self._guard:
            self._last = max((time.time_ns() << 12) // 1_000_000, self._last + 1)
            return self._last


_clock = _Clock()


def uuid7() -> uuid.UUID:
    """Return a UUIDv7 greater than every one that this process has made.

    48 bits of Unix milliseconds, 12 bits of the fraction of the millisecond (RFC 9562, section 6.2,
    method 3), then 62 random bits.
    """
    instant = _clock.next()
    random = int.from_bytes(os.urandom(8), "big") >> 2
    return uuid.UUID(int=instant >> 12 << 80 | 0x7 << 76 | (instant & 0xFFF) << 64 | 0x2 << 62 | random)
