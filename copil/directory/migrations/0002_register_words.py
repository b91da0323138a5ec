"""The word index of the register, kept up to date by the engine itself.

Words carry no place in the text: « comité fêtes charenton » is looked for in any order, and an index without
places is twice as small.
"""

from django.db import migrations

from copil.core.engines import SqlByEngine

SQLITE = [
    """CREATE VIRTUAL TABLE directory_register_fts USING fts5(
        words, content='directory_registerentry', content_rowid='id', detail=none, prefix='3',
        tokenize="unicode61 remove_diacritics 0")""",
    """CREATE TRIGGER directory_register_fts_insert AFTER INSERT ON directory_registerentry BEGIN
        INSERT INTO directory_register_fts(rowid, words) VALUES (new.id, new.words);
    END""",
    """CREATE TRIGGER directory_register_fts_delete AFTER DELETE ON directory_registerentry BEGIN
        INSERT INTO directory_register_fts(directory_register_fts, rowid, words)
        VALUES ('delete', old.id, old.words);
    END""",
    """CREATE TRIGGER directory_register_fts_update AFTER UPDATE OF words ON directory_registerentry BEGIN
        INSERT INTO directory_register_fts(directory_register_fts, rowid, words)
        VALUES ('delete', old.id, old.words);
        INSERT INTO directory_register_fts(rowid, words) VALUES (new.id, new.words);
    END""",
]
SQLITE_BACK = [
    "DROP TRIGGER directory_register_fts_insert",
    "DROP TRIGGER directory_register_fts_delete",
    "DROP TRIGGER directory_register_fts_update",
    "DROP TABLE directory_register_fts",
]
POSTGRESQL = [
    """CREATE INDEX directory_register_words ON directory_registerentry
        USING gin (array_to_tsvector(string_to_array(words, ' ')))""",
]
POSTGRESQL_BACK = ["DROP INDEX directory_register_words"]


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [
        SqlByEngine(
            sqlite=SQLITE, sqlite_back=SQLITE_BACK, postgresql=POSTGRESQL, postgresql_back=POSTGRESQL_BACK
        )
    ]
