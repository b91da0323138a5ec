"""The documents of a workspace: its charter, its templates."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from copil.documents import actions
from copil.documents.kinds import BY_SLUG
from copil.documents.models import Charter
from tests.access.world import World
from tests.documents.pictures import png
from tests.documents.words import word

ORDER = 20


def populate(world: World) -> None:
    """Give the workspace a charter, with a logo and a foot."""
    by, at = world.users["admin"], timezone.now()
    charter = actions.set_logo(workspace=world.workspace, content=png(64, 32), expected=0, by=by, at=at)
    actions.save_charter(
        workspace=world.workspace,
        values={"accent": "0a5c36", "footer": world.text("12, rue des Bords")},
        expected=charter.version,
        by=by,
        at=at,
    )
    content = word("{{ titre }}", world.text("Modèle"))
    note = BY_SLUG["note-de-cadrage"]
    common: dict[str, Any] = {"workspace": world.workspace, "kind": note, "by": by, "at": at}
    for name in ("withdrawn_template", "template"):
        world.objects[name] = actions.add_template(content=content, name="modele.docx", **common)


def _of(name: str) -> Callable[[World], dict[str, object]]:
    return lambda world: {"pk": world.objects[name].pk}


def _template(name: str) -> Callable[[World], dict[str, object]]:
    return lambda world: {"version": world.objects[name].version}


def _version(world: World) -> int:
    return Charter.objects.get(workspace=world.workspace).version


ARGUMENTS: dict[str, Callable[[World], dict[str, object]]] = {
    "documents:charter_example": lambda _: {"format": "html"},
    "documents:template": lambda _: {"kind": "note-de-cadrage"},
    "documents:template_example": lambda _: {"kind": "note-de-cadrage"},
    "documents:template_version": _of("template"),
    "documents:template_withdraw": _of("template"),
    "documents:template_use": _of("withdrawn_template"),
}
DATA: dict[str, Callable[[World], dict[str, object]]] = {
    "documents:template": lambda _: {"file": SimpleUploadedFile("modele.docx", word("{{ titre }}"))},
    "documents:template_withdraw": _template("template"),
    "documents:template_use": _template("withdrawn_template"),
    "documents:charter": lambda world: {
        "accent": "#123456",
        "ground": "#efebe8",
        "footer": "Au pied",
        "version": _version(world),
    },
    "documents:logo": lambda world: {
        "file": SimpleUploadedFile("logo.png", png(64, 32), content_type="image/png"),
        "version": _version(world),
    },
    "documents:logo_remove": lambda world: {"version": _version(world)},
}
