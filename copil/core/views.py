"""Error pages: French, in the same house, never more than what a person needs."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from copil.core.outages import is_outage


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request cannot be read."""
    return render(request, "core/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the person may see this, not do it."""
    return render(request, "core/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here for this person."""
    return render(request, "core/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; 503 when the database or the disk cannot serve now. Rendered without the context
    processors, which may be what failed.
    """
    if is_outage(sys.exception()):
        response = render(None, "core/errors/503.html", status=503)
        response["Retry-After"] = "60"
        return response
    return render(None, "core/errors/500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was open for too long, or in another session."""
    return render(request, "core/errors/csrf.html", status=403)
