"""A progress bar on the error output, for people only: nothing when it is not a terminal."""

import sys
import time
from typing import Self, TextIO

WIDTH = 30
REFRESH_SECONDS = 0.1


class Progress:
    """Use as ``with Progress("Lecture", total=9) as progress: progress(done)``."""

    def __init__(self, label: str, *, total: int | None = None, stream: TextIO | None = None) -> None:
        self.label, self.total, self.stream = label, total, stream or sys.stderr
        self.shown = self.stream.isatty()
        self.last = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        if self.shown and self.last:
            self.stream.write("\r\033[K")
            self.stream.flush()

    def __call__(self, done: int, total: int | None = None) -> None:
        """Show how much is done, at most ten times a second."""
        self.total = self.total if total is None else total
        now = time.monotonic()
        if not self.shown or (now - self.last < REFRESH_SECONDS and done != self.total):
            return
        self.last = now
        self.stream.write(f"\r\033[K{self.label} {self._bar(done)}")
        self.stream.flush()

    def _bar(self, done: int) -> str:
        if not self.total:
            return f"{done}"
        full = min(WIDTH, WIDTH * done // self.total)
        return f"[{'#' * full}{'.' * (WIDTH - full)}] {done}/{self.total}"
