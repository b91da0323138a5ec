"""What the frame of every page needs to know."""

from typing import Any

from django.http import HttpRequest

from copil.identity.models import User, Workspace


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return ``shell``: the person, the current workspace and membership; None outside an account."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"shell": None}
    workspace: Workspace | None = getattr(request, "workspace", None)
    membership = getattr(request, "membership", None)
    unread = membership.unread if membership is not None else 0
    return {"shell": {"person": user, "workspace": workspace, "membership": membership, "unread": unread}}
