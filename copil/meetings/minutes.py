"""The minutes of a meeting as they are shown and printed: each point with its words and its outcomes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from copil.meetings.models import AgendaItem, ItemNotes, Meeting, Outcome


@dataclass(frozen=True)
class Point:
    """A point of the minutes; ``version`` is 0 as long as nothing was written on it."""

    number: int
    item: AgendaItem
    text: str
    version: int
    outcomes: Sequence[Outcome]


def points_of(meeting: Meeting) -> list[Point]:
    """Return the points of a meeting in order, with what was written on each (three queries)."""
    items = AgendaItem.objects.kept().filter(meeting=meeting).select_related("presenter").in_order()
    notes = {one.item_id: one for one in ItemNotes.objects.filter(item__meeting=meeting)}
    rows = (
        Outcome.objects.current().filter(item__meeting=meeting).select_related("person", "decision", "task")
    )
    outcomes: dict[Any, list[Outcome]] = defaultdict(list)
    for one in rows.order_by("position", "pk"):
        outcomes[one.item_id].append(one)
    found = []
    for number, item in enumerate(items, start=1):
        kept = notes.get(item.pk)
        text, version = (kept.text, kept.version) if kept else ("", 0)
        found.append(Point(number, item, text, version, outcomes[item.pk]))
    return found
