from decimal import Decimal

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import copil.core.fields
import copil.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_register_words"),
        ("identity", "0002_membership_unread"),
        ("identity", "__first__"),
        ("initiatives", "0002_method_shares"),
        ("workshops", "0008_sheet_sources"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommonPlan",
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
                ("presentation", models.TextField(blank=True, verbose_name="présentation")),
                ("edition", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "most_actions",
                    models.PositiveSmallIntegerField(
                        default=3, verbose_name="actions menées à la fois, au plus"
                    ),
                ),
                (
                    "most_days",
                    models.DecimalField(
                        decimal_places=1,
                        default=Decimal("10"),
                        max_digits=5,
                        verbose_name="journées par mois, au plus",
                    ),
                ),
                ("address", models.CharField(blank=True, editable=False, max_length=43)),
                (
                    "opened_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="page publique ouverte le"),
                ),
                (
                    "indexed",
                    models.BooleanField(
                        default=False, verbose_name="peut être trouvée par les moteurs de recherche"
                    ),
                ),
                (
                    "initiative",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.initiative",
                        verbose_name="démarche",
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
                        condition=models.Q(("address", ""), _negated=True),
                        fields=("address",),
                        name="plan_address_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address", ""), ("opened_at", None)),
                            models.Q(models.Q(("address", ""), _negated=True), ("opened_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="plan_open_at_an_instant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("most_actions__gte", 1), ("most_days__gt", 0)),
                        name="plan_leads_hold_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanAction",
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
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="numéro")),
                ("position", models.PositiveIntegerField(editable=False, verbose_name="rang")),
                ("title", models.CharField(max_length=160, verbose_name="titre")),
                ("title_key", copil.core.fields.SortKeyField(editable=False, max_length=360)),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("objectives", models.TextField(blank=True, verbose_name="objectifs")),
                ("targets", models.TextField(blank=True, verbose_name="publics visés")),
                (
                    "lead_state",
                    models.CharField(
                        choices=[
                            ("none", "À trouver"),
                            ("proposed", "Pressenti"),
                            ("asked", "Sollicité"),
                            ("accepted", "Accepté"),
                            ("declined", "A décliné"),
                        ],
                        default="none",
                        max_length=8,
                        verbose_name="porteur",
                    ),
                ),
                (
                    "lead_agreed",
                    models.BooleanField(
                        default=False, verbose_name="cette personne accepte que son nom soit public"
                    ),
                ),
                (
                    "days",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=7,
                        null=True,
                        verbose_name="journées de travail",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="montant, en euros",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=160, verbose_name="d’où vient l’argent")),
                ("means", models.TextField(blank=True, verbose_name="autres moyens")),
                ("partners", models.TextField(blank=True, verbose_name="partenaires")),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="début")),
                ("end_date", models.DateField(blank=True, null=True, verbose_name="fin")),
                ("indicators", models.TextField(blank=True, verbose_name="indicateurs")),
                (
                    "lead_organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                        verbose_name="structure porteuse",
                    ),
                ),
                (
                    "lead_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                        verbose_name="personne qui porte",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="workshops.planaction",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="workshops.commonplan",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workshops.workinggroup",
                        verbose_name="groupe",
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
                "indexes": [models.Index(fields=["plan", "position"], name="plan_action_of_plan")],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="plan_action_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_action_not_in_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_date", None),
                            ("end_date", None),
                            ("end_date__gte", models.F("start_date")),
                            _connector="OR",
                        ),
                        name="plan_action_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days", None), ("days__gte", 0), _connector="OR"),
                        name="plan_action_days_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                        name="plan_action_amount_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanAnswer",
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
                ("signature", models.CharField(editable=False, max_length=64)),
                ("sentence", models.TextField(editable=False, verbose_name="ce qui était dit")),
                ("apart", models.JSONField(default=list, editable=False)),
                ("text", models.CharField(max_length=500, verbose_name="réponse")),
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="workshops.commonplan",
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
                        fields=("plan", "signature"),
                        name="plan_answered_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="plan_answer_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanEdition",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="édition")),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64, verbose_name="empreinte")),
                ("published_at", models.DateTimeField(verbose_name="publiée le")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ce qui change")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="workshops.commonplan",
                    ),
                ),
                (
                    "published_by",
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
                "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="plan_edition_once")],
            },
        ),
        migrations.CreateModel(
            name="PlanMerge",
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
                ("before", models.JSONField(default=dict)),
                ("moved", models.JSONField(default=list)),
                ("undone_at", models.DateTimeField(null=True)),
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
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workshops.planaction",
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workshops.planaction",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to="workshops.commonplan",
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
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("merged")), _negated=True),
                        name="plan_merge_of_two",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("merged",),
                        name="plan_action_merged_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanSource",
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
                ("sheet_version", models.PositiveIntegerField(editable=False)),
                ("taken", models.JSONField(default=dict, editable=False)),
                ("taken_at", models.DateTimeField(verbose_name="reprise le")),
                ("missing", models.JSONField(default=list, editable=False, verbose_name="ce qui manquait")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources",
                        to="workshops.planaction",
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workshops.planaction",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workshops.actionsheet",
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
                        fields=("sheet",),
                        name="plan_sheet_taken_once",
                    )
                ],
            },
        ),
    ]
