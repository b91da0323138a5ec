"""Families of personal data of identity."""

from copil.core.privacy import CONTACT, IDENTITY, NONE, OPINION, Tags

TAGS: Tags = {
    "User": {
        "password": NONE,
        "last_login": NONE,
        "email": CONTACT,
        "given_name": IDENTITY,
        "family_name": IDENTITY,
        "is_active": NONE,
        "is_operator": NONE,
    },
    "Network": {"name": NONE, "slug": NONE, "level": NONE},
    "NetworkMembership": {
        "state": NONE,
        "manages": NONE,
        "invited_at": NONE,
        "joined_at": NONE,
        "ended_at": NONE,
        "ended_reason": OPINION,
    },
    "Workspace": {"name": NONE, "slug": NONE, "time_zone": NONE},
    "Membership": {"role": NONE, "suspended_at": NONE, "unread": NONE},
    "SignedLink": {
        "purpose": NONE,
        "token_digest": NONE,
        "object_kind": NONE,
        "object_id": NONE,
        "single_use": NONE,
        "expires_at": NONE,
        "used_at": NONE,
        "revoked_at": NONE,
    },
}
