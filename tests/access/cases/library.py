"""Experience sheets in every state, and the library."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.initiatives.actions import open_initiative
from copil.initiatives.models import Method, PresentationSheet
from copil.library import actions
from copil.library.enums import Scope, SheetState
from copil.library.models import ExperienceSheet
from tests.access.world import World

ORDER = 70
NAMES = ("draft", "in_review", "ready", "published", "public")


def populate(world: World) -> None:
    """Write a sheet for each state: published ones are read in the workspace only."""
    at, admin, pilot = timezone.now(), world.users["admin"], world.users["pilot"]
    for name in NAMES:
        initiative = open_initiative(
            workspace=world.workspace,
            title=world.text(f"Partager une comptable ({name})"),
            summary=world.text("Un emploi pour plusieurs"),
            method=Method.objects.get(workspace=None, key="ingenierie-collective"),
            by=admin,
            at=at,
            opened_on=at.date(),
        )
        filled = PresentationSheet.objects.filter(initiative=initiative)
        filled.update(typology="B", has_collective_support=True, contents=world.text("Contrat, planning"))
        sheet = actions.begin(initiative=initiative, by=admin, at=at)
        written = {"context": world.text("Des comptes en retard"), "summary": world.text("À plusieurs")}
        ExperienceSheet.objects.filter(pk=sheet.pk).update(**written)
        if name == "in_review":
            actions.submit(sheet=sheet, reviewer=pilot, expected=sheet.version, by=admin, at=at)
        elif name != "draft":
            ExperienceSheet.objects.filter(pk=sheet.pk).update(state=SheetState.READY)
        if name.startswith("publi"):
            scope = Scope.PUBLIC if name == "public" and not world.marker else Scope.WORKSPACE
            actions.publish(sheet=sheet, scope=scope, expected=sheet.version, by=admin, at=at)
        world.objects[f"sheet_{name}"] = sheet
        world.objects[f"told_{name}"] = initiative


def _of(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.objects[f"sheet_{name}"].pk}


def _version(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"version": ExperienceSheet.objects.get(**_of(name)(world)).version}


ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{f"library:{name}": _of("draft") for name in ("sheet", "edit", "refresh", "submit")},
    **{f"library:{name}": _of("in_review") for name in ("take_back", "review", "approve")},
    **{
        f"library:{name}": _of("published")
        for name in ("withdraw", "revise", "experience", "start", "similar")
    },
    "library:publish": _of("ready"),
    "library:public_experience": _of("public"),
    "library:public_file": lambda world: {**_of("public")(world), "format": "html"},
    "library:edition": lambda world: {**_of("published")(world), "number": 1},
    "library:experience_file": lambda world: {**_of("published")(world), "format": "html"},
    "library:of_initiative": lambda world: {"pk": world.objects["initiative"].pk},
    "library:near_panel": lambda world: {"pk": world.objects["initiative"].pk},
    "library:begin": lambda world: {"pk": world.objects["initiative"].pk},
}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "library:edit": lambda world: {"title": "Partager une comptable", **_version("draft")(world)},
    "library:refresh": lambda world: {"fields_taken": ["summary"], **_version("draft")(world)},
    "library:submit": lambda world: {
        "reviewer": str(world.users["pilot"].pk),
        **_version("draft")(world),
    },
    "library:take_back": _version("in_review"),
    "library:review": lambda world: {"remarks": "Dire le coût", **_version("in_review")(world)},
    "library:approve": _version("in_review"),
    "library:start": lambda world: {
        "title": "Une autre comptable",
        "method": str(world.objects["method"].pk),
        "taken": ["problem", "action"],
    },
    "library:publish": lambda world: {"scope": "workspace", **_version("ready")(world)},
    "library:revise": _version("published"),
}
