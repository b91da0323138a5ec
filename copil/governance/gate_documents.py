"""What was decided at a gate and the light sheets of priorities, as blocks for every output."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from copil.core import typography
from copil.core.typography import french
from copil.documents.blocks import Block, BulletList, Document, Facts, Heading, Paragraph, Table
from copil.documents.markdown import from_markdown
from copil.governance.models import Condition, GateReview
from copil.initiatives.models import Initiative

GATE = "governance.gatereview"
SHEETS = "governance.lightsheet"


def gate_document(review: GateReview, *, organisation: str) -> Document:
    """Return a gate as it was decided: answer, what was seen and missing, conditions, annex."""
    pairs = [
        ("Démarche", review.initiative.title),
        ("Instance", review.body.name),
        ("Date", typography.day(review.decided_on)),
        ("Décision", review.get_verdict_display()),
        ("Au registre", review.decision.reference if review.decision else ""),
    ]
    blocks: list[Block] = [Facts([(label, value) for label, value in pairs if value])]
    if review.reopened_at:
        day = typography.day(review.reopened_at.date())
        blocks.append(Paragraph(french(f"Rouvert le {day} : {review.reopening_reason}")))
    blocks += [Heading(1, "Pourquoi"), *from_markdown(review.reason)]
    blocks += [Heading(1, "Ce qui a été vu"), _criteria(review.criteria)]
    blocks += [Heading(1, "Ce qui manquait"), BulletList(_missing(review.missing), empty="Rien ne manquait.")]
    conditions = list(review.conditions.all())
    if conditions:
        blocks += [Heading(1, "Conditions"), _conditions(conditions)]
    if review.annex:
        blocks += [Heading(1, french("Annexe : fiches légères")), *_sheets(review.annex, level=2)]
    return Document(
        title=french(review.title),
        kicker="Moment de décision",
        subtitle=french(" ".join(review.question.split())[:300]),
        organisation=organisation,
        date=review.decided_on,
        blocks=blocks,
    )


def sheets_document(
    initiative: Initiative, annex: Sequence[Mapping[str, Any]], *, organisation: str, date: dt.date
) -> Document:
    """Return the light sheets of an initiative as one document."""
    return Document(
        title="Fiches légères des priorités",
        kicker=initiative.title,
        subtitle="Faisabilité, conséquences et portage, avant de valider",
        organisation=organisation,
        date=date,
        blocks=_sheets(annex, level=1) or [Paragraph("Aucune fiche légère n’est écrite pour l’instant.")],
    )


def _sheets(annex: Sequence[Mapping[str, Any]], *, level: int) -> list[Block]:
    blocks: list[Block] = []
    for sheet in annex:
        blocks.append(Heading(level, french(sheet["title"])))
        blocks.append(Facts([(label, french(value)) for label, value in sheet["lines"]]))
    return blocks


def _criteria(criteria: Sequence[Mapping[str, Any]]) -> Table:
    rows = [
        [one["title"], one["state"], french(" ; ".join(one["shown"])) or "Rien ne le montrait"]
        for one in criteria
    ]
    return Table(["Activité", "État", "Ce qui le montrait"], rows, widths=(5, 2, 5), row_headers=True)


def _missing(missing: Sequence[Mapping[str, Any]]) -> list[str]:
    return [french(f"{one['title']} : {', '.join(one['missing'])}") for one in missing]


def _conditions(conditions: Sequence[Condition]) -> Table:
    rows = [
        [
            one.text,
            str(one.owner or ""),
            typography.day(one.due_on, "medium") if one.due_on else "",
            french(one.get_outcome_display() + (f" : {one.settled_note}" if one.settled_note else "")),
        ]
        for one in conditions
    ]
    return Table(["Condition", "Qui", "Pour le", "État"], rows, widths=(5, 2, 2, 4), row_headers=True)
