"""Pages of the installation itself: the components for developers, the health for machines."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET

from copil.core import showcase
from copil.identity.http import UserRequest
from copil.pages import health as probes


@require_GET
def components(request: UserRequest) -> HttpResponse:
    """Show every component in every state."""
    return render(request, "core/components.html", showcase.context())


@login_not_required
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Answer « ok » as long as this process serves and its database answers; for a supervisor."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return _plain("ok\n")


@login_not_required
@require_GET
def ready(request: HttpRequest) -> HttpResponse:
    """Answer « ready », or 503 with the names of what is missing; for a load balancer."""
    missing = probes.faults()
    return _plain(f"missing: {', '.join(missing)}\n", status=503) if missing else _plain("ready\n")


@login_not_required
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the measures to this machine, or to whoever has the token of the settings."""
    if not _may_measure(request):
        raise Http404
    return _plain(probes.written(probes.figures()))


def _may_measure(request: HttpRequest) -> bool:
    """Tell whether it is asked from here, through no proxy, or with ``METRICS_TOKEN``."""
    token: str = settings.METRICS_TOKEN
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return constant_time_compare(given, token)
    forwarded = request.headers.get("X-Forwarded-For") or request.headers.get("Forwarded")
    return not forwarded and request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"}


def _plain(text: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
