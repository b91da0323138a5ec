"""The presentation sheet (practice sheet 5), as one list of blocks for every output."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from copil.core import typography
from copil.documents.blocks import Block, BulletList, Document, Facts, Heading, Paragraph, Run
from copil.documents.markdown import from_markdown
from copil.initiatives.enums import CarrierRole, ObjectiveLevel
from copil.initiatives.models import Carrier, Initiative, Objective, PresentationSheet, Presented
from copil.needs.models import ProblemSheet

CENT = Decimal("0.01")
GAP = "À compléter"
Pairs = Sequence[tuple[str, str]]


def presentation_sheet(initiative: Initiative, *, today: dt.date, gap: str = "") -> Document:
    """Return the sheet: problem, objectives, action, means, structures and, when there are any, results.

    What is not known yet reads ``gap`` (the screen's « À compléter »); without it, it is left out, as it
    must be of what leaves the house. Four queries.
    """
    sheet = PresentationSheet.objects.get(initiative=initiative)
    part = Part(gap)
    blocks = [
        *_problem(part, initiative.problem_sheet),
        *objective_blocks(part, initiative),
        *action_blocks(part, sheet),
        *means_blocks(part, sheet),
        *beneficiaries_blocks(part, sheet),
        *Part("").of("Premiers résultats", [], [("", sheet.results)]),
    ]
    return Document(
        title=initiative.title,
        kicker="Fiche de présentation",
        subtitle=" ".join(initiative.summary.split())[:300],
        organisation=initiative.workspace.name,
        date=today,
        blocks=after_identity(initiative, blocks),
    )


def after_identity(initiative: Initiative, blocks: Sequence[Block]) -> list[Block]:
    """Return who carries the initiative and where, then what is said of it, if anything."""
    return [*identity_blocks(initiative), *(blocks or [Paragraph("Le reste de ce document est à écrire.")])]


def to_complete(initiative: Initiative, sheet: PresentationSheet) -> list[str]:
    """Return the parts of the sheet that say nothing yet, by name."""
    has_objectives = Objective.objects.current().filter(initiative=initiative).exists()
    parts = [
        ("la problématique", initiative.problem_sheet is not None),
        ("les objectifs", has_objectives),
        ("le type d’ingénierie", bool(sheet.typology)),
        ("le nombre de journées", sheet.days is not None),
        ("les contenus", bool(sheet.contents)),
        ("le système intervenant", bool(sheet.intervening_system)),
        ("le coût", sheet.cost is not None),
        ("les structures bénéficiaires", sheet.beneficiaries_count is not None),
    ]
    return [name for name, known in parts if not known]


def per_structure(sheet: Presented) -> Decimal | None:
    """Return euros per structure, rounded half up to the cent; None while one of the two is unknown."""
    if sheet.cost is None or not sheet.beneficiaries_count:
        return None
    return (sheet.cost / sheet.beneficiaries_count).quantize(CENT, ROUND_HALF_UP)


def per_day(sheet: Presented) -> Decimal | None:
    """Return euros per day, rounded half up to the cent; None while one of the two is unknown."""
    if sheet.cost is None or not sheet.days:
        return None
    return (sheet.cost / sheet.days).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Part:
    """How a part of the sheet is written: what is empty reads ``gap``, or is left out without one."""

    gap: str

    def of(self, title: str, pairs: Pairs, texts: Pairs) -> list[Block]:
        """Return a titled part, or nothing when it says nothing."""
        blocks = [*self.facts(pairs), *self.under(texts)]
        return [Heading(1, title), *blocks] if blocks else []

    def facts(self, pairs: Pairs) -> list[Block]:
        """Return short values beside their names."""
        shown = [(label, value or self.gap) for label, value in pairs if value or self.gap]
        return [Facts(shown)] if shown else []

    def under(self, texts: Pairs) -> list[Block]:
        """Return typed texts, each under its name when it has one."""
        blocks: list[Block] = []
        for name, text in texts:
            if not text.strip() and not self.gap:
                continue
            if name:
                blocks.append(Heading(2, name))
            blocks += from_markdown(text) if text.strip() else self.hole()
        return blocks

    def hole(self) -> list[Block]:
        """Return what stands in place of a missing text."""
        return [Paragraph((Run(self.gap, italic=True),))] if self.gap else []


def identity_blocks(initiative: Initiative) -> list[Block]:
    """Return who carries the initiative, where and since when (one query)."""
    carriers = Carrier.objects.filter(initiative=initiative, left_on=None).select_related("workspace")
    names = [(one.workspace.name, one.role) for one in carriers.order_by("pk")]
    place = initiative.territory_note or (str(initiative.territory) if initiative.territory else "")
    opened = typography.day(initiative.opened_on, "medium") if initiative.opened_on else ""
    ended = typography.day(initiative.ended_on, "medium") if initiative.ended_on else ""
    pairs = [
        ("Portée par", ", ".join(name for name, role in names if role == CarrierRole.LEAD)),
        ("Avec", ", ".join(name for name, role in names if role != CarrierRole.LEAD)),
        ("Territoire", place),
        ("Ouverte le", opened),
        ("Terminée le", ended),
    ]
    return Part("").facts(pairs)


def _problem(part: Part, problem: ProblemSheet | None) -> list[Block]:
    if problem is None:
        return [Heading(1, "Problématique"), *part.hole()] if part.gap else []
    texts = [
        ("", problem.title),
        ("Contexte", problem.context),
        ("Enjeux", problem.stakes),
        ("Besoins repérés", problem.needs_summary),
        ("Comment elle a été repérée", problem.origin),
        ("Comment elle a été validée", problem.validation),
    ]
    earlier = Part("").under([("Expériences antérieures", problem.earlier_experiences)])
    return [*part.of("Problématique", [], texts), *earlier]


def objective_blocks(part: Part, initiative: Initiative) -> list[Block]:
    current = Objective.objects.filter(initiative=initiative, archived_at=None).with_answers()
    rows = list(current.order_by("position", "pk"))
    blocks: list[Block] = []
    names = {
        ObjectiveLevel.STRATEGIC: "Objectifs stratégiques",
        ObjectiveLevel.OPERATIONAL: "Objectifs opérationnels",
    }
    for level, name in names.items():
        texts = [_answering(row) for row in rows if row.level == level]
        under: list[Block] = [BulletList(texts)] if texts else part.hole()
        blocks += [Heading(2, name), *under] if under else []
    return [Heading(1, "Objectifs"), *blocks] if blocks else []


def _answering(objective: Objective) -> str:
    """Return an objective, and how many needs it answers when that was said."""
    number: int = objective.answers_count  # type: ignore[attr-defined]  # counted by the query
    if not number:
        return objective.text
    end = "." if objective.text.endswith(".") else ""
    return f"{objective.text.removesuffix('.')} ({typography.plural(number, 'besoin')}){end}"


def action_blocks(part: Part, sheet: Presented) -> list[Block]:
    """Return what was done: kind of engineering, interventions, days, contents."""
    kinds = [
        label
        for held, label in (
            (sheet.has_information, "séances d’information"),
            (sheet.has_training, "sessions de formation"),
            (sheet.has_collective_support, "accompagnement collectif"),
            (sheet.has_individual_support, "accompagnement individuel"),
        )
        if held
    ]
    pairs = [
        ("Type d’ingénierie", sheet.get_typology_display() if sheet.typology else ""),
        ("Interventions", ", ".join(kinds).capitalize()),
        ("Journées", typography.number(sheet.days) if sheet.days is not None else ""),
        ("Durée", sheet.duration),
        ("Rythme", sheet.rhythm),
        ("Approche globale", sheet.themes),
    ]
    return part.of("Action réalisée", pairs, [("Contenus", sheet.contents)])


def means_blocks(part: Part, sheet: Presented) -> list[Block]:
    """Return the means, with the two costs derived when both figures are known."""
    each, day = per_structure(sheet), per_day(sheet)
    typed = [
        ("Coût de l’intervention", typography.money(sheet.cost) if sheet.cost is not None else ""),
        ("Pris en charge par", sheet.cost_borne_by),
    ]
    derived = [
        ("Coût par structure", typography.money(each) if each is not None else ""),
        ("Coût par journée", typography.money(day) if day is not None else ""),
    ]
    pairs = [*typed, *((label, value) for label, value in derived if value)]
    texts = [
        ("Animation par la structure porteuse", sheet.coordination),
        ("Système intervenant", sheet.intervening_system),
        ("Partenariat", sheet.partnership),
        ("Logistique et communication", sheet.logistics),
    ]
    return part.of("Moyens mobilisés", pairs, texts)


def beneficiaries_blocks(part: Part, sheet: Presented) -> list[Block]:
    """Return who the structures are."""
    count = typography.number(sheet.beneficiaries_count) if sheet.beneficiaries_count is not None else ""
    pairs = [
        ("Nombre", count),
        ("Secteur", sheet.beneficiaries_sector),
        ("Territoire", sheet.beneficiaries_territory),
    ]
    return part.of("Structures bénéficiaires", pairs, [("", sheet.beneficiaries)])
