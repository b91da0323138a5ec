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
        ("initiatives", "0002_method_shares"),
        ("meetings", "0008_registrations"),
        ("workshops", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionSheet",
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
                    "lead_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="pourquoi le porteur décline"),
                ),
                (
                    "lead_answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="réponse du porteur le"),
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
                ("means", models.TextField(blank=True, verbose_name="autres moyens")),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="début")),
                ("end_date", models.DateField(blank=True, null=True, verbose_name="fin")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "À compléter"),
                            ("complete", "Complète"),
                            ("in_plan", "Au plan commun"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                ("missing_count", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
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
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.initiative",
                        verbose_name="démarche",
                    ),
                ),
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
                "indexes": [models.Index(fields=["initiative", "title_key"], name="sheet_of_initiative")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "complete", "in_plan"])),
                        name="sheet_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lead_state__in", ["none", "proposed", "asked", "accepted", "declined"])
                        ),
                        name="sheet_lead_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lead_organisation", None), ("lead_person", None), ("lead_state", "none")
                            ),
                            models.Q(
                                models.Q(("lead_state", "none"), _negated=True),
                                models.Q(
                                    ("lead_organisation__isnull", False),
                                    ("lead_person__isnull", False),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="sheet_lead_is_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lead_answered_at__isnull", False),
                                ("lead_state__in", ["accepted", "declined"]),
                            ),
                            models.Q(
                                models.Q(("lead_state__in", ["accepted", "declined"]), _negated=True),
                                ("lead_answered_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="sheet_lead_answered_at_an_instant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lead_state", "declined"), _negated=True),
                            models.Q(("lead_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sheet_declined_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_date", None),
                            ("end_date", None),
                            ("end_date__gte", models.F("start_date")),
                            _connector="OR",
                        ),
                        name="sheet_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days", None), ("days__gte", 0), _connector="OR"),
                        name="action_sheet_days_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                        name="action_sheet_amount_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LeadRequest",
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
                ("email", models.EmailField(max_length=254, verbose_name="adresse")),
                ("until", models.DateField(verbose_name="réponse jusqu’au")),
                ("sent_at", models.DateTimeField(verbose_name="envoyée le")),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="relancée le")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("accepted", "Accepte"), ("declined", "Décline")],
                        max_length=8,
                        verbose_name="réponse",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="raison")),
                ("note", models.TextField(blank=True, verbose_name="changement proposé")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="répondu le")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="lien fermé le")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                        verbose_name="personne",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lead_requests",
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
                        condition=models.Q(("closed_at", None)),
                        fields=("sheet",),
                        name="sheet_one_lead_asked_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="sheet_lead_answer_at_an_instant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "declined"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sheet_lead_declines_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetIndicator",
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
                ("label", models.CharField(max_length=200, verbose_name="indicateur")),
                ("unit", models.CharField(blank=True, max_length=40, verbose_name="unité")),
                (
                    "baseline",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="valeur de départ",
                    ),
                ),
                (
                    "target",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="valeur visée"
                    ),
                ),
                ("due_date", models.DateField(blank=True, null=True, verbose_name="pour le")),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
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
                    models.CheckConstraint(
                        condition=models.Q(("label", ""), _negated=True), name="sheet_indicator_named"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetPartner",
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
                ("brings", models.CharField(blank=True, max_length=300, verbose_name="ce qu’il apporte")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                        verbose_name="partenaire",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partners",
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
                        fields=("sheet", "organisation"),
                        name="sheet_partner_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UpdateLink",
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
                ("email", models.EmailField(max_length=254, verbose_name="adresse")),
                ("until", models.DateField(verbose_name="lien jusqu’au")),
                ("sent_at", models.DateTimeField(verbose_name="envoyé le")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="fermé le")),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                        verbose_name="personne",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="update_links",
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
                        condition=models.Q(("closed_at", None)),
                        fields=("sheet",),
                        name="sheet_one_update_link",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionStatement",
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
                        choices=[
                            ("todo", "À démarrer"),
                            ("doing", "En cours"),
                            ("blocked", "Bloquée"),
                            ("done", "Terminée"),
                            ("dropped", "Abandonnée"),
                        ],
                        max_length=7,
                        verbose_name="où en est l’action",
                    ),
                ),
                ("progress", models.PositiveSmallIntegerField(verbose_name="avancement, en %")),
                (
                    "weather",
                    models.CharField(
                        choices=[("sun", "Soleil"), ("cloud", "Nuages"), ("rain", "Pluie")],
                        max_length=5,
                        verbose_name="météo",
                    ),
                ),
                ("sentence", models.CharField(max_length=500, verbose_name="en une phrase")),
                ("blocked_by", models.CharField(blank=True, max_length=300, verbose_name="bloquée par")),
                (
                    "unblocked_when",
                    models.CharField(blank=True, max_length=300, verbose_name="débloquée quand"),
                ),
                ("stated_at", models.DateTimeField(verbose_name="dit le")),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                        verbose_name="revue en réunion",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="workshops.actionsheet",
                    ),
                ),
                (
                    "stated_by",
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
                (
                    "link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workshops.updatelink",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["sheet", "-stated_at"], name="statement_of_sheet")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["todo", "doing", "blocked", "done", "dropped"])),
                        name="statement_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weather__in", ["sun", "cloud", "rain"])),
                        name="statement_weather_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("progress__lte", 100)), name="statement_progress_in_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "blocked"), _negated=True),
                            models.Q(
                                models.Q(("blocked_by", ""), _negated=True),
                                models.Q(("unblocked_when", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="statement_blocked_by_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True), ("progress", 100), _connector="OR"
                        ),
                        name="statement_done_is_whole",
                    ),
                ],
            },
        ),
    ]
