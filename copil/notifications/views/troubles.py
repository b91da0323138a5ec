"""The mails of a workspace that did not arrive, for those who coordinate it."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from copil.core.paging import paginate
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.notifications.actions import mending
from copil.notifications.catalogue import kinds
from copil.notifications.enums import MessageState
from copil.notifications.models import OutboxMessage


@require_GET
def troubles(request: Request) -> HttpResponse:
    """Show the messages set aside, those being tried again, and the addresses that fail."""
    _require_coordination(request)
    rows = OutboxMessage.objects.filter(workspace=request.workspace, attempts__gt=0)
    late = rows.filter(state=MessageState.QUEUED).count()
    aside = OutboxMessage.objects.filter(workspace=request.workspace, state=MessageState.SET_ASIDE)
    page = paginate(request, aside.order_by("-created_at", "-pk"))
    catalogue = kinds()
    for one in page:
        one.title = catalogue[one.kind].title if one.kind in catalogue else one.subject
    context = {"page": page, "late": late, "failing": mending.failing(request.workspace)}
    return render(request, "notifications/troubles.html", context)


@require_POST
def trouble_retry(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Send one message again."""
    _require_coordination(request)
    message = get_object_or_404(
        OutboxMessage.objects.select_related("workspace"), pk=pk, workspace=request.workspace
    )
    mending.try_again(message=message, by=request.user, at=timezone.now())
    messages.success(request, f"Le message repart vers {message.recipient}.")
    return redirect(to(request, "notifications:troubles"))


@require_POST
def trouble_clear(request: Request) -> HttpResponse:
    """Write to an address again."""
    _require_coordination(request)
    email = request.POST.get("email", "")
    mending.clear_address(email=email, workspace=request.workspace, by=request.user, at=timezone.now())
    messages.success(request, f"Les prochains messages partiront de nouveau vers {email}.")
    return redirect(to(request, "notifications:troubles"))


def _require_coordination(request: Request) -> None:
    if not request.membership.may_coordinate:
        raise PermissionDenied
