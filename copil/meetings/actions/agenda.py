"""The agenda of a meeting: points added, proposed, kept or not, moved, taken off."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import save_versioned
from copil.identity.models import User
from copil.meetings.actions.common import locked, record
from copil.meetings.enums import ItemState, MeetingState
from copil.meetings.models import AgendaItem, ItemNotes, Meeting, Outcome

FIELDS = ("title", "duration", "presenter", "expected", "details")
MOST = 40
_OVER = "La séance est levée : son ordre du jour ne change plus."
_CHANGED = "Ce point vient de changer. Relisez-le avant de continuer."
_WRITTEN = "Quelque chose est déjà écrit sur ce point : videz-le d’abord."


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    values: Mapping[str, Any],
    by: User,
    at: dt.datetime,
    proposed: bool = False,
    subject: tuple[str, uuid.UUID] | None = None,
    subject_label: str = "",
) -> AgendaItem:
    """Put a point at the end of an agenda; ``proposed`` waits for those who prepare the meeting.

    ``subject`` is the soft reference of what it is about.
    """
    held = _open(meeting)
    points = AgendaItem.objects.current().filter(meeting=held)
    if points.count() >= MOST:
        raise ActionRefused(f"Un ordre du jour garde {MOST} points au plus.")
    last = points.aggregate(last=Max("position"))["last"] or 0
    item: AgendaItem = AgendaItem.objects.create(
        workspace=held.workspace,
        meeting=held,
        position=last + 1,
        state=ItemState.PROPOSED if proposed else ItemState.KEPT,
        proposed_by=by,
        subject_kind=subject[0] if subject else "",
        subject_id=subject[1] if subject else None,
        subject_label=subject_label[:200] if subject else "",
        created_at=at,
        **{name: values[name] for name in FIELDS if name in values},
    )
    verb = "propose_item" if proposed else "add_item"
    record(held, verb=verb, by=by, at=at, changes={"item": item.title})
    return item


@transaction.atomic
def change_item(
    *, item: AgendaItem, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime
) -> None:
    """Change a point; raise ``Conflict`` when it changed since ``expected``."""
    held = _open(item.meeting)
    for name in FIELDS:
        if name in values:
            setattr(item, name, values[name])
    save_versioned(item, fields=list(FIELDS), expected=expected)
    record(held, verb="change_item", by=by, at=at, changes={"item": item.title})


@transaction.atomic
def move_item(*, item: AgendaItem, places: int, by: User, at: dt.datetime) -> None:
    """Move a point up (-1) or down (1) among those kept; at either end it stays where it is."""
    held = _open(item.meeting)
    rows = list(AgendaItem.objects.kept().filter(meeting=held).in_order())
    keys = [one.pk for one in rows]
    if item.pk not in keys:
        raise ActionRefused("Ce point n’est plus à l’ordre du jour.")
    here = keys.index(item.pk)
    there = min(max(here + places, 0), len(rows) - 1)
    if there == here:
        return
    rows.insert(there, rows.pop(here))
    for position, one in enumerate(rows, start=1):
        one.position = position
    AgendaItem.objects.bulk_update(rows, ["position"])
    record(held, verb="move_item", by=by, at=at, changes={"item": item.title, "place": there + 1})


@transaction.atomic
def remove_item(*, item: AgendaItem, by: User, at: dt.datetime) -> None:
    """Take a point off; refused once something is written on it."""
    held = _open(item.meeting)
    said = ItemNotes.objects.filter(item=item).exclude(text="").exists()
    if said or Outcome.objects.current().filter(item=item).exists():
        raise ActionRefused(_WRITTEN)
    if not AgendaItem.objects.current().filter(pk=item.pk).update(archived_at=at, version=item.version + 1):
        raise ActionRefused("Ce point n’est plus à l’ordre du jour.")
    record(held, verb="remove_item", by=by, at=at, changes={"item": item.title})


@transaction.atomic
def answer_item(*, item: AgendaItem, keep: bool, reason: str, by: User, at: dt.datetime) -> None:
    """Keep a point that was proposed, or set it aside and say why to who proposed it."""
    held = _open(item.meeting)
    if item.state == ItemState.KEPT:
        raise ActionRefused("Ce point est déjà à l’ordre du jour.")
    if not keep and not reason.strip():
        raise ActionRefused("Dites pourquoi ce point n’est pas retenu.")
    item.state = ItemState.KEPT if keep else ItemState.SET_ASIDE
    item.answer = "" if keep else reason.strip()[:300]
    try:
        save_versioned(item, fields=["state", "answer"], expected=item.version)
    except Conflict as conflict:
        raise ActionRefused(_CHANGED) from conflict
    verb = "keep_item" if keep else "set_item_aside"
    record(held, verb=verb, by=by, at=at, changes={"item": item.title, "reason": item.answer})


def _open(meeting: Meeting) -> Meeting:
    """Return the meeting held until the end of the transaction, its agenda still open."""
    held = locked(meeting)
    if not held.is_preparing and held.state != MeetingState.RUNNING:
        raise ActionRefused(_OVER)
    return held
