import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import copil.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identity", "0001_initial"),
        ("identity", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommonSynonyms",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=copil.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "expressions",
                    models.CharField(max_length=300, unique=True, verbose_name="mots équivalents"),
                ),
                ("created_at", models.DateTimeField()),
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
                (
                    "workspace",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.workspace",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
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
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.workspace"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "user", "key"), name="recent_search_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.workspace"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=3, verbose_name="code du département")),
                ("day", models.DateField(null=True, verbose_name="jour")),
                ("archived", models.BooleanField(default=False, verbose_name="archivé")),
                ("title", models.CharField(max_length=300)),
                ("excerpt", models.CharField(blank=True, max_length=400)),
                ("title_words", models.TextField()),
                ("words", models.TextField()),
                ("body", models.TextField(blank=True, verbose_name="texte où prendre un extrait")),
            ],
            options={
                "indexes": [models.Index(fields=["workspace", "at"], name="search_entry_recent")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "kind", "object_id"), name="search_entry_once"
                    )
                ],
            },
        ),
    ]
