"""Keep the administrative follow-up: add a piece, change it, move it, take it off; remind who sees to it."""

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.governance.enums.followup import PieceState
from copil.governance.models.followup import AdminPiece
from copil.governance.rules import followup as rules
from copil.identity.models import User, Workspace, reference
from copil.initiatives.models import Initiative
from copil.journal import actions as journal
from copil.notifications import jobs, recipients
from copil.notifications.actions import notify
from copil.notifications.models import Job

REMIND = "governance.remind_piece"
_HOUR = dt.time(8)
_SHOWN = ("kind", "title", "reference", "due_on", "amount")


@transaction.atomic
def add_piece(
    *,
    initiative: Initiative,
    workspace: Workspace,
    values: dict[str, Any],
    by: User | None,
    at: dt.datetime,
    state: PieceState = PieceState.TO_DO,
) -> AdminPiece:
    """Add a piece; whoever is to see to it is told, and reminded before its deadline."""
    piece: AdminPiece = AdminPiece.objects.create(
        initiative=initiative, workspace=workspace, state=state, moved_at=at, created_at=at, **values
    )
    if state in rules.OPEN:
        _plan_reminders(piece, at=at)
        _tell_who(piece, by=by, at=at)
    _record(piece, verb="add", by=by, at=at, changes=_in_journal(piece))
    return piece


@transaction.atomic
def update_piece(
    *, piece: AdminPiece, values: dict[str, Any], expected: int, by: User, at: dt.datetime
) -> None:
    """Change a piece; raise ``Conflict`` on a stale version."""
    stored = AdminPiece.objects.select_for_update(of=("self",)).get(pk=piece.pk)
    before, who = _in_journal(stored), stored.person_id
    for name, value in values.items():
        setattr(piece, name, value)
    piece.moved_at = at
    save_versioned(piece, fields=[*values, "moved_at"], expected=expected)
    if piece.due_on != stored.due_on:
        _plan_reminders(piece, at=at)
    if piece.person_id != who:
        _tell_who(piece, by=by, at=at)
    after = _in_journal(piece)
    changes = {name: [before[name], value] for name, value in after.items() if before[name] != value}
    _record(piece, verb="update", by=by, at=at, changes=changes)


@transaction.atomic
def move_piece(*, piece: AdminPiece, to: PieceState, by: User | None, at: dt.datetime) -> None:
    """Say where a piece stands now; refuse a move its state does not allow."""
    held = _held(piece)
    rules.refuse_move(state=PieceState(held.state), to=to)
    AdminPiece.objects.filter(pk=held.pk).update(state=to, moved_at=at, version=held.version + 1)
    changes = {"state": [PieceState(held.state).label, to.label]}
    _record(held, verb="move", by=by, at=at, changes=changes)


@transaction.atomic
def remove_piece(*, piece: AdminPiece, by: User, at: dt.datetime) -> None:
    """Take a piece off the follow-up; it stays in the archives and may come back."""
    held = _held(piece)
    AdminPiece.objects.filter(pk=held.pk).update(archived_at=at, version=held.version + 1)
    _record(held, verb="remove", by=by, at=at)


@transaction.atomic
def restore_piece(*, piece: AdminPiece, by: User, at: dt.datetime) -> None:
    """Bring back a piece taken off by mistake."""
    if not AdminPiece.objects.filter(pk=piece.pk, archived_at__isnull=False).update(archived_at=None):
        raise ActionRefused("Cette pièce est déjà dans le suivi.")
    _record(piece, verb="restore", by=by, at=at)


def remind(job: Job) -> None:
    """Remind who sees to a piece, if it is still to be settled for that day; twice is as once."""
    due_on, when = dt.date.fromisoformat(job.payload["due"]), job.payload["when"]
    remind_of(uuid.UUID(job.payload["piece"]), due_on=due_on, when=when, at=timezone.now())


@transaction.atomic
def remind_of(pk: uuid.UUID, *, due_on: dt.date, when: str, at: dt.datetime) -> bool:
    """Remind of one piece; False when it moved, is over, or was reminded of already."""
    if when == "soon" and timezone.localdate(at) > due_on:
        return False  # the worker slept: the other reminder says it better
    noted = {"soon": "reminded_for", "late": "told_late_for"}[when]
    rows = AdminPiece.objects.current().open_ones().filter(pk=pk, due_on=due_on).exclude(**{noted: due_on})
    if not rows.update(**{noted: due_on}):
        return False
    piece = AdminPiece.objects.select_related("initiative", "workspace", "person__user").get(pk=pk)
    day = typography.day(due_on, "medium")
    said = f"à régler pour le {day}" if when == "soon" else f"à régler depuis le {day}"
    _notify(
        piece,
        kind="governance.piece_due" if when == "soon" else "governance.piece_late",
        title=f"{_named(piece)} : {said}",
        at=at,
    )
    return True


def _held(piece: AdminPiece) -> AdminPiece:
    rows = (
        AdminPiece.objects.current().select_for_update(of=("self",)).select_related("initiative", "workspace")
    )
    held: AdminPiece | None = rows.filter(pk=piece.pk).first()
    if held is None:
        raise ActionRefused("Cette pièce n’est plus dans le suivi.")
    return held


def _plan_reminders(piece: AdminPiece, *, at: dt.datetime) -> None:
    if piece.due_on is None:
        return
    zone = ZoneInfo(piece.workspace.time_zone)
    for when, day in rules.reminders(piece.due_on):
        instant = dt.datetime.combine(day, _HOUR, tzinfo=zone)
        if instant > at:
            jobs.enqueue(
                name=REMIND,
                payload={"piece": str(piece.pk), "due": piece.due_on.isoformat(), "when": when},
                workspace=piece.workspace,
                at=instant,
                unique_key=f"piece:{piece.pk.hex}:{piece.due_on:%Y%m%d}:{when}",
            )


def _tell_who(piece: AdminPiece, *, by: User | None, at: dt.datetime) -> None:
    day = f" pour le {typography.day(piece.due_on, 'medium')}" if piece.due_on else ""
    title = f"{_named(piece)} : on compte sur vous{day}"
    _notify(piece, kind="governance.piece_given", title=title, by=by, at=at)


def _named(piece: AdminPiece) -> str:
    kind = piece.get_kind_display()
    return f"« {piece.title} » ({kind[0].lower()}{kind[1:]})"


def _notify(piece: AdminPiece, *, kind: str, title: str, at: dt.datetime, by: User | None = None) -> None:
    if piece.person is None:
        return
    arguments = {"workspace": piece.workspace.slug, "pk": piece.initiative_id}
    notify(
        kind=kind,
        workspace=piece.workspace,
        to=[recipients.person(piece.person)],
        obj=reference(piece),
        title=title,
        text=f"{title}.\n\nDémarche : « {piece.initiative.title} ».",
        path=f"{reverse('governance:followup', kwargs=arguments)}#piece-{piece.pk}",
        label="Voir le suivi administratif",
        by=by,
        at=at,
    )


def _in_journal(piece: AdminPiece) -> dict[str, Any]:
    values = {name: getattr(piece, name) for name in _SHOWN}
    return {**values, "person": str(piece.person or ""), "partner": str(piece.partner or "")}


def _record(
    piece: AdminPiece, *, verb: str, by: User | None, at: dt.datetime, changes: dict[str, Any] | None = None
) -> None:
    journal.record(
        by=by,
        at=at,
        workspace=piece.workspace,
        verb=verb,
        obj=reference(piece),
        label=piece.title,
        changes=changes,
        initiative_id=piece.initiative_id,
    )
