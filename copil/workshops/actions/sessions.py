"""Prepare a session of a group: a meeting like any other, with the agenda of its rank."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.identity.models import User
from copil.meetings import actions as meetings
from copil.meetings import agendas
from copil.meetings.enums import MeetingState
from copil.workshops.actions import conducting, guests
from copil.workshops.actions.common import locked, record
from copil.workshops.enums.groups import Rank
from copil.workshops.models import GroupSession, WorkingGroup
from copil.workshops.rules import groups as group_rules


@transaction.atomic
def plan_session(
    *, group: WorkingGroup, rank: Rank, values: Mapping[str, Any], by: User | None, at: dt.datetime
) -> GroupSession:
    """Write the draft of a session: its date, its place, its agenda, those of the group expected.

    Refused when the session is planned already, or when its date breaks the order of the three.
    """
    held = locked(group)
    sessions = GroupSession.objects.current().filter(group=held).select_related("meeting")
    alive, before = {}, None
    for one in sessions:
        if one.meeting.is_archived or one.meeting.state == MeetingState.CANCELLED:
            GroupSession.objects.filter(pk=one.pk).update(archived_at=at, version=one.version + 1)
            before = one if one.rank == rank else before
        else:
            alive[one.rank] = one.meeting
    if rank in alive:
        raise ActionRefused(f"La réunion {rank.value} de ce groupe est déjà prévue.")
    dated = {key: one.starts_at for key, one in alive.items() if one.starts_at}
    wrong = group_rules.out_of_order(rank=rank, starts_at=values["starts_at"], others=dated)
    if wrong is not None:
        side = "après" if wrong < rank else "avant"
        raise ActionRefused(f"La réunion {rank.value} se tient {side} la réunion {wrong}. Changez la date.")
    kind = rank.meeting_kind
    meeting = meetings.prepare(
        workspace=held.workspace,
        initiative=held.initiative,
        values={
            "kind": kind,
            "title": f"{held.theme}, réunion {rank.value}"[:200],
            "duration": values.get("duration") or agendas.of_kind(kind).duration,
            "place": values.get("place", ""),
            "starts_at": values["starts_at"],
            "purpose": held.question,
            "chair": held.facilitator,
        },
        by=by,
        at=at,
    )
    session: GroupSession = GroupSession.objects.create(
        workspace=held.workspace, group=held, rank=rank, meeting=meeting, created_at=at
    )
    if before is not None:
        conducting.carry_over(before=before, session=session, at=at)
    guests.follow(held, at=at)
    record(held, verb="plan_session", by=by, at=at, changes={"rank": rank.value})
    return session
