import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import copil.core.fields
import copil.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_register_words"),
        ("governance", "0005_gates"),
        ("identity", "0002_membership_unread"),
        ("initiatives", "0002_method_shares"),
    ]

    operations = [
        migrations.CreateModel(
            name="Backing",
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
                    "briefed_on",
                    models.DateField(blank=True, null=True, verbose_name="hiérarchie informée le"),
                ),
                (
                    "briefed_note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="qui a été informé, et comment"
                    ),
                ),
                ("committed_on", models.DateField(blank=True, null=True, verbose_name="engagement pris le")),
                ("commitment", models.TextField(blank=True, verbose_name="à quoi la personne s’engage")),
                (
                    "outside_help",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Oui"), ("no", "Non")],
                        max_length=3,
                        verbose_name="assistance à maîtrise d’ouvrage",
                    ),
                ),
                ("outside_help_reason", models.TextField(blank=True, verbose_name="pourquoi")),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.initiative",
                    ),
                ),
                (
                    "sponsor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                        verbose_name="qui s’engage",
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
                    models.UniqueConstraint(fields=("initiative", "workspace"), name="backing_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("committed_on", None), ("sponsor__isnull", False), _connector="OR"
                        ),
                        name="backing_committed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outside_help", ""),
                            models.Q(("outside_help_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="backing_help_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InternalService",
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
                            ("theme", "Service du thème"),
                            ("support", "Service support"),
                            ("communication", "Communication"),
                            ("event", "Événementiel"),
                        ],
                        max_length=14,
                        verbose_name="ce qu’il apporte",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="nom du service")),
                ("name_key", copil.core.fields.SortKeyField(editable=False, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_ask", "À solliciter"),
                            ("associated", "Associé"),
                            ("not", "Non associé"),
                        ],
                        default="to_ask",
                        max_length=12,
                        verbose_name="état",
                    ),
                ),
                ("asked", models.TextField(blank=True, verbose_name="ce qui lui est demandé")),
                (
                    "joins_groups",
                    models.BooleanField(default=False, verbose_name="ses agents rejoignent les groupes"),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="pourquoi il n’est pas associé"
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                        verbose_name="contact",
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
                        condition=models.Q(("kind__in", ["theme", "support", "communication", "event"])),
                        name="service_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["to_ask", "associated", "not"])),
                        name="service_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "not"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="service_left_out_with_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("initiative", "workspace", "name_key"),
                        name="service_once",
                    ),
                ],
            },
        ),
    ]
