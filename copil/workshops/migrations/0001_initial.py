import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import copil.core.fields
import copil.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0002_register_words"),
        ("identity", "0002_membership_unread"),
        ("initiatives", "0002_method_shares"),
        ("meetings", "0003_attendance"),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkingGroup",
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
                ("theme", models.CharField(max_length=160, verbose_name="thème")),
                ("theme_key", copil.core.fields.SortKeyField(editable=False, max_length=360)),
                ("question", models.TextField(blank=True, verbose_name="question posée au groupe")),
                ("wanted_types", models.JSONField(default=list, verbose_name="types d’acteurs voulus")),
                ("seats", models.PositiveSmallIntegerField(default=12, verbose_name="nombre de places")),
                (
                    "facilitator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                        verbose_name="qui anime",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.initiative",
                        verbose_name="démarche",
                    ),
                ),
                (
                    "spokesperson",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                        verbose_name="porte-parole",
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
                        fields=("initiative", "theme_key"),
                        name="working_group_theme_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seats__gte", 3), ("seats__lte", 60)), name="working_group_seats"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Allocation",
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
                    "state",
                    models.CharField(
                        choices=[("draft", "En préparation"), ("accepted", "Retenue"), ("undone", "Annulée")],
                        default="draft",
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                ("seed", models.PositiveIntegerField(default=1, verbose_name="tirage")),
                (
                    "type_weight",
                    models.PositiveSmallIntegerField(default=2, verbose_name="mélanger les types d’acteurs"),
                ),
                (
                    "organisation_weight",
                    models.PositiveSmallIntegerField(
                        default=2, verbose_name="séparer les personnes d’une structure"
                    ),
                ),
                (
                    "service_weight",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="répartir les agents d’autres services"
                    ),
                ),
                (
                    "wish_weight",
                    models.PositiveSmallIntegerField(default=2, verbose_name="suivre les souhaits"),
                ),
                (
                    "territory",
                    models.CharField(
                        choices=[
                            ("mix", "Mélanger les communes"),
                            ("gather", "Réunir les communes"),
                            ("ignore", "Ne pas en tenir compte"),
                        ],
                        default="ignore",
                        max_length=8,
                        verbose_name="communes",
                    ),
                ),
                ("proven", models.BooleanField(default=False, editable=False)),
                ("accepted_at", models.DateTimeField(editable=False, null=True, verbose_name="retenue le")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.initiative",
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
                        condition=models.Q(("state__in", ["draft", "accepted", "undone"])),
                        name="allocation_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("territory__in", ["mix", "gather", "ignore"])),
                        name="allocation_territory_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("organisation_weight__lte", 3),
                            ("service_weight__lte", 3),
                            ("type_weight__lte", 3),
                            ("wish_weight__lte", 3),
                        ),
                        name="allocation_weights_small",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("associations", "Associations"),
                            ("entreprises", "Entreprises"),
                            ("collectivites", "Collectivités et services publics"),
                            ("autres", "Autres participants"),
                        ],
                        max_length=14,
                        verbose_name="type d’acteur",
                    ),
                ),
                (
                    "other_service",
                    models.BooleanField(default=False, verbose_name="agent d’un autre service"),
                ),
                ("locked", models.BooleanField(default=False, verbose_name="reste où elle est")),
                (
                    "allocation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="workshops.allocation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
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
                    "first_wish",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workshops.workinggroup",
                        verbose_name="premier souhait",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workshops.workinggroup",
                    ),
                ),
                (
                    "second_wish",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workshops.workinggroup",
                        verbose_name="second souhait",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("allocation", "person"),
                        name="place_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["associations", "entreprises", "collectivites", "autres"])
                        ),
                        name="place_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("locked", False), ("group__isnull", False), _connector="OR"),
                        name="place_locked_somewhere",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceTie",
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
                    "tie",
                    models.CharField(
                        choices=[("together", "Toujours ensemble"), ("apart", "Jamais ensemble")],
                        max_length=8,
                        verbose_name="lien",
                    ),
                ),
                (
                    "allocation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to="workshops.allocation",
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workshops.place"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workshops.place"
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
                        condition=models.Q(("tie__in", ["together", "apart"])), name="place_tie_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("one", models.F("other")), _negated=True), name="place_tie_of_two"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("one", "other"),
                        name="place_tie_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupSession",
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
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="meetings.meeting"
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
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="workshops.workinggroup",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("group", "rank"),
                        name="group_session_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rank__gte", 1), ("rank__lte", 3)),
                        name="group_session_rank_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupMember",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("associations", "Associations"),
                            ("entreprises", "Entreprises"),
                            ("collectivites", "Collectivités et services publics"),
                            ("autres", "Autres participants"),
                        ],
                        max_length=14,
                        verbose_name="type d’acteur",
                    ),
                ),
                (
                    "other_service",
                    models.BooleanField(default=False, verbose_name="agent d’un autre service"),
                ),
                (
                    "allocation",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workshops.allocation",
                    ),
                ),
                (
                    "left_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workshops.allocation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                        verbose_name="pour",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                        verbose_name="personne",
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
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="workshops.workinggroup",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("group", "person"),
                        name="group_member_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["associations", "entreprises", "collectivites", "autres"])
                        ),
                        name="group_member_kind_known",
                    ),
                ],
            },
        ),
    ]
