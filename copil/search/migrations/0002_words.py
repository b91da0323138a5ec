"""The word index of each engine, kept up to date by the engine itself.

SQLite makes a table again to add a column to it, and drops its triggers with the old one: a later migration that
touches this table runs SQLITE_BACK first and SQLITE after.
"""

from django.db import migrations

from copil.core.engines import SqlByEngine

SQLITE = [
    """CREATE VIRTUAL TABLE search_fts USING fts5(
        title_words, words, content='search_searchentry', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0")""",
    """CREATE TRIGGER search_fts_insert AFTER INSERT ON search_searchentry BEGIN
        INSERT INTO search_fts(rowid, title_words, words) VALUES (new.id, new.title_words, new.words);
    END""",
    """CREATE TRIGGER search_fts_delete AFTER DELETE ON search_searchentry BEGIN
        INSERT INTO search_fts(search_fts, rowid, title_words, words)
        VALUES ('delete', old.id, old.title_words, old.words);
    END""",
    """CREATE TRIGGER search_fts_update AFTER UPDATE OF id, title_words, words ON search_searchentry BEGIN
        INSERT INTO search_fts(search_fts, rowid, title_words, words)
        VALUES ('delete', old.id, old.title_words, old.words);
        INSERT INTO search_fts(rowid, title_words, words) VALUES (new.id, new.title_words, new.words);
    END""",
]
SQLITE_BACK = [
    "DROP TRIGGER search_fts_insert",
    "DROP TRIGGER search_fts_delete",
    "DROP TRIGGER search_fts_update",
    "DROP TABLE search_fts",
]
POSTGRESQL = [
    """ALTER TABLE search_searchentry
        ADD COLUMN title_vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', title_words)) STORED,
        ADD COLUMN vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED""",
    "CREATE INDEX search_entry_vector ON search_searchentry USING gin (vector)",
]
POSTGRESQL_BACK = [
    "DROP INDEX search_entry_vector",
    "ALTER TABLE search_searchentry DROP COLUMN vector, DROP COLUMN title_vector",
]


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [
        SqlByEngine(
            sqlite=SQLITE, sqlite_back=SQLITE_BACK, postgresql=POSTGRESQL, postgresql_back=POSTGRESQL_BACK
        )
    ]
