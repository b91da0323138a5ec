"""Who must have a second factor, and from when: a role asks for it, some days after the person came."""

import datetime as dt

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Min

from copil.identity.models import Membership, User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def may_go(authenticator: Authenticator) -> bool:
    """Tell whether a factor may be taken away: the last one stays while a role asks for one."""
    asked = Membership.objects.active().filter(user=authenticator.user, role__in=settings.SECOND_FACTOR_ROLES)
    if not asked.exists():
        return True
    others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS)
    return bool(others.exclude(pk=authenticator.pk).exists())


def has_one(user: User) -> bool:
    """Tell whether an application of codes or a passkey protects the account."""
    found: bool = Authenticator.objects.filter(user=user, type__in=FACTORS).exists()
    return found


def is_asked_of(membership: Membership) -> bool:
    """Tell whether the role asks for a second factor that the person has not set up."""
    return membership.role in settings.SECOND_FACTOR_ROLES and not has_one(membership.user)


def deadline_of(membership: Membership) -> dt.datetime:
    """Return until when the person may still put it off."""
    return membership.created_at + dt.timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS)


def first_deadline(user: User) -> dt.datetime | None:
    """Return until when somebody may put it off everywhere; None when no role of theirs asks for it."""
    rows = Membership.objects.active().filter(user=user, role__in=settings.SECOND_FACTOR_ROLES)
    first: dt.datetime | None = rows.aggregate(first=Min("created_at"))["first"]
    return first + dt.timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS) if first else None
