"""The review of the groups of the initiative: a lesson kept, one to change, one put aside."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.workshops.actions import bilans
from copil.workshops.models import Bilan, Lesson
from tests.access.world import World

ORDER = 86


def populate(world: World) -> None:
    """Note three lessons, put one aside, propose to go on."""
    at, admin, initiative = timezone.now(), world.users["admin"], world.objects["initiative"]
    for name in ("lesson", "lesson_off", "lesson_aside"):
        values = {"kind": "worked", "text": world.text(f"Enseignement {name}")}
        world.objects[name] = bilans.add_lesson(initiative=initiative, values=values, by=admin, at=at)
    bilans.remove_lesson(lesson=world.objects["lesson_aside"], by=admin, at=at)
    values = {"verdict": "continue", "manner": world.text("À deux groupes")}
    bilans.save(initiative=initiative, values=values, expected=0, by=admin, at=at)


def _initiative(world: World) -> dict[str, Any]:
    return {"pk": world.objects["initiative"].pk}


def _lesson(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {**_initiative(world), "lesson": world.objects[name].pk}


ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{f"workshops:{name}": _initiative for name in ("bilan", "bilan_edit", "bilan_decision", "lesson_add")},
    "workshops:bilan_file": lambda world: {**_initiative(world), "file_format": "html"},
    "workshops:lesson_edit": _lesson("lesson"),
    "workshops:lesson_remove": _lesson("lesson_off"),
    "workshops:lesson_restore": _lesson("lesson_aside"),
}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "workshops:bilan_edit": lambda world: {
        "verdict": "stop",
        "version": Bilan.objects.get(pk=world.objects["initiative"].pk).version,
    },
    "workshops:bilan_decision": lambda world: {
        "body": str(world.objects["body"].pk),
        "on": timezone.localdate().isoformat(),
    },
    "workshops:lesson_add": lambda world: {"kind": "missed", "text": "Le temps"},
    "workshops:lesson_edit": lambda world: {
        "kind": "missed",
        "text": "Le temps",
        "version": Lesson.objects.get(pk=world.objects["lesson"].pk).version,
    },
}
