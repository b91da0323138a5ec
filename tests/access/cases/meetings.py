"""Meetings of the initiative: a draft with its points, guests, documents; one whose minutes are sent."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import Membership, reference
from copil.meetings import actions
from copil.meetings.actions import attendance, sending, subscribing
from copil.meetings.actions.attendance import Noted
from copil.meetings.actions.inviting import tell
from copil.meetings.enums import MeetingState
from copil.meetings.models import Meeting, Minutes, Participant
from copil.notifications.models import OutboxMessage
from tests.access.world import World
from tests.factories.directory import PersonFactory

ORDER = 82


def populate(world: World) -> None:
    """Prepare meetings of the initiative."""
    at, admin = timezone.now(), world.users["admin"]
    for name in ("meeting", "meeting_aside", "meeting_sent"):
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
            with_agenda=False,
        )
    meeting, sent = world.objects["meeting"], world.objects["meeting_sent"]
    for name in ("point", "point_off", "point_asked", "point_kept"):
        values = {"title": world.text("Point"), "details": world.text("À lire"), "duration": 10}
        world.objects[name] = actions.add_item(
            meeting=meeting,
            values=values,
            by=admin,
            at=at,
            proposed=name in ("point_asked", "point_kept"),
        )
    for name in ("guest", "guest_off"):
        person = PersonFactory.create(workspace=world.workspace, family_name=world.text(name))
        world.objects[name] = actions.add_guest(meeting=meeting, person=person, by=admin, at=at)
    for name in ("meeting_document", "meeting_document_off"):
        text = world.text("Ordre du jour").encode()
        world.objects[name] = actions.add_document(
            meeting=meeting, title=world.text("Note"), content=text, file_name="note.txt", by=admin, at=at
        )
    _open(world, at=at)
    asking = actions.add_guest(
        meeting=sent, person=PersonFactory.create(workspace=world.workspace), by=admin, at=at
    )
    Meeting.objects.filter(pk=sent.pk).update(state="sent")
    Minutes.objects.create(workspace=world.workspace, meeting=sent, sent_at=at)
    world.objects["amendment"] = actions.ask_amendment(
        meeting=sent, participant=asking, text=world.text("Corriger"), by=admin, at=at
    )
    reader = actions.add_guest(
        meeting=sent, person=PersonFactory.create(workspace=world.workspace), by=admin, at=at
    )
    world.tokens["minutes"] = links.issue(
        workspace=world.workspace,
        purpose=LinkPurpose.MINUTES,
        target=reference(reader),
        at=at,
        lifetime=sending.KEPT,
        single_use=False,
    )
    _call(world, at=at)


def _open(world: World, *, at: dt.datetime) -> None:
    """Open a meeting whose minutes are being written."""
    running = actions.prepare(
        workspace=world.workspace,
        initiative=world.objects["initiative"],
        values={
            "kind": "steering",
            "title": world.text("Comité"),
            "starts_at": at,
            "body": world.objects["body"],
        },
        by=world.users["admin"],
        at=at,
        with_agenda=False,
    )
    point = actions.add_item(
        meeting=running,
        values={"title": world.text("Budget"), "duration": 10},
        by=world.users["admin"],
        at=at,
    )
    Meeting.objects.filter(pk=running.pk).update(state="running")
    actions.save_notes(item=point, text=world.text("Dit"), expected=0, by=world.users["admin"], at=at)
    outcome = {"kind": "action", "text": world.text("Écrire")}
    world.objects["outcome"] = actions.add_outcome(item=point, values=outcome, by=world.users["admin"], at=at)
    world.objects |= {"meeting_running": running, "point_running": point}


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


def _part(part: str, name: str, meeting: str = "meeting") -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.objects[meeting].pk, part: world.objects[name].pk}


def _version(world: World) -> dict[str, Any]:
    return {"version": Meeting.objects.get(pk=world.objects["meeting"].pk).version}


_CALLED = (
    *("answers", "note_reply", "remind"),
    *("attendance", "note_attendance", "open_desk", "close_desk"),
)


def _subject(world: World) -> dict[str, Any]:
    return {"kind": "tasks.task", "pk": world.objects["task"].pk}


ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{
        f"meetings:{name}": _of("meeting")
        for name in ("meeting", "edit", "repeat", "item_add", "guest_add", "document_add")
    },
    "meetings:move": lambda world: {**_of("meeting")(world), "key": "annuler"},
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
    "meetings:read": lambda world: {"token": world.tokens["minutes"]},
    "meetings:item_edit": _part("item", "point"),
    "meetings:item_move": _part("item", "point"),
    "meetings:item_remove": _part("item", "point_off"),
    "meetings:item_keep": _part("item", "point_kept"),
    "meetings:item_aside": _part("item", "point_asked"),
    "meetings:guest_remove": _part("participant", "guest_off"),
    "meetings:document": _part("document", "meeting_document"),
    "meetings:document_remove": _part("document", "meeting_document_off"),
    **{f"meetings:{name}": _of("meeting_running") for name in ("live", "settle", "project")},
    **{
        f"meetings:{name}": lambda world: {**_of("meeting_running")(world), "file_format": "html"}
        for name in ("minutes_file", "compiled_file")
    },
    **{
        f"meetings:{name}": _part("item", "point_running", "meeting_running")
        for name in ("notes", "versions", "outcome_add")
    },
    **{
        f"meetings:{name}": _part("outcome", "outcome", "meeting_running")
        for name in ("outcome_edit", "outcome_remove")
    },
    "meetings:amendment_add": _of("meeting_sent"),
    "meetings:amendment_answer": _part("amendment", "amendment", "meeting_sent"),
    **{f"meetings:{name}": _of("initiative") for name in ("of_initiative", "create_in", "panel")},
    **{f"meetings:{name}": _subject for name in ("about", "put")},
}


def _there(world: World) -> dict[str, Any]:
    return {"participant": world.objects["expected"].pk, "kind": "present"}


_MEETING = {"kind": "steering", "title": "Comité", "day": "2026-12-10", "hour": "18:30"}
_POINT = {"title": "Point", "duration": "10", "expected": "decision"}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "meetings:note_reply": lambda world: {"participant": world.objects["expected"].pk, "reply": "yes"},
    "meetings:reply": lambda world: {"reply": "yes"},
    "meetings:read": lambda world: {"text": "Corriger"},
    "meetings:note_attendance": _there,
    "meetings:desk": _there,
    "meetings:desk_sync": lambda world: {"notes": "[]"},
    "meetings:create": lambda world: _MEETING,
    "meetings:create_in": lambda world: _MEETING,
    "meetings:edit": lambda world: {**_MEETING, **_version(world)},
    "meetings:move": lambda world: {"reason": "Grève", **_version(world)},
    "meetings:repeat": lambda world: {"weeks": "4", "times": "1"},
    "meetings:item_add": lambda world: _POINT,
    "meetings:item_edit": lambda world: {**_POINT, "version": 1},
    "meetings:item_move": lambda world: {"sens": "monter"},
    "meetings:item_aside": lambda world: {"reason": "Trop tôt"},
    "meetings:guest_add": lambda world: {"person": "Aïcha Tahiri"},
    "meetings:document_add": lambda world: {"title": "Note", "link": "https://exemple.fr"},
    "meetings:notes": lambda world: {"text": "Dit", "version": 1},
    "meetings:outcome_add": lambda world: {"kind": "opinion", "text": "Plutôt au printemps"},
    "meetings:outcome_edit": lambda world: {"kind": "action", "text": "Écrire", "version": 1},
    "meetings:amendment_add": lambda world: {"text": "Corriger"},
    "meetings:amendment_answer": lambda world: {"taken": "oui"},
    "meetings:put": lambda world: {"title": "Point", "duration": "10"},
}
