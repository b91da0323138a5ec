"""From action sheets to actions of the common plan: their values, the same in words, what changed since."""

import datetime as dt
import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from copil.core import typography
from copil.initiatives.models import Initiative
from copil.workshops.enums.sheets import LeadState
from copil.workshops.models import (
    ActionSheet,
    PlanAction,
    PlanSource,
    SheetIndicator,
    SheetPartner,
)
from copil.workshops.rules import plans as plan_rules
from copil.workshops.rules.plans import Difference

_FIGURES = re.compile(r"\b(\d{2})/(\d{2})/(\d{4})\b")
LABELS = {
    "title": "Titre",
    "description": "Description",
    "objectives": "Objectifs",
    "targets": "Publics visés",
    "lead_organisation": "Structure porteuse",
    "lead_person": "Personne qui porte",
    "lead_state": "Porteur",
    "days": "Journées de travail",
    "amount": "Montant",
    "source": "D’où vient l’argent",
    "means": "Autres moyens",
    "partners": "Partenaires",
    "start_date": "Début",
    "end_date": "Fin",
    "indicators": "Indicateurs",
}
FIELDS = tuple(LABELS)
TAKEN = tuple(name for name in FIELDS if name != "source")


@dataclass(frozen=True)
class Read:
    """A sheet with what is around it."""

    sheet: ActionSheet
    values: Mapping[str, Any]

    @property
    def words(self) -> dict[str, str]:
        return in_words(self.values)


def read(sheets: Iterable[ActionSheet]) -> list[Read]:
    """Return sheets with their partners and indicators (two queries)."""
    listed = list(sheets)
    keys = [one.pk for one in listed]
    partners: dict[uuid.UUID, list[SheetPartner]] = defaultdict(list)
    rows = SheetPartner.objects.current().filter(sheet__in=keys).select_related("organisation")
    for partner in rows.order_by("organisation__name_key", "pk"):
        partners[partner.sheet_id].append(partner)
    indicators: dict[uuid.UUID, list[SheetIndicator]] = defaultdict(list)
    for indicator in SheetIndicator.objects.current().filter(sheet__in=keys).order_by("created_at", "pk"):
        indicators[indicator.sheet_id].append(indicator)
    return [Read(one, _values(one, partners[one.pk], indicators[one.pk])) for one in listed]


def in_words(values: Mapping[str, Any]) -> dict[str, str]:
    """Return values as they are read."""
    return {name: _said(name, values.get(name)) for name in FIELDS}


def words_of(action: PlanAction) -> dict[str, str]:
    """Return what an action says, in words."""
    return in_words({name: getattr(action, name) for name in FIELDS})


def changes(sources: Iterable[PlanSource]) -> dict[uuid.UUID, list[Difference]]:
    """Return, for each source whose sheet was written again since it was taken, what differs, even nothing.

    The sheets are fetched with their leads (two queries at most).
    """
    stale = [one for one in sources if one.sheet.version > one.sheet_version]
    if not stale:
        return {}
    now = {one.sheet.pk: one.words for one in read(source.sheet for source in stale)}
    labels = {name: LABELS[name] for name in TAKEN}
    return {
        one.pk: plan_rules.differences(before=one.taken, after=now[one.sheet_id], labels=labels)
        for one in stale
    }


def left_out(initiative: Initiative) -> list[ActionSheet]:
    """Return the sheets of an initiative that are not in its plan, the complete ones first."""
    taken = PlanSource.objects.held().values("sheet")
    rows = ActionSheet.objects.current().filter(initiative=initiative).exclude(pk__in=taken)
    return list(rows.with_surroundings().order_by("missing_count", "title_key", "pk"))


def _values(
    sheet: ActionSheet, partners: Sequence[SheetPartner], indicators: Sequence[SheetIndicator]
) -> dict[str, Any]:
    values = {name: getattr(sheet, name, "") for name in FIELDS}
    values["source"] = ""
    values["partners"] = "\n".join(
        f"{one.organisation} : {one.brings}" if one.brings else str(one.organisation) for one in partners
    )
    values["indicators"] = "\n".join(_indicator(one) for one in indicators)
    return values


def _indicator(one: SheetIndicator) -> str:
    """Return an indicator on one line, as ``plan_rules.targets_of`` reads it."""
    if one.target is None:
        return one.label
    unit = f" {one.unit}" if one.unit else ""
    by = f" pour le {one.due_date:%d/%m/%Y}" if one.due_date else ""
    return f"{one.label} : {typography.number(one.target)}{unit}{by}"


def with_dates_in_words(text: str) -> str:
    """Return a text with its dates in words: the lines of indicators hold them in figures."""
    return _FIGURES.sub(_day, text)


def _day(found: re.Match[str]) -> str:
    day, month, year = map(int, found.groups())
    try:
        return typography.day(dt.date(year, month, day), "medium")
    except ValueError:
        return found.group()


def _said(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name == "amount":
        return typography.money(value)
    if name == "days":
        return typography.plural(value, "jour")
    if name in ("start_date", "end_date"):
        return typography.day(value, "medium")
    if name == "lead_state":
        return LeadState(value).label
    return str(value)
