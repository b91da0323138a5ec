"""What narrows an answer, what a person looked for, the words that mean the same."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import copil.core.ids

NAMES = ("search_fts_insert", "search_fts_delete", "search_fts_update")
TRIGGERS = [
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


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in NAMES:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


def recreate_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in TRIGGERS:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0001_initial"),
        ("search", "0002_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # SQLite makes the table again to add a column, and its triggers go with the old one.
        migrations.RunPython(drop_triggers, recreate_triggers),
        migrations.CreateModel(
            name="RecentSearch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=copil.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("question", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SynonymGroup",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=copil.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("archived_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("expressions", models.CharField(max_length=300, verbose_name="mots équivalents")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="searchentry",
            name="place",
            field=models.CharField(blank=True, max_length=3, verbose_name="code du département"),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="day",
            field=models.DateField(null=True, verbose_name="jour"),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="archived",
            field=models.BooleanField(default=False, verbose_name="archivé"),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="body",
            field=models.TextField(blank=True, verbose_name="texte où prendre un extrait"),
        ),
        migrations.RunPython(recreate_triggers, drop_triggers),
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(fields=["workspace", "at"], name="search_entry_recent"),
        ),
        migrations.AddField(
            model_name="recentsearch",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="recentsearch",
            name="workspace",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.workspace"
            ),
        ),
        migrations.AddField(
            model_name="synonymgroup",
            name="workspace",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="identity.workspace",
            ),
        ),
        migrations.AddConstraint(
            model_name="recentsearch",
            constraint=models.UniqueConstraint(
                fields=("workspace", "user", "key"), name="recent_search_once"
            ),
        ),
    ]
