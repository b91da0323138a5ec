"""Data about people: what is done with it, said to everybody; and one's own, in a file."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from copil.accounts.confirming import confirmed
from copil.accounts.models import Purge
from copil.core.security_log import told
from copil.identity.http import UserRequest
from copil.identity.models import User
from copil.pages import own_data, processings


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is done with data about people; whoever has an account also sees the last erasures."""
    rows = Purge.objects.order_by("-at", "pk")[:12] if isinstance(request.user, User) else []
    context = {
        "register": processings.register(),
        "purges": [(row, ERASED[row.family]) for row in rows],
        "contact": settings.PRIVACY_CONTACT,
        "controller": settings.PRIVACY_CONTROLLER,
    }
    return render(request, "pages/privacy.html", context)


@require_http_methods(["GET", "POST"])
def my_data(request: UserRequest) -> HttpResponse:
    """Give somebody what is held about them, once it is sure that it is them."""
    if request.method == "POST":
        return _my_file(request)
    return render(request, "pages/my_data.html")


@confirmed
def _my_file(request: UserRequest) -> HttpResponse:
    now = timezone.now()
    told("own_data_exported", user=request.user.pk)
    response = JsonResponse(
        own_data.gathered(request.user, at=now), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response["Content-Type"] = "application/json; charset=utf-8"
    response["Content-Disposition"] = f'attachment; filename="mes-donnees-copil-{now:%Y-%m-%d}.json"'
    return response


ERASED = {
    "sessions": "sessions terminées",
    "searches": "recherches anciennes",
    "mails": "courriels vidés",
    "jobs": "travaux terminés ou mis de côté",
    "invitations": "adresses d’invitations passées",
    "addresses": "changements d’adresse passés",
    "accounts": "comptes inactifs fermés",
    "recipients": "adresses d’anciens destinataires de questionnaires",
}
