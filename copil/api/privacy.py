"""Families of personal data of what other programs use: nothing but names of programs."""

from copil.core.privacy import NONE, Tags

TAGS: Tags = {
    "ApiToken": {"name": NONE, "digest": NONE, "scopes": NONE, "expires_at": NONE, "revoked_at": NONE},
    "TokenUse": {"minute": NONE, "count": NONE, "last_used_at": NONE},
    "Webhook": {
        "name": NONE,
        "url": NONE,
        "families": NONE,
        "generation": NONE,
        "cursor": NONE,
        "failures": NONE,
        "rest_until": NONE,
        "paused_at": NONE,
        "given_up": NONE,
    },
    "Delivery": {
        "seq": NONE,
        "verb": NONE,
        "object_kind": NONE,
        "object_id": NONE,
        "event_at": NONE,
        "state": NONE,
        "attempts": NONE,
        "next_at": NONE,
        "status": NONE,
        "delivered_at": NONE,
    },
    "KeptAnswer": {"key": NONE, "digest": NONE, "object_id": NONE},
}
