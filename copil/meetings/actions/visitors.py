"""People who come without being expected: added from the door or from the workspace, once each."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.core.text import name_key
from copil.directory.actions import people
from copil.directory.models import Organisation
from copil.directory.rules.people import split_name
from copil.identity.models import User
from copil.meetings.actions import attendance
from copil.meetings.actions.attendance import Noted
from copil.meetings.actions.common import locked, record
from copil.meetings.enums import Capacity, MeetingState, NoteKind
from copil.meetings.models import DoorVisitor, Meeting, Participant

_STATES = (MeetingState.CALLED, MeetingState.RUNNING, *MeetingState.held())
MOST = 200


@dataclass(frozen=True)
class Came:
    """Somebody unexpected as a device noted them: its identifier, their name, their structure, when."""

    key: uuid.UUID
    name: str
    structure: str
    happened_at: dt.datetime


@transaction.atomic
def welcome(
    *, meeting: Meeting, came: Sequence[Came], by: User | None, at: dt.datetime
) -> dict[uuid.UUID, uuid.UUID]:
    """Add people to those there, as visitors; return who each identifier became.

    The same identifier twice is one person. A structure is that of the directory with exactly this name, else
    what was said is kept as it was typed. Somebody with the name of a person already expected is another one:
    whoever stands at the door sees the list.
    """
    held = locked(meeting)
    if held.state not in _STATES or held.starts_at is None:
        raise ActionRefused("La réunion est un brouillon ou n’a pas lieu : personne n’y arrive.")
    known = dict(DoorVisitor.objects.filter(meeting=held).values_list("key", "participant"))
    new = {one.key: one for one in came if one.key not in known and one.name.strip()}
    if len(known) + len(new) > MOST:
        raise ActionRefused(f"Une réunion reçoit {MOST} personnes inattendues au plus.")
    for one in new.values():
        known[one.key] = _add(held, one, by=by, at=at)
    return known


def _add(meeting: Meeting, one: Came, *, by: User | None, at: dt.datetime) -> uuid.UUID:
    name, said = " ".join(one.name.split())[:160], " ".join(one.structure.split())[:200]
    person = people.ensure(by=by, at=at, workspace=meeting.workspace, person=split_name(name))
    found = list(
        Organisation.objects.in_workspace(meeting.workspace).current().filter(name_key=name_key(said))[:2]
    )
    organisation = found[0] if said and len(found) == 1 else None
    participant: Participant = Participant.objects.create(
        workspace=meeting.workspace,
        meeting=meeting,
        person=person,
        organisation=organisation,
        capacity=Capacity.GUEST,
        created_at=at,
    )
    DoorVisitor.objects.create(
        workspace=meeting.workspace,
        meeting=meeting,
        key=one.key,
        participant=participant,
        structure="" if organisation else said,
        created_at=at,
    )
    noted = Noted(participant.pk, one.key, NoteKind.VISITOR.value, one.happened_at)
    attendance.keep(meeting=meeting, noted=[noted], by=by, at=at)
    record(meeting, verb="welcome", by=by, at=at, changes={"person": str(person)})
    return participant.pk
