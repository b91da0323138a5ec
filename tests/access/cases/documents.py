"""The documents of a workspace: its charter."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from copil.documents import actions
from copil.documents.models import Charter
from tests.access.world import World
from tests.documents.pictures import png

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


def _version(world: World) -> int:
    return Charter.objects.get(workspace=world.workspace).version


ARGUMENTS = {"documents:charter_example": lambda _: {"format": "html"}}
DATA = {
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
