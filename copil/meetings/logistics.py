"""The logistics of a meeting, read: the model lines, who comes, the plan, its quantities, its costs."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Count, Q, Sum

from copil.directory.models import Person
from copil.initiatives.models import Initiative
from copil.meetings.enums import LogisticsFamily, MeetingKind, MeetingState, Reply
from copil.meetings.models import (
    Booking,
    Hospitality,
    LogisticsHand,
    LogisticsLine,
    LogisticsLineQuerySet,
    Meeting,
    Participant,
)
from copil.meetings.models.logistics import OPEN
from copil.meetings.rules import logistics as rules

_DATA = Path(__file__).with_name("data") / "logistics.yaml"
EVENTS = (MeetingKind.LAUNCH, MeetingKind.RESTITUTION)


@dataclass(frozen=True)
class Proposed:
    """A line that meetings begin with."""

    key: str
    family: str
    title: str
    before: int
    basis: str = ""
    margin: int = 0
    per: int = 1
    every: bool = False


@dataclass(frozen=True)
class Shown:
    """A line with its people, its quantity, and whether it is late."""

    line: LogisticsLine
    people: Sequence[Person]
    quantity: rules.Quantity | None
    when: str
    is_late: bool
    kept_from: dt.date | None
    """The date that follows from the meeting, when another was chosen by hand."""


@dataclass(frozen=True)
class Figures:
    """How far a plan is, how many share it, what lines and rooms cost, as estimated and as paid so far."""

    total: int
    left: int
    late: int
    hands: int
    estimated: Decimal
    actual: Decimal
    rooms: Decimal

    @property
    def ready(self) -> int:
        return self.total - self.left

    @property
    def cost(self) -> Decimal:
        return self.estimated + self.rooms


def of_kind(meeting: Meeting) -> Sequence[Proposed]:
    """Return the lines proposed for a meeting: all of them for an event or when a meal is served."""
    whole = meeting.kind in EVENTS or meeting.meal
    return [one for one in _read() if whole or one.every]


def table_of(meeting: Meeting) -> rules.Table:
    """Count who comes and what they eat, as the replies say (two queries)."""
    people = Participant.objects.current().filter(meeting=meeting)
    said = Counter(reply or "" for reply in people.values_list("invitation__reply", flat=True))
    rows = Hospitality.objects.of_meeting(meeting).filter(participant__invitation__reply=Reply.YES)
    diets = Counter(rows.exclude(diet="").values_list("diet", flat=True))
    return rules.Table(
        present=said[Reply.YES.value],
        remote=said[Reply.REMOTE.value],
        silent=said[Reply.NONE.value],
        diets=dict(diets),
    )


def lines_of(meeting: Meeting) -> LogisticsLineQuerySet:
    """Return the lines of a meeting, with what screens name."""
    rows: LogisticsLineQuerySet = LogisticsLine.objects.current().filter(meeting=meeting)
    return rows.with_surroundings()


def shown(
    lines: Iterable[LogisticsLine], *, meeting: Meeting, table: rules.Table, today: dt.date
) -> list[Shown]:
    """Return lines as they are shown (one query for the people)."""
    every = list(lines)
    hands = people_of(every)
    return [
        Shown(
            line=one,
            people=hands.get(one.pk, []),
            quantity=rules.quantity(
                basis=one.basis, table=table, margin=one.margin, per=one.per, number=one.number
            ),
            when=rules.backward(one.days_before),
            is_late=one.is_late(today),
            kept_from=_kept_from(one, meeting),
        )
        for one in every
    ]


def late_of(initiative: Initiative, *, today: dt.date) -> list[tuple[Meeting, int]]:
    """Return the meetings to come of an initiative that wait for late lines, and how many (one query)."""
    rows = (
        LogisticsLine.objects.current()
        .late(today=today)
        .filter(
            meeting__initiative=initiative,
            meeting__archived_at=None,
            meeting__state__in=[*MeetingState.preparing(), MeetingState.RUNNING],
        )
    )
    found = Counter(one.meeting for one in rows.select_related("meeting"))
    return sorted(found.items(), key=lambda pair: (str(pair[0].starts_at), pair[0].pk))[:3]


def people_of(lines: Sequence[LogisticsLine]) -> Mapping[Any, list[Person]]:
    """Return who sees to each line, by name (one query)."""
    rows = LogisticsHand.objects.filter(line__in=[one.pk for one in lines]).select_related("person")
    found: dict[Any, list[Person]] = defaultdict(list)
    for hand in rows.order_by("person__name_key", "pk"):
        found[hand.line_id].append(hand.person)
    return found


def figures_of(meeting: Meeting, *, today: dt.date) -> Figures:
    """Return the figures of a plan (three queries)."""
    rows = LogisticsLine.objects.current().filter(meeting=meeting)
    counted = rows.aggregate(
        total=Count("pk"),
        left=Count("pk", filter=OPEN),
        late=Count("pk", filter=OPEN & Q(due_on__lt=today)),
        estimated=Sum("estimated"),
        actual=Sum("actual"),
    )
    rooms = Booking.objects.standing().filter(meeting=meeting).aggregate(cost=Sum("cost"))["cost"]
    hands = LogisticsHand.objects.filter(line__in=rows.values("pk"))
    return Figures(
        total=counted["total"],
        left=counted["left"],
        late=counted["late"],
        hands=hands.values("person").distinct().count(),
        estimated=_euros(counted["estimated"]),
        actual=_euros(counted["actual"]),
        rooms=_euros(rooms),
    )


def by_family(rows: Sequence[Shown]) -> list[tuple[str, list[Shown]]]:
    """Return lines family by family, in the order of a check-list."""
    return [
        (family.label, those)
        for family in LogisticsFamily
        if (those := [one for one in rows if one.line.family == family])
    ]


def by_person(rows: Sequence[Shown]) -> list[tuple[str, list[Shown]]]:
    """Return lines person by person, those that nobody sees to at the end."""
    found: dict[str, list[Shown]] = defaultdict(list)
    keys = {}
    for one in rows:
        for person in one.people:
            found[str(person)].append(one)
            keys[str(person)] = person.name_key
    told = [(name, found[name]) for name in sorted(found, key=lambda name: (keys[name], name))]
    alone = [one for one in rows if not one.people]
    return [*told, ("Personne pour l’instant", alone)] if alone else told


def _kept_from(one: LogisticsLine, meeting: Meeting) -> dt.date | None:
    computed = rules.due(day=meeting.day, days_before=one.days_before)
    return computed if one.by_hand and computed != one.due_on else None


def _euros(amount: Decimal | None) -> Decimal:
    return (amount or Decimal(0)).quantize(Decimal("0.01"))


@cache
def _read() -> Sequence[Proposed]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with _DATA.open(encoding="utf-8") as handle:
        rows: list[dict[str, Any]] = yaml.load(handle, Loader=loader)  # noqa: S506  # both are safe
    return [Proposed(**row) for row in rows]
