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
        ("needs", "0001_initial"),
        ("territories", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Initiative",
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
                ("title", models.CharField(max_length=200, verbose_name="nom de la démarche")),
                ("title_key", copil.core.fields.SortKeyField(editable=False, max_length=240)),
                ("summary", models.TextField(blank=True, verbose_name="en deux phrases")),
                (
                    "territory_note",
                    models.CharField(blank=True, max_length=200, verbose_name="précision sur le territoire"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "En cours"), ("finished", "Terminée")],
                        default="running",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("current_stage", models.CharField(max_length=40, verbose_name="étape en cours")),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="ouverte le")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="terminée le")),
                (
                    "problem_sheet",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="needs.problemsheet",
                        verbose_name="problématique",
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
                        verbose_name="besoin partagé",
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
                "indexes": [models.Index(fields=["state", "-opened_on"], name="initiative_state")],
            },
        ),
        migrations.CreateModel(
            name="KeptFacts",
            fields=[
                (
                    "initiative",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="kept",
                        serialize=False,
                        to="initiatives.initiative",
                    ),
                ),
                ("stamp", models.CharField(max_length=64)),
                ("facts", models.JSONField()),
                ("kept_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ConceptNote",
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
                ("idea", models.TextField(blank=True, verbose_name="l’idée")),
                ("content", models.TextField(blank=True, verbose_name="le contenu")),
                ("terms", models.TextField(blank=True, verbose_name="les modalités")),
                (
                    "awareness",
                    models.TextField(blank=True, verbose_name="l’information et la sensibilisation"),
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
                    "initiative",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concept_note",
                        to="initiatives.initiative",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Method",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=copil.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.SlugField(max_length=60)),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("title", models.CharField(max_length=200, verbose_name="titre")),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField()),
                ("what_changed", models.TextField(blank=True, verbose_name="ce qui change")),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.method",
                    ),
                ),
                (
                    "published_by",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.workspace",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("workspace", None)),
                        fields=("key", "number"),
                        name="shipped_method_version_once",
                    ),
                    models.UniqueConstraint(
                        fields=("workspace", "key", "number"), name="method_version_once"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="initiative",
            name="method",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="initiatives.method",
                verbose_name="méthode",
            ),
        ),
        migrations.CreateModel(
            name="MethodDraft",
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
                ("key", models.SlugField(max_length=60)),
                ("title", models.CharField(max_length=200, verbose_name="titre")),
                ("content", models.JSONField()),
                ("changed_at", models.DateTimeField()),
                (
                    "base",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="initiatives.method"
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
                    models.UniqueConstraint(fields=("workspace", "key"), name="one_draft_per_method")
                ],
            },
        ),
        migrations.CreateModel(
            name="EarlierDraft",
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
                ("content", models.JSONField()),
                ("label", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
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
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier",
                        to="initiatives.methoddraft",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MethodFrame",
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
                ("choice", models.TextField(blank=True, verbose_name="pourquoi cette méthode")),
                ("changes", models.TextField(blank=True, verbose_name="ce qui est adapté, et pourquoi")),
                ("calendar", models.TextField(blank=True, verbose_name="le calendrier")),
                ("existing", models.TextField(blank=True, verbose_name="ce qui existe déjà")),
                ("team", models.TextField(blank=True, verbose_name="qui conduit et qui contribue")),
                ("groups", models.TextField(blank=True, verbose_name="les groupes")),
                (
                    "initiative",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="method_frame",
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
        migrations.CreateModel(
            name="MethodMove",
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
                ("stage_before", models.CharField(max_length=40)),
                ("moved_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="initiatives.method"
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="initiatives.method"
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="method_moves",
                        to="initiatives.initiative",
                    ),
                ),
                (
                    "moved_by",
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Objective",
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
                    "level",
                    models.CharField(
                        choices=[("strategic", "Stratégique"), ("operational", "Opérationnel")],
                        max_length=12,
                        verbose_name="niveau",
                    ),
                ),
                (
                    "reference",
                    models.CharField(blank=True, max_length=60, verbose_name="objectif de la liste commune"),
                ),
                ("text", models.CharField(max_length=400, verbose_name="objectif")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objectives",
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
                    models.UniqueConstraint(
                        condition=models.Q(models.Q(("reference", ""), _negated=True), ("archived_at", None)),
                        fields=("initiative", "reference"),
                        name="objective_reference_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectiveNeed",
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
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="needs.need",
                        verbose_name="besoin",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="initiatives.objective",
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
                    models.UniqueConstraint(fields=("objective", "need"), name="objective_need_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedActivity",
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
                ("activity", models.CharField(max_length=40, verbose_name="activité")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="pour le")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="pourquoi à cette date")),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="initiatives.initiative",
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
                        verbose_name="qui s’en charge",
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
                    models.UniqueConstraint(fields=("initiative", "activity"), name="planned_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PresentationSheet",
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
                (
                    "initiative",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presentation",
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
                        condition=models.Q(("days", None), ("days__gte", 0), _connector="OR"),
                        name="sheet_days_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cost", None), ("cost__gte", 0), _connector="OR"),
                        name="sheet_cost_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequiredSkill",
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
                ("text", models.CharField(max_length=200, verbose_name="savoir requis")),
                ("text_key", copil.core.fields.SortKeyField(editable=False, max_length=240)),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="required_skills",
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
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("initiative", "text_key"),
                        name="required_skill_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StageMove",
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
                ("stage", models.CharField(max_length=40, verbose_name="étape")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("moved_at", models.DateTimeField()),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stage_moves",
                        to="initiatives.initiative",
                    ),
                ),
                (
                    "moved_by",
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TargetStructure",
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
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="initiatives.initiative",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("initiative", "organisation"),
                        name="target_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("pilot", "Pilotage"),
                            ("contributor", "Contribution"),
                            ("observer", "Observation"),
                        ],
                        max_length=12,
                        verbose_name="rôle",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=120, verbose_name="ce qu’elle y fait")),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="team",
                        to="initiatives.initiative",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("initiative", "person"),
                        name="team_member_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExistingItem",
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
                            ("body", "Instance"),
                            ("tool", "Outil"),
                            ("plan", "Plan ou document"),
                            ("procedure", "Procédure"),
                        ],
                        max_length=10,
                        verbose_name="nature",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                ("name_key", copil.core.fields.SortKeyField(editable=False, max_length=240)),
                ("since", models.CharField(blank=True, max_length=60, verbose_name="depuis")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="adresse")),
                (
                    "fate",
                    models.CharField(
                        blank=True,
                        choices=[("keep", "Garder"), ("adapt", "Adapter"), ("drop", "Laisser")],
                        max_length=6,
                        verbose_name="ce que la démarche en fait",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="pourquoi")),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                        verbose_name="tenu par",
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
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="existing_items",
                        to="initiatives.initiative",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("initiative", "kind", "name_key"),
                        name="existing_item_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fate", ""), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="existing_fate_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CarrierSheet",
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
                ("mission", models.TextField(blank=True, verbose_name="mission")),
                ("function", models.TextField(blank=True, verbose_name="fonction")),
                ("mandate", models.TextField(blank=True, verbose_name="mandat")),
                (
                    "territory_note",
                    models.CharField(blank=True, max_length=200, verbose_name="précision sur le territoire"),
                ),
                ("access", models.TextField(blank=True, verbose_name="accès aux structures")),
                (
                    "frame",
                    models.CharField(
                        blank=True,
                        choices=[("coherent", "Cohérent"), ("adjust", "À ajuster"), ("no", "Non cohérent")],
                        max_length=8,
                        verbose_name="cadre d’intervention",
                    ),
                ),
                ("frame_reason", models.TextField(blank=True, verbose_name="pourquoi")),
                (
                    "needs",
                    models.CharField(
                        blank=True,
                        choices=[("coherent", "Cohérent"), ("adjust", "À ajuster"), ("no", "Non cohérent")],
                        max_length=8,
                        verbose_name="besoins des structures",
                    ),
                ),
                ("needs_reason", models.TextField(blank=True, verbose_name="pourquoi")),
                (
                    "plans",
                    models.CharField(
                        blank=True,
                        choices=[("coherent", "Cohérent"), ("adjust", "À ajuster"), ("no", "Non cohérent")],
                        max_length=8,
                        verbose_name="plans d’accompagnement",
                    ),
                ),
                ("plans_reason", models.TextField(blank=True, verbose_name="pourquoi")),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[("coherent", "Cohérent"), ("adjust", "À ajuster"), ("no", "Non cohérent")],
                        max_length=8,
                        verbose_name="territoire et secteur",
                    ),
                ),
                ("ground_reason", models.TextField(blank=True, verbose_name="pourquoi")),
                (
                    "checked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="cohérence vérifiée le"),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
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
                        verbose_name="territoire d’intervention",
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
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carrier_sheets",
                        to="initiatives.initiative",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("initiative", "workspace"), name="carrier_sheet_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("frame", ""), models.Q(("frame_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="carrier_frame_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("needs", ""), models.Q(("needs_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="carrier_needs_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("plans", ""), models.Q(("plans_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="carrier_plans_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ground", ""), models.Q(("ground_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="carrier_ground_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CarrierInvitation",
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
                    "purpose",
                    models.CharField(
                        choices=[("carry", "Porter la démarche"), ("lead", "Conduire la démarche")],
                        max_length=8,
                        verbose_name="pour",
                    ),
                ),
                ("identifier", models.CharField(max_length=60, verbose_name="identifiant")),
                ("message", models.TextField(blank=True, verbose_name="message")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "En attente"),
                            ("accepted", "Acceptée"),
                            ("declined", "Déclinée"),
                            ("withdrawn", "Retirée"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("sent_at", models.DateTimeField(verbose_name="envoyée le")),
                ("answer", models.TextField(blank=True, verbose_name="réponse")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="répondue le")),
                (
                    "invited",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.workspace",
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
                    "workspace",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.workspace",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="initiatives.initiative",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("initiative", "identifier"),
                        name="carrier_invited_once_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("purpose", "lead"), ("state", "waiting")),
                        fields=("initiative",),
                        name="lead_offered_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Carrier",
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
                    "role",
                    models.CharField(
                        choices=[("lead", "Structure porteuse"), ("associated", "Structure associée")],
                        max_length=10,
                        verbose_name="rôle",
                    ),
                ),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="partie le")),
                ("left_reason", models.TextField(blank=True, verbose_name="pourquoi")),
                ("put_away_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "shared_need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="needs.sharedneed",
                        verbose_name="besoin partagé",
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
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carriers",
                        to="initiatives.initiative",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("initiative", "workspace"), name="carrier_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_on", None), models.Q(("role", "lead"), _negated=True), _connector="OR"
                        ),
                        name="carrier_lead_stays",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "lead")), fields=("initiative",), name="carrier_one_lead"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivityMark",
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
                ("activity", models.CharField(max_length=40, verbose_name="activité")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("attested", "Attestée"),
                            ("adapted", "Adaptée"),
                            ("skipped", "Écartée"),
                            ("carried", "Portée par un autre acteur"),
                        ],
                        max_length=10,
                        verbose_name="ce que vous en dites",
                    ),
                ),
                ("note", models.TextField(verbose_name="pourquoi")),
                ("said_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "carried_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                        verbose_name="portée par",
                    ),
                ),
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
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="initiatives.initiative",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("initiative", "activity"),
                        name="one_mark_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="mark_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "carried"), _negated=True),
                            ("carried_by__isnull", False),
                            _connector="OR",
                        ),
                        name="carried_by_somebody",
                    ),
                ],
            },
        ),
    ]
