"""The presentation sheet (practice sheet 5), as one list of blocks for every output."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from copil.core import typography
from copil.documents.blocks import Block, BulletList, Document, Facts, Heading, Paragraph
from copil.documents.markdown import from_markdown
from copil.initiatives.enums import CarrierRole, ObjectiveLevel
from copil.initiatives.models import Initiative, Objective, PresentationSheet
from copil.needs.models import ProblemSheet

CENT = Decimal("0.01")
Pairs = Sequence[tuple[str, str]]


def presentation_sheet(initiative: Initiative, *, today: dt.date) -> Document:
    """Return the sheet: problem, objectives, action, means, structures and, when there are any, results.

    What is not known yet is left out of the files; the screen says apart what remains to be completed.
    """
    sheet = PresentationSheet.objects.get(initiative=initiative)
    carriers = initiative.carriers.filter(left_on=None).select_related("workspace").order_by("-role", "pk")
    names = [(one.workspace.name, one.role) for one in carriers]
    blocks = [
        *_identity(initiative, names),
        *_problem(initiative.problem_sheet),
        *_objectives(initiative),
        *_action(sheet),
        *_means(sheet),
        *_beneficiaries(sheet),
        *_texts("Premiers résultats", [("", sheet.results)]),
    ]
    return Document(
        title=initiative.title,
        kicker="Fiche de présentation",
        subtitle=" ".join(initiative.summary.split())[:300],
        organisation=initiative.workspace.name,
        date=today,
        blocks=blocks or [Paragraph("Cette fiche est à compléter.")],
    )


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


def per_structure(sheet: PresentationSheet) -> Decimal | None:
    """Return euros per structure, rounded half up to the cent; None while one of the two is unknown."""
    if sheet.cost is None or not sheet.beneficiaries_count:
        return None
    return (sheet.cost / sheet.beneficiaries_count).quantize(CENT, ROUND_HALF_UP)


def per_day(sheet: PresentationSheet) -> Decimal | None:
    """Return euros per day, rounded half up to the cent; None while one of the two is unknown."""
    if sheet.cost is None or not sheet.days:
        return None
    return (sheet.cost / sheet.days).quantize(CENT, ROUND_HALF_UP)


def _identity(initiative: Initiative, carriers: list[tuple[str, str]]) -> Iterable[Block]:
    lead = [name for name, role in carriers if role == CarrierRole.LEAD]
    others = [name for name, role in carriers if role != CarrierRole.LEAD]
    place = initiative.territory_note or (str(initiative.territory) if initiative.territory else "")
    opened = typography.day(initiative.opened_on, "medium") if initiative.opened_on else ""
    ended = typography.day(initiative.ended_on, "medium") if initiative.ended_on else ""
    pairs = [
        ("Portée par", ", ".join(lead)),
        ("Avec", ", ".join(others)),
        ("Territoire", place),
        ("Ouverte le", opened),
        ("Terminée le", ended),
    ]
    return _facts(pairs)


def _problem(problem: ProblemSheet | None) -> Iterable[Block]:
    if problem is None:
        return []
    texts = [
        ("", problem.title),
        ("Contexte", problem.context),
        ("Enjeux", problem.stakes),
        ("Besoins repérés", problem.needs_summary),
        ("Comment elle a été repérée", problem.origin),
        ("Comment elle a été validée", problem.validation),
        ("Expériences antérieures", problem.earlier_experiences),
    ]
    return _texts("Problématique", texts)


def _objectives(initiative: Initiative) -> Iterable[Block]:
    rows = list(Objective.objects.current().filter(initiative=initiative).order_by("position", "pk"))
    blocks: list[Block] = []
    names = {
        ObjectiveLevel.STRATEGIC: "Objectifs stratégiques",
        ObjectiveLevel.OPERATIONAL: "Objectifs opérationnels",
    }
    for level, name in names.items():
        texts = [row.text for row in rows if row.level == level]
        if texts:
            blocks += [Heading(2, name), BulletList(texts)]
    return [Heading(1, "Objectifs"), *blocks] if blocks else []


def _action(sheet: PresentationSheet) -> Iterable[Block]:
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
        ("Interventions", ", ".join(kinds)),
        ("Journées", typography.number(sheet.days) if sheet.days is not None else ""),
        ("Durée", sheet.duration),
        ("Rythme", sheet.rhythm),
        ("Approche globale", sheet.themes),
    ]
    return _part("Action réalisée", pairs, [("Contenus", sheet.contents)])


def _means(sheet: PresentationSheet) -> Iterable[Block]:
    each, day = per_structure(sheet), per_day(sheet)
    pairs = [
        ("Coût de l’intervention", typography.money(sheet.cost) if sheet.cost is not None else ""),
        ("Pris en charge par", sheet.cost_borne_by),
        ("Coût par structure", typography.money(each) if each is not None else ""),
        ("Coût par journée", typography.money(day) if day is not None else ""),
    ]
    texts = [
        ("Animation par la structure porteuse", sheet.coordination),
        ("Système intervenant", sheet.intervening_system),
        ("Partenariat", sheet.partnership),
        ("Logistique et communication", sheet.logistics),
    ]
    return _part("Moyens mobilisés", pairs, texts)


def _beneficiaries(sheet: PresentationSheet) -> Iterable[Block]:
    count = typography.number(sheet.beneficiaries_count) if sheet.beneficiaries_count is not None else ""
    pairs = [
        ("Nombre", count),
        ("Secteur", sheet.beneficiaries_sector),
        ("Territoire", sheet.beneficiaries_territory),
    ]
    return _part("Structures bénéficiaires", pairs, [("", sheet.beneficiaries)])


def _part(title: str, pairs: Pairs, texts: Pairs) -> list[Block]:
    """Return a part of the sheet, or nothing when it says nothing."""
    blocks = [*_facts(pairs), *_under(texts)]
    return [Heading(1, title), *blocks] if blocks else []


def _texts(title: str, texts: Pairs) -> list[Block]:
    blocks = _under(texts)
    return [Heading(1, title), *blocks] if blocks else []


def _under(texts: Pairs) -> list[Block]:
    """Return typed texts, each under its name when it has one; empty ones say nothing."""
    blocks: list[Block] = []
    for name, text in texts:
        if not text.strip():
            continue
        if name:
            blocks.append(Heading(2, name))
        blocks += from_markdown(text)
    return blocks


def _facts(pairs: Pairs) -> list[Block]:
    known = [(label, value) for label, value in pairs if value]
    return [Facts(known)] if known else []
