"""Tokens for tests."""

import datetime as dt

from django.utils import timezone

from copil.api import rules
from copil.api.enums import Scope
from copil.api.models import ApiToken, TokenUse
from copil.identity.models import Membership, User, Workspace


def token_of(
    user: User,
    workspace: Workspace,
    *scopes: Scope,
    lifetime: dt.timedelta = dt.timedelta(days=30),
) -> str:
    """Give somebody a token of a workspace with every scope, or those named; return its secret."""
    secret, now = rules.new_token(), timezone.now()
    token = ApiToken.objects.create(
        workspace=workspace,
        membership=Membership.objects.get(user=user, workspace=workspace),
        name="Programme d’essai",
        digest=rules.digest_of(secret),
        scopes=[scope.value for scope in scopes or Scope],
        expires_at=now + lifetime,
    )
    TokenUse.objects.create(token=token, minute=rules.minute_of(now))
    return secret
