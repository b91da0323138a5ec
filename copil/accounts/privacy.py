"""Families of personal data of invitations."""

from copil.core.privacy import CONTACT, NONE, Tags

TAGS: Tags = {
    "Invitation": {
        "email": CONTACT,
        "role": NONE,
        "expires_at": NONE,
        "accepted_at": NONE,
        "revoked_at": NONE,
    }
}
