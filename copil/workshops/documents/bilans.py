"""The review of the groups as one list of blocks for every output."""

import datetime as dt
from collections.abc import Sequence

from copil.core import typography
from copil.documents.blocks import Block, Document, Facts, Heading, Paragraph, Run, Table
from copil.documents.markdown import from_markdown
from copil.workshops.models import Lesson
from copil.workshops.presentation.bilans import Shown

KIND = "workshops.bilan"


def bilan_document(shown: Shown, *, organisation: str, date: dt.date) -> Document:
    """Return a review as it is printed (no query)."""
    bilan = shown.bilan
    blocks: list[Block] = [Facts([(label, value) for label, value in shown.figures])]
    blocks += [Heading(1, "Ce que les groupes ont produit"), *_text(bilan.produced)]
    blocks.append(Heading(1, "Ce que l’on retient"))
    for kind, lessons in shown.lessons:
        blocks += [Heading(2, kind.label), _table(lessons)]
    blocks.append(Heading(1, "La suite"))
    blocks.append(Facts([("Ce que l’on propose", bilan.get_verdict_display() if bilan.verdict else "")]))
    if bilan.manner.strip():
        blocks += [Heading(2, "De quelle manière"), *from_markdown(bilan.manner)]
    if shown.decided is not None:
        decided, day = shown.decided, typography.day(shown.decided.decided_on, "medium")
        said = Run(f"Décidé par {decided.body.name} le {day} : ", bold=True)
        blocks.append(Paragraph([said, Run(typography.french(str(decided)))]))
    return Document(
        title="Bilan des groupes de travail",
        kicker=bilan.initiative.title,
        organisation=organisation,
        date=date,
        blocks=blocks,
    )


def _text(text: str) -> tuple[Block, ...]:
    return from_markdown(text) if text.strip() else (Paragraph("Non renseigné"),)


def _table(lessons: Sequence[Lesson]) -> Table:
    rows = [(one.text, one.evidence, one.audience) for one in lessons]
    return Table(
        ("Enseignement", "Ce qui le montre", "À qui cela servira"),
        [[typography.french(cell) for cell in row] for row in rows],
        widths=(5, 4, 3),
        row_headers=True,
    )
