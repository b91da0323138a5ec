import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import copil.core.fields
import copil.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identity", "0001_initial"),
        ("identity", "__first__"),
        ("territories", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkEdit",
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
                    "operation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nature", "Changer la nature"),
                            ("secteur", "Noter le secteur d’activité"),
                            ("branche", "Noter la branche ou la filière"),
                            ("competence", "Ajouter un savoir-faire"),
                            ("archiver", "Archiver"),
                        ],
                        max_length=16,
                        verbose_name="changement",
                    ),
                ),
                ("value", models.CharField(blank=True, max_length=300, verbose_name="valeur")),
                ("rows", models.JSONField(default=list, editable=False)),
                ("done_at", models.DateTimeField(editable=False, null=True)),
                ("undone_at", models.DateTimeField(editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
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
            name="Merge",
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
                        choices=[("organisation", "Organisations"), ("person", "Personnes")], max_length=12
                    ),
                ),
                ("kept_id", models.UUIDField()),
                ("merged_id", models.UUIDField()),
                ("kept_label", models.CharField(max_length=250)),
                ("merged_label", models.CharField(max_length=250)),
                ("moved", models.JSONField(default=list, editable=False)),
                ("changed", models.JSONField(default=dict, editable=False)),
                ("notes", models.JSONField(default=list, editable=False)),
                ("undone_at", models.DateTimeField(editable=False, null=True)),
                ("left", models.JSONField(default=list, editable=False)),
                (
                    "merged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
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
                "indexes": [
                    models.Index(fields=["kept_id"], name="merge_by_kept"),
                    models.Index(fields=["workspace", "-created_at"], name="merge_recent"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("merged_id",),
                        name="merged_once_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
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
                ("name", models.CharField(max_length=250, verbose_name="nom")),
                ("name_key", copil.core.fields.SortKeyField(editable=False, max_length=300)),
                ("acronym", models.CharField(blank=True, max_length=40, verbose_name="sigle")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("association", "Association"),
                            ("collectivite", "Collectivité ou groupement de collectivités"),
                            ("service_etat", "Service de l’État"),
                            ("etablissement_public", "Établissement public"),
                            ("entreprise", "Entreprise"),
                            ("cooperative", "Coopérative"),
                            ("fondation", "Fondation ou fonds de dotation"),
                            ("groupement", "Groupement (GIP, GIE, groupement d’employeurs)"),
                            ("syndicat", "Syndicat ou organisation professionnelle"),
                            ("autre", "Autre"),
                        ],
                        default="association",
                        max_length=24,
                        verbose_name="nature",
                    ),
                ),
                ("purpose", models.TextField(blank=True, verbose_name="objet")),
                ("siren", models.CharField(blank=True, max_length=9, verbose_name="SIREN")),
                ("siret", models.CharField(blank=True, max_length=14, verbose_name="SIRET du siège")),
                ("rna", models.CharField(blank=True, max_length=10, verbose_name="numéro RNA")),
                (
                    "external_ref",
                    models.CharField(blank=True, max_length=80, verbose_name="référence dans vos fichiers"),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="adresse")),
                ("postal_code", models.CharField(blank=True, max_length=5, verbose_name="code postal")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="téléphone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="adresse électronique")),
                ("website", models.URLField(blank=True, max_length=300, verbose_name="site internet")),
                ("internal_note", models.TextField(blank=True, verbose_name="note interne")),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.territory",
                        verbose_name="commune",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aliases",
                        to="directory.organisation",
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
                "indexes": [
                    models.Index(fields=["workspace", "name_key"], name="organisation_by_name"),
                    models.Index(fields=["workspace", "kind", "name_key"], name="organisation_by_kind"),
                    models.Index(fields=["workspace", "-created_at"], name="organisation_recent"),
                    models.Index(fields=["workspace", "siren"], name="organisation_by_siren"),
                    models.Index(fields=["workspace", "rna"], name="organisation_by_rna"),
                    models.Index(fields=["workspace", "external_ref"], name="organisation_by_external_ref"),
                    models.Index(fields=["commune"], name="organisation_by_commune"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(models.Q(("siret", ""), _negated=True), ("archived_at", None)),
                        fields=("workspace", "siret"),
                        name="organisation_siret_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(models.Q(("rna", ""), _negated=True), ("archived_at", None)),
                        fields=("workspace", "rna"),
                        name="organisation_rna_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("external_ref", ""), _negated=True), ("archived_at", None)
                        ),
                        fields=("workspace", "external_ref"),
                        name="organisation_external_ref_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "association",
                                    "collectivite",
                                    "service_etat",
                                    "etablissement_public",
                                    "entreprise",
                                    "cooperative",
                                    "fondation",
                                    "groupement",
                                    "syndicat",
                                    "autre",
                                ],
                            )
                        ),
                        name="organisation_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None), ("archived_at__isnull", False), _connector="OR"
                        ),
                        name="organisation_merged_is_archived",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerValue",
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
                    "field",
                    models.CharField(
                        choices=[
                            ("name", "Nom"),
                            ("acronym", "Sigle"),
                            ("siret", "SIRET"),
                            ("siren", "SIREN"),
                            ("rna", "Numéro RNA"),
                            ("external_ref", "Référence"),
                        ],
                        max_length=12,
                    ),
                ),
                ("value", models.CharField(max_length=250)),
                ("key", models.CharField(editable=False, max_length=300)),
                ("until", models.DateField(verbose_name="jusqu’au")),
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
                    "merge",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_values",
                        to="directory.merge",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_values",
                        to="directory.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["workspace", "field", "key"], name="former_value_by_key")],
            },
        ),
        migrations.CreateModel(
            name="Person",
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
                ("given_name", models.CharField(blank=True, max_length=100, verbose_name="prénom")),
                ("family_name", models.CharField(max_length=100, verbose_name="nom")),
                ("name_key", copil.core.fields.SortKeyField(editable=False, max_length=220)),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="adresse électronique")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="téléphone")),
                ("availability", models.CharField(blank=True, max_length=300, verbose_name="disponibilités")),
                ("internal_note", models.TextField(blank=True, verbose_name="note interne")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aliases",
                        to="directory.person",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
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
                "indexes": [models.Index(fields=["workspace", "name_key"], name="person_by_name")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("user", None), _negated=True),
                        fields=("workspace", "user"),
                        name="person_one_per_workspace_and_user",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None), ("archived_at__isnull", False), _connector="OR"
                        ),
                        name="person_merged_is_archived",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Function",
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
                ("title", models.CharField(max_length=150, verbose_name="fonction")),
                ("is_contact", models.BooleanField(default=False, verbose_name="contact de l’organisation")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="depuis le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="functions",
                        to="directory.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="functions",
                        to="directory.person",
                        verbose_name="personne",
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
                        name="function_dates_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Availability",
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
                ("is_absence", models.BooleanField(default=False, verbose_name="absence")),
                ("weekdays", models.CharField(blank=True, max_length=7, verbose_name="jours de la semaine")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("journee", "Toute la journée"),
                            ("matin", "Le matin"),
                            ("apres_midi", "L’après-midi"),
                            ("soir", "Le soir"),
                        ],
                        default="journee",
                        max_length=12,
                        verbose_name="moment",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="du")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="au")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="précision")),
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
                    "person",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="availabilities",
                        to="directory.person",
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
                        name="availability_dates_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Profile",
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
                    "current_area",
                    models.CharField(blank=True, max_length=300, verbose_name="aire d’action actuelle"),
                ),
                (
                    "potential_area",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="aire d’action possible demain"
                    ),
                ),
                ("sector", models.CharField(blank=True, max_length=150, verbose_name="secteur d’activité")),
                (
                    "branch",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="branche professionnelle ou filière"
                    ),
                ),
                (
                    "founded_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="année de création"),
                ),
                ("history", models.TextField(blank=True, verbose_name="histoire et expérience")),
                (
                    "members_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="nombre d’adhérents"),
                ),
                (
                    "members_typology",
                    models.CharField(blank=True, max_length=300, verbose_name="qui sont les adhérents"),
                ),
                ("associative_life", models.TextField(blank=True, verbose_name="vie associative")),
                ("purposes", models.TextField(blank=True, verbose_name="finalités et axes de travail")),
                (
                    "budget_amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="budget annuel"
                    ),
                ),
                (
                    "budget_typology",
                    models.CharField(blank=True, max_length=300, verbose_name="types de financement"),
                ),
                (
                    "partnerships_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="nombre de partenariats"),
                ),
                (
                    "partnerships_typology",
                    models.CharField(blank=True, max_length=300, verbose_name="types de partenariat"),
                ),
                (
                    "fte",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        verbose_name="emplois en équivalent temps plein",
                    ),
                ),
                (
                    "fte_sources",
                    models.CharField(blank=True, max_length=300, verbose_name="financement des emplois"),
                ),
                ("jobs", models.CharField(blank=True, max_length=300, verbose_name="emplois et métiers")),
                (
                    "qualification",
                    models.CharField(blank=True, max_length=300, verbose_name="qualification et formation"),
                ),
                ("know_how", models.TextField(blank=True, verbose_name="savoir-faire")),
                (
                    "answered",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.Case(
                                models.When(models.Q(("current_area", "")), then=models.Value(0)),
                                default=models.Value(1),
                            ),
                            models.Case(
                                models.When(models.Q(("potential_area", "")), then=models.Value(0)),
                                default=models.Value(1),
                            ),
                            models.Case(
                                models.When(models.Q(("sector", "")), then=models.Value(0)),
                                default=models.Value(1),
                            ),
                            models.Case(
                                models.When(models.Q(("branch", "")), then=models.Value(0)),
                                default=models.Value(1),
                            ),
                            models.Case(
                                models.When(models.Q(("founded_year__isnull", True)), then=models.Value(0)),
                                default=models.Value(1),
                            ),
                            models.Case(
                                models.When(models.Q(("history", "")), then=models.Value(0)),
                                default=models.Value(1),
                            ),
                            models.Case(
                                models.When(models.Q(("members_count__isnull", True)), then=models.Value(0)),
                                default=models.Value(1),
                            ),
                            models.Case(
                                models.When(models.Q(("members_typology", "")), then=models.Value(0)),
                                default=models.Value(1),
                            ),
                            models.Case(
                                models.When(models.Q(("associative_life", "")), then=models.Value(0)),
                                default=models.Value(1),
                            ),
                            models.Case(
                                models.When(models.Q(("purposes", "")), then=models.Value(0)),
                                default=models.Value(1),
                            ),
                            models.Case(
                                models.When(models.Q(("budget_amount__isnull", True)), then=models.Value(0)),
                                default=models.Value(1),
                            ),
                            models.Case(
                                models.When(models.Q(("budget_typology", "")), then=models.Value(0)),
                                default=models.Value(1),
                            ),
                            models.Case(
                                models.When(
                                    models.Q(("partnerships_count__isnull", True)), then=models.Value(0)
                                ),
                                default=models.Value(1),
                            ),
                            models.Case(
                                models.When(models.Q(("partnerships_typology", "")), then=models.Value(0)),
                                default=models.Value(1),
                            ),
                            models.Case(
                                models.When(models.Q(("fte__isnull", True)), then=models.Value(0)),
                                default=models.Value(1),
                            ),
                            models.Case(
                                models.When(models.Q(("fte_sources", "")), then=models.Value(0)),
                                default=models.Value(1),
                            ),
                            models.Case(
                                models.When(models.Q(("jobs", "")), then=models.Value(0)),
                                default=models.Value(1),
                            ),
                            models.Case(
                                models.When(models.Q(("qualification", "")), then=models.Value(0)),
                                default=models.Value(1),
                            ),
                            models.Case(
                                models.When(models.Q(("know_how", "")), then=models.Value(0)),
                                default=models.Value(1),
                            ),
                            arg_joiner=" + ",
                            template="(%(expressions)s)",
                        ),
                        output_field=models.PositiveSmallIntegerField(),
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="profile",
                        to="directory.organisation",
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
                            ("budget_amount", None), ("budget_amount__gte", 0), _connector="OR"
                        ),
                        name="profile_budget_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fte", None), ("fte__gte", 0), _connector="OR"),
                        name="profile_fte_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(max_length=200)),
                ("place", models.CharField(blank=True, max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("found", models.PositiveIntegerField(default=0)),
                ("entries", models.JSONField(default=list)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("question", "place"), name="register_answer_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterLoad",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "register",
                    models.CharField(
                        choices=[
                            ("rna", "Répertoire national des associations"),
                            ("sirene-ul", "Répertoire SIRENE, unités légales"),
                            ("sirene-etab", "Répertoire SIRENE, établissements"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("fichier", "Fichier"),
                            ("reponse", "Réponse du service Recherche d’entreprises"),
                        ],
                        default="fichier",
                        max_length=8,
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("file_date", models.DateField()),
                ("rows_total", models.PositiveIntegerField(default=0)),
                ("next_row", models.PositiveIntegerField(default=0)),
                ("created", models.PositiveIntegerField(default=0)),
                ("updated", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("reasons", models.JSONField(default=dict)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("register__in", ["rna", "sirene-ul", "sirene-etab"])),
                        name="load_register_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["fichier", "reponse"])), name="load_origin_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "register",
                    models.CharField(
                        choices=[
                            ("rna", "Répertoire national des associations"),
                            ("sirene-ul", "Répertoire SIRENE, unités légales"),
                            ("sirene-etab", "Répertoire SIRENE, établissements"),
                        ],
                        max_length=12,
                        verbose_name="registre",
                    ),
                ),
                ("identifier", models.CharField(max_length=14, verbose_name="numéro")),
                ("siren", models.CharField(blank=True, max_length=9, verbose_name="SIREN")),
                ("siret", models.CharField(blank=True, max_length=14, verbose_name="SIRET")),
                ("rna", models.CharField(blank=True, max_length=14, verbose_name="numéro RNA")),
                ("name", models.CharField(blank=True, max_length=250, verbose_name="nom")),
                ("name_key", copil.core.fields.SortKeyField(blank=True, editable=False, max_length=300)),
                ("acronym", models.CharField(blank=True, max_length=100, verbose_name="sigle")),
                ("purpose", models.TextField(blank=True, verbose_name="objet")),
                (
                    "legal_category",
                    models.CharField(blank=True, max_length=4, verbose_name="catégorie juridique"),
                ),
                ("activity", models.CharField(blank=True, max_length=8, verbose_name="activité principale")),
                ("headcount", models.CharField(blank=True, max_length=2, verbose_name="tranche d’effectif")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="adresse")),
                ("postal_code", models.CharField(blank=True, max_length=5, verbose_name="code postal")),
                (
                    "place",
                    models.CharField(blank=True, max_length=100, verbose_name="localité, telle qu’écrite"),
                ),
                ("website", models.CharField(blank=True, max_length=300, verbose_name="site internet")),
                ("created_on", models.DateField(blank=True, null=True, verbose_name="création")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="fin")),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "Active"), ("closed", "N’est plus active")],
                        default="active",
                        max_length=6,
                        verbose_name="état",
                    ),
                ),
                ("position", models.CharField(blank=True, max_length=1, verbose_name="position au registre")),
                ("is_seat", models.BooleanField(default=False, verbose_name="siège")),
                ("words", models.TextField(blank=True, editable=False)),
                ("digest", models.BigIntegerField(default=0, editable=False)),
                ("source_date", models.DateField(verbose_name="date de la source")),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.territory",
                    ),
                ),
                (
                    "load",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.registerload",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["name_key"], name="register_entry_by_name"),
                    models.Index(fields=["siren"], name="register_entry_by_siren"),
                    models.Index(fields=["rna"], name="register_entry_by_rna"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("register", "identifier"), name="register_entry_once"),
                    models.CheckConstraint(
                        condition=models.Q(("register__in", ["rna", "sirene-ul", "sirene-etab"])),
                        name="entry_register_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["active", "closed"])), name="entry_state_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
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
                    "list_kind",
                    models.CharField(
                        choices=[("organisations", "Organisations"), ("personnes", "Personnes")],
                        editable=False,
                        max_length=16,
                        verbose_name="liste",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="nom du filtre")),
                ("query", models.CharField(editable=False, max_length=1000, verbose_name="filtres")),
                ("is_shared", models.BooleanField(default=False, verbose_name="partagé avec l’espace")),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="à",
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
                        fields=("workspace", "owner", "list_kind", "name"), name="saved_filter_name_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ValueSource",
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
                    "field",
                    models.CharField(
                        choices=[
                            ("name", "Nom"),
                            ("acronym", "Sigle"),
                            ("purpose", "Objet"),
                            ("rna", "Numéro RNA"),
                            ("siren", "SIREN"),
                            ("siret", "SIRET du siège"),
                            ("address", "Adresse"),
                            ("postal_code", "Code postal"),
                            ("commune", "Commune"),
                            ("website", "Site internet"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "choice",
                    models.CharField(choices=[("taken", "Reprise"), ("kept", "Écartée")], max_length=5),
                ),
                ("value", models.TextField(blank=True)),
                ("source_date", models.DateField()),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.registerentry",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
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
                        fields=("organisation", "entry", "field"),
                        name="value_source_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "field__in",
                                [
                                    "name",
                                    "acronym",
                                    "purpose",
                                    "rna",
                                    "siren",
                                    "siret",
                                    "address",
                                    "postal_code",
                                    "commune",
                                    "website",
                                ],
                            )
                        ),
                        name="source_field_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", ["taken", "kept"])), name="source_choice_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptApart",
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
                        choices=[("organisation", "Organisations"), ("person", "Personnes")], max_length=12
                    ),
                ),
                ("one_id", models.UUIDField()),
                ("other_id", models.UUIDField()),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="pourquoi")),
                (
                    "said_by",
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("workspace", "kind", "one_id", "other_id"),
                        name="kept_apart_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("one_id", models.F("other_id")), _negated=True),
                        name="kept_apart_from_another",
                    ),
                ],
            },
        ),
    ]
