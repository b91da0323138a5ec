"""Editions and initiatives as the comparisons read them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from copil.initiatives.models import Initiative
from copil.library import content, costs, nearness
from copil.library.content import KINDS
from copil.library.costs import Costed, Measure
from copil.library.models import Edition, ExperienceSheet, Told
from copil.library.nearness import Nearby, Subject
from copil.library.search_entries import text_of
from copil.library.shelf import KIND_LABELS

COMPARED = 400
"""Editions, the latest first, among which the nearest are looked for."""
SHOWN = 5
_COSTED = ("sheet", "title", "typology", "cost", "beneficiaries_count", "days")


@dataclass(frozen=True)
class Shown:
    """An experience near what is read, with the reasons."""

    edition: Edition
    nearby: Nearby


def near_edition(edition: Edition, readable: "QuerySet[Edition]") -> list[Shown]:
    """Return the readable experiences nearest to one (one query)."""
    others = readable.exclude(sheet=edition.sheet_id)
    return _nearest(subject_of(edition, key=edition.sheet_id), others)


def near_initiative(initiative: Initiative, readable: "QuerySet[Edition]") -> list[Shown]:
    """Return the readable experiences nearest to an initiative, its own apart (six queries)."""
    told = ExperienceSheet(initiative=initiative, **content.from_initiative(initiative))
    others = readable.exclude(sheet__initiative=initiative)
    return _nearest(subject_of(told, key=initiative.pk), others)


def subject_of(told: Told, *, key: uuid.UUID) -> Subject:
    """Return what of a text is compared. No query, but for the territory."""
    kinds = zip(KINDS, KIND_LABELS, strict=True)
    place = told.territory
    return Subject(
        id=str(key),
        text=f"{told.title}. {text_of(told)}",
        themes=frozenset(" ".join(one.split()).lower() for one in told.themes.split(",") if one.strip()),
        sector=told.beneficiaries_sector,
        type=told.typology,
        kinds=frozenset(label for name, label in kinds if getattr(told, name)),
        place=told.territory_id or "",
        place_kind=place.get_kind_display() if place else "",
        structures=told.beneficiaries_count,
    )


def cost_measures(edition: Edition, readable: "QuerySet[Edition]") -> list[Measure]:
    """Return the costs of an experience beside those of the same type (one query)."""
    rows = readable.filter(typology=edition.typology).exclude(sheet=edition.sheet_id).values_list(*_COSTED)
    others = [_costed(*row) for row in rows.order_by("-published_at", "pk")[:COMPARED]]
    own = _costed(*(getattr(edition, f"{name}_id" if name == "sheet" else name) for name in _COSTED))
    return costs.compare(own, others)


def _nearest(subject: Subject, others: "QuerySet[Edition]") -> list[Shown]:
    rows: Sequence[Edition] = list(
        others.with_surroundings().order_by("-published_at", "title_key", "pk")[:COMPARED]  # type: ignore[attr-defined]  # our queryset
    )
    by_id = {str(one.sheet_id): one for one in rows}
    subjects = [subject_of(one, key=one.sheet_id) for one in rows]
    return [Shown(by_id[one.id], one) for one in nearness.nearest(subject, subjects, top=SHOWN)]


def _costed(
    sheet: uuid.UUID, title: str, typology: str, cost: object, structures: int | None, days: object
) -> Costed:
    return Costed(
        id=str(sheet),
        title=title,
        type=typology,
        cost=cost,  # type: ignore[arg-type]  # a column of amounts
        structures=structures,
        days=days,  # type: ignore[arg-type]  # a column of numbers
    )
