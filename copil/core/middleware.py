"""Turn a refused act into a sentence on the page it came from; keep answers out of shared memories."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from copil.core.errors import ActionRefused
from copil.core.security_log import told


class PrivateAnswersMiddleware:
    """Keep every answer out of the browser's and the proxies' caches, unless its view decided otherwise.

    After a logout on a shared computer, « back » shows nothing. Static files are served before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        if response.status_code == HTTPStatus.FORBIDDEN and request.resolver_match:
            actor = getattr(request, "user", None)
            told(
                "refused",
                view=request.resolver_match.view_name,
                method=request.method,
                user=actor and actor.pk,
            )
        return response


class RefusalMiddleware:
    """Show ``ActionRefused`` as a message on the page before when it is ours, else on a plain page (409)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ActionRefused):
            return None
        referer = request.headers.get("Referer", "")
        same_host = url_has_allowed_host_and_scheme(
            referer, {request.get_host()}, require_https=request.is_secure()
        )
        if request.method == "POST" and referer and same_host:
            messages.error(request, exception.message)
            response = HttpResponse(status=303)
            response["Location"] = referer
            return response
        return render(request, "core/errors/refused.html", {"message": exception.message}, status=409)
