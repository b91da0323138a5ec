"""Mission letters: one in preparation, one sent whose link is in the mail only, one to revise."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.governance.actions import letter_links
from copil.governance.actions import letters as actions
from copil.governance.models import LetterVersion, MissionLetter
from copil.notifications.models import OutboxMessage
from tests.access.world import World

ORDER = 67


def populate(world: World) -> None:
    """Prepare two letters of the initiative, send one."""
    for name, role in (("letter_draft", "administrative"), ("letter_sent", "technical")):
        letter = actions.prepare_letter(
            initiative=world.objects["initiative"],
            workspace=world.workspace,
            person=world.objects["second"],
            role=role,
            by=world.users["admin"],
            at=timezone.now(),
        )
        LetterVersion.objects.filter(letter=letter).update(limits=world.text("Sans budget propre"))
        world.objects[name] = letter
    _sent(world, world.objects["letter_sent"])
    body = OutboxMessage.objects.filter(kind="governance.letter_sent").latest("pk").body
    found = re.search(r"/lettre-de-mission/([\w-]+)/", body)
    assert found
    world.tokens["letter"] = found.group(1)


def _sent(world: World, letter: MissionLetter) -> None:
    at = timezone.now()
    letter_links.send_letter(
        letter=letter,
        expected=1,
        email="gilles@asso.example",
        until=timezone.localdate(at) + dt.timedelta(days=10),
        by=world.users["admin"],
        at=at,
    )


def _initiative(world: World) -> dict[str, Any]:
    return {"pk": world.objects["initiative"].pk}


def _draft(world: World) -> dict[str, Any]:
    return {"pk": world.objects["letter_draft"].pk}


def _left(world: World) -> dict[str, Any]:
    return {"pk": world.objects["letter_sent"].pk}


def _version(world: World) -> dict[str, Any]:
    return {"version": LetterVersion.objects.get(letter=world.objects["letter_draft"], number=1).version}


_UNTIL = {"email": "gilles@asso.example", "until": "2099-01-01"}
ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{f"governance:{name}": _initiative for name in ("letters", "letter_create")},
    **{f"governance:{name}": _draft for name in ("letter_edit", "letter_send", "letter_discard")},
    **{
        f"governance:{name}": _left
        for name in ("letter", "letter_send_again", "letter_revise", "letter_withdraw")
    },
    "governance:letter_file": lambda world: {**_left(world), "number": 1, "file_format": "html"},
    "governance:letter_answer": lambda world: {"token": world.tokens["letter"]},
}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "governance:letter_create": lambda world: {"role": "logistics", "person": "Inès Morel"},
    "governance:letter_edit": lambda world: {"purpose": "Suivre les dépenses", **_version(world)},
    "governance:letter_send": lambda world: {**_UNTIL, **_version(world)},
    "governance:letter_send_again": lambda world: dict(_UNTIL),
    "governance:letter_withdraw": lambda world: {"reason": "Le rôle change"},
    "governance:letter_answer": lambda world: {"answer": "accepted"},
}
