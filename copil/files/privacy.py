"""Families of personal data of files."""

from copil.core.privacy import IDENTITY, NONE, Tags

TAGS: Tags = {
    "StoredFile": {
        "sha256": NONE,
        "size": NONE,
        "name": IDENTITY,
        "media_type": NONE,
        "owner_kind": NONE,
        "owner_id": NONE,
    }
}
