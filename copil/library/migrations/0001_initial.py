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
        ("initiatives", "0001_initial"),
        ("territories", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExperienceSheet",
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
                    "typology",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A", "A : information ou formation, réponse collective aux structures"),
                            (
                                "B",
                                "B : accompagnement, solution individuelle ou collective avec les structures",
                            ),
                        ],
                        max_length=1,
                        verbose_name="type d’ingénierie",
                    ),
                ),
                ("has_information", models.BooleanField(default=False, verbose_name="séances d’information")),
                ("has_training", models.BooleanField(default=False, verbose_name="sessions de formation")),
                (
                    "has_collective_support",
                    models.BooleanField(default=False, verbose_name="accompagnement collectif"),
                ),
                (
                    "has_individual_support",
                    models.BooleanField(default=False, verbose_name="accompagnement individuel"),
                ),
                (
                    "days",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=6,
                        null=True,
                        verbose_name="nombre de journées",
                    ),
                ),
                ("duration", models.CharField(blank=True, max_length=200, verbose_name="durée")),
                ("rhythm", models.CharField(blank=True, max_length=200, verbose_name="rythme")),
                (
                    "themes",
                    models.CharField(blank=True, max_length=200, verbose_name="approche globale (thèmes)"),
                ),
                ("contents", models.TextField(blank=True, verbose_name="contenus détaillés")),
                (
                    "coordination",
                    models.TextField(blank=True, verbose_name="animation par la structure porteuse"),
                ),
                ("intervening_system", models.TextField(blank=True, verbose_name="système intervenant")),
                ("partnership", models.TextField(blank=True, verbose_name="partenariat")),
                (
                    "cost",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="coût de l’intervention",
                    ),
                ),
                (
                    "cost_borne_by",
                    models.CharField(blank=True, max_length=200, verbose_name="pris en charge par"),
                ),
                ("logistics", models.TextField(blank=True, verbose_name="logistique et communication")),
                (
                    "beneficiaries_count",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="nombre de structures bénéficiaires"
                    ),
                ),
                (
                    "beneficiaries_sector",
                    models.CharField(blank=True, max_length=200, verbose_name="secteur des structures"),
                ),
                (
                    "beneficiaries_territory",
                    models.CharField(blank=True, max_length=200, verbose_name="territoire des structures"),
                ),
                ("beneficiaries", models.TextField(blank=True, verbose_name="qui sont les structures")),
                ("results", models.TextField(blank=True, verbose_name="premiers résultats")),
                ("title", models.CharField(max_length=200, verbose_name="titre de l’expérience")),
                ("summary", models.TextField(blank=True, verbose_name="en deux phrases")),
                ("carriers", models.CharField(blank=True, max_length=400, verbose_name="portée par")),
                (
                    "territory_note",
                    models.CharField(blank=True, max_length=200, verbose_name="précision sur le territoire"),
                ),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="année")),
                ("context", models.TextField(blank=True, verbose_name="contexte")),
                ("stakes", models.TextField(blank=True, verbose_name="enjeux")),
                ("needs_summary", models.TextField(blank=True, verbose_name="besoins repérés")),
                ("origin", models.TextField(blank=True, verbose_name="comment le besoin a été repéré")),
                ("validation", models.TextField(blank=True, verbose_name="comment il a été validé")),
                ("strategic", models.TextField(blank=True, verbose_name="objectifs stratégiques")),
                ("operational", models.TextField(blank=True, verbose_name="objectifs opérationnels")),
                ("skills", models.TextField(blank=True, verbose_name="savoirs requis")),
                ("method_key", models.SlugField(blank=True, editable=False, max_length=60)),
                (
                    "method_title",
                    models.CharField(blank=True, editable=False, max_length=240, verbose_name="méthode"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Brouillon"),
                            ("in_review", "En relecture"),
                            ("returned", "À reprendre"),
                            ("ready", "Prête à publier"),
                            ("published", "Publiée"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("taken", models.JSONField(default=dict, editable=False)),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="donnée à relire le"),
                ),
                ("remarks", models.TextField(blank=True, verbose_name="remarques")),
                ("reviewed_at", models.DateTimeField(blank=True, null=True, verbose_name="relue le")),
                (
                    "initiative",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.initiative",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="relectrice ou relecteur",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "in_review", "returned", "ready", "published"])
                        ),
                        name="experience_sheet_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "in_review"), _negated=True),
                            ("reviewer__isnull", False),
                            _connector="OR",
                        ),
                        name="experience_sheet_in_review_has_a_reviewer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(("remarks", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="experience_sheet_returned_with_remarks",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
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
                    "typology",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A", "A : information ou formation, réponse collective aux structures"),
                            (
                                "B",
                                "B : accompagnement, solution individuelle ou collective avec les structures",
                            ),
                        ],
                        max_length=1,
                        verbose_name="type d’ingénierie",
                    ),
                ),
                ("has_information", models.BooleanField(default=False, verbose_name="séances d’information")),
                ("has_training", models.BooleanField(default=False, verbose_name="sessions de formation")),
                (
                    "has_collective_support",
                    models.BooleanField(default=False, verbose_name="accompagnement collectif"),
                ),
                (
                    "has_individual_support",
                    models.BooleanField(default=False, verbose_name="accompagnement individuel"),
                ),
                (
                    "days",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=6,
                        null=True,
                        verbose_name="nombre de journées",
                    ),
                ),
                ("duration", models.CharField(blank=True, max_length=200, verbose_name="durée")),
                ("rhythm", models.CharField(blank=True, max_length=200, verbose_name="rythme")),
                (
                    "themes",
                    models.CharField(blank=True, max_length=200, verbose_name="approche globale (thèmes)"),
                ),
                ("contents", models.TextField(blank=True, verbose_name="contenus détaillés")),
                (
                    "coordination",
                    models.TextField(blank=True, verbose_name="animation par la structure porteuse"),
                ),
                ("intervening_system", models.TextField(blank=True, verbose_name="système intervenant")),
                ("partnership", models.TextField(blank=True, verbose_name="partenariat")),
                (
                    "cost",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="coût de l’intervention",
                    ),
                ),
                (
                    "cost_borne_by",
                    models.CharField(blank=True, max_length=200, verbose_name="pris en charge par"),
                ),
                ("logistics", models.TextField(blank=True, verbose_name="logistique et communication")),
                (
                    "beneficiaries_count",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="nombre de structures bénéficiaires"
                    ),
                ),
                (
                    "beneficiaries_sector",
                    models.CharField(blank=True, max_length=200, verbose_name="secteur des structures"),
                ),
                (
                    "beneficiaries_territory",
                    models.CharField(blank=True, max_length=200, verbose_name="territoire des structures"),
                ),
                ("beneficiaries", models.TextField(blank=True, verbose_name="qui sont les structures")),
                ("results", models.TextField(blank=True, verbose_name="premiers résultats")),
                ("title", models.CharField(max_length=200, verbose_name="titre de l’expérience")),
                ("summary", models.TextField(blank=True, verbose_name="en deux phrases")),
                ("carriers", models.CharField(blank=True, max_length=400, verbose_name="portée par")),
                (
                    "territory_note",
                    models.CharField(blank=True, max_length=200, verbose_name="précision sur le territoire"),
                ),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="année")),
                ("context", models.TextField(blank=True, verbose_name="contexte")),
                ("stakes", models.TextField(blank=True, verbose_name="enjeux")),
                ("needs_summary", models.TextField(blank=True, verbose_name="besoins repérés")),
                ("origin", models.TextField(blank=True, verbose_name="comment le besoin a été repéré")),
                ("validation", models.TextField(blank=True, verbose_name="comment il a été validé")),
                ("strategic", models.TextField(blank=True, verbose_name="objectifs stratégiques")),
                ("operational", models.TextField(blank=True, verbose_name="objectifs opérationnels")),
                ("skills", models.TextField(blank=True, verbose_name="savoirs requis")),
                ("method_key", models.SlugField(blank=True, editable=False, max_length=60)),
                (
                    "method_title",
                    models.CharField(blank=True, editable=False, max_length=240, verbose_name="méthode"),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "scope",
                    models.CharField(
                        choices=[("workspace", "Espace"), ("network", "Réseau"), ("public", "Publique")],
                        max_length=10,
                        verbose_name="qui peut la lire",
                    ),
                ),
                ("title_key", copil.core.fields.SortKeyField(editable=False, max_length=240)),
                (
                    "left_out",
                    models.PositiveSmallIntegerField(default=0, verbose_name="lignes laissées de côté"),
                ),
                ("published_at", models.DateTimeField(verbose_name="publiée le")),
                ("replaced_at", models.DateTimeField(blank=True, null=True, verbose_name="remplacée le")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="retirée le")),
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
                    "stay",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.networkmembership",
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
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="library.experiencesheet",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["scope", "-published_at"], name="edition_recent")],
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "number"), name="edition_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None), ("withdrawn_at", None)),
                        fields=("sheet",),
                        name="edition_one_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["workspace", "network", "public"])),
                        name="edition_scope_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scope", "network"), ("stay__isnull", False)),
                            models.Q(models.Q(("scope", "network"), _negated=True), ("stay__isnull", True)),
                            _connector="OR",
                        ),
                        name="edition_network_named_when_it_is_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days", None), ("days__gte", 0), _connector="OR"),
                        name="edition_days_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cost", None), ("cost__gte", 0), _connector="OR"),
                        name="edition_cost_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Inspiration",
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
                ("source", models.UUIDField(db_index=True, verbose_name="fiche de l’expérience")),
                ("source_number", models.PositiveSmallIntegerField(verbose_name="version de l’expérience")),
                ("source_title", models.CharField(max_length=200, verbose_name="titre de l’expérience")),
                ("taken", models.JSONField(default=list, verbose_name="ce qui a été repris")),
                (
                    "initiative",
                    models.OneToOneField(
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
                "abstract": False,
            },
        ),
    ]
