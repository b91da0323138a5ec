"""The problem sheet as one list of blocks for every output."""

import datetime as dt
from collections.abc import Sequence

from copil.core import typography
from copil.core.typography import french
from copil.documents.blocks import Block, Document, Facts, Heading, Paragraph, Table
from copil.documents.markdown import from_markdown
from copil.needs import problem_text
from copil.needs.models import Antecedent, ProblemSheet
from copil.needs.opinions import Panel

PROBLEM = "needs.problem_sheet"


def problem_document(
    sheet: ProblemSheet,
    *,
    opinions: Panel,
    antecedents: Sequence[Antecedent],
    organisation: str,
    date: dt.date,
) -> Document:
    """Return a problem as it is told to partners (no query: its shared need is fetched).

    What is not written yet is left out. The opinions are counted and nobody is named: who answered did so
    to the workspace, not to whoever reads the file.
    """
    blocks: list[Block] = []
    if sheet.shared_need is not None and sheet.shared_need.title != sheet.title:
        blocks.append(Facts([("Besoin partagé", french(sheet.shared_need.title))]))
    for section in problem_text.sections(sheet):
        if section.text.strip():
            blocks += [Heading(1, section.title), *from_markdown(section.text)]
    if antecedents:
        blocks += [Heading(1, "Ce qui a déjà été tenté"), _tried(antecedents)]
    if opinions.asked:
        blocks += [Heading(1, "Avis des partenaires"), *_opinions(opinions)]
    return Document(
        title=french(sheet.title),
        kicker="Problématique",
        organisation=organisation,
        date=date,
        blocks=blocks or [Paragraph("Cette problématique reste à écrire.")],
    )


def _tried(antecedents: Sequence[Antecedent]) -> Table:
    rows = [
        [
            french(one.title),
            french(one.held_when),
            one.get_outcome_display() if one.outcome else "",
            french(" ".join(one.lesson.split())),
        ]
        for one in antecedents
    ]
    header = ["Expérience", "Quand", "Résultat", "Ce qu’il en reste"]
    return Table(header, rows, widths=(4, 2, 2, 5), row_headers=True)


def _opinions(panel: Panel) -> list[Block]:
    rows = [
        [one.title, *(typography.number(each) for each in (one.yes, one.partly, one.no))]
        for one in panel.counts
    ]
    table = Table(
        ["Question", "Oui", "En partie", "Non"],
        rows,
        numeric=(1, 2, 3),
        widths=(6, 1, 2, 1),
        row_headers=True,
    )
    return [Paragraph(french(panel.told)), table]
