"""One line of a benchmark, and the means to measure it."""

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Self

Status = Literal["ok", "optimal", "timeout", "error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was obtained on one instance.

    value: the measure, in the unit that the family says. reference: a published or best-known value
    of the same measure on the same instance, None when there is none. seconds: wall clock of the
    instance, or processor where the family says so. peak_mb: largest memory of the process so far, in
    MB of 1024 x 1024 bytes.
    """

    family: str
    instance: str
    value: float | None
    seconds: float | None
    reference: float | None = None
    peak_mb: float | None = None
    status: Status = "ok"

    @property
    def gap(self) -> float | None:
        """(value - reference) / |reference|: negative when the value is smaller."""
        if self.value is None or not self.reference:
            return None
        return (self.value - self.reference) / abs(self.reference)

    def to_json(self) -> str:
        """Return the result as one line of JSON."""
        return json.dumps(
            {
                "family": self.family,
                "instance": self.instance,
                "value": _rounded(self.value),
                "reference": _rounded(self.reference),
                "gap": _rounded(self.gap),
                "seconds": _rounded(self.seconds),
                "peak_mb": _rounded(self.peak_mb, 1),
                "status": self.status,
            },
            ensure_ascii=False,
        )


class Stopwatch:
    """Wall clock from its creation, or another: `seconds` so far, `over` once the budget is spent."""

    def __init__(
        self, budget: float | None = None, *, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self._clock = clock
        self._start = clock()
        self._budget = budget

    @property
    def seconds(self) -> float:
        return self._clock() - self._start

    @property
    def over(self) -> bool:
        return self._budget is not None and self.seconds > self._budget

    def restarted(self) -> Self:
        """Return a new stopwatch with the same budget."""
        return type(self)(self._budget, clock=self._clock)


def peak_mb() -> float:
    """Return the largest resident memory of the process so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _rounded(value: float | None, digits: int = 6) -> float | None:
    return None if value is None else round(value, digits)
