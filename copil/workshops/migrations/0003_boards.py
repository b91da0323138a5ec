import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import copil.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_register_words"),
        ("identity", "0002_membership_unread"),
        ("workshops", "0002_action_sheets"),
    ]

    operations = [
        migrations.CreateModel(
            name="Board",
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
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Dire les problèmes"),
                            (2, "Trouver des idées et choisir"),
                            (3, "Écrire les fiches action"),
                        ],
                        verbose_name="réunion",
                    ),
                ),
                (
                    "question",
                    models.CharField(blank=True, max_length=200, verbose_name="question posée à la salle"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Ouvert"), ("closed", "Fermé")],
                        default="open",
                        max_length=6,
                        verbose_name="état",
                    ),
                ),
                ("anonymous", models.BooleanField(default=True, verbose_name="sans nom d’auteur")),
                (
                    "moderated",
                    models.BooleanField(default=False, verbose_name="cartes relues avant d’être affichées"),
                ),
                ("beat", models.PositiveIntegerField(default=1, editable=False)),
                ("entry", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("apart", models.JSONField(default=list, editable=False)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boards",
                        to="workshops.workinggroup",
                    ),
                ),
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("group", "rank"),
                        name="board_once_a_session",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rank__gte", 1), ("rank__lte", 3)), name="board_rank_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "closed"])), name="board_state_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardAct",
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
                ("verb", models.CharField(max_length=20)),
                ("said", models.CharField(max_length=120)),
                ("before", models.JSONField(default=list)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="workshops.board"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                "indexes": [models.Index(fields=["board", "-created_at"], name="board_act_latest")],
            },
        ),
        migrations.CreateModel(
            name="Cluster",
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
                ("title", models.CharField(max_length=120, verbose_name="titre")),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clusters",
                        to="workshops.board",
                    ),
                ),
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
        ),
        migrations.CreateModel(
            name="Card",
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
                ("number", models.PositiveSmallIntegerField(editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("problem", "Problème"), ("idea", "Idée")],
                        max_length=7,
                        verbose_name="nature",
                    ),
                ),
                ("text", models.CharField(max_length=280, verbose_name="texte")),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "À relire"), ("shown", "Affichée"), ("aside", "Mise de côté")],
                        default="shown",
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("once", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        blank=True, editable=False, null=True, verbose_name="rang"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                        verbose_name="qui le dit",
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="workshops.board",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="workshops.card",
                    ),
                ),
                (
                    "typed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.workspace",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="workshops.cluster",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("board", "number"), name="card_number_once"),
                    models.UniqueConstraint(fields=("board", "once"), name="card_sent_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["problem", "idea"])), name="card_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "shown", "aside"])),
                        name="card_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="card_not_in_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CardAnswer",
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
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="workshops.card",
                        verbose_name="idée",
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered_by",
                        to="workshops.card",
                        verbose_name="problème",
                    ),
                ),
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("card", "problem"),
                        name="card_answer_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("card", models.F("problem")), _negated=True),
                        name="card_answers_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CardComment",
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
                ("text", models.CharField(max_length=400, verbose_name="remarque")),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "À relire"), ("shown", "Affichée"), ("aside", "Mise de côté")],
                        default="shown",
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                ("once", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                        verbose_name="qui le dit",
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="workshops.card",
                    ),
                ),
                (
                    "typed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                "constraints": [
                    models.UniqueConstraint(fields=("card", "once"), name="card_comment_sent_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "shown", "aside"])),
                        name="card_comment_state_known",
                    ),
                ],
            },
        ),
    ]
