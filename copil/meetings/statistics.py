"""Attendance over meetings: by college, kind of structure, territory, meeting; in figures, as a drawing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from copil.core import typography
from copil.directory.enums import Kind
from copil.meetings.enums import Capacity, MeetingState
from copil.meetings.models import Meeting, Participant
from copil.meetings.rules import attendance, statistics
from copil.meetings.rules.statistics import Line

HEADER = (
    *("Groupe", "Attendus", "Présents", "À distance", "Représentés", "Excusés", "Absents"),
    *("À préciser", "Visiteurs"),
)
_FIELDS = (
    *("attendance__status", "invitation__reply", "meeting__state", "college", "capacity"),
    *("organisation__kind", "organisation__commune__name", "organisation__commune__epci__name"),
    *("organisation__commune__departement__name", "meeting", "meeting__title", "meeting__starts_at"),
)
_KINDS = dict(Kind.choices)
_UNKNOWN = "Inconnu"
_DRAWN = 12
_ROW, _LEFT, _WIDTH = 34, 250, 640


def _college(row: Mapping[str, Any]) -> str:
    if row["college"]:
        return str(row["college"])
    return "Membres sans collège" if row["capacity"] == Capacity.MEMBER else "Personnes invitées"


def _meeting(row: Mapping[str, Any]) -> str:
    starts = row["meeting__starts_at"]
    when = typography.day(starts, "short") if starts else "sans date"
    return f"{row['meeting__title']}, {when}"


GROUPS: Mapping[str, tuple[str, Callable[[Mapping[str, Any]], str]]] = {
    "nature": ("Type de structure", lambda row: str(_KINDS.get(row["organisation__kind"], "Sans structure"))),
    "college": ("Collège", _college),
    "commune": ("Commune", lambda row: row["organisation__commune__name"] or _UNKNOWN),
    "epci": ("Intercommunalité", lambda row: row["organisation__commune__epci__name"] or _UNKNOWN),
    "departement": ("Département", lambda row: row["organisation__commune__departement__name"] or _UNKNOWN),
    "reunion": ("Réunion", _meeting),
}


@dataclass(frozen=True)
class Figures:
    """The lines of a table, their sum, over how many meetings."""

    lines: Sequence[Line]
    total: Line
    meetings: int


@dataclass(frozen=True)
class Bar:
    """One line of the drawing: where it stands, how long its two bars are."""

    name: str
    text: int
    top: int
    expected: int
    there: int
    said: str
    after: int


def figures(meetings: "QuerySet[Meeting]", *, group: str) -> Figures:
    """Count the attendances of some meetings by group (one query)."""
    found = Participant.objects.current().filter(meeting__in=meetings.order_by().values("pk"))
    rows = list(found.order_by().values(*_FIELDS))
    name = GROUPS[group][1]
    lines = statistics.by_group((name(row), _shown(row)) for row in rows)
    return Figures(lines, statistics.total(lines, name="Ensemble"), len({row["meeting"] for row in rows}))


def bars(lines: Sequence[Line]) -> Sequence[Bar]:
    """Return the largest groups as bars: how many were expected, how many took part."""
    shown = [line for line in lines if line.expected][:_DRAWN]
    most = max((line.expected for line in shown), default=1)
    found = []
    for number, line in enumerate(shown):
        top = number * _ROW + 8
        expected = round(line.expected * (_WIDTH - _LEFT - 90) / most)
        found.append(
            Bar(
                name=line.name if len(line.name) <= 30 else f"{line.name[:29]}…",
                text=top + 15,
                top=top,
                expected=expected,
                there=round(expected * line.there / line.expected),
                said=f"{line.there} sur {line.expected}",
                after=_LEFT + expected + 8,
            )
        )
    return found


def height(drawn: Sequence[Bar]) -> int:
    """Return how high the drawing is."""
    return len(drawn) * _ROW + 12


def export_rows(found: Figures) -> list[tuple[Any, ...]]:
    """Return the table as rows to export, its sum last."""
    return [
        (
            *(line.name, line.expected, line.present, line.remote, line.represented),
            *(line.excused, line.absent, line.unknown, line.visitors),
        )
        for line in [*found.lines, found.total]
    ]


def _shown(row: Mapping[str, Any]) -> str:
    return attendance.shown(
        status=row["attendance__status"] or "",
        reply=row["invitation__reply"] or "",
        is_over=row["meeting__state"] in MeetingState.held(),
    )
