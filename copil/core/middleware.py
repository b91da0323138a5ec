"""Turn a refused act into a sentence on the page it came from."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from copil.core.errors import ActionRefused


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
