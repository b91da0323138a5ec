import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import copil.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_membership_unread"),
        ("initiatives", "0002_method_shares"),
        ("meetings", "0008_registrations"),
        ("workshops", "0003_boards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bilan",
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
                ("produced", models.TextField(blank=True, verbose_name="ce que les groupes ont produit")),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("continue", "Poursuivre"),
                            ("adapt", "Poursuivre autrement"),
                            ("stop", "S’arrêter"),
                        ],
                        max_length=8,
                        verbose_name="ce que l’on propose",
                    ),
                ),
                ("manner", models.TextField(blank=True, verbose_name="de quelle manière")),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                        verbose_name="dernier comité",
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
                    "restitution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                        verbose_name="restitution",
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
                        condition=models.Q(("verdict__in", ["", "continue", "adapt", "stop"])),
                        name="bilan_verdict_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
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
                            ("worked", "Ce qui a marché"),
                            ("missed", "Ce qui a manqué"),
                            ("again", "Ce que l’on referait autrement"),
                        ],
                        max_length=6,
                        verbose_name="nature",
                    ),
                ),
                ("text", models.TextField(verbose_name="ce que l’on retient")),
                ("evidence", models.TextField(blank=True, verbose_name="ce qui le montre")),
                ("audience", models.CharField(blank=True, max_length=200, verbose_name="à qui cela servira")),
                (
                    "bilan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lessons",
                        to="workshops.bilan",
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
                        condition=models.Q(("kind__in", ["worked", "missed", "again"])),
                        name="lesson_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="lesson_says_something"
                    ),
                ],
            },
        ),
    ]
