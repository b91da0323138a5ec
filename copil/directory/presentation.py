"""What the pages of the directory show: the five criteria in words, and what happened to a sheet."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from copil.core import typography
from copil.directory.models import Function, Organisation, Person, Profile
from copil.directory.rules import profile as profile_rules
from copil.directory.verbs import VERBS
from copil.exchange.enums import Outcome
from copil.exchange.models import ImportRow
from copil.identity.models import Owned, reference
from copil.journal import sentences
from copil.journal.models import JournalEntry

SHOWN = 12
_CHIPS = {profile_rules.COMPLETE: "ok", profile_rules.PARTIAL: "frag", profile_rules.EMPTY: ""}
_DETAILED = frozenset({"update", "save_profile"})


@dataclass(frozen=True)
class Answer:
    """A question that has its answer."""

    label: str
    text: str


@dataclass(frozen=True)
class CriterionRow:
    """A criterion as the page shows it."""

    state: profile_rules.CriterionState
    summary: str
    answers: Sequence[Answer]

    @property
    def chip(self) -> str:
        return _CHIPS[self.state.state]


@dataclass(frozen=True)
class Event:
    """Something that happened: who, what, when."""

    who: str
    what: str
    at: dt.datetime


def criteria_of(profile: Profile) -> tuple[profile_rules.Completeness, list[CriterionRow]]:
    """Return what is known of a structure, as a whole and criterion by criterion."""
    completeness = profile_rules.completeness(vars(profile))
    rows = [
        CriterionRow(state, _SUMMARIES[state.criterion.key](profile), _answers(profile, state.criterion))
        for state in completeness.criteria
    ]
    return completeness, rows


def history_of_organisation(organisation: Organisation, functions: Iterable[Function]) -> list[Event]:
    """Return what happened to an organisation and in it, imports included, the latest first."""
    events = _journal(organisation, functions)
    rows = ImportRow.objects.written().filter(
        object_id=organisation.pk, outcome__in=[Outcome.CREATED, Outcome.UPDATED]
    )
    for row in rows.select_related("run__file", "run__started_by").order_by("-pk")[:SHOWN]:
        verb = "a créé la fiche" if row.outcome == Outcome.CREATED else "a mis la fiche à jour"
        who = row.run.started_by.get_full_name() if row.run.started_by else "Copil"
        what = f"{verb} par l’import de « {row.run.file.name} », ligne {row.number}"
        events.append(Event(who, what, row.run.ended_at or row.run.created_at))
    return sorted(events, key=lambda event: event.at, reverse=True)[:SHOWN]


def history_of_person(person: Person, functions: Iterable[Function]) -> list[Event]:
    """Return what happened to a sheet and to the functions of the person, the latest first."""
    return _journal(person, functions)


def _journal(obj: Owned, functions: Iterable[Function]) -> list[Event]:
    kind, identifier = reference(obj)
    condition = Q(object_kind=kind, object_id=identifier)
    inside: list[uuid.UUID] = [function.pk for function in functions]
    if inside:
        condition |= Q(object_kind="directory.function", object_id__in=inside)
    lines = JournalEntry.objects.filter(condition, workspace=obj.workspace_id).select_related("actor")
    return [
        Event(sentences.subject(line), _sentence(line), line.at)
        for line in lines.order_by("-at", "-seq")[:SHOWN]
    ]


def _sentence(line: JournalEntry) -> str:
    """Return what a line says, the fields named where the sheet is one's own page."""
    changes = (line.payload or {}).get("changes") or {}
    labels = [FIELD_LABELS[name] for name in changes if name in FIELD_LABELS]
    if line.verb in _DETAILED and labels:
        return f"a modifié : {', '.join(labels)}"
    return sentences.predicate(line, VERBS)


def _answers(profile: Profile, criterion: profile_rules.Criterion) -> list[Answer]:
    return [
        Answer(_label(Profile, question.field), _in_words(profile, question.field))
        for question in criterion.questions
        if profile_rules.is_answered(getattr(profile, question.field))
    ]


def _in_words(profile: Profile, field: str) -> str:
    value = getattr(profile, field)
    if field == "budget_amount":
        return typography.money(value)
    if field == "founded_year":
        return str(value)
    return value if isinstance(value, str) else typography.number(value)


def _territory(profile: Profile) -> str:
    tomorrow = f"demain : {profile.potential_area}" if profile.potential_area else ""
    return _joined(profile.current_area, tomorrow)


def _sector(profile: Profile) -> str:
    return _joined(profile.sector, profile.branch)


def _project(profile: Profile) -> str:
    founded = f"créée en {profile.founded_year}" if profile.founded_year else ""
    members = "" if profile.members_count is None else typography.plural(profile.members_count, "adhérent")
    return _joined(founded, members, profile.members_typology)


def _weight(profile: Profile) -> str:
    budget = "" if profile.budget_amount is None else f"{typography.money(profile.budget_amount)} de budget"
    jobs = "" if profile.fte is None else f"{typography.number(profile.fte)}{typography.NBSP}ETP"
    partners = (
        ""
        if profile.partnerships_count is None
        else typography.plural(profile.partnerships_count, "partenariat")
    )
    return _joined(budget, jobs, partners)


def _skills(profile: Profile) -> str:
    return _joined(profile.jobs, profile.qualification)


def _joined(*parts: str) -> str:
    text = ", ".join(part.strip() for part in parts if part and part.strip())
    return f"{text[:1].upper()}{text[1:]}"


def _label(model: type[Owned], name: str) -> str:
    return str(getattr(model._meta.get_field(name), "verbose_name", name))


def _labels_of(*models: type[Owned]) -> dict[str, str]:
    fields: list[Any] = [field for model in models for field in model._meta.local_concrete_fields]
    return {field.name: str(field.verbose_name) for field in fields if field.editable}


FIELD_LABELS = _labels_of(Function, Person, Profile, Organisation)
_SUMMARIES: dict[str, Callable[[Profile], str]] = {
    "territory": _territory,
    "sector": _sector,
    "project": _project,
    "weight": _weight,
    "skills": _skills,
}
