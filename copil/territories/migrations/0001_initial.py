import django.db.models.deletion
from django.db import migrations, models

import copil.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Territory",
            fields=[
                ("key", models.CharField(editable=False, max_length=40, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("commune", "commune"),
                            ("epci", "intercommunalité"),
                            ("ept", "établissement public territorial"),
                            ("departement", "département"),
                            ("region", "région"),
                            ("perimetre", "périmètre"),
                        ],
                        max_length=11,
                        verbose_name="niveau",
                    ),
                ),
                ("code", models.CharField(max_length=25, verbose_name="code officiel")),
                ("vintage", models.PositiveSmallIntegerField(verbose_name="millésime")),
                ("name", models.CharField(max_length=100, verbose_name="nom")),
                ("name_key", models.CharField(editable=False, max_length=120)),
                ("place_key", models.CharField(db_index=True, editable=False, max_length=120)),
                ("article", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="article")),
                (
                    "nature",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("CC", "communauté de communes"),
                            ("CA", "communauté d’agglomération"),
                            ("CU", "communauté urbaine"),
                            ("METRO", "métropole"),
                            ("MET69", "métropole à statut particulier"),
                            ("EPT", "établissement public territorial"),
                        ],
                        max_length=5,
                        verbose_name="nature juridique",
                    ),
                ),
                ("siren", models.CharField(blank=True, max_length=9, verbose_name="SIREN")),
                (
                    "postal_code",
                    models.CharField(blank=True, max_length=5, verbose_name="code postal, s’il est le seul"),
                ),
                (
                    "population",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="population municipale"),
                ),
                (
                    "population_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="année de la population"
                    ),
                ),
                ("area_km2", models.FloatField(blank=True, null=True, verbose_name="superficie en km²")),
                ("lon", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                ("lat", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                (
                    "departement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="of_departement",
                        to="territories.territory",
                        verbose_name="département",
                    ),
                ),
                (
                    "epci",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="of_epci",
                        to="territories.territory",
                        verbose_name="intercommunalité",
                    ),
                ),
                (
                    "ept",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="of_ept",
                        to="territories.territory",
                        verbose_name="EPT",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="of_region",
                        to="territories.territory",
                        verbose_name="région",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["vintage", "kind", "name_key"], name="territory_sorted")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "code", "vintage"), name="territory_unique_code"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["commune", "epci", "ept", "departement", "region", "perimetre"])
                        ),
                        name="territory_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PerimeterKind",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=copil.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.SlugField(max_length=10, unique=True, verbose_name="identifiant")),
                ("name", models.CharField(max_length=30, verbose_name="nom")),
                (
                    "is_partial",
                    models.BooleanField(default=False, verbose_name="ne couvre qu’une partie des communes"),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="année du fichier")),
                ("file_name", models.CharField(max_length=200)),
                ("loaded_at", models.DateTimeField()),
                ("rows", models.PositiveIntegerField(default=0)),
                ("refused_rows", models.PositiveIntegerField(default=0)),
                ("refused", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="Perimeter",
            fields=[
                (
                    "territory",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="perimeter",
                        serialize=False,
                        to="territories.territory",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="année du fichier")),
                ("is_listed", models.BooleanField(default=True)),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.perimeterkind",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Alias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(db_index=True, max_length=5, verbose_name="code")),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="nom")),
                ("place_key", models.CharField(blank=True, editable=False, max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ancienne", "ancien code"),
                            ("deleguee", "commune déléguée"),
                            ("associee", "commune associée"),
                            ("arrondissement", "arrondissement municipal"),
                        ],
                        max_length=14,
                        verbose_name="nature",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aliases",
                        to="territories.territory",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("territory", "code", "kind"), name="alias_once_a_commune"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["ancienne", "deleguee", "associee", "arrondissement"])
                        ),
                        name="alias_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostalCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(db_index=True, max_length=5, verbose_name="code postal")),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postal_codes",
                        to="territories.territory",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("territory", "code"), name="postal_code_once_a_commune")
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("term", models.CharField(db_index=True, max_length=120)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("commune", "commune"),
                            ("epci", "intercommunalité"),
                            ("ept", "établissement public territorial"),
                            ("departement", "département"),
                            ("region", "région"),
                            ("perimetre", "périmètre"),
                        ],
                        max_length=11,
                    ),
                ),
                ("vintage", models.PositiveSmallIntegerField()),
                ("weight", models.PositiveIntegerField()),
                ("former_name", models.CharField(blank=True, max_length=100)),
                (
                    "territory",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.territory",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PerimeterCommune",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="in_perimeters",
                        to="territories.territory",
                    ),
                ),
                (
                    "perimeter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communes",
                        to="territories.perimeter",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("perimeter", "commune"), name="perimeter_commune_once")
                ],
            },
        ),
    ]
