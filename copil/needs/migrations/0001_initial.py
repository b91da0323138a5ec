import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import copil.core.fields
import copil.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0001_initial"),
        ("identity", "0001_initial"),
        ("identity", "__first__"),
        ("territories", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Diagnostic",
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
                            ("diagnostic", "Diagnostic de structure"),
                            ("mission_report", "Rapport de mission d’accompagnement"),
                        ],
                        default="diagnostic",
                        max_length=16,
                        verbose_name="nature",
                    ),
                ),
                ("date", models.DateField(verbose_name="date")),
                ("summary", models.TextField(blank=True, verbose_name="ce qui en ressort")),
                (
                    "led_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                        verbose_name="mené par",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="diagnostics",
                        to="directory.organisation",
                        verbose_name="structure",
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NetworkNeed",
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
                ("title", models.CharField(max_length=200, verbose_name="intitulé")),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.network"
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SharedNeed",
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
                ("title", models.CharField(max_length=200, verbose_name="intitulé")),
                ("summary", models.TextField(blank=True, verbose_name="ce que disent les structures")),
                (
                    "nature",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("specific", "Propre à une structure"),
                            ("identical", "Identique chez plusieurs"),
                            ("common", "Commun, à traiter ensemble"),
                        ],
                        max_length=10,
                        verbose_name="nature du besoin",
                    ),
                ),
                ("nature_reason", models.TextField(blank=True, verbose_name="pourquoi ce choix")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("accepted", "Retenu"),
                            ("confirmed", "Confirmé"),
                            ("set_aside", "Mis de côté"),
                        ],
                        default="accepted",
                        editable=False,
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="confirmé le")),
                ("explanation", models.JSONField(default=dict, editable=False)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="needs.sharedneed",
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProblemSheet",
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
                ("title", models.CharField(max_length=250, verbose_name="problématique en une phrase")),
                ("context", models.TextField(blank=True, verbose_name="contexte")),
                ("stakes", models.TextField(blank=True, verbose_name="enjeux")),
                ("needs_summary", models.TextField(blank=True, verbose_name="besoins repérés")),
                ("origin", models.TextField(blank=True, verbose_name="comment elle a été repérée")),
                ("validation", models.TextField(blank=True, verbose_name="comment elle a été validée")),
                ("earlier_experiences", models.TextField(blank=True, verbose_name="expériences antérieures")),
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
                    "shared_need",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problem_sheet",
                        to="needs.sharedneed",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Theme",
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
                ("label", models.CharField(max_length=120, verbose_name="libellé")),
                ("label_key", copil.core.fields.SortKeyField(editable=False, max_length=140)),
                ("code", models.CharField(blank=True, max_length=40, verbose_name="code externe")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="needs.theme",
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
                        condition=models.Q(("parent", None)),
                        fields=("workspace", "label_key"),
                        name="theme_heading_once",
                    ),
                    models.UniqueConstraint(
                        fields=("workspace", "parent", "label_key"), name="theme_label_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
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
                            ("support", "Accompagnement"),
                            ("training", "Formation, information"),
                            ("resource", "Outil, lieu, ressource"),
                            ("credit", "Crédit, financement"),
                        ],
                        default="support",
                        max_length=10,
                        verbose_name="nature",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="intitulé")),
                ("title_key", copil.core.fields.SortKeyField(editable=False, max_length=240)),
                ("content", models.TextField(blank=True, verbose_name="contenu")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("permanent", "Permanente"), ("one_off", "Ponctuelle")],
                        default="permanent",
                        max_length=10,
                        verbose_name="durée",
                    ),
                ),
                (
                    "funding_line",
                    models.CharField(blank=True, max_length=200, verbose_name="ligne de financement"),
                ),
                ("sector", models.CharField(blank=True, max_length=150, verbose_name="secteur ou branche")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valable jusqu’au")),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="directory.organisation",
                        verbose_name="opérateur",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.territory",
                        verbose_name="territoire",
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
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="needs.theme",
                        verbose_name="thème",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["workspace", "title_key"], name="offer_by_title")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["support", "training", "resource", "credit"])),
                        name="offer_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
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
                ("text", models.TextField(verbose_name="le besoin, avec les mots de la structure")),
                ("closeness", models.JSONField(default=dict, editable=False)),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="confirmé le")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                        verbose_name="confirmé par",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="directory.organisation",
                        verbose_name="structure",
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
                    "shared_need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="needs.sharedneed",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="needs.theme",
                        verbose_name="thème",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["workspace", "-created_at"], name="need_recent")],
            },
        ),
        migrations.CreateModel(
            name="NeedOrigin",
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
                            ("diagnostic", "Diagnostic d’une structure"),
                            ("experience", "Expérience du dispositif"),
                            ("partner_request", "Sollicitation d’un partenaire"),
                            ("document", "Source documentaire"),
                            ("provider", "Impression d’un prestataire"),
                            ("structure", "Expression des structures"),
                        ],
                        max_length=16,
                        verbose_name="origine",
                    ),
                ),
                ("date", models.DateField(blank=True, null=True, verbose_name="date")),
                ("document", models.CharField(blank=True, max_length=300, verbose_name="document")),
                (
                    "diagnostic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="needs.diagnostic",
                        verbose_name="diagnostic",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="origins", to="needs.need"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "diagnostic",
                                    "experience",
                                    "partner_request",
                                    "document",
                                    "provider",
                                    "structure",
                                ],
                            )
                        ),
                        name="origin_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NetworkSetAside",
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
                ("signature", models.CharField(max_length=64)),
                ("sides", models.JSONField(default=list, editable=False)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="pourquoi")),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.network"
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
                        fields=("workspace", "network", "signature"), name="network_set_aside_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NetworkShare",
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
                ("text", models.TextField(verbose_name="texte partagé")),
                (
                    "name_allowed",
                    models.BooleanField(default=False, verbose_name="montrer le nom de la structure"),
                ),
                ("shared_at", models.DateTimeField(verbose_name="partagé le")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="retiré le")),
                (
                    "told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="proposition annoncée le"),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="needs.need"
                    ),
                ),
                (
                    "network_need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="needs.networkneed",
                    ),
                ),
                (
                    "shared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.networkmembership",
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
                "indexes": [models.Index(fields=["stay", "-shared_at"], name="network_share_recent")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("need", "stay"),
                        name="network_share_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="network_share_has_words"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanLine",
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
                            ("individual", "Ingénierie individuelle"),
                            ("collective", "Ingénierie collective"),
                            ("partner", "Action d’un autre partenaire"),
                        ],
                        default="individual",
                        max_length=10,
                        verbose_name="nature",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="action")),
                ("detail", models.TextField(blank=True, verbose_name="précisions")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="début")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="fin")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Prévue"),
                            ("running", "En cours"),
                            ("done", "Faite"),
                            ("dropped", "Abandonnée"),
                        ],
                        default="planned",
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                (
                    "led_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                        verbose_name="conduite par",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_lines",
                        to="needs.need",
                        verbose_name="besoin",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_lines",
                        to="directory.organisation",
                        verbose_name="structure",
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
                        condition=models.Q(
                            ("starts_on", None),
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="plan_line_dates_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerOpinion",
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
                ("email", models.EmailField(max_length=254, verbose_name="adresse électronique")),
                ("until", models.DateField(verbose_name="réponse possible jusqu’au")),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="relance")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="lien fermé")),
                (
                    "shared",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Oui"), ("partly", "En partie"), ("no", "Non")],
                        max_length=6,
                        verbose_name="elle est partagée",
                    ),
                ),
                ("shared_comment", models.TextField(blank=True, verbose_name="précision")),
                (
                    "complementary",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Oui"), ("partly", "En partie"), ("no", "Non")],
                        max_length=6,
                        verbose_name="elle complète l’existant",
                    ),
                ),
                ("complementary_comment", models.TextField(blank=True, verbose_name="précision")),
                (
                    "interesting",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Oui"), ("partly", "En partie"), ("no", "Non")],
                        max_length=6,
                        verbose_name="elle intéresse les structures",
                    ),
                ),
                ("interesting_comment", models.TextField(blank=True, verbose_name="précision")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="répondu le")),
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
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="needs.problemsheet",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("sheet", "person"),
                        name="opinion_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at", None),
                            models.Q(
                                ("shared", ""),
                                ("complementary", ""),
                                ("interesting", ""),
                                _connector="OR",
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="opinion_answers_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Antecedent",
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
                ("title", models.CharField(max_length=200, verbose_name="ce qui a été tenté")),
                ("held_when", models.CharField(blank=True, max_length=80, verbose_name="quand")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="où c’est raconté")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("success", "A réussi"),
                            ("mixed", "A réussi en partie"),
                            ("failure", "N’a pas abouti"),
                        ],
                        max_length=8,
                        verbose_name="résultat",
                    ),
                ),
                ("lesson", models.TextField(blank=True, verbose_name="ce qu’il en reste")),
                ("object_kind", models.CharField(blank=True, editable=False, max_length=40)),
                ("object_id", models.UUIDField(blank=True, editable=False, null=True)),
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
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="antecedents",
                        to="needs.problemsheet",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("object_id", None), ("object_kind", "")),
                            models.Q(
                                models.Q(("object_kind", ""), _negated=True), ("object_id__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="antecedent_reference_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SetAsideProposal",
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
                ("signature", models.CharField(max_length=64)),
                ("sides", models.JSONField(default=list, editable=False)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="pourquoi")),
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
                    models.UniqueConstraint(fields=("workspace", "signature"), name="set_aside_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="OfferCheck",
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
                    "conclusion",
                    models.CharField(
                        choices=[
                            ("nothing", "Rien de tel n’existe"),
                            ("complementary", "Complémentaire de l’existant"),
                            ("overlap", "Recouvre une offre existante"),
                        ],
                        max_length=13,
                        verbose_name="conclusion",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="pourquoi")),
                ("signed_at", models.DateTimeField(verbose_name="signée le")),
                ("seen", models.JSONField(default=list, editable=False)),
                ("review_at", models.DateTimeField(blank=True, null=True, verbose_name="à revoir depuis")),
                (
                    "review_offer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="needs.offer",
                    ),
                ),
                (
                    "signed_by",
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
                    "shared_need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offer_checks",
                        to="needs.sharedneed",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("shared_need",),
                        name="offer_check_in_force_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("conclusion", "nothing"),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="offer_check_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NetworkPart",
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
                            ("proposed", "À confirmer"),
                            ("confirmed", "Confirmé"),
                            ("declined", "Ne participe pas"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="répondu le")),
                (
                    "network_need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="needs.networkneed",
                    ),
                ),
                (
                    "stay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.networkmembership",
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
                    "shared_need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="needs.sharedneed",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("network_need", "stay"), name="network_part_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "confirmed", "declined"])),
                        name="network_part_state_known",
                    ),
                ],
            },
        ),
    ]
