"""Families of personal data of the journal: what a line says of people is in its erasable payload."""

from copil.core.privacy import IDENTITY, NONE, Tags

TAGS: Tags = {
    "JournalHead": {"seq": NONE, "digest": NONE},
    "JournalEntry": {
        "seq": NONE,
        "at": NONE,
        "sealed_actor": NONE,
        "verb": NONE,
        "object_kind": NONE,
        "object_id": NONE,
        "initiative_id": NONE,
        "salt": NONE,
        "payload": IDENTITY,
        "payload_digest": NONE,
        "previous_digest": NONE,
        "digest": NONE,
    },
}
