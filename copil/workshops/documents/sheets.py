"""Action sheets on paper: one card, or every card of a list, one to a page or two to cut out."""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from copil.core import typography
from copil.core.typography import french
from copil.documents.blocks import Block, Break, BulletList, Document, Facts, Heading, Paragraph, Table
from copil.documents.markdown import from_markdown
from copil.workshops.enums.sheets import LeadState
from copil.workshops.models import ActionSheet, SheetIndicator, SheetPartner

ONE, ALL = "workshops.action_sheet", "workshops.action_sheets"
_TEXTS = (("Description", "description"), ("Objectifs", "objectives"), ("Publics visés", "targets"))
Parts = tuple[Mapping[UUID, Sequence[SheetPartner]], Mapping[UUID, Sequence[SheetIndicator]]]


def card_document(sheet: ActionSheet, parts: Parts, *, organisation: str, date: dt.date) -> Document:
    """Return one sheet, to hold on a page (no query: what surrounds it is fetched)."""
    return Document(
        title=french(sheet.title),
        kicker="Fiche action",
        subtitle=french(sheet.initiative.title),
        organisation=organisation,
        date=date,
        blocks=_card(sheet, parts, level=1),
        compact=True,
    )


def cards_document(
    sheets: Sequence[ActionSheet],
    parts: Parts,
    *,
    title: str,
    subtitle: str,
    organisation: str,
    date: dt.date,
    by_two: bool = False,
) -> Document:
    """Return several sheets, each on its page, or two to a page, to cut out."""
    blocks: list[Block] = []
    for rank, sheet in enumerate(sheets):
        if rank and (rank % 2 == 0 or not by_two):
            blocks.append(Break())
        blocks += [Heading(1, french(sheet.title)), *_card(sheet, parts, level=2)]
    return Document(
        title=french(title),
        kicker="Fiche action" if by_two else "Fiches action",
        subtitle=french(subtitle),
        organisation=organisation,
        date=date,
        blocks=blocks or [Paragraph("Aucune fiche action n’est écrite pour l’instant.")],
        compact=True,
        to_cut=by_two and bool(sheets),
    )


def _card(sheet: ActionSheet, parts: Parts, *, level: int) -> list[Block]:
    partners, indicators = parts[0].get(sheet.pk, []), parts[1].get(sheet.pk, [])
    blocks: list[Block] = [Facts([(label, value) for label, value in _facts(sheet) if value])]
    for title, name in _TEXTS:
        text = getattr(sheet, name)
        if text.strip():
            blocks += [Heading(level, title), *from_markdown(text)]
    if sheet.means.strip():
        blocks += [Heading(level, "Autres moyens"), *from_markdown(sheet.means)]
    if partners:
        told = [f"{one.organisation} : {one.brings}" if one.brings else str(one) for one in partners]
        blocks += [Heading(level, "Partenaires"), BulletList([french(line) for line in told])]
    blocks += [Heading(level, "Indicateurs"), _indicators(indicators)]
    return blocks


def _facts(sheet: ActionSheet) -> list[tuple[str, str]]:
    lead = sheet.lead or "À trouver"
    if sheet.lead_state != LeadState.NONE:
        lead = f"{lead} ({sheet.get_lead_state_display().lower()})"
    return [
        ("Groupe", sheet.group.theme if sheet.group else ""),
        ("Porteur", lead),
        ("Début", typography.day(sheet.start_date) if sheet.start_date else "À fixer"),
        ("Fin", typography.day(sheet.end_date) if sheet.end_date else "À fixer"),
        ("Travail", typography.plural(sheet.days, "journée") if sheet.days is not None else ""),
        ("Montant", typography.money(sheet.amount) if sheet.amount is not None else ""),
    ]


def _indicators(rows: Sequence[SheetIndicator]) -> Block:
    if not rows:
        return Paragraph("Aucun indicateur n’est encore choisi.")
    return Table(
        header=("Indicateur", "Départ", "Visé", "Pour le"),
        rows=[
            (
                french(one.label + (f" ({one.unit})" if one.unit else "")),
                typography.number(one.baseline) if one.baseline is not None else "",
                typography.number(one.target) if one.target is not None else "",
                typography.day(one.due_date, "short") if one.due_date else "",
            )
            for one in rows
        ],
        caption="Valeurs de départ et valeurs visées",
        numeric=(1, 2),
        row_headers=True,
    )
