"""What exists already around an initiative, and the documents that it issues."""

from typing import Any

from django.utils import timezone

from copil.initiatives import actions
from copil.initiatives.enums import ExistingKind, Fate
from copil.initiatives.models import ConceptNote, ExistingItem
from copil.initiatives.papers import PAPERS
from tests.access.world import World

ORDER = 62


def populate(world: World) -> None:
    world.objects["existing"] = actions.add_existing(
        initiative=world.objects["initiative"],
        workspace=world.workspace,
        values={
            "kind": ExistingKind.BODY,
            "name": world.text("Comité de suivi"),
            "fate": Fate.ADAPT,
            "reason": world.text("Il se réunit trop peu"),
        },
        by=world.users["admin"],
        at=timezone.now(),
    )
    actions.save_paper(
        paper=PAPERS["note-de-cadrage"],
        initiative=world.objects["initiative"],
        workspace=world.workspace,
        values={"idea": world.text("Essayer à plusieurs")},
        expected=0,
        by=world.users["admin"],
        at=timezone.now(),
    )


def _one(world: World) -> dict[str, Any]:
    return {"pk": world.objects["initiative"].pk}


def _item(world: World) -> dict[str, Any]:
    return {**_one(world), "item": world.objects["existing"].pk}


def _version(world: World) -> int:
    return ExistingItem.objects.get(pk=world.objects["existing"].pk).version


def _paper(world: World) -> dict[str, Any]:
    return {**_one(world), "paper": "note-de-cadrage"}


def _written(world: World) -> int:
    row = ConceptNote.objects.filter(initiative=world.objects["initiative"].pk).first()
    return row.version if row else 0


ARGUMENTS = {
    "initiatives:papers": _one,
    **{f"initiatives:paper{name}": _paper for name in ("", "_edit", "_issue", "_changes")},
    "initiatives:one_page": lambda world: {**_one(world), "format": "html"},
    "initiatives:paper_file": lambda world: {**_paper(world), "format": "html"},
    "initiatives:existing": _one,
    "initiatives:existing_panel": _one,
    "initiatives:existing_edit": _item,
    "initiatives:existing_remove": _item,
}
DATA = {
    "initiatives:paper_edit": lambda world: {"idea": "Essayer ensemble", "version": _written(world)},
    "initiatives:paper_issue": lambda _: {"formats": ["html"]},
    "initiatives:existing": lambda _: {"kind": "tool", "name": "Tableau partagé"},
    "initiatives:existing_edit": lambda world: {
        "kind": "body",
        "name": "Comité de suivi",
        "fate": "keep",
        "reason": "Il connaît le sujet",
        "version": _version(world),
    },
}
