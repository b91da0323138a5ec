"""The check-list of a meeting as blocks for every output."""

import datetime as dt
from collections.abc import Sequence

from copil.core import typography
from copil.core.typography import french
from copil.documents.blocks import Block, Document, Facts, Heading, Paragraph, Table
from copil.meetings.logistics import Figures, Shown
from copil.meetings.models import Meeting

KIND = "meetings.logistics"
_HEADER = ("Fait", "Quoi", "Quand", "Qui", "Quantité", "Coût estimé")
_WIDTHS = (0.6, 3.2, 1.4, 1.9, 1.7, 1.2)


def checklist(
    meeting: Meeting,
    groups: Sequence[tuple[str, Sequence[Shown]]],
    *,
    figures: Figures,
    organisation: str,
    date: dt.date,
) -> Document:
    """Return the check-list, group by group (families or people), with what everything figures."""
    when = typography.instant(meeting.starts_at, "long") if meeting.starts_at else "date à fixer"
    blocks: list[Block] = [
        Facts(
            [
                ("Date", when),
                ("Lieu", meeting.place),
                ("Salles", typography.money(figures.rooms)),
                ("Lignes, estimé", typography.money(figures.estimated)),
                ("Total estimé", typography.money(figures.cost)),
                ("Payé à ce jour", typography.money(figures.actual)),
            ]
        )
    ]
    for title, rows in groups:
        blocks += [
            Heading(1, french(title)),
            Table(_HEADER, [_row(one) for one in rows], numeric=(5,), widths=_WIDTHS),
        ]
    if not groups:
        blocks.append(Paragraph("Rien n’est encore au plan."))
    return Document(
        title="Logistique",
        kicker=meeting.initiative.title if meeting.initiative else meeting.workspace.name,
        subtitle=french(f"{meeting.title}, {when}"),
        organisation=organisation,
        date=date,
        blocks=blocks,
    )


def told(one: Shown) -> str:
    """Return a quantity in words: « 44, au plus 60 (végétarien 3) »."""
    if one.quantity is None:
        return ""
    text = str(one.quantity.needed)
    if one.quantity.at_most != one.quantity.needed:
        text += f", au plus {one.quantity.at_most}"
    shares = ", ".join(f"{label.lower()} {number}" for label, number in one.quantity.shares)
    return f"{text} ({shares})" if shares else text


def _row(one: Shown) -> tuple[str, ...]:
    day = typography.day(one.line.due_on, "medium") if one.line.due_on else ""
    return (
        "Oui" if one.line.is_done else "",
        french(one.line.title),
        ", ".join(part for part in (one.when, day) if part),
        ", ".join(str(person) for person in one.people),
        told(one),
        typography.money(one.line.estimated) if one.line.estimated is not None else "",
    )
