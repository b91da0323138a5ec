"""The page a mail's « ne plus recevoir » link opens: no account, no cookie; opening it changes nothing."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from copil.core import typography
from copil.notifications import links
from copil.notifications.actions import choosing
from copil.notifications.catalogue import kind_of
from copil.notifications.models import OutboxMessage


# A mail program posts here by itself (RFC 8058), without a cookie: the secret of the address is what proves
# who asks, and nobody but the reader of the mail has it.
@csrf_exempt
@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would stop, and stop it, or have it back, when asked by POST."""
    pk = links.message_of(token)
    rows = OutboxMessage.objects.select_related("user", "workspace")
    message = rows.filter(pk=pk).first() if pk is not None else None
    if message is None or not links.is_open(sent=message.created_at, at=timezone.now()):
        return render(request, "notifications/stop_closed.html", status=404)
    if request.method == "POST":
        change = choosing.resume if request.POST.get("reprendre") else choosing.stop
        change(message=message, at=timezone.now())
    told = [kind_of(key).title for key in choosing.stoppable(message)]
    context = {
        "titles": told,
        "address": typography.masked(message.recipient),
        "stopped": choosing.is_stopped(message),
        "done": request.method == "POST",
        "account": message.user is not None,
    }
    return render(request, "notifications/stop.html", context)
