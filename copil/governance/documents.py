"""A decision as one list of blocks for every output."""

import datetime as dt

from copil.core import typography
from copil.documents.blocks import Block, BulletList, Document, Facts, Heading, Paragraph
from copil.documents.markdown import from_markdown
from copil.governance.enums import Way
from copil.governance.models import Decision

KIND = "governance.decision"


def decision_document(
    decision: Decision, *, organisation: str, date: dt.date, corrected_by: Decision | None = None
) -> Document:
    """Return a decision as it is printed (no query: body, initiative, owner and corrects are fetched)."""
    pairs = [
        ("Instance", decision.body.name),
        ("Démarche", decision.initiative.title if decision.initiative else ""),
        ("Date", typography.day(decision.decided_on)),
        ("Prise", told_votes(decision)),
        ("Mise en œuvre", decision.owner_name or str(decision.owner or "")),
        ("À revoir le", typography.day(decision.review_on) if decision.review_on else ""),
        ("Corrige", str(decision.corrects) if decision.corrects else ""),
    ]
    blocks: list[Block] = [Facts([(label, value) for label, value in pairs if value])]
    if corrected_by is not None:
        blocks.append(Paragraph(f"Corrigée par {corrected_by}."))
    lines = [line.strip("-• ").strip() for line in decision.options.splitlines() if line.strip("-• ").strip()]
    if lines:
        blocks += [Heading(1, "Options pesées"), BulletList([typography.french(line) for line in lines])]
    for title, text in (("Pourquoi", decision.reason), ("Ce qu’elle change", decision.consequences)):
        if text.strip():
            blocks += [Heading(1, title), *from_markdown(text)]
    if decision.review_note:
        day = typography.day(decision.reviewed_on) if decision.reviewed_on else ""
        blocks += [Heading(1, f"Revue du {day}"), *from_markdown(decision.review_note)]
    return Document(
        title=typography.french(decision.title),
        kicker=f"Décision {decision.reference}" if decision.reference else "Projet de décision",
        organisation=organisation,
        date=date,
        blocks=blocks,
    )


def told_votes(decision: Decision) -> str:
    """Return how a decision was taken, in words."""
    if decision.way == Way.CONSENSUS:
        return "par consensus"
    parts = [
        f"{decision.votes_for or 0} pour",
        f"{decision.votes_against or 0} contre",
        typography.plural(decision.votes_abstained or 0, "abstention"),
    ]
    if decision.votes_absent:
        verb = "n’ont" if decision.votes_absent > 1 else "n’a"
        parts.append(f"{decision.votes_absent} {verb} pas pris part")
    return ", ".join(parts)
