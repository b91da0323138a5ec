"""Prepare a meeting, change it, put its draft aside."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.core.text import name_key
from copil.governance.models import Mandate
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.meetings import agendas
from copil.meetings.actions import bookings, inviting, logistics
from copil.meetings.actions.common import index, locked, record
from copil.meetings.enums import Capacity, MeetingState
from copil.meetings.models import AgendaItem, Meeting, Participant
from copil.search import actions as search

FIELDS = (
    *("kind", "body", "title", "starts_at", "duration", "place", "link", "meal", "purpose"),
    *("chair", "secretary"),
)
_CLOSED_BODY = "Cette instance est close : elle ne se réunit plus."


@transaction.atomic
def prepare(
    *,
    workspace: Workspace,
    initiative: Initiative | None,
    values: Mapping[str, Any],
    by: User | None,
    at: dt.datetime,
    with_agenda: bool = True,
    series: uuid.UUID | None = None,
) -> Meeting:
    """Write the draft of a meeting: those who sit in its body that day are expected; nothing is sent.

    ``with_agenda`` begins its agenda with the points of its kind.
    """
    body = values.get("body")
    if body is not None and body.is_closed:
        raise ActionRefused(_CLOSED_BODY)
    given = {name: values[name] for name in FIELDS if name in values}
    meeting: Meeting = Meeting.objects.create(
        workspace=workspace,
        initiative=initiative,
        title_key=_key(given["title"], given.get("place", "")),
        series=series,
        created_by=by,
        created_at=at,
        **given,
    )
    seat(meeting, at=at)
    if with_agenda:
        _begin_agenda(meeting, by=by, at=at)
    index(meeting, at=at)
    record(meeting, verb="prepare", by=by, at=at, changes={"kind": meeting.get_kind_display()})
    return meeting


@transaction.atomic
def update(
    *, meeting: Meeting, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime
) -> Meeting:
    """Change a meeting not yet begun; raise ``Conflict`` when it changed since ``expected``.

    A draft moved to another day, or given to another body, expects those who sit there that day.
    """
    held = locked(meeting)
    if not held.is_preparing:
        raise ActionRefused("Cette réunion a commencé : sa fiche ne change plus.")
    if not held.is_draft and values.get("starts_at") is None:
        raise ActionRefused("Cette réunion est convoquée : elle garde une date.")
    moved = (held.body_id, held.day)
    changes = {}
    for name in FIELDS:
        if name in values and getattr(held, name) != values[name]:
            changes[name] = [_said(getattr(held, name)), _said(values[name])]
            setattr(held, name, values[name])
    held.title_key = _key(held.title, held.place)
    save_versioned(held, fields=[*FIELDS, "title_key"], expected=expected)
    if held.is_draft and (held.body_id, held.day) != moved:
        seat(held, at=at)
    index(held, at=at)
    logistics.follow(held)
    inviting.ask(held, at=at)
    record(held, verb="update", by=by, at=at, changes=changes)
    return held


@transaction.atomic
def discard(*, meeting: Meeting, by: User, at: dt.datetime) -> None:
    """Put aside a draft that nobody was told of."""
    held = locked(meeting)
    if held.state != MeetingState.DRAFT:
        raise ActionRefused("Cette réunion est convoquée : annulez-la, en disant pourquoi.")
    bookings.free_all(meeting=held, by=by, at=at)
    Meeting.objects.filter(pk=held.pk).update(archived_at=at, version=held.version + 1)
    search.remove(kind="meetings.meeting", object_id=held.pk)
    record(held, verb="discard", by=by, at=at)


def seat(meeting: Meeting, *, at: dt.datetime) -> None:
    """Expect those who hold a mandate in the body of a draft on its day; guests stay as they are."""
    members = Participant.objects.filter(meeting=meeting, archived_at=None, capacity=Capacity.MEMBER)
    rows = Mandate.objects.none()
    if meeting.body_id is not None:
        day = meeting.day or timezone.localdate(at)
        rows = Mandate.objects.filter(body=meeting.body_id).held_on(day)
    mandates = {one.person_id: one for one in rows.select_related("college").in_order()}
    members.exclude(person__in=mandates).update(archived_at=at)
    known = Participant.objects.filter(meeting=meeting, archived_at=None)
    there = set(known.values_list("person", flat=True))
    Participant.objects.bulk_create(
        Participant(
            workspace=meeting.workspace,
            meeting=meeting,
            person_id=person,
            organisation_id=mandate.organisation_id,
            capacity=Capacity.MEMBER,
            mandate=mandate,
            college=mandate.college.name if mandate.college else "",
            voice=mandate.voice,
            created_at=at,
        )
        for person, mandate in mandates.items()
        if person not in there
    )


def _begin_agenda(meeting: Meeting, *, by: User | None, at: dt.datetime) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(
            workspace=meeting.workspace,
            meeting=meeting,
            position=position,
            title=one.title,
            duration=one.duration,
            expected=one.expected,
            proposed_by=by,
            created_at=at,
        )
        for position, one in enumerate(agendas.of_kind(meeting.kind).items, start=1)
    )


def _said(value: object) -> str:
    return "oui" if value is True else str(value or "")


def _key(title: str, place: str) -> str:
    return name_key(f"{title} {place}")[:480]
