"""The common plan of the initiative and the review of its groups: what is kept, changed, put aside."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.workshops import actions as sheet_actions
from copil.workshops.actions import bilans, plan_merging, plan_publishing, plans
from copil.workshops.models import ActionSheet, Bilan, CommonPlan, Lesson, PlanAction
from copil.workshops.plans import taking as plan_taking
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
    _plan(world)


def _plan(world: World) -> None:
    """Bring sheets together, merge two, answer, publish, let anybody read; a sheet waits, one changed."""
    at, admin, initiative = timezone.now(), world.users["admin"], world.objects["initiative"]
    sheets = [_sheet(world, f"Fiche {number}") for number in range(6)]
    made = plans.gather(initiative=initiative, besides=[one.pk for one in sheets], by=admin, at=at)
    names = ("plan_action", "plan_other", "plan_off", "plan_kept", "plan_merged", "plan_spare")
    world.objects |= dict(zip(names, made, strict=True))
    world.objects["plan_union"] = plan_merging.merge(
        kept=made[3], merged=made[4], choices={}, expected=(1, 1), by=admin, at=at
    )
    changed = made[0].sources.get().sheet
    sheet_actions.update_sheet(
        sheet=changed,
        values={"title": world.text("Fiche changée")},
        expected=changed.version,
        by=admin,
        at=at,
    )
    world.objects["plan_source"] = made[0].sources.get()
    world.objects["plan_answer"] = plan_merging.keep_apart(
        plan=made[0].plan,
        actions=[made[0].pk, made[1].pk],
        reason=world.text("Deux publics"),
        by=admin,
        at=at,
    )
    plan_publishing.publish(initiative=initiative, note=world.text("Première"), by=admin, at=at)
    world.objects["plan"] = plan_publishing.share(initiative=initiative, indexed=False, by=admin, at=at)
    plans.change(action=made[5], values={"means": world.text("Une salle")}, expected=1, by=admin, at=at)
    _sheet(world, "Fiche qui attend")


def _sheet(world: World, title: str) -> ActionSheet:
    return sheet_actions.create_sheet(
        workspace=world.workspace,
        initiative=world.objects["initiative"],
        values={"title": world.text(title)},
        by=world.users["admin"],
        at=timezone.now(),
    )


def _initiative(world: World) -> dict[str, Any]:
    return {"pk": world.objects["initiative"].pk}


def _lesson(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {**_initiative(world), "lesson": world.objects[name].pk}


def _action(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {**_initiative(world), "action": world.objects[name].pk}


def _edition(world: World) -> dict[str, Any]:
    return {**_initiative(world), "number": 1}


_OF_PLAN = (
    *("plan", "plan_gather", "plan_edit", "plan_order", "plan_checks", "plan_answer", "plan_problems"),
    *("plan_publish", "plan_share", "plan_unshare", "plan_editions"),
)
ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{f"workshops:{name}": _initiative for name in ("bilan", "bilan_edit", "bilan_decision", "lesson_add")},
    "workshops:bilan_file": lambda world: {**_initiative(world), "file_format": "html"},
    **{f"workshops:{name}": _initiative for name in _OF_PLAN},
    "workshops:plan_export": lambda world: {**_initiative(world), "file_format": "csv"},
    "workshops:plan_answer_remove": lambda world: {
        **_initiative(world),
        "answer": world.objects["plan_answer"].pk,
    },
    "workshops:plan_unmerge": lambda world: {**_initiative(world), "merge": world.objects["plan_union"].pk},
    **{f"workshops:{name}": _edition for name in ("plan_edition", "plan_validate")},
    "workshops:plan_edition_file": lambda world: {**_edition(world), "file_format": "html"},
    "workshops:plan_edition_table": lambda world: {**_edition(world), "file_format": "csv"},
    **{f"workshops:{name}": _action("plan_action") for name in ("plan_action", "plan_action_edit")},
    "workshops:plan_action_move": _action("plan_spare"),
    "workshops:plan_action_remove": _action("plan_off"),
    "workshops:plan_merge": _action("plan_other"),
    "workshops:plan_source_again": lambda world: {
        **_action("plan_action")(world),
        "source": world.objects["plan_source"].pk,
    },
    "workshops:plan_action_go": lambda world: {"pk": world.objects["plan_action"].pk},
    "workshops:public_plan": lambda world: {"address": world.objects["plan"].address},
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
    "workshops:plan_edit": lambda world: {
        "presentation": "Un plan",
        "most_actions": "3",
        "most_days": "10",
        "version": CommonPlan.objects.get(pk=world.objects["initiative"].pk).version,
    },
    "workshops:plan_gather": lambda world: {
        "besides": [
            str(one.pk) for one in plan_taking.left_out(world.objects["initiative"]) if not one.is_complete
        ]
    },
    "workshops:plan_order": lambda world: {"by_what": "dates"},
    "workshops:plan_answer": lambda world: {
        "actions": f"{world.objects['plan_action'].pk},{world.objects['plan_spare'].pk}",
        "text": "Deux publics",
    },
    "workshops:plan_publish": lambda world: {"note": "La suite"},
    "workshops:plan_validate": lambda world: {
        "body": str(world.objects["body"].pk),
        "on": timezone.localdate().isoformat(),
    },
    "workshops:plan_action_edit": lambda world: {
        "title": "Une action",
        "lead_state": "none",
        "version": PlanAction.objects.get(pk=world.objects["plan_action"].pk).version,
    },
    "workshops:plan_action_move": lambda world: {"rang": "1"},
    "workshops:plan_merge": lambda world: {
        "autre": str(world.objects["plan_spare"].pk),
        "title": "mine",
        "version": "{}-{}".format(
            *(
                PlanAction.objects.get(pk=world.objects[name].pk).version
                for name in ("plan_other", "plan_spare")
            )
        ),
    },
}
