"""Action sheets of the initiative: one to write, one whose lead is asked, one led, one put aside."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.notifications.models import OutboxMessage
from copil.workshops import actions
from copil.workshops.models import ActionSheet, Board, Card, SheetIndicator
from tests.access.world import World
from tests.factories.directory import OrganisationFactory

ORDER = 88


def populate(world: World) -> None:
    """Write four sheets, ask a lead, give a link of follow-up, leave an idea on a board."""
    at, admin, initiative = timezone.now(), world.users["admin"], world.objects["initiative"]
    for name in ("action_sheet", "sheet_asked", "sheet_led", "sheet_aside"):
        values = {"title": world.text(f"Réparer {name}"), "lead_person": world.objects["second"]}
        world.objects[name] = actions.create_sheet(
            workspace=world.workspace, initiative=initiative, values=values, by=admin, at=at
        )
    partner = OrganisationFactory.create(workspace=world.workspace, name=world.text("Atelier des Quais"))
    world.objects["sheet_ally"] = OrganisationFactory.create(
        workspace=world.workspace, name=world.text("Coopérative des Écluses")
    )
    world.objects["sheet_partner"] = actions.add_partner(
        sheet=world.objects["action_sheet"], organisation=partner, brings="Un local", by=admin, at=at
    )
    indicator = {"label": world.text("Vélos réparés")}
    world.objects["sheet_indicator"] = actions.add_indicator(
        sheet=world.objects["action_sheet"], values=indicator, by=admin, at=at
    )
    until = timezone.localdate(at) + dt.timedelta(days=10)
    actions.ask_lead(sheet=world.objects["sheet_asked"], email="ines@a.example", until=until, by=admin, at=at)
    world.tokens["sheet_lead"] = _token("workshops.lead_asked", "porter-une-action")
    led = world.objects["sheet_led"]
    actions.settle_lead(sheet=led, answer="accepted", reason="", by=admin, at=at)
    actions.send_update_link(sheet=led, email="ines@a.example", by=admin, at=at)
    world.tokens["sheet_update"] = _token("workshops.update_link", "avancement-action")
    actions.archive_sheet(sheet=world.objects["sheet_aside"], by=admin, at=at)
    own = {"workspace": world.workspace, "created_at": at}
    board = Board.objects.create(group=world.objects["working_group_other"], rank=3, **own)
    world.objects["idea_to_write"] = Card.objects.create(
        board=board, number=1, kind="idea", text=world.text("Un garage partagé"), **own
    )


def _token(kind: str, path: str) -> str:
    body = OutboxMessage.objects.filter(kind=kind).latest("pk").body
    found = re.search(rf"/{path}/([\w-]+)/", body)
    assert found
    return found.group(1)


def _of(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.objects[name].pk}


def _indicator(world: World) -> dict[str, Any]:
    return {**_of("action_sheet")(world), "indicator": world.objects["sheet_indicator"].pk}


_ON_ONE = ("sheet", "sheet_edit", "sheet_archive", "partner_add", "indicator_add", "statement_add")
ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{f"workshops:{name}": _of("initiative") for name in ("sheets", "sheet_create")},
    **{f"workshops:{name}": _of("action_sheet") for name in (*_ON_ONE, "lead_ask", "lead_settle")},
    **{f"workshops:{name}": _of("sheet_asked") for name in ("lead_ask_again", "lead_withdraw")},
    **{f"workshops:{name}": _of("sheet_led") for name in ("update_link_send", "update_link_revoke")},
    "workshops:sheets_export": lambda world: {**_of("initiative")(world), "file_format": "csv"},
    "workshops:sheets_file": lambda world: {**_of("initiative")(world), "file_format": "html"},
    "workshops:sheet_file": lambda world: {**_of("action_sheet")(world), "file_format": "html"},
    "workshops:sheet_from_card": _of("idea_to_write"),
    "workshops:sheet_restore": _of("sheet_aside"),
    "workshops:partner_remove": lambda world: {
        **_of("action_sheet")(world),
        "partner": world.objects["sheet_partner"].pk,
    },
    "workshops:indicator_edit": _indicator,
    "workshops:indicator_remove": _indicator,
    "workshops:lead_answer": lambda world: {"token": world.tokens["sheet_lead"]},
    "workshops:sheet_update": lambda world: {"token": world.tokens["sheet_update"]},
}
_SAID = {"state": "doing", "progress": "30", "weather": "sun", "sentence": "Le local est trouvé."}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "workshops:sheet_create": lambda world: {"title": "Ouvrir un atelier"},
    "workshops:sheet_edit": lambda world: {
        "title": "Ouvrir un atelier",
        "version": ActionSheet.objects.get(pk=world.objects["action_sheet"].pk).version,
    },
    "workshops:partner_add": lambda world: {"organisation": str(world.objects["sheet_ally"])},
    "workshops:indicator_add": lambda world: {"label": "Adhérents"},
    "workshops:indicator_edit": lambda world: {
        "label": "Adhérents",
        "version": SheetIndicator.objects.get(pk=world.objects["sheet_indicator"].pk).version,
    },
    "workshops:lead_ask": lambda world: {"email": "ines@a.example", "until": "2099-01-01"},
    "workshops:lead_ask_again": lambda world: {"email": "ines@a.example", "until": "2099-01-01"},
    "workshops:lead_settle": lambda world: {"answer": "accepted"},
    "workshops:statement_add": lambda world: dict(_SAID),
    "workshops:update_link_send": lambda world: {"email": "ines@a.example"},
    "workshops:lead_answer": lambda world: {"answer": "accepted"},
    "workshops:sheet_update": lambda world: dict(_SAID),
}
