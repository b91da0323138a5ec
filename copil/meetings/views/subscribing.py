"""The calendar of one's own meetings: its secret address shown once, closed at will."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.meetings.actions import subscribing
from copil.notifications.calendar import CONTENT_TYPE


@never_cache
@require_http_methods(["GET", "POST"])
def subscription(request: Request) -> HttpResponse:
    """Show whether an address is open; on demand, make one and show it this once."""
    now = timezone.now()
    address = ""
    if request.method == "POST":
        address = subscribing.subscribe(membership=request.membership, at=now)
    since = subscribing.open_since(request.membership, at=now)
    return render(request, "meetings/subscription.html", {"address": address, "since": since})


@require_POST
def unsubscribe(request: Request) -> HttpResponse:
    """Close the address."""
    if subscribing.stop(membership=request.membership, at=timezone.now()):
        messages.success(request, "L’adresse est fermée : les agendas abonnés ne se mettent plus à jour.")
    else:
        messages.info(request, "Aucune adresse n’était ouverte.")
    return redirect(to(request, "meetings:subscription"))


@never_cache
@login_not_required
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give the calendar behind a secret address; nothing when it is closed."""
    text = subscribing.feed(token, at=timezone.now())
    if text is None:
        return HttpResponse("Cette adresse est fermée.", status=404, content_type="text/plain; charset=utf-8")
    return HttpResponse(text, content_type=CONTENT_TYPE)
