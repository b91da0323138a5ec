import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import copil.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Workspace",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=copil.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="identifiant")),
                (
                    "time_zone",
                    models.CharField(default="Europe/Paris", max_length=40, verbose_name="fuseau horaire"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="créé le"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="archivé le"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "id",
                    models.UUIDField(
                        default=copil.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "email",
                    models.EmailField(max_length=254, unique=True, verbose_name="adresse électronique"),
                ),
                ("given_name", models.CharField(blank=True, max_length=100, verbose_name="prénom")),
                ("family_name", models.CharField(blank=True, max_length=100, verbose_name="nom")),
                ("is_active", models.BooleanField(default=True, verbose_name="compte ouvert")),
                ("is_operator", models.BooleanField(default=False, verbose_name="gère l’installation")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="créé le"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="user_email_unique_whatever_case"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Network",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=copil.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="identifiant")),
                (
                    "level",
                    models.CharField(
                        choices=[("local", "Local"), ("regional", "Régional"), ("national", "National")],
                        max_length=10,
                        verbose_name="niveau",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["local", "regional", "national"])),
                        name="network_level_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=copil.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("invitation", "Invitation dans un espace"),
                            ("opinion", "Avis sur une problématique"),
                            ("status", "Avancement d’une tâche"),
                            ("reply", "Réponse à une invitation à une réunion"),
                            ("dates", "Réponse à un sondage de dates"),
                            ("calendar", "Agenda auquel s’abonner"),
                            ("check_in", "Arrivée à une réunion"),
                            ("minutes", "Compte rendu d’une réunion"),
                            ("survey", "Réponse à un questionnaire"),
                            ("registration", "Inscription à une réunion"),
                            ("letter", "Réponse à une lettre de mission"),
                            ("vote", "Bulletin d’un vote"),
                            ("sheet_lead", "Porter une action"),
                            ("sheet_update", "Avancement d’une action"),
                            ("board", "Tableau d’un groupe de travail"),
                        ],
                        max_length=20,
                    ),
                ),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("object_kind", models.CharField(max_length=40)),
                ("object_id", models.UUIDField()),
                ("single_use", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.workspace"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["object_kind", "object_id"], name="signed_link_object")],
            },
        ),
        migrations.CreateModel(
            name="NetworkMembership",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=copil.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "Invité"),
                            ("active", "Membre"),
                            ("declined", "A décliné"),
                            ("withdrawn", "Invitation retirée"),
                            ("left", "Parti"),
                            ("excluded", "Exclu"),
                        ],
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("manages", models.BooleanField(default=False, verbose_name="anime le réseau")),
                ("invited_at", models.DateTimeField(verbose_name="invité le")),
                ("joined_at", models.DateTimeField(blank=True, null=True, verbose_name="entré le")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="parti le")),
                ("ended_reason", models.CharField(blank=True, max_length=300, verbose_name="motif")),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stays",
                        to="identity.network",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.workspace",
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stays",
                        to="identity.workspace",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["invited", "active"])),
                        fields=("network", "workspace"),
                        name="network_stay_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["invited", "active", "declined", "withdrawn", "left", "excluded"])
                        ),
                        name="network_stay_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "active"), _negated=True),
                            ("joined_at__isnull", False),
                            _connector="OR",
                        ),
                        name="network_stay_has_a_first_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=copil.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("admin", "Administration"),
                            ("coordinator", "Coordination"),
                            ("member", "Membre"),
                            ("observer", "Observation"),
                        ],
                        max_length=12,
                        verbose_name="rôle",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("suspended_at", models.DateTimeField(blank=True, null=True, verbose_name="suspendu le")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="identity.workspace",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "user"), name="one_membership_per_workspace_and_user"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["admin", "coordinator", "member", "observer"])),
                        name="membership_role_known",
                    ),
                ],
            },
        ),
    ]
