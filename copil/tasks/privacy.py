"""Families of personal data of tasks."""

from copil.core.privacy import CONTACT, NONE, OPINION, Tags

TAGS: Tags = {
    "Task": {
        "title": NONE,
        "title_key": NONE,
        "details": NONE,
        "due_on": NONE,
        "origin_kind": NONE,
        "origin_id": NONE,
        "origin_label": NONE,
        "state": NONE,
        "before": NONE,
        "reason": OPINION,
        "unblocked_when": NONE,
        "closed_at": NONE,
    },
    "TaskComment": {"text": OPINION},
    "StatusRequest": {
        "email": CONTACT,
        "until": NONE,
        "answer": OPINION,
        "sentence": OPINION,
        "answered_at": NONE,
        "closed_at": NONE,
    },
}
