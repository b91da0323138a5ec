"""Families of personal data of jobs and messages."""

from copil.core.privacy import CONTACT, IDENTITY, NONE, Tags

TAGS: Tags = {
    "Job": {
        "name": NONE,
        "payload": NONE,
        "unique_key": NONE,
        "state": NONE,
        "run_at": NONE,
        "attempts": NONE,
        "lease_token": NONE,
        "leased_until": NONE,
        "progress_done": NONE,
        "progress_total": NONE,
        "last_error": NONE,
        "ended_at": NONE,
    },
    "OutboxMessage": {
        "recipient": CONTACT,
        "subject": NONE,
        "body": IDENTITY,
        "reason": NONE,
        "message_id": NONE,
        "state": NONE,
        "sent_at": NONE,
    },
}
