"""Date polls of three drafts of the initiative: in preparation, open, closed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.directory.models import Person
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import reference
from copil.meetings import actions
from copil.meetings.actions import polls
from copil.meetings.models import DatePoll, PollSlot, PollVoter
from tests.access.world import World
from tests.factories.directory import PersonFactory

ORDER = 83


def populate(world: World) -> None:
    """Propose dates for three drafts; the administrator is among those asked."""
    at, admin = timezone.now(), world.users["admin"]
    own = Person.objects.filter(workspace=world.workspace, user=admin).first()
    own = own or PersonFactory.create(workspace=world.workspace, user=admin)
    for name in ("drafted", "polled", "counted", "undated"):
        values = {"kind": "steering", "title": world.text("Comité"), "place": world.text("Mairie")}
        meeting = actions.prepare(
            workspace=world.workspace,
            initiative=world.objects["initiative"],
            values=values,
            by=admin,
            at=at,
            with_agenda=False,
        )
        world.objects[name] = meeting
        if name == "undated":
            continue
        guest = PersonFactory.create(workspace=world.workspace, family_name=world.text(name))
        for person in (own, guest):
            actions.add_guest(meeting=meeting, person=person, by=admin, at=at)
        instants = [at + dt.timedelta(days=number) for number in (20, 21, 22)]
        poll = polls.propose(meeting=meeting, instants=instants, by=admin, at=at)
        if name != "drafted":
            polls.open_poll(poll=poll, expected=poll.version, by=admin, at=at)
        if name == "counted":
            poll.refresh_from_db()
            polls.close(poll=poll, expected=poll.version, by=admin, at=at)
    voter = _voter(world)
    world.tokens["dates"] = links.issue(
        workspace=world.workspace,
        purpose=LinkPurpose.DATES,
        target=reference(voter),
        at=at,
        lifetime=dt.timedelta(days=9),
        single_use=False,
    )


def _voter(world: World) -> PollVoter:
    rows = PollVoter.objects.filter(poll__meeting=world.objects["polled"], participant__person__user=None)
    found: PollVoter = rows.get()
    return found


def _slot(world: World) -> PollSlot:
    rows = PollSlot.objects.filter(poll__meeting=world.objects["polled"])
    found: PollSlot = rows.order_by("starts_at")[0]
    return found


def _version(world: World, name: str = "polled") -> dict[str, Any]:
    return {"version": DatePoll.objects.get(meeting=world.objects[name]).version}


def _of(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.objects[name].pk}


def _said(world: World) -> dict[str, Any]:
    return {f"date_{_slot(world).pk}": "yes"}


_POLLED = ("", "_edit", "_people", "_remind", "_close", "_cancel", "_copy", "_mine", "_table", "_choose")
_SOON = dt.timedelta(days=9)


def _until(world: World) -> dict[str, Any]:
    return {"until_day": (timezone.localdate() + _SOON).isoformat(), "until_hour": "18:00"}


ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{f"meetings:poll{name}": _of("polled") for name in _POLLED},
    "meetings:poll_slots": _of("undated"),
    "meetings:statistics_export": lambda world: {"file_format": "csv"},
    "meetings:poll_open": _of("drafted"),
    "meetings:poll_reopen": _of("counted"),
    "meetings:poll_slot_remove": lambda world: {**_of("polled")(world), "slot": _slot(world).pk},
    "meetings:poll_note": lambda world: {**_of("polled")(world), "voter": _voter(world).pk},
    "meetings:poll_answer": lambda world: {"token": world.tokens["dates"]},
}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "meetings:poll_slots": lambda world: {
        "day": (timezone.localdate() + _SOON).isoformat(),
        "hour_0": "18:00",
    },
    "meetings:poll_edit": lambda world: {**_until(world), "quorum": "2", "zone": "C", **_version(world)},
    "meetings:poll_open": lambda world: _version(world, "drafted"),
    "meetings:poll_reopen": lambda world: {**_until(world), **_version(world, "counted")},
    "meetings:poll_close": _version,
    "meetings:poll_cancel": _version,
    "meetings:poll_copy": lambda world: {"meeting": world.objects["undated"].pk},
    "meetings:poll_choose": lambda world: {"slot": _slot(world).pk, **_version(world)},
    "meetings:poll_note": _said,
    "meetings:poll_mine": _said,
    "meetings:poll_answer": _said,
}
