"""The verbs of notifications."""

from copil.notifications.actions.reading import mark_all_read, mark_read, mark_unread
from copil.notifications.actions.telling import notify, reached, write

__all__ = ["mark_all_read", "mark_read", "mark_unread", "notify", "reached", "write"]
