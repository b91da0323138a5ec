"""Attendance counted by group: plain functions over values."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from copil.meetings.enums import AttendanceStatus as Status

# What a screen says of somebody (``rules.attendance.shown``) and the column that counts it.
_COLUMNS: Mapping[str, str] = {
    Status.PRESENT.value: "present",
    Status.REMOTE.value: "remote",
    Status.VISITOR.value: "visitors",
    Status.REPRESENTED.value: "represented",
    Status.EXCUSED.value: "excused",
    Status.ABSENT.value: "absent",
    "expected": "unknown",
    "unknown": "unknown",
}


@dataclass(frozen=True)
class Line:
    """One group: how many attendances were expected, and what became of them; visitors come on top."""

    name: str
    present: int
    remote: int
    represented: int
    excused: int
    absent: int
    unknown: int
    visitors: int

    @property
    def expected(self) -> int:
        """Return how many were expected: everybody but the visitors."""
        return self.present + self.remote + self.represented + self.excused + self.absent + self.unknown

    @property
    def there(self) -> int:
        """Return how many of those expected took part, on the spot or remotely."""
        return self.present + self.remote


def by_group(rows: Iterable[tuple[str, str]]) -> Sequence[Line]:
    """Count (group, status shown) pairs, the largest group first, then by name."""
    counts: dict[str, Counter[str]] = {}
    for group, shown in rows:
        counts.setdefault(group, Counter())[_COLUMNS[shown]] += 1
    lines = [_line(name, found) for name, found in counts.items()]
    return sorted(lines, key=lambda line: (-line.expected, -line.visitors, line.name))


def total(lines: Iterable[Line], *, name: str) -> Line:
    """Return the sum of some lines."""
    found: Counter[str] = Counter()
    for line in lines:
        for column in set(_COLUMNS.values()):
            found[column] += getattr(line, column)
    return _line(name, found)


def _line(name: str, found: Mapping[str, int]) -> Line:
    columns = sorted(set(_COLUMNS.values()))
    return Line(name=name, **{column: found.get(column, 0) for column in columns})
