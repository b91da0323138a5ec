"""The verbs of tokens: make one, take it back."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from copil.api import rules
from copil.api.enums import Scope
from copil.api.models import ApiToken, TokenUse
from copil.core.errors import ActionRefused
from copil.core.security_log import told
from copil.identity.models import Membership, User, reference
from copil.journal import actions as journal

MOST = 50
"""Open tokens of a workspace: more is a leak, or a program that makes one at each start."""


@transaction.atomic
def create(
    *,
    membership: Membership,
    name: str,
    scopes: Sequence[Scope],
    lifetime: dt.timedelta,
    by: User,
    at: dt.datetime,
) -> tuple[ApiToken, str]:
    """Make a token for a member; return it with its secret, which is kept nowhere."""
    if not scopes:
        raise ActionRefused("Choisissez au moins un droit pour ce jeton.")
    workspace = membership.workspace
    held = ApiToken.objects.in_workspace(workspace).filter(revoked_at=None, expires_at__gt=at)
    if held.count() >= MOST:
        raise ActionRefused(f"L’espace a déjà {MOST} jetons ouverts : retirez ceux qui ne servent plus.")
    secret = rules.new_token()
    token = ApiToken.objects.create(
        workspace=workspace,
        membership=membership,
        name=name.strip(),
        digest=rules.digest_of(secret),
        scopes=[scope.value for scope in scopes],
        expires_at=at + lifetime,
        created_at=at,
    )
    TokenUse.objects.create(token=token, minute=rules.minute_of(at))
    told("api_token_created", user=by.pk, token=token.pk)
    changes = {"scopes": token.scopes, "until": token.expires_at}
    journal.record(
        by=by,
        at=at,
        workspace=workspace,
        verb="create",
        obj=reference(token),
        label=token.name,
        changes=changes,
    )
    return token, secret


@transaction.atomic
def revoke(*, token: ApiToken, by: User, at: dt.datetime) -> None:
    """Take a token back: it opens nothing from now on."""
    changed = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(
        revoked_at=at, revoked_by=by, version=token.version + 1
    )
    if not changed:
        raise ActionRefused("Ce jeton est déjà retiré.")
    told("api_token_revoked", user=by.pk, token=token.pk)
    journal.record(
        by=by, at=at, workspace=token.workspace, verb="revoke", obj=reference(token), label=token.name
    )


def revoke_made_since(*, user: User, since: dt.datetime, at: dt.datetime) -> None:
    """Take back the tokens made on an account since an instant: its owner takes the account back."""
    made = ApiToken.objects.filter(membership__user=user, created_at__gte=since, revoked_at=None)
    for token in made.select_related("workspace").order_by("pk"):
        revoke(token=token, by=user, at=at)
