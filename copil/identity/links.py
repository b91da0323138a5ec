"""Signed links: made once, shown once, kept as a digest, redeemed at most once when single-use."""

import datetime as dt
import hashlib
import secrets
import uuid
from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, Workspace


def digest_of(token: str) -> str:
    """Return the SHA-256 of a token, in hexadecimal (64 characters)."""
    return hashlib.sha256(token.encode()).hexdigest()


def issue(
    *,
    workspace: Workspace,
    purpose: LinkPurpose,
    target: tuple[str, uuid.UUID],
    at: dt.datetime,
    lifetime: dt.timedelta,
    single_use: bool = True,
    token: str = "",
) -> str:
    """Create a link on one object and return its token (256 random bits), which is stored nowhere.

    ``token`` is one already drawn from another secret, when a link goes with another one.
    """
    token = token or secrets.token_urlsafe(32)
    SignedLink.objects.create(
        workspace=workspace,
        purpose=purpose,
        token_digest=digest_of(token),
        object_kind=target[0],
        object_id=target[1],
        single_use=single_use,
        created_at=at,
        expires_at=at + lifetime,
    )
    return token


def issue_many(
    *,
    workspace: Workspace,
    purpose: LinkPurpose,
    targets: Sequence[tuple[str, uuid.UUID]],
    at: dt.datetime,
    lifetime: dt.timedelta,
) -> list[str]:
    """Create a reusable link on each of some objects, in one statement; return their tokens in order."""
    tokens = [secrets.token_urlsafe(32) for _ in targets]
    SignedLink.objects.bulk_create(
        SignedLink(
            workspace=workspace,
            purpose=purpose,
            token_digest=digest_of(token),
            object_kind=kind,
            object_id=pk,
            single_use=False,
            created_at=at,
            expires_at=at + lifetime,
        )
        for token, (kind, pk) in zip(tokens, targets, strict=True)
    )
    return tokens


def find(token: str, *, purpose: LinkPurpose, at: dt.datetime) -> SignedLink | None:
    """Return the open link behind a token, without consuming it; None when there is none."""
    link = (
        SignedLink.objects.filter(token_digest=digest_of(token), purpose=purpose)
        .select_related("workspace")
        .first()
    )
    return link if link is not None and link.is_open(at=at) else None


def enter(token: str, *, purpose: LinkPurpose, at: dt.datetime) -> SignedLink | None:
    """Return the open link behind a token, for a page that anybody holding it opens.

    The request is from then on at the hours of its workspace, as a member's is.
    """
    link = find(token, purpose=purpose, at=at)
    if link is not None:
        timezone.activate(link.workspace.time_zone)
    return link


def open_to(token: str, *, purpose: LinkPurpose, at: dt.datetime) -> QuerySet[SignedLink, uuid.UUID]:
    """Return what the open link behind a token grants, to be put in the query that reads it."""
    rows = SignedLink.objects.filter(_usable(at), token_digest=digest_of(token), purpose=purpose)
    return rows.filter(Q(single_use=False) | Q(used_at=None)).values_list("object_id", flat=True)


def redeem(link: SignedLink, *, at: dt.datetime) -> bool:
    """Consume a link; of any number of concurrent calls on a single-use link exactly one returns True."""
    usable = _usable(at)
    if link.single_use:
        usable &= Q(used_at=None)
    return SignedLink.objects.filter(usable, pk=link.pk).update(used_at=at) == 1


def revoke(*, target: tuple[str, uuid.UUID], at: dt.datetime) -> int:
    """Close every open link on an object; return how many were open."""
    return SignedLink.objects.filter(
        object_kind=target[0], object_id=target[1], revoked_at=None, used_at=None
    ).update(revoked_at=at)


def _usable(at: dt.datetime) -> Q:
    return Q(revoked_at=None, expires_at__gt=at)
