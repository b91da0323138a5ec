"""After an erasure, leave nothing of it in the free space of the database's files.

SQLite overwrites what is deleted (``secure_delete``, set on every connection). What it had copied elsewhere
goes here: the segments of the word index, and the write-ahead log. On PostgreSQL the rows of before leave
with the next VACUUM of each table, which is asked for at once.
"""

from django.db import connection

from copil.notifications.models import Job

_TABLES = (
    "directory_person",
    "identity_user",
    "search_searchentry",
    "journal_journalentry",
    "notifications_outboxmessage",
)


def run(job: Job) -> None:
    """Wipe what an erasure left behind; done twice, it is done once."""
    wipe()


def wipe() -> None:
    """Merge the word index, then empty the write-ahead log; on PostgreSQL, vacuum what was written."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('optimize')")
            if not connection.in_atomic_block:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        elif not connection.in_atomic_block:
            for table in _TABLES:
                cursor.execute(f"VACUUM {table}")
