"""Minutes written while people speak: words of each point, what came out of it, what becomes of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import save_versioned
from copil.governance import composition
from copil.governance.actions import adopt, draft_decision
from copil.governance.enums import Way
from copil.identity.models import User, reference
from copil.meetings.actions.common import locked, record
from copil.meetings.enums import MeetingState, OutcomeKind
from copil.meetings.models import AgendaItem, ItemNotes, Meeting, NotesVersion, Outcome
from copil.tasks.actions import create_task

LONGEST = 20_000
FIELDS = (
    *("kind", "text", "reason", "way", "votes_for", "votes_against", "votes_abstained", "present"),
    *("person", "due_on"),
)
# One version of the notes holds what the same hand wrote within this time.
_GATHERED = dt.timedelta(minutes=5)
_CLOSED = "Ce compte rendu ne s’écrit pas en ce moment."
_SETTLED = "Cette ligne est déjà au registre ou parmi les tâches : elle ne change plus ici."


@transaction.atomic
def save_notes(*, item: AgendaItem, text: str, expected: int, by: User, at: dt.datetime) -> ItemNotes:
    """Keep what was said on a point; ``expected`` is 0 when nothing was there yet.

    Raises ``Conflict`` when somebody else wrote since. Every text that was there is kept as a version.
    """
    held = _writing(item.meeting)
    if len(text) > LONGEST:
        raise ActionRefused(f"Gardez ce texte sous {LONGEST} caractères.")
    notes: ItemNotes | None = ItemNotes.objects.select_for_update().filter(item=item).first()
    if notes is None:
        if expected != 0:
            raise Conflict
        notes = ItemNotes.objects.create(workspace=held.workspace, item=item, text=text, created_at=at)
    else:
        if notes.text == text and notes.version == expected:
            return notes
        notes.text = text
        save_versioned(notes, fields=["text"], expected=expected)
    _keep_version(held, notes, by=by, at=at)
    return notes


@transaction.atomic
def add_outcome(*, item: AgendaItem, values: Mapping[str, Any], by: User, at: dt.datetime) -> Outcome:
    """Note an information, a decision, an action or an opinion on a point."""
    held = _writing(item.meeting)
    last = Outcome.objects.current().filter(item=item).aggregate(last=Max("position"))["last"] or 0
    given = {name: values[name] for name in FIELDS if name in values}
    outcome: Outcome = Outcome.objects.create(
        workspace=held.workspace, item=item, position=last + 1, created_at=at, **given
    )
    record(held, verb="add_outcome", by=by, at=at, changes={"text": outcome.text, "kind": _kind(outcome)})
    return outcome


@transaction.atomic
def change_outcome(
    *, outcome: Outcome, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime
) -> None:
    """Say it better; refused once it stands in the register or among the tasks."""
    held = _writing(outcome.item.meeting)
    if outcome.is_settled:
        raise ActionRefused(_SETTLED)
    for name in FIELDS:
        if name in values:
            setattr(outcome, name, values[name])
    save_versioned(outcome, fields=list(FIELDS), expected=expected)
    record(held, verb="change_outcome", by=by, at=at, changes={"text": outcome.text, "kind": _kind(outcome)})


@transaction.atomic
def remove_outcome(*, outcome: Outcome, by: User, at: dt.datetime) -> None:
    """Take a line off the minutes."""
    held = _writing(outcome.item.meeting)
    if outcome.is_settled:
        raise ActionRefused(_SETTLED)
    rows = Outcome.objects.current().filter(pk=outcome.pk)
    rows.update(archived_at=at, version=outcome.version + 1)
    record(held, verb="remove_outcome", by=by, at=at, changes={"text": outcome.text})


@transaction.atomic
def settle(*, meeting: Meeting, may_adopt: bool, by: User, at: dt.datetime) -> tuple[int, int]:
    """Write every decision in the register and every action among the tasks: all of them or none.

    A decision is adopted when ``may_adopt`` and it says why, else it waits there as a draft. Those settled
    before are left as they are. Returns how many decisions and how many tasks were written.
    """
    held = _writing(meeting)
    rows = Outcome.objects.current().filter(item__meeting=held, item__archived_at=None)
    related = ("item", "person", "workspace")
    ordered: Sequence[Outcome] = list(
        rows.select_related(*related).order_by("item__position", "position", "pk")
    )
    waiting = [one for one in ordered if not one.is_settled]
    decisions = [one for one in waiting if one.kind == OutcomeKind.DECISION]
    tasks = [one for one in waiting if one.kind == OutcomeKind.ACTION]
    if decisions:
        _decide(held, decisions, may_adopt=may_adopt, by=by, at=at)
    for one in tasks:
        one.task = create_task(
            workspace=held.workspace,
            title=one.text[:200],
            details=one.reason,
            person=one.person,
            due_on=one.due_on,
            initiative=held.initiative,
            origin=reference(held),
            origin_label=held.title,
            by=by,
            at=at,
        )
        save_versioned(one, fields=["task"], expected=one.version)
    if waiting:
        changes = {"decisions": len(decisions), "tasks": len(tasks)}
        record(held, verb="settle", by=by, at=at, changes=changes)
    return len(decisions), len(tasks)


def _decide(
    meeting: Meeting, outcomes: Sequence[Outcome], *, may_adopt: bool, by: User, at: dt.datetime
) -> None:
    if meeting.body is None or meeting.day is None:
        raise ActionRefused("Aucune instance ne tient cette réunion : elle ne peut pas décider au registre.")
    needed = composition.of_body(meeting.body, day=meeting.day).needed
    for one in outcomes:
        if one.present is not None and one.present < needed:
            raise ActionRefused(
                f"Le quorum de {needed} voix n’est pas atteint pour « {one.text} » ({one.present} présentes)."
            )
        way = one.way or Way.CONSENSUS
        values: dict[str, Any] = {
            "title": one.text,
            "decided_on": min(meeting.day, timezone.localdate(at)),
            "reason": one.reason,
            "way": way,
            "owner": one.person,
        }
        if way == Way.VOTE:
            cast = [one.votes_for or 0, one.votes_against or 0, one.votes_abstained or 0]
            values |= {"votes_for": cast[0], "votes_against": cast[1], "votes_abstained": cast[2]}
            if one.present is not None:
                values["votes_absent"] = max(0, one.present - sum(cast))
        subject = reference(meeting)
        if one.item.subject_id is not None:
            subject = (one.item.subject_kind, one.item.subject_id)
        made = draft_decision(
            body=meeting.body, initiative=meeting.initiative, values=values, by=by, at=at, subject=subject
        )
        if may_adopt and one.reason.strip():
            made = adopt(decision=made, expected=made.version, by=by, at=at)
        one.decision, one.needed = made, needed
        save_versioned(one, fields=["decision", "needed"], expected=one.version)


def _keep_version(meeting: Meeting, notes: ItemNotes, *, by: User, at: dt.datetime) -> None:
    last = NotesVersion.objects.filter(notes=notes).order_by("-number").first()
    if last is not None and last.author_id == by.pk and at - last.created_at < _GATHERED:
        NotesVersion.objects.filter(pk=last.pk).update(text=notes.text)
        return
    NotesVersion.objects.create(
        workspace=notes.workspace,
        notes=notes,
        number=last.number + 1 if last else 1,
        text=notes.text,
        author=by,
        created_at=at,
    )
    record(meeting, verb="write_notes", by=by, at=at, changes={"item": notes.item.title})


def _kind(outcome: Outcome) -> str:
    return OutcomeKind(outcome.kind).label.lower()


def _writing(meeting: Meeting) -> Meeting:
    held = locked(meeting)
    if held.state not in (MeetingState.RUNNING, MeetingState.WRITING):
        raise ActionRefused(_CLOSED)
    return held
