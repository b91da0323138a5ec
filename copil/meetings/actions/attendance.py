"""Note who was there, from a screen of the workspace or from the tablets at the door."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, User, reference
from copil.meetings.actions.common import locked, record
from copil.meetings.enums import MeetingState, NoteKind
from copil.meetings.models import Attendance, AttendanceNote, Meeting, Participant
from copil.meetings.rules import attendance as rules

_NOT_YET = "La réunion est un brouillon ou n’a pas lieu : personne n’y arrive."
_CLOSED = "L’accueil est fermé : il ouvre deux heures avant la réunion et ferme douze heures après."
_STATES = (MeetingState.CALLED, MeetingState.RUNNING, *MeetingState.held())


@dataclass(frozen=True)
class Noted:
    """One note as it is received: whose, its key, what, and when it happened by the clock of the device."""

    participant: uuid.UUID
    key: uuid.UUID
    kind: str
    happened_at: dt.datetime


@transaction.atomic
def keep(*, meeting: Meeting, noted: Sequence[Noted], by: User | None, at: dt.datetime) -> set[uuid.UUID]:
    """Keep notes and compute again the people they are about; return the keys that need not be sent again.

    The same note twice is one note. A note about somebody who is not expected is answered as kept and
    forgotten: a device that goes on sending it would keep the others waiting.
    """
    held = locked(meeting)
    if held.state not in _STATES or held.starts_at is None or held.ends_at is None:
        raise ActionRefused(_NOT_YET)
    people = {one.pk: one for one in Participant.objects.current().filter(meeting=held)}
    known = set(AttendanceNote.objects.filter(participant__in=people).values_list("key", flat=True))
    opens = held.starts_at - rules.OPENS_BEFORE
    new = {
        one.key: AttendanceNote(
            workspace=held.workspace,
            participant=people[one.participant],
            key=one.key,
            kind=one.kind,
            happened_at=rules.moment(one.happened_at, opens=min(opens, at), at=at),
            noted_by=by,
            created_at=at,
        )
        for one in noted
        if one.key not in known and one.participant in people and one.kind in NoteKind.values
    }
    if new:
        AttendanceNote.objects.bulk_create(new.values())
        _compute(held, {one.participant_id for one in new.values()}, at=at)
        told = typography.plural(len(new), "note")
        record(held, verb="attendance", by=by, at=at, changes={"noted": told})
    return {one.key for one in noted}


@transaction.atomic
def open_desk(*, meeting: Meeting, by: User, at: dt.datetime) -> str:
    """Open the page of the door and return its secret, kept nowhere; one opened before stops working."""
    held = locked(meeting)
    if held.state not in (MeetingState.CALLED, MeetingState.RUNNING) or held.ends_at is None:
        raise ActionRefused("L’accueil s’ouvre pour une réunion convoquée, jusqu’à sa fin.")
    links.revoke(target=reference(held), at=at)
    token = links.issue(
        workspace=held.workspace,
        purpose=LinkPurpose.CHECK_IN,
        target=reference(held),
        at=at,
        lifetime=max(held.ends_at - at, dt.timedelta()) + rules.CLOSES_AFTER,
        single_use=False,
    )
    record(held, verb="open_desk", by=by, at=at)
    return token


@transaction.atomic
def close_desk(*, meeting: Meeting, by: User, at: dt.datetime) -> None:
    """Close the page of the door at once; what it noted is kept."""
    if not links.revoke(target=reference(meeting), at=at):
        raise ActionRefused("Aucun accueil n’est ouvert pour cette réunion.")
    record(meeting, verb="close_desk", by=by, at=at)


def check_open(link: SignedLink, meeting: Meeting, *, at: dt.datetime) -> None:
    """Raise ``ActionRefused`` when arrivals are not noted now from the door."""
    ends = meeting.ends_at
    if not link.is_open(at=at) or meeting.starts_at is None or ends is None:
        raise ActionRefused(_CLOSED)
    if not rules.is_open(starts_at=meeting.starts_at, ends_at=ends, at=at):
        raise ActionRefused(_CLOSED)


def _compute(meeting: Meeting, people: set[uuid.UUID], *, at: dt.datetime) -> None:
    """Write what the notes about some people say together."""
    notes: dict[uuid.UUID, list[rules.Note]] = defaultdict(list)
    for one in AttendanceNote.objects.filter(participant__in=people):
        notes[one.participant_id].append(rules.Note(str(one.key), one.kind, one.happened_at))
    states = {pk: rules.folded(found) for pk, found in notes.items()}
    Attendance.objects.filter(participant__in=[pk for pk, one in states.items() if not one.status]).delete()
    Attendance.objects.bulk_create(
        [
            Attendance(
                workspace=meeting.workspace,
                participant_id=pk,
                status=one.status,
                arrived_at=one.arrived_at,
                left_at=one.left_at,
                created_at=at,
            )
            for pk, one in states.items()
            if one.status
        ],
        update_conflicts=True,
        unique_fields=["participant"],
        update_fields=["status", "arrived_at", "left_at"],
    )
