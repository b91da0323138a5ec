"""Working groups of the initiative: two with people in them, one put aside, an allocation, one retained."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.ballots.enums import Method
from copil.workshops import actions
from copil.workshops.actions import boards, cards, prioritising
from copil.workshops.actions.cards import Written
from copil.workshops.enums.groups import CardKind, Rank, Tie
from copil.workshops.models import Allocation, Card, Place, SessionScript, WorkingGroup
from tests.access.world import World
from tests.factories.directory import PersonFactory

ORDER = 84


def populate(world: World) -> None:
    """Form three groups, want four people in them, share them out twice."""
    at, admin, initiative = timezone.now(), world.users["admin"], world.objects["initiative"]
    for name in ("working_group", "working_group_other", "working_group_off", "working_group_aside"):
        values = {"theme": world.text(f"Se déplacer {name}"), "question": world.text("Comment ?")}
        world.objects[name] = actions.create(
            workspace=world.workspace, initiative=initiative, values=values, by=admin, at=at
        )
    for number in range(6):
        person = PersonFactory.create(workspace=world.workspace, family_name=world.text(f"Visée {number}"))
        group = world.objects["working_group" if number % 2 else "working_group_other"]
        actions.add_member(group=group, person=person, organisation=None, by=admin, at=at)
    for rank in (Rank.PROBLEMS, Rank.IDEAS):
        starts = {"starts_at": at + dt.timedelta(days=10 * rank.value)}
        group = world.objects["working_group_other"]
        actions.plan_session(group=group, rank=rank, values=starts, by=admin, at=at)
    group = world.objects["working_group_other"]
    board = boards.open_board(group=group, rank=Rank.IDEAS, by=admin, at=at)
    for text in ("Un minibus", "Une salle"):
        written = Written(kind=CardKind.IDEA, text=world.text(text))
        cards.add_card(board=board, written=written, by=admin, at=at)
    world.objects["desk_board"] = board
    world.objects["priority_vote"] = prioritising.ask(
        board=board,
        kind=CardKind.IDEA,
        method=Method.DOTS,
        cards=list(Card.objects.filter(board=board).values_list("pk", flat=True)),
        by=admin,
        at=at,
    )
    actions.archive(group=world.objects["working_group_aside"], by=admin, at=at)
    for name in ("allocation_done", "allocation"):
        world.objects[name] = actions.begin(
            workspace=world.workspace, initiative=initiative, event=None, people=[], by=admin, at=at
        )
        if name == "allocation_done":
            actions.accept(allocation=world.objects[name], by=admin, at=at)
    person = PersonFactory.create(workspace=world.workspace, family_name=world.text("Retirée"))
    world.objects["group_member_off"] = actions.add_member(
        group=world.objects["working_group"], person=person, organisation=None, by=admin, at=at
    )
    places = list(Place.objects.filter(allocation=world.objects["allocation"]).order_by("pk"))
    world.objects["place"], world.objects["place_other"] = places[0], places[1]
    world.objects["place_off"] = places[2]
    world.objects["place_tie"] = actions.tie(
        place=places[3], other=places[4], kind=Tie.APART, by=admin, at=at
    )


def _group(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.objects[name].pk}


def _place(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.objects["allocation"].pk, "place": world.objects[name].pk}


def _session(rank: int, **more: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {**_group("working_group_other")(world), "rank": rank, **more}


def _script_version(world: World) -> int:
    held = SessionScript.objects.filter(session__group=world.objects["working_group_other"], session__rank=1)
    return held.values_list("version", flat=True).first() or 1


def _initiative(world: World) -> dict[str, Any]:
    return {"pk": world.objects["initiative"].pk}


_PLACES = ("place", "place_describe", "place_move", "place_lock", "tie_add")
ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{f"workshops:{name}": _initiative for name in ("groups", "group_create", "allocation_begin")},
    **{f"workshops:{name}": _group("working_group") for name in ("group", "group_edit", "member_add")},
    "workshops:group_archive": _group("working_group_off"),
    "workshops:group_restore": _group("working_group_aside"),
    "workshops:desk": _group("desk_board"),
    "workshops:desk_ask": _group("desk_board"),
    "workshops:desk_report": lambda world: {
        **_group("desk_board")(world),
        "vote": world.objects["priority_vote"].pk,
    },
    "workshops:group_call": _group("working_group_other"),
    **{
        f"workshops:{name}": _session(1)
        for name in ("session_conduct", "session_clock", "step_add", "script_reset")
    },
    "workshops:session_beat": _session(2),
    "workshops:script_file": _session(1, file_format="html"),
    "workshops:step_edit": _session(1, step=1),
    "workshops:step_move": _session(1, step=2),
    "workshops:step_remove": _session(1, step=3),
    "workshops:session_plan": lambda world: {**_group("working_group")(world), "rank": 1},
    "workshops:member_remove": lambda world: {
        "pk": world.objects["working_group"].pk,
        "member": world.objects["group_member_off"].pk,
    },
    **{
        f"workshops:{name}": _group("allocation")
        for name in ("allocation", "allocation_settle", "allocation_run", "allocation_accept", "place_add")
    },
    "workshops:allocation_undo": _group("allocation_done"),
    "workshops:tie_remove": lambda world: {
        "pk": world.objects["allocation"].pk,
        "tie": world.objects["place_tie"].pk,
    },
    **{f"workshops:{name}": _place("place") for name in _PLACES},
    "workshops:place_remove": _place("place_off"),
}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "workshops:group_create": lambda world: {"theme": "Un autre thème", "seats": "12"},
    "workshops:group_edit": lambda world: {
        "theme": "Un autre thème",
        "seats": "12",
        "version": WorkingGroup.objects.get(pk=world.objects["working_group"].pk).version,
    },
    "workshops:member_add": lambda world: {"person": _somebody(world)},
    "workshops:place_add": lambda world: {"person": _somebody(world)},
    "workshops:session_plan": lambda world: _soon(),
    "workshops:desk_ask": lambda world: {"nature": "idees", "methode": "dots"},
    "workshops:session_beat": lambda world: {"geste": "demarrer", "beat": "0"},
    "workshops:step_add": lambda world: {"title": "Saluer", "minutes": "5"},
    "workshops:step_edit": lambda world: {
        "title": "Saluer",
        "minutes": "5",
        "version": _script_version(world),
    },
    "workshops:script_reset": lambda world: {"version": _script_version(world)},
    "workshops:allocation_settle": lambda world: {
        **dict.fromkeys(("type_weight", "organisation_weight", "service_weight", "wish_weight"), "1"),
        "territory": "ignore",
        "seed": "2",
        "version": Allocation.objects.get(pk=world.objects["allocation"].pk).version,
    },
    "workshops:place_describe": lambda world: {
        "kind": "associations",
        "version": Place.objects.get(pk=world.objects["place"].pk).version,
    },
    "workshops:place_move": lambda world: {"group": world.objects["working_group"].pk},
    "workshops:tie_add": lambda world: {"other": world.objects["place_other"].pk, "tie": "apart"},
}


def _soon() -> dict[str, str]:
    return {"day": (timezone.localdate() + dt.timedelta(days=30)).isoformat(), "hour": "18:00"}


def _somebody(world: World) -> str:
    return str(world.objects["guest"].person)
