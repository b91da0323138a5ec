"""Who comes in: a token in the header ``Authorization``, its owner still there, its scope, its rate."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.db.models import Case, F, Q, Value, When
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from copil.api import rules
from copil.api.enums import Scope
from copil.api.models import ApiToken, TokenUse
from copil.api.problems import Problem
from copil.core.security_log import told

REALM = 'Bearer realm="Copil"'


class Door(HttpBearer):
    """Opens to the tokens that have one scope; makes the request that of a member, in a workspace."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> ApiToken:
        """Return the token, or refuse with a problem."""
        found: ApiToken | None = super().__call__(request)
        if found is None:
            raise _unknown()
        _count(found, at=timezone.now())
        if self.scope.value not in found.scopes:
            told("api_scope_refused", token=found.pk, scope=self.scope.value)
            header = f'{REALM}, error="insufficient_scope", scope="{self.scope.value}"'
            detail = f"Ce jeton n’a pas le droit « {self.scope.value} »."
            raise Problem(403, detail, headers={"WWW-Authenticate": header})
        _enter(request, found)
        return found

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Return the token that opens now, if its owner is still an active member; None otherwise."""
        if not rules.looks_like_token(token):
            return None
        rows = ApiToken.objects.filter(
            digest=rules.digest_of(token),
            membership__suspended_at=None,
            membership__user__is_active=True,
            membership__workspace__archived_at=None,
        ).select_related("membership__user", "membership__workspace", "use")
        found: ApiToken | None = rows.first()
        return found if found is not None and found.is_open(at=timezone.now()) else None


def has_scope(request: Any, scope: Scope) -> bool:
    """Tell whether the token of a request has one more scope."""
    token: ApiToken = request.auth
    return scope.value in token.scopes


def _enter(request: Any, token: ApiToken) -> None:
    """Make the request that of the member, in their workspace."""
    membership = token.membership
    request.user = membership.user
    request.membership, request.workspace = membership, membership.workspace
    timezone.activate(membership.workspace.time_zone)


def _unknown() -> Problem:
    return Problem(
        401,
        "Donnez un jeton en cours de validité dans l’en-tête « Authorization: Bearer … ».",
        headers={"WWW-Authenticate": f'{REALM}, error="invalid_token"'},
    )


def _count(token: ApiToken, *, at: dt.datetime) -> None:
    """Count one more request of the minute; refuse it above the limit, for all processes together."""
    minute, most = rules.minute_of(at), settings.API_PER_MINUTE
    room = TokenUse.objects.filter(token=token).filter(~Q(minute=minute) | Q(count__lt=most))
    counted = Case(When(minute=minute, then=F("count") + 1), default=Value(1))
    try:
        passed = room.update(count=counted, minute=minute, last_used_at=at)
    except OperationalError:
        return  # nothing can be written now: what is only read is still given
    if not passed:
        raise Problem(
            429,
            f"Ce jeton a fait {most} requêtes en une minute. Attendez la suivante.",
            headers={"Retry-After": str(rules.seconds_left(at))},
        )
