"""Resolve the workspace named in the address."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from copil.identity.models import Membership, User


class WorkspaceMiddleware:
    """Give views ``request.workspace`` and ``request.membership``; an outsider sees that nothing is there.

    The ``workspace`` part of the address is consumed here. The membership is read at each request, so that
    a suspension holds at once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        timezone.deactivate()  # the thread served somebody else before
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        slug = kwargs.pop("workspace", None)
        if slug is None:
            return
        if not isinstance(request.user, User):
            raise Http404
        membership = (
            Membership.objects.active()
            .filter(user=request.user, workspace__slug=slug)
            .select_related("workspace")
            .first()
        )
        if membership is None:
            raise Http404
        request.workspace = membership.workspace  # type: ignore[attr-defined]  # see identity.http.Request
        request.membership = membership  # type: ignore[attr-defined]  # declared by Request
        timezone.activate(membership.workspace.time_zone)
