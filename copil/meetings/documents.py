"""The minutes of one meeting, or of several, as one list of blocks for every output."""

import datetime as dt
from collections.abc import Sequence

from copil.core import typography
from copil.documents.blocks import Block, Break, BulletList, Document, Facts, Heading, Paragraph, Run, Text
from copil.documents.markdown import from_markdown
from copil.governance.enums import Way
from copil.meetings.enums import MeetingState, OutcomeKind
from copil.meetings.minutes import Point
from copil.meetings.models import Meeting, Outcome
from copil.meetings.roll import Roll

KIND = "meetings.minutes"


def minutes_document(
    meeting: Meeting,
    points: Sequence[Point],
    roll: Roll,
    *,
    organisation: str,
    date: dt.date,
) -> Document:
    """Return the minutes of a meeting (no query: what it names is fetched)."""
    draft = meeting.state not in MeetingState.told()
    return Document(
        title=typography.french(meeting.title),
        kicker="Projet de compte rendu" if draft else "Compte rendu",
        subtitle=meeting.initiative.title if meeting.initiative else "",
        organisation=organisation,
        date=date,
        blocks=_blocks(meeting, points, roll, top=1),
    )


def compiled_document(
    title: str,
    meetings: Sequence[tuple[Meeting, Sequence[Point], Roll]],
    *,
    organisation: str,
    date: dt.date,
) -> Document:
    """Return the minutes of several meetings, one after the other, each on a new page."""
    blocks: list[Block] = []
    for meeting, points, roll in meetings:
        blocks += [Break()] if blocks else []
        when = typography.day(meeting.day) if meeting.day else "date à fixer"
        blocks += [Heading(1, f"{meeting.title}, {when}"), *_blocks(meeting, points, roll, top=2)]
    blocks = blocks or [Paragraph("Aucune réunion tenue.")]
    return Document(
        title=typography.french(title),
        kicker="Comptes rendus réunis",
        organisation=organisation,
        date=date,
        blocks=blocks,
    )


def told(outcome: Outcome) -> Text:
    """Return an outcome as one line: its nature, what it says, who and when."""
    parts = [typography.french(outcome.text)]
    if outcome.kind == OutcomeKind.DECISION:
        parts += [_votes(outcome), outcome.decision.reference if outcome.decision else ""]
    if outcome.person:
        parts.append(str(outcome.person))
    if outcome.due_on:
        parts.append(f"pour le {typography.day(outcome.due_on, 'medium')}")
    label = OutcomeKind(outcome.kind).label
    return (Run(f"{label}\u00a0: ", bold=True), Run(", ".join(part for part in parts if part)))


def _blocks(meeting: Meeting, points: Sequence[Point], roll: Roll, *, top: int) -> list[Block]:
    pairs = [
        ("Date", typography.instant(meeting.starts_at, "long") if meeting.starts_at else ""),
        ("Lieu", meeting.place),
        ("Instance", meeting.body.name if meeting.body else ""),
        ("Présidence", str(meeting.chair or "")),
        ("Secrétariat", str(meeting.secretary or "")),
        *((label, ", ".join(names)) for label, names in roll.lines),
    ]
    blocks: list[Block] = [Facts([(label, value) for label, value in pairs if value] or [("Date", "")])]
    for point in points:
        blocks.append(Heading(top, typography.french(f"{point.number}. {point.item.title}")))
        blocks += from_markdown(point.text) if point.text.strip() else []
        if point.outcomes:
            blocks.append(BulletList([told(one) for one in point.outcomes]))
        elif not point.text.strip():
            blocks.append(Paragraph("Rien n’est noté sur ce point."))
    return blocks


def _votes(outcome: Outcome) -> str:
    if outcome.way != Way.VOTE:
        return ""
    counts = (outcome.votes_for or 0, outcome.votes_against or 0, outcome.votes_abstained or 0)
    text = f"{counts[0]} pour, {counts[1]} contre, {typography.plural(counts[2], 'abstention')}"
    if outcome.present is not None:
        text += f", {typography.plural(outcome.present, 'voix présente', 'voix présentes')}"
    return text
