"""Families of personal data of archived documents."""

from copil.core.privacy import IDENTITY, NONE, Tags

TAGS: Tags = {
    "ArchivedDocument": {
        "kind": NONE,
        "title": IDENTITY,
        "subject_kind": NONE,
        "subject_id": NONE,
        "format": NONE,
        "content_digest": NONE,
        "issued_at": NONE,
        "lines": IDENTITY,
    }
}
