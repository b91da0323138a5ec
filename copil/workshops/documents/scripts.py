"""The script of a session, as blocks for every output."""

import datetime as dt

from copil.core import typography
from copil.core.typography import french
from copil.documents.blocks import Block, Document, Facts, Heading, Paragraph, Table
from copil.documents.markdown import from_markdown
from copil.workshops.conducting import Conduct
from copil.workshops.enums.scripts import Need
from copil.workshops.models import GroupSession

SCRIPT = "workshops.script"


def script_document(session: GroupSession, conduct: Conduct, *, organisation: str, date: dt.date) -> Document:
    """Return the script to keep in hand: the hours on one table, then what to do at each step."""
    group, meeting = session.group, session.meeting
    pairs = [
        ("Date", typography.instant(meeting.starts_at, "long") if meeting.starts_at else "À fixer"),
        ("Lieu", meeting.place),
        ("Animation", str(group.facilitator or "")),
        ("Durée", typography.lasting(conduct.total)),
    ]
    blocks: list[Block] = [Facts([(label, french(value)) for label, value in pairs if value])]
    if group.question:
        blocks += [Heading(1, "La question posée au groupe"), *from_markdown(group.question)]
    rows = [
        (
            typography.hour(one.begins_at) if one.begins_at else "",
            typography.lasting(one.minutes),
            french(one.step.title),
            Need(one.step.need).label if one.step.need else "",
        )
        for one in conduct.lines
    ]
    blocks.append(Heading(1, "En un coup d’œil"))
    blocks.append(Table(("Heure", "Durée", "Étape", "Avec"), rows, widths=(1, 1, 4, 2)))
    for one in conduct.lines:
        blocks.append(Heading(1, french(f"{one.number}. {one.step.title}")))
        blocks.append(Paragraph(typography.lasting(one.minutes)))
        blocks += from_markdown(one.step.text) if one.step.text.strip() else []
    return Document(
        title=french(f"Déroulé de la réunion {session.rank}"),
        kicker=group.initiative.title,
        subtitle=french(group.theme),
        organisation=organisation,
        date=date,
        blocks=blocks,
    )
