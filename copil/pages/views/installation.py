"""Pages of the installation itself: the components for developers, the health for machines."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from copil.core import showcase
from copil.identity.http import UserRequest


@require_GET
def components(request: UserRequest) -> HttpResponse:
    """Show every component in every state."""
    return render(request, "core/components.html", showcase.context())


@login_not_required
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Answer « ok » when the database answers; for a supervisor."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
