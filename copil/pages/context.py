"""What the frame of every page needs to know, above identity: the person's initiatives."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from copil.identity import context
from copil.identity.http import Request
from copil.initiatives.enums import InitiativeState
from copil.initiatives.models import Initiative

_IN_RAIL = 5


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return ``shell`` with the running initiatives of the workspace, the latest opened first."""
    base = context.shell(request)
    if base["shell"] and base["shell"]["workspace"]:
        # Asked for several times by a page that has a rail, never by a fragment.
        base["shell"]["initiatives"] = SimpleLazyObject(lambda: _initiatives(request))  # type: ignore[arg-type]  # lazy until the rail is drawn
    return base


def _initiatives(request: Request) -> list[dict[str, Any]]:
    running = Initiative.objects.carried_by(request.workspace).current().filter(state=InitiativeState.RUNNING)
    rows = running.order_by("-opened_on", "title_key", "pk").values_list("pk", "title")[:_IN_RAIL]
    return [
        {
            "label": title,
            "url": reverse("pages:initiative", kwargs={"workspace": request.workspace.slug, "pk": pk}),
            "current": str(pk) in request.path,
        }
        for pk, title in rows
    ]
