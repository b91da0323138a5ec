"""Before something that matters, make sure that it is still the person of the account.

A password, a code or a passkey, typed or shown less than a quarter of an hour ago, is enough. What was posted
before is kept meanwhile and done afterwards: nothing is typed twice.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse

from copil.identity.middleware import WorkspaceMiddleware

View = Callable[..., HttpResponse]


def confirmed(view: View) -> View:
    """Ask for the password, a code or a passkey before a page and what it posts."""
    wrapped: View = reauthentication_required(view)
    resumed: View = resumable(wrapped)
    return resumed


def require(request: HttpRequest) -> None:
    """Ask for the same in the course of a view, itself :func:`resumable`, once its rights are checked."""
    if not did_recently_reauthenticate(request):
        raise ReauthenticationRequired


def resumable(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let what was posted be done after the confirmation: it is then called past the middlewares."""
    workspaces = WorkspaceMiddleware(view)

    @wraps(view)
    def called(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if "workspace" in kwargs:
            workspaces.process_view(request, view, args, kwargs)
        return view(request, *args, **kwargs)

    return called
