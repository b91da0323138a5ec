"""What an experience cost for each structure and each day, beside comparable ones. Over plain values."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
FEW = 3
"""Under this number of comparable experiences, the range says little."""


@dataclass(frozen=True, kw_only=True)
class Costed:
    """An experience with what its costs are made of."""

    id: str
    title: str
    type: str
    cost: Decimal | None
    structures: int | None
    days: Decimal | None


@dataclass(frozen=True)
class Measure:
    """A cost beside those of comparable experiences.

    ``value`` is None when a figure is missing (``why`` says which); ``low``, ``median``, ``high`` are None
    without comparable ones. ``place`` says where the value stands among them.
    """

    name: str
    value: Decimal | None
    why: str
    among: Sequence[Costed]
    low: Decimal | None = None
    median: Decimal | None = None
    high: Decimal | None = None
    place: str = ""

    @property
    def is_comparable(self) -> bool:
        return self.value is not None and bool(self.among)

    @property
    def is_thin(self) -> bool:
        return len(self.among) < FEW


def compare(subject: Costed, others: Iterable[Costed]) -> list[Measure]:
    """Return the cost per structure, then per day, beside the experiences of the same type of engineering."""
    alike = [one for one in others if one.id != subject.id and subject.type and one.type == subject.type]
    by_structure = [(one, _per(one.cost, one.structures)) for one in alike]
    by_day = [(one, _per(one.cost, one.days)) for one in alike]
    return [
        _measure(
            "Par structure",
            _per(subject.cost, subject.structures),
            _why(subject, subject.structures, "le nombre de structures"),
            by_structure,
        ),
        _measure(
            "Par journée",
            _per(subject.cost, subject.days),
            _why(subject, subject.days, "le nombre de journées"),
            by_day,
        ),
    ]


def _measure(
    name: str, value: Decimal | None, why: str, alike: Sequence[tuple[Costed, Decimal | None]]
) -> Measure:
    known = [(one, amount) for one, amount in alike if amount is not None]
    if not known:
        return Measure(name, value, why, [])
    amounts = [amount for _, amount in known]
    low, high = min(amounts), max(amounts)
    median = statistics.median(amounts).quantize(CENT, ROUND_HALF_UP)
    among = [one for one, _ in sorted(known, key=lambda pair: (pair[1], pair[0].title))]
    return Measure(name, value, why, among, low, median, high, _place(value, low, median, high))


def _place(value: Decimal | None, low: Decimal, median: Decimal, high: Decimal) -> str:
    if value is None:
        return ""
    if value < low:
        return "moins que toutes les autres"
    if value > high:
        return "plus que toutes les autres"
    if value == median:
        return "au milieu"
    return "dans la moitié basse" if value < median else "dans la moitié haute"


def _per(cost: Decimal | None, number: Decimal | int | None) -> Decimal | None:
    return None if cost is None or not number else (cost / number).quantize(CENT, ROUND_HALF_UP)


def _why(subject: Costed, number: Decimal | int | None, name: str) -> str:
    missing = [told for told, known in (("le coût", subject.cost is not None), (name, number)) if not known]
    if not subject.type:
        missing.append("le type d’ingénierie")
    return " et ".join(missing)
