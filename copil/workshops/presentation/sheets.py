"""Action sheets ready to be shown: what each lacks, who leads it, how far its action is."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from copil.documents import writers
from copil.initiatives.models import Initiative
from copil.workshops import follow
from copil.workshops.actions.sheet_common import said_by
from copil.workshops.enums.groups import CardKind
from copil.workshops.enums.sheets import Progress
from copil.workshops.models import (
    ActionSheet,
    ActionStatement,
    Card,
    LeadRequest,
    SheetSource,
    UpdateLink,
)
from copil.workshops.rules import sheets as sheet_rules
from copil.workshops.sheet_parts import parts_of

_IDEAS, _HISTORY = 12, 20


@dataclass(frozen=True)
class Line:
    """A sheet in a list, with the last statement about its action."""

    sheet: ActionSheet
    said: ActionStatement | None
    late: int


def lines(sheets: Sequence[ActionSheet], *, today: dt.date) -> list[Line]:
    """Return sheets with how far their actions are (one query)."""
    said = follow.latest_of(sheets)
    return [
        Line(one, said.get(one.pk), follow.days_late(one, said.get(one.pk), today=today)) for one in sheets
    ]


def ideas_without_sheet(initiative: Initiative) -> list[Card]:
    """Return the ideas of the boards that have no sheet yet, those the groups chose first."""
    told = SheetSource.objects.current().filter(sheet__archived_at=None).values("card")
    rows = Card.objects.shown().filter(kind=CardKind.IDEA, board__group__initiative=initiative)
    alive = rows.filter(board__archived_at=None, board__group__archived_at=None).exclude(pk__in=told)
    return list(alive.select_related("board__group").by_priority()[:_IDEAS])


def page_of(sheet: ActionSheet, *, today: dt.date) -> dict[str, Any]:
    """Return what the page of a sheet shows."""
    partners, indicators = parts_of([sheet])
    listed, measured = partners[sheet.pk], indicators[sheet.pk]
    rows = ActionStatement.objects.filter(sheet=sheet).select_related("stated_by", "link__person", "meeting")
    history = list(rows.order_by("-stated_at", "-pk")[:_HISTORY])
    for one in history:
        one.sheet = sheet
    said = history[0] if history else None
    asked = LeadRequest.objects.filter(sheet=sheet).select_related("asked_by", "person")
    cards = SheetSource.objects.current().filter(sheet=sheet).select_related("card__board__group")
    missing = sheet_rules.missing(said_by(sheet, partners=len(listed), indicators=len(measured)))
    return {
        "sheet": sheet,
        "initiative": sheet.initiative,
        "group": sheet.group,
        "missing": missing,
        "there": sheet_rules.PARTS - len(missing),
        "parts": sheet_rules.PARTS,
        "partners": listed,
        "indicators": measured,
        "sources": [one.card for one in cards.order_by("pk")],
        "asked": asked.order_by("-sent_at", "-pk").first(),
        "link": UpdateLink.objects.filter(sheet=sheet, closed_at=None).first(),
        "said": said,
        "history": history[1:],
        "late": follow.days_late(sheet, said, today=today),
        "is_over": said is not None and said.state not in Progress.open_values(),
        "formats": writers.FORMATS.values(),
        "today": today,
    }
