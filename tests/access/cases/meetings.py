"""Meetings: a draft of the initiative."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.identity.models import Membership
from copil.meetings import actions
from copil.meetings.actions import attendance, subscribing
from copil.meetings.actions.attendance import Noted
from copil.meetings.actions.inviting import tell
from copil.meetings.enums import MeetingState
from copil.meetings.models import Meeting, Participant
from copil.notifications.models import OutboxMessage
from tests.access.world import World

ORDER = 82


def populate(world: World) -> None:
    """Prepare meetings of the initiative."""
    at, admin = timezone.now(), world.users["admin"]
    for name in ("meeting", "meeting_aside"):
        world.objects[name] = actions.prepare(
            workspace=world.workspace,
            initiative=world.objects["initiative"],
            values={
                "kind": "steering",
                "title": world.text("Comité"),
                "place": world.text("Mairie"),
                "purpose": world.text("Décider"),
                "starts_at": at + dt.timedelta(days=20),
            },
            by=admin,
            at=at,
        )
    _call(world, at=at)


def _call(world: World, *, at: dt.datetime) -> None:
    """Call a meeting to which somebody without an account is expected: the token is in the mail only."""
    meeting = actions.prepare(
        workspace=world.workspace,
        initiative=world.objects["initiative"],
        values={
            "kind": "launch",
            "title": world.text("Lancement"),
            "starts_at": at + dt.timedelta(minutes=90),
        },
        by=world.users["admin"],
        at=at,
    )
    world.objects["expected"] = Participant.objects.create(
        workspace=world.workspace, meeting=meeting, person=world.objects["second"]
    )
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CALLED)
    world.objects["meeting_called"] = meeting
    tell(meeting=meeting, at=at)
    written = OutboxMessage.objects.filter(kind="meetings.invitation").order_by("pk").last()
    found = re.search(r"/invitation-reunion/([\w-]+)/", written.body) if written else None
    if found:
        world.tokens["reply"] = found.group(1)
    admin, expected = world.users["admin"], world.objects["expected"]
    there = Noted(participant=expected.pk, key=expected.pk, kind="present", happened_at=at)
    attendance.keep(meeting=meeting, noted=[there], by=admin, at=at)
    membership = Membership.objects.get(workspace=world.workspace, user=admin)
    world.tokens["feed"] = subscribing.subscribe(membership=membership, at=at).split("/")[-2]
    world.tokens["desk"] = attendance.open_desk(meeting=meeting, by=admin, at=at)


def _of(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.objects[name].pk}


def _version(world: World) -> dict[str, Any]:
    return {"version": Meeting.objects.get(pk=world.objects["meeting"].pk).version}


_CALLED = (
    *("answers", "note_reply", "remind"),
    *("attendance", "note_attendance", "open_desk", "close_desk"),
)
ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{f"meetings:{name}": _of("meeting") for name in ("meeting", "edit")},
    "meetings:discard": _of("meeting_aside"),
    **{f"meetings:{name}": _of("meeting_called") for name in _CALLED},
    "meetings:sheet": lambda world: {"pk": world.objects["meeting_called"].pk, "file_format": "html"},
    "meetings:certificate": lambda world: {
        "pk": world.objects["meeting_called"].pk,
        "participant": world.objects["expected"].pk,
        "file_format": "html",
    },
    **{f"meetings:{name}": lambda world: {"token": world.tokens["desk"]} for name in ("desk", "desk_sync")},
    "meetings:feed": lambda world: {"token": world.tokens["feed"]},
    "meetings:reply": lambda world: {"token": world.tokens["reply"]},
    **{f"meetings:{name}": _of("initiative") for name in ("of_initiative", "create_in")},
}


def _there(world: World) -> dict[str, Any]:
    return {"participant": world.objects["expected"].pk, "kind": "present"}


_MEETING = {"kind": "steering", "title": "Comité", "day": "2026-12-10", "hour": "18:30"}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "meetings:note_reply": lambda world: {"participant": world.objects["expected"].pk, "reply": "yes"},
    "meetings:reply": lambda world: {"reply": "yes"},
    "meetings:note_attendance": _there,
    "meetings:desk": _there,
    "meetings:desk_sync": lambda world: {"notes": "[]"},
    "meetings:create": lambda world: _MEETING,
    "meetings:create_in": lambda world: _MEETING,
    "meetings:edit": lambda world: {**_MEETING, **_version(world)},
}
