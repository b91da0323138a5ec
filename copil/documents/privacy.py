"""Families of personal data of documents."""

from copil.core.privacy import CONTACT, IDENTITY, NONE, Tags

TAGS: Tags = {
    "Charter": {"accent": NONE, "ground": NONE, "footer": CONTACT},
    "WordTemplate": {
        "kind": NONE,
        "number": NONE,
        "name": IDENTITY,
        "in_use": NONE,
        "withdrawn_at": NONE,
    },
    "ArchivedDocument": {
        "kind": NONE,
        "title": IDENTITY,
        "subject_kind": NONE,
        "subject_id": NONE,
        "format": NONE,
        "content_digest": NONE,
        "issued_at": NONE,
        "lines": IDENTITY,
    },
}
