"""Organisations of a workspace, what is known of them, and the people in them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Func, Prefetch, Q, Value, When
from django.db.models.functions import Coalesce

from copil.core.fields import SortKeyField
from copil.core.text import name_key
from copil.directory.enums import Kind
from copil.directory.rules import identifiers
from copil.directory.rules import profile as profile_rules
from copil.identity.models import Owned, OwnedQuerySet
from copil.territories.enums import Kind as TerritoryKind
from copil.territories.models import Territory


def _holds_words(typed: str) -> Q:
    condition = Q()
    for word in name_key(typed).split():
        condition &= Q(name_key__startswith=word) | Q(name_key__contains=f" {word}")
    return condition


class NamedQuerySet(OwnedQuerySet):
    """Questions asked about what is found by its name."""

    def in_order(self) -> Self:
        """Sort by name as a reader expects, the same on both databases."""
        return self.order_by("name_key", "pk")

    def with_words(self, typed: str) -> Self:
        """Return those whose name holds every word typed, or its beginning, in any order."""
        return self.filter(_holds_words(typed))

    def best_first(self, typed: str) -> Self:
        """Sort with those whose name begins as typed before the others."""
        begins = Case(When(name_key__startswith=name_key(typed), then=Value(0)), default=Value(1))
        return self.annotate(rank=begins).order_by("rank", "name_key", "pk")


class OrganisationQuerySet(NamedQuerySet):
    """Questions asked about organisations."""

    def matching(self, typed: str) -> Self:
        """Return those of a name, an acronym, or the beginning of a SIREN, SIRET or RNA number."""
        number = identifiers.compact(typed)
        condition = Q(acronym__iexact=typed.strip()) | _holds_words(typed)
        if number.isdigit() and len(number) >= 3:
            condition |= Q(siret__startswith=number) | Q(siren__startswith=number)
        elif number[:1] == "W" and number[1:2].isdigit():
            condition |= Q(rna__startswith=number)
        return self.filter(condition)

    def located_in(self, territory: Territory) -> Self:
        """Return those of a commune, or of the communes of a larger territory."""
        if territory.kind == TerritoryKind.PERIMETER:
            return self.filter(commune__in=Territory.objects.inside(territory))
        path = {
            TerritoryKind.COMMUNE: "commune",
            TerritoryKind.EPCI: "commune__epci",
            TerritoryKind.EPT: "commune__ept",
            TerritoryKind.DEPARTEMENT: "commune__departement",
            TerritoryKind.REGION: "commune__region",
        }[TerritoryKind(territory.kind)]
        return self.filter(**{path: territory})

    def with_profile_count(self) -> Self:
        """Add ``answered``, how many questions of the profile have an answer."""
        return self.annotate(answered=Coalesce("profile__answered", Value(0)))


class Organisation(Owned):
    """An organisation a workspace knows: an association, a commune, a funder…"""

    name = models.CharField("nom", max_length=250)
    name_key = SortKeyField(max_length=300, editable=False)
    acronym = models.CharField("sigle", max_length=40, blank=True)
    kind = models.CharField("nature", max_length=24, choices=Kind, default=Kind.ASSOCIATION)
    purpose = models.TextField("objet", blank=True)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    siret = models.CharField("SIRET du siège", max_length=14, blank=True)
    rna = models.CharField("numéro RNA", max_length=10, blank=True)
    external_ref = models.CharField("référence dans vos fichiers", max_length=80, blank=True)
    address = models.CharField("adresse", max_length=300, blank=True)
    postal_code = models.CharField("code postal", max_length=5, blank=True)
    commune = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="commune"
    )
    phone = models.CharField("téléphone", max_length=30, blank=True)
    email = models.EmailField("adresse électronique", max_length=254, blank=True)
    website = models.URLField("site internet", max_length=300, blank=True)
    internal_note = models.TextField("note interne", blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="aliases"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "name_key"], name="organisation_by_name"),
            models.Index(fields=["workspace", "kind", "name_key"], name="organisation_by_kind"),
            models.Index(fields=["workspace", "-created_at"], name="organisation_recent"),
            models.Index(fields=["workspace", "siren"], name="organisation_by_siren"),
            models.Index(fields=["workspace", "rna"], name="organisation_by_rna"),
            models.Index(fields=["workspace", "external_ref"], name="organisation_by_external_ref"),
            models.Index(fields=["commune"], name="organisation_by_commune"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "siret"],
                condition=~Q(siret="") & Q(archived_at=None),
                name="organisation_siret_once",
            ),
            models.UniqueConstraint(
                fields=["workspace", "rna"],
                condition=~Q(rna="") & Q(archived_at=None),
                name="organisation_rna_once",
            ),
            models.UniqueConstraint(
                fields=["workspace", "external_ref"],
                condition=~Q(external_ref="") & Q(archived_at=None),
                name="organisation_external_ref_once",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="organisation_kind_known"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(archived_at__isnull=False),
                name="organisation_merged_is_archived",
            ),
        ]

    def __str__(self) -> str:
        return self.name


def _count_of_answers() -> Func:
    """Return how many of the questions have an answer, as the database counts."""
    empty = [
        Q(**{f"{name}__isnull": True}) if name in profile_rules.FIGURES else Q(**{name: ""})
        for name in profile_rules.FIELDS
    ]
    answers = [Case(When(condition, then=Value(0)), default=Value(1)) for condition in empty]
    return Func(*answers, template="(%(expressions)s)", arg_joiner=" + ")


class Profile(Owned):
    """The five criteria by which a structure is known (practice sheet 4). Everything may be empty."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="profile")

    current_area = models.CharField("aire d’action actuelle", max_length=300, blank=True)
    potential_area = models.CharField("aire d’action possible demain", max_length=300, blank=True)

    sector = models.CharField("secteur d’activité", max_length=150, blank=True)
    branch = models.CharField("branche professionnelle ou filière", max_length=150, blank=True)

    founded_year = models.PositiveSmallIntegerField("année de création", null=True, blank=True)
    history = models.TextField("histoire et expérience", blank=True)
    members_count = models.PositiveIntegerField("nombre d’adhérents", null=True, blank=True)
    members_typology = models.CharField("qui sont les adhérents", max_length=300, blank=True)
    associative_life = models.TextField("vie associative", blank=True)
    purposes = models.TextField("finalités et axes de travail", blank=True)

    budget_amount = models.DecimalField(
        "budget annuel", max_digits=12, decimal_places=2, null=True, blank=True
    )
    budget_typology = models.CharField("types de financement", max_length=300, blank=True)
    partnerships_count = models.PositiveIntegerField("nombre de partenariats", null=True, blank=True)
    partnerships_typology = models.CharField("types de partenariat", max_length=300, blank=True)
    fte = models.DecimalField(
        "emplois en équivalent temps plein", max_digits=7, decimal_places=2, null=True, blank=True
    )
    fte_sources = models.CharField("financement des emplois", max_length=300, blank=True)

    jobs = models.CharField("emplois et métiers", max_length=300, blank=True)
    qualification = models.CharField("qualification et formation", max_length=300, blank=True)
    know_how = models.TextField("savoir-faire", blank=True)

    # Counted by the database, whoever writes the row, so that lists can filter and sort by it.
    answered = models.GeneratedField(
        expression=_count_of_answers(), output_field=models.PositiveSmallIntegerField(), db_persist=True
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(budget_amount=None) | Q(budget_amount__gte=0), name="profile_budget_positive"
            ),
            models.CheckConstraint(condition=Q(fte=None) | Q(fte__gte=0), name="profile_fte_positive"),
        ]

    def __str__(self) -> str:
        return f"Profil de {self.organisation}"


class PersonQuerySet(NamedQuerySet):
    """Questions asked about people: sorted by family name, then given name."""

    def with_functions(self) -> Self:
        """Fetch what they do, organisations included, in one more query."""
        current = Function.objects.filter(archived_at=None).select_related("organisation")
        return self.prefetch_related(
            Prefetch("functions", queryset=current.order_by(F("ends_on").desc(nulls_first=True), "pk"))
        )


class Person(Owned):
    """Somebody, with or without an account; may hold only a name."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_name = models.CharField("prénom", max_length=100, blank=True)
    family_name = models.CharField("nom", max_length=100)
    name_key = SortKeyField(max_length=220, editable=False)
    email = models.EmailField("adresse électronique", max_length=254, blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    availability = models.CharField("disponibilités", max_length=300, blank=True)
    internal_note = models.TextField("note interne", blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="aliases"
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["workspace", "name_key"], name="person_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "user"],
                condition=~Q(user=None),
                name="person_one_per_workspace_and_user",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(archived_at__isnull=False),
                name="person_merged_is_archived",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class Function(Owned):
    """What a person does in an organisation, and since when."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="functions", verbose_name="personne")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="functions", verbose_name="organisation"
    )
    title = models.CharField("fonction", max_length=150)
    is_contact = models.BooleanField("contact de l’organisation", default=False)
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="function_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.title}"
