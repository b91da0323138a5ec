"""Families of personal data of invitations."""

from copil.core.privacy import CONTACT, IDENTITY, NONE, Tags

TAGS: Tags = {
    "Invitation": {
        "email": CONTACT,
        "role": NONE,
        "expires_at": NONE,
        "accepted_at": NONE,
        "revoked_at": NONE,
    },
    "Identity": {"issuer": NONE, "subject": IDENTITY, "siret": IDENTITY, "used_at": NONE},
    # What is kept of the device: a browser and a system; no network address.
    "OpenSession": {
        "session_key": NONE,
        "session_data": IDENTITY,
        "expire_date": NONE,
        "account_id": IDENTITY,
    },
    "Purge": {"family": NONE, "at": NONE, "before": NONE, "count": NONE},
    # Of whoever was erased, only what names nobody any more.
    "Erasure": {
        "kind": NONE,
        "subject_id": NONE,
        "at": NONE,
        "scope": NONE,
        "counts": NONE,
    },
    "EmailChange": {
        "old_email": CONTACT,
        "new_email": CONTACT,
        "confirm_digest": NONE,
        "stop_digest": NONE,
        "asked_at": NONE,
        "confirmed_at": NONE,
        "stopped_at": NONE,
    },
    "InactivityNotice": {"warned_at": NONE, "reminded_at": NONE},
}
