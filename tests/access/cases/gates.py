"""Gates, their conditions, validations and light sheets of an initiative."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.governance import actions, passing
from copil.governance.actions.gates import Asked
from copil.governance.models import Condition, LightSheet
from tests.access.world import World

ORDER = 76
_DECIDED, _OPEN = "valider-demarche", "clore-demarche"


def populate(world: World) -> None:
    """Decide a gate under two conditions, one of them held; write a light sheet."""
    at, admin, initiative = timezone.now(), world.users["admin"], world.objects["initiative"]
    shown = passing.gate_of(initiative, _DECIDED)
    assert shown is not None
    review = actions.decide_gate(
        initiative=initiative,
        gate=_DECIDED,
        body=world.objects["body"],
        verdict="conditions",
        reason=world.text("Le budget reste à confirmer"),
        decided_on=dt.date(2026, 11, 1),
        conditions=[Asked(world.text("Confirmer le budget")), Asked(world.text("Écrire"))],
        seen=shown.seen,
        workspace=world.workspace,
        by=admin,
        at=at,
    )
    first, second = Condition.objects.filter(review=review).order_by("pk")
    actions.settle_condition(
        condition=second, outcome="held", note=world.text("Écrit"), expected=1, by=admin, at=at
    )
    values = {"title": world.text("Une maison commune")}
    world.objects |= {"gate_review": review, "condition": first, "settled": second}
    world.objects["light_sheet"] = actions.write_sheet(
        initiative=initiative, workspace=world.workspace, values=values, by=admin, at=at
    )


def _in(**parts: str) -> Callable[[World], dict[str, Any]]:
    """Return the initiative, and the objects of the world that the address also names."""
    return lambda world: {
        "pk": world.objects["initiative"].pk,
        **{part: world.objects[name].pk for part, name in parts.items()},
    }


def _gate(key: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {**_in()(world), "gate": key}


def _seen(world: World) -> str:
    shown = passing.gate_of(world.objects["initiative"], _OPEN)
    return shown.seen if shown else ""


def _version(model: Any, name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"version": model.objects.get(pk=world.objects[name].pk).version}


_SHEET = {"title": "Une maison commune", "means": "uncertain"}
ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{
        f"governance:{name}": _in()
        for name in ("gates", "validations", "validation_create", "light_sheets", "light_sheet_create")
    },
    "governance:gate": _gate(_DECIDED),
    "governance:gate_decide": _gate(_OPEN),
    "governance:gate_reopen": _gate(_DECIDED),
    "governance:condition_settle": _in(condition="condition"),
    "governance:condition_take_up": _in(condition="settled"),
    "governance:gate_file": lambda world: {**_in(answer="gate_review")(world), "file_format": "html"},
    "governance:light_sheets_file": lambda world: {**_in()(world), "file_format": "html"},
    "governance:light_sheet_edit": _in(sheet="light_sheet"),
    "governance:light_sheet_remove": _in(sheet="light_sheet"),
    "governance:condition": lambda world: {"pk": world.objects["condition"].pk},
    "governance:review": lambda world: {"pk": world.objects["gate_review"].pk},
}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "governance:gate_decide": lambda world: {
        "body": str(world.objects["body"].pk),
        "verdict": "go",
        "reason": "Tout est transmis",
        "decided_on": "2026-11-02",
        "seen": _seen(world),
    },
    "governance:gate_reopen": lambda world: {"reason": "Un financeur se retire"},
    "governance:condition_settle": lambda world: {
        "outcome": "held",
        "note": "Confirmé par courrier",
        **_version(Condition, "condition")(world),
    },
    "governance:validation_create": lambda world: {
        "source": "managers",
        "opinion": "favourable",
        "given_on": "2026-11-02",
        "body": str(world.objects["standing"].pk),
    },
    "governance:light_sheet_create": lambda world: dict(_SHEET),
    "governance:light_sheet_edit": lambda world: {**_SHEET, **_version(LightSheet, "light_sheet")(world)},
}
