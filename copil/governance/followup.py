"""The two tracks of an initiative side by side, and what the administrative one proves."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, Subquery

from copil.core import typography
from copil.governance.models.followup import AdminPiece, PieceQuerySet
from copil.governance.rules import followup as rules
from copil.initiatives.evidence import Evidence, Facts
from copil.initiatives.journey import Journey, WalkedActivity
from copil.initiatives.models import ActivityMark, Initiative, StageMove

CURRENT = "governance.admin_followup_current"
KEYS = frozenset({CURRENT})


@dataclass(frozen=True)
class Track:
    """A stage of the method with what moves there, technical on one side, administrative on the other."""

    key: str
    title: str
    position: str
    technical: tuple[WalkedActivity, ...]
    settled: int
    total: int
    pieces: tuple[AdminPiece, ...]


def tracks(walked: Journey, pieces: Sequence[AdminPiece]) -> list[Track]:
    """Return every stage with its open activities and its pieces; pieces of no stage come last."""
    known = {stage.stage.key for stage in walked.stages}
    found = [
        Track(
            stage.stage.key,
            stage.stage.title,
            stage.position,
            tuple(one for one in stage.activities if not one.is_settled),
            stage.progress.settled,
            stage.progress.total,
            tuple(piece for piece in pieces if piece.stage == stage.stage.key),
        )
        for stage in walked.stages
    ]
    loose = tuple(piece for piece in pieces if piece.stage not in known)
    return [*found, Track("", "Toute la démarche", "", (), 0, 0, loose)] if loose else found


def totals(pieces: Sequence[AdminPiece], *, today: dt.date) -> dict[str, Any]:
    """Return the figures above the list: pieces to settle, late ones, amounts engaged and settled."""
    opened = [one for one in pieces if one.state in rules.OPEN]
    return {
        "open": len(opened),
        "late": sum(one.is_late(today) for one in opened),
        "engaged": sum((one.amount for one in opened if one.amount is not None), Decimal(0)),
        "settled": sum(
            (one.amount for one in pieces if one.state == "done" and one.amount is not None), Decimal(0)
        ),
    }


def provide(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return whether the administrative track moves with the technical one, as a fact (one query)."""
    marks = ActivityMark.objects.filter(initiative=OuterRef("initiative")).order_by("-said_at")
    moves = StageMove.objects.filter(initiative=OuterRef("initiative")).order_by("-moved_at")
    rows = (
        AdminPiece.objects.current()
        .filter(initiative__in=initiative_ids)
        .order_by()
        .values("initiative")
        .annotate(
            number=Count("pk"),
            settled=Count("pk", filter=~Q(state__in=rules.OPEN)),
            last=Max("moved_at"),
            said=Subquery(marks.values("said_at")[:1]),
            moved=Subquery(moves.values("moved_at")[:1]),
        )
    )
    return {row["initiative"]: {CURRENT: _evidence(row)} for row in rows}


def _evidence(row: Mapping[str, Any]) -> Evidence:
    technical = max((at for at in (row["said"], row["moved"]) if at is not None), default=None)
    told = typography.plural(row["number"], "pièce suivie", "pièces suivies")
    over = typography.plural(row["settled"], "réglée ou abandonnée", "réglées ou abandonnées")
    current = rules.same_pace(administrative=row["last"], technical=technical)
    late = "" if current else ", rien depuis un mois alors que la démarche avance"
    return Evidence(
        f"{told}, {over}{late}",
        complete=current,
        kind="initiatives.initiative",
        object_id=row["initiative"],
    )


def of_initiative(initiative: Initiative) -> PieceQuerySet:
    """Return the pieces of an initiative, those taken off too, with those who see to them."""
    rows: PieceQuerySet = AdminPiece.objects.filter(initiative=initiative)
    return rows.select_related("person", "partner", "workspace")
