"""What may be read, as the library shows it: asked, narrowed, sorted."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from copil.core.text import fold
from copil.identity.models import Workspace
from copil.library import asking, shelf
from copil.library.asking import Answer
from copil.library.content import KINDS
from copil.library.enums import Sort
from copil.library.models import Edition
from copil.library.shelf import KIND_LABELS, Shelved
from copil.territories.enums import Kind

MOST = 5_000
"""Editions that one list weighs."""

_VALUES = (
    *("pk", "sheet", "title_key", "published_at", "workspace__name", "typology", *KINDS, "themes"),
    *("beneficiaries_sector", "cost", "days", "beneficiaries_count", "year"),
    *("territory__name", "territory__kind", "territory__departement__name"),
)
_LAST = Decimal("Infinity")


@dataclass(frozen=True)
class Found:
    """The editions found, in order; ``whole`` is False when none holds everything asked."""

    rows: list[Shelved]
    facets: dict[str, list[tuple[str, str, int]]]
    whole: bool
    readable: int


def find(
    readable: "QuerySet[Edition]",
    *,
    workspace: Workspace | None,
    question: str,
    chosen: Mapping[str, str],
    sort: Sort | None,
) -> Found:
    """Return what answers a question and the choices made (three queries at most)."""
    rows = shelved(readable)
    everything = len(rows)
    answer: Answer | None = None
    if question:
        answer = asking.ask(asking.read(question, workspace), readable)
        by_sheet = {one.sheet: one for one in rows}
        rows = [by_sheet[sheet] for sheet in answer.sheets if sheet in by_sheet]
    kept = shelf.chosen_from(rows, chosen)
    if sort is not None or answer is None:
        kept.sort(key=lambda one: _rank(one, sort or Sort.RECENT))
    return Found(kept, shelf.counts(rows, chosen), answer is None or answer.whole, everything)


def shelved(readable: "QuerySet[Edition]") -> list[Shelved]:
    """Return what facets and orders read of the readable editions, the latest first (one query)."""
    rows = readable.order_by("-published_at", "title_key", "pk").values(*_VALUES)[:MOST]
    return [_shelved(row) for row in rows]


def editions(rows: list[Shelved]) -> list[Edition]:
    """Return the editions of a page, in its order (one query)."""
    found: dict[uuid.UUID, Edition] = Edition.objects.with_surroundings().in_bulk([one.pk for one in rows])
    return [found[one.pk] for one in rows if one.pk in found]  # type: ignore[index]  # identifiers of editions


def _shelved(row: Mapping[str, Any]) -> Shelved:
    kinds = tuple(key for name, key in zip(KINDS, KIND_LABELS, strict=True) if row[name])
    themes = (" ".join(one.split()) for one in row["themes"].split(","))
    return Shelved(
        pk=row["pk"],
        sheet=row["sheet"],
        title_key=row["title_key"],
        published=row["published_at"].timestamp(),
        carrier=row["workspace__name"],
        place=_place(row),
        sector=" ".join(row["beneficiaries_sector"].split()),
        type=row["typology"],
        kinds=kinds,
        themes=tuple(dict.fromkeys(one for one in themes if fold(one).strip())),
        cost=row["cost"],
        days=row["days"],
        structures=row["beneficiaries_count"],
        year=row["year"],
    )


def _place(row: Mapping[str, Any]) -> str:
    """Return the département of a place, or the place itself when it is as large."""
    if row["territory__kind"] in (Kind.REGION, Kind.DEPARTEMENT):
        return str(row["territory__name"])
    return str(row["territory__departement__name"] or row["territory__name"] or "")


def _rank(one: Shelved, sort: Sort) -> tuple[Any, ...]:
    tail = (one.title_key, str(one.pk))
    if sort is Sort.TITLE:
        return tail
    if sort is Sort.CHEAP:
        known = one.cost is not None and one.structures
        return (one.cost / one.structures if known else _LAST, *tail)  # type: ignore[operator]  # both known
    if sort is Sort.SHORT:
        return (_LAST if one.days is None else one.days, *tail)
    return (-one.published, *tail)
