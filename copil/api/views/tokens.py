"""Screens of tokens: the list, a new one shown once, taking one back."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.accounts import confirming
from copil.api import actions, permissions
from copil.api.enums import Scope
from copil.api.forms import TokenForm
from copil.api.models import ApiToken, TokenQuerySet
from copil.core.paging import paginate
from copil.identity.http import Request
from copil.identity.urls_for import to


@require_GET
def tokens(request: Request) -> HttpResponse:
    """List one's tokens; for the administration, everybody's."""
    _require(request)
    now = timezone.now()
    page = paginate(request, _seen(request).select_related("membership__user", "use").latest_first())
    rows = [
        {
            "token": one,
            "open": one.is_open(at=now),
            "rights": [Scope(value).label for value in one.scopes if value in Scope.values],
            "may_revoke": one.is_open(at=now) and permissions.can_revoke(one, request.membership),
        }
        for one in page
    ]
    return render(request, "api/tokens.html", {"page": page, "rows": rows})


@confirming.resumable
@never_cache
@require_http_methods(["GET", "POST"])
def token_create(request: Request) -> HttpResponse:
    """Make a token, once it is sure that it is still the person of the account.

    The answer of the post is the only page that ever shows the token.
    """
    _require(request)
    confirming.require(request)
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        token, secret = actions.create_token(
            membership=request.membership,
            name=form.cleaned_data["name"],
            scopes=form.asked_scopes,
            lifetime=form.lifetime,
            by=request.user,
            at=timezone.now(),
        )
        return render(request, "api/token_made.html", {"token": token, "secret": secret})
    return render(request, "api/token_form.html", {"form": form})


@require_POST
def token_revoke(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take a token back."""
    _require(request)
    token = get_object_or_404(_seen(request).select_related("workspace"), pk=pk)
    if not permissions.can_revoke(token, request.membership):
        raise PermissionDenied
    actions.revoke_token(token=token, by=request.user, at=timezone.now())
    messages.success(request, f"Le jeton « {token} » n’ouvre plus rien.")
    return redirect(to(request, "api:tokens"))


def _seen(request: Request) -> TokenQuerySet:
    """Return the tokens one may know of: one's own; all of the workspace's for its administration."""
    rows: TokenQuerySet = ApiToken.objects.visible_to(request.user).in_workspace(request.workspace)
    return rows if request.membership.is_admin else rows.filter(membership=request.membership)


def _require(request: Request) -> None:
    if not permissions.can_make_tokens(request.membership):
        raise PermissionDenied
