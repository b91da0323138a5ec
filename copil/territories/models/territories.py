"""Territories, the postal codes and the other codes and names that lead to them.

Reference data of the installation, the same for every workspace: see ``data/README.md``.
"""

from collections.abc import Collection, Iterable
from typing import Self

from django.db import models
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from copil.territories import rules
from copil.territories.enums import AliasKind, Kind, Nature
from copil.territories.lookups import Begins

# From this length on, the beginning of a word inside a name is looked for, not only of the name.
_SHORTEST_INSIDE = 3

models.CharField.register_lookup(Begins)

KIND_LABELS: dict[str, str] = {str(kind.value): str(kind.label) for kind in Kind}


class TerritoryQuerySet(QuerySet["Territory"]):
    """Questions asked about territories."""

    def current(self) -> Self:
        """Return the territories of the vintage in use; older ones stay for what refers to them."""
        return self.filter(vintage=rules.CURRENT_VINTAGE)

    def of_kinds(self, kinds: Collection[str]) -> Self:
        """Return those of the given kinds; of every kind when none is given."""
        return self.filter(kind__in=kinds) if kinds else self

    def by_name(self) -> Self:
        """Return them in alphabetical order, namesakes by code."""
        return self.order_by("name_key", "key")

    def with_parents(self) -> Self:
        """Return them with their département, région, grouping and kind of perimeter, in the same query."""
        return self.select_related("departement", "region", "epci", "perimeter__kind")

    def listed(self) -> Self:
        """Leave out the perimeters that the last file no longer names."""
        return self.exclude(perimeter__is_listed=False)

    def inside(self, place: "Territory") -> Self:
        """Return the territories that lie in a place; in a perimeter, its communes."""
        if place.kind == Kind.PERIMETER:
            return self.filter(in_perimeters__perimeter=place.key)
        return self.filter(**{place.kind: place.key}) if place.kind != Kind.COMMUNE else self.none()

    def around(self, commune: "Territory") -> list[str]:
        """Return the keys of what a territory lies in, itself included: official levels and perimeters."""
        keys = [commune.key, commune.epci_id, commune.ept_id, commune.departement_id, commune.region_id]
        return [key for key in keys if key] + self.perimeters_of([commune.key])

    def perimeters_of(self, communes: Collection[str | None]) -> list[str]:
        """Return the keys of the perimeters that hold one of the communes."""
        held = [key for key in communes if key]
        rows = self.filter(perimeter__is_listed=True, perimeter__communes__commune__in=held)
        return list(rows.order_by("key").distinct().values_list("key", flat=True)) if held else []

    def search(self, typed: str, *, kinds: Collection[str] = (), limit: int = 10) -> list["Territory"]:
        """Return what the typed text most likely names: exact, then prefix, then beginnings of words.

        Accents, hyphens, apostrophes, leading article and « st » do not matter; a number is the beginning
        of a postal or official code. Former names of communes come last. Within a rank, larger first.
        """
        best: list[tuple[str, str]] = []
        for place in rules.readings(typed, kinds=KIND_LABELS):
            wanted = {place.kind} if place.kind else set(kinds)
            best = best or SearchTerm.objects.best(place, kinds=wanted, limit=limit)
        found = self.with_parents().in_bulk([key for key, _ in best])
        for key, former_name in best:
            found[key].former_name = former_name
        return [found[key] for key, _ in best]

    def named(self, typed: str, *, kinds: Collection[str] = ()) -> list["Territory"]:
        """Return the territories whose whole name or code was typed, the largest first; at most twenty."""
        found: list[Territory] = []
        for place in rules.readings(typed, kinds=KIND_LABELS):
            if not (found or place.is_empty):
                terms = SearchTerm.objects.exactly(place, kinds={place.kind} if place.kind else kinds)
                fitting = self.with_parents().filter(key__in=terms.values("territory"))
                found = list(fitting.order_by(F("population").desc(nulls_last=True), "key")[:20])
        return found

    def of_code(self, code: str, *, kind: str = Kind.COMMUNE) -> "Territory | None":
        """Return the territory of an official code; the successor of a former commune code."""
        return self.of_codes([code], kind=kind).get(code)

    def of_codes(self, codes: Iterable[str], *, kind: str = Kind.COMMUNE) -> dict[str, "Territory"]:
        """Return the territory of each official code, former commune codes included, in two queries."""
        asked = set(codes)
        found = {t.code: t for t in self.current().filter(kind=kind, code__in=asked).with_parents()}
        missing = asked - found.keys() if kind == Kind.COMMUNE else set()
        if missing:
            aliases = Alias.objects.filter(code__in=missing, territory__vintage=rules.CURRENT_VINTAGE)
            for alias in aliases.select_related(
                "territory__departement", "territory__region", "territory__epci"
            ).order_by("pk"):
                found.setdefault(alias.code, alias.territory)
        return found


class Territory(models.Model):
    """An administrative territory of one vintage. Its key says kind, code and vintage."""

    key = models.CharField(primary_key=True, max_length=40, editable=False)
    kind = models.CharField("niveau", max_length=11, choices=Kind)
    code = models.CharField("code officiel", max_length=25)
    vintage = models.PositiveSmallIntegerField("millésime")
    name = models.CharField("nom", max_length=100)
    name_key = models.CharField(max_length=120, editable=False)
    place_key = models.CharField(max_length=120, editable=False, db_index=True)
    article = models.PositiveSmallIntegerField("article", null=True, blank=True)
    nature = models.CharField("nature juridique", max_length=5, choices=Nature, blank=True)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    postal_code = models.CharField("code postal, s’il est le seul", max_length=5, blank=True)
    population = models.PositiveIntegerField("population municipale", null=True, blank=True)
    population_year = models.PositiveSmallIntegerField("année de la population", null=True, blank=True)
    area_km2 = models.FloatField("superficie en km²", null=True, blank=True)
    lon = models.FloatField("longitude", null=True, blank=True)
    lat = models.FloatField("latitude", null=True, blank=True)
    departement = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="of_departement",
        verbose_name="département",
    )
    region = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="of_region", verbose_name="région"
    )
    epci = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="of_epci", verbose_name="intercommunalité"
    )
    ept = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="of_ept", verbose_name="EPT"
    )

    # Set by a search that found the commune through the name of a former one.
    former_name: str = ""

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "vintage"], name="territory_unique_code"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="territory_kind_known"),
        ]
        indexes = [models.Index(fields=["vintage", "kind", "name_key"], name="territory_sorted")]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name and what tells it from its namesakes: « Saint-Maurice (94410) », « Indre (36) »."""
        if self.kind == Kind.PERIMETER:
            return f"{self.name} ({self.perimeter.kind.name})"
        own = {Kind.COMMUNE.value: self.postal_code, Kind.DEPARTEMENT.value: self.code}
        told_apart = own.get(self.kind) or self.departement_code
        return f"{self.name} ({told_apart})" if told_apart else self.name

    @property
    def full_label(self) -> str:
        """The label and the kind, where several kinds stand side by side: « Paris (75), département »."""
        return f"{self.label}, {self.get_kind_display()}"

    @property
    def of_name(self) -> str:
        """« de l’Indre », « du Cher », « de Charenton-le-Pont »."""
        return rules.of_territory(self.name, self.article)

    @property
    def is_grouping(self) -> bool:
        """Whether it groups communes, perhaps of several départements."""
        return self.kind in (Kind.EPCI, Kind.EPT, Kind.PERIMETER)

    @property
    def kind_label(self) -> str:
        """What it is, for people: « commune », « communauté de communes », « collectivité d’outre-mer »."""
        if self.kind == Kind.DEPARTEMENT and rules.is_collectivity(self.code):
            return "collectivité d’outre-mer"
        if self.kind == Kind.PERIMETER:
            return f"périmètre {self.perimeter.kind.name}"
        return self.get_nature_display() if self.nature else self.get_kind_display()

    @property
    def shown_code(self) -> str:
        """Its code as the source gives it."""
        return rules.bare_code(self.code)

    @property
    def departement_code(self) -> str:
        return rules.code_of(self.departement_id)

    @property
    def region_code(self) -> str:
        return rules.code_of(self.region_id)

    @property
    def epci_code(self) -> str:
        return rules.code_of(self.epci_id)

    @property
    def ept_code(self) -> str:
        return rules.code_of(self.ept_id)

    def members(self, kind: str) -> TerritoryQuerySet:
        """Return the territories of a kind that lie in this one, even in part for groupings."""
        inside = Territory.objects.inside(self)
        if kind == Kind.EPCI and self.kind == Kind.DEPARTEMENT:
            communes = inside.filter(kind=Kind.COMMUNE).exclude(epci=None)
            return Territory.objects.filter(key__in=communes.values("epci"))
        return inside.filter(kind=kind)

    @property
    def density(self) -> float | None:
        """Inhabitants per square kilometre."""
        return self.population / self.area_km2 if self.population and self.area_km2 else None


class PostalCode(models.Model):
    """A postal code of a commune: many to many."""

    code = models.CharField("code postal", max_length=5, db_index=True)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="postal_codes")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "code"], name="postal_code_once_a_commune")
        ]

    def __str__(self) -> str:
        return self.code


class Alias(models.Model):
    """Another code, with its name when it has one, that leads to a commune of today."""

    code = models.CharField("code", max_length=5, db_index=True)
    name = models.CharField("nom", max_length=100, blank=True)
    place_key = models.CharField(max_length=120, blank=True, editable=False)
    kind = models.CharField("nature", max_length=14, choices=AliasKind)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="aliases")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "code", "kind"], name="alias_once_a_commune"),
            models.CheckConstraint(condition=Q(kind__in=AliasKind.values), name="alias_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.code}"


class SearchTermQuerySet(QuerySet["SearchTerm"]):
    """The search itself: an index range, then at most a few thousand rows ranked."""

    def of_kinds(self, kinds: Collection[str]) -> Self:
        """Return the terms of the current vintage, of the given kinds or of all."""
        current = self.filter(vintage=rules.CURRENT_VINTAGE)
        return current.filter(kind__in=kinds) if kinds else current

    def best(self, place: rules.TypedPlace, *, kinds: Collection[str], limit: int) -> list[tuple[str, str]]:
        """Return the keys of the best matches and the former names they were found by, best first."""
        if place.is_empty:
            return []
        fitting = self.of_kinds(kinds)._narrowed(place)
        found = fitting._in_order(place, limit=limit)
        if len(found) < limit and len(place.words) > 1:
            for key, former_name in fitting._in_any_order(place, limit=limit).items():
                found.setdefault(key, former_name)
        return list(found.items())[:limit]

    def exactly(self, place: rules.TypedPlace, *, kinds: Collection[str]) -> Self:
        """Return the terms that are the whole name typed, or the whole code."""
        exact = place.exact if place.words else place.numbers[0].lower()
        return self.of_kinds(kinds)._narrowed(place).filter(term=exact, position=0, former_name="")

    def _narrowed(self, place: rules.TypedPlace) -> Self:
        """Keep what has the codes typed; without a word, the first number is what is looked for."""
        narrowed = self
        for number in place.numbers if place.words else place.numbers[1:]:
            narrowed = narrowed.filter(territory__in=SearchTerm.objects.of_code(number))
        return narrowed

    def of_code(self, beginning: str) -> QuerySet["SearchTerm", str]:
        """Return the keys of what has an official or postal code that begins so."""
        return self.filter(term__begins=beginning.lower()).values_list("territory_id", flat=True)

    def _in_order(self, place: rules.TypedPlace, *, limit: int) -> dict[str, str]:
        """The words as typed: the whole name, its beginning, or from a word inside it."""
        condition = Q()
        for phrase in place.phrases:
            condition |= Q(term__begins=phrase)
            if place.words and len(phrase) < _SHORTEST_INSIDE:
                condition &= Q(position=0)
        exact = Q(position=0, term__in={place.exact, *place.phrases})
        rank = Case(
            When(exact & Q(former_name=""), then=0),
            When(position=0, former_name="", then=1),
            When(former_name="", then=2),
            When(exact, then=3),
            default=4,
            output_field=IntegerField(),
        )
        return self.filter(condition)._ranked(rank, limit=limit)

    def _in_any_order(self, place: rules.TypedPlace, *, limit: int) -> dict[str, str]:
        """The words in another order: found by the longest, the others looked for in the whole name."""
        longest = max(place.words[:-1], key=len)
        fitting = self.filter(former_name="", term__begins=longest)
        for word in place.words[:-1]:
            if word != longest:
                fitting = fitting.filter(_has_word((word,)))
        return fitting.filter(_has_word(place.endings))._ranked(Value(0), limit=limit)

    def _ranked(self, rank: Case | Value, *, limit: int) -> dict[str, str]:
        ordered = self.annotate(rank=rank).order_by("rank", "-weight", "territory_id", "position")
        # A territory may come several times: « Saint-Maurice-Saint-Germain » by each of its « saint ».
        rows = ordered.values_list("territory_id", "former_name")[: limit * 4]
        found: dict[str, str] = {}
        for key, former_name in rows:
            found.setdefault(key, former_name)
        return found


class SearchTerm(models.Model):
    """What one may begin to type to find a territory, and what the answers are sorted by.

    The lookup key of its name, position 0; the end of it from each word, « maur des fosses » for
    Saint-Maur-des-Fossés; its official and postal codes. Filled by the loader.
    """

    term = models.CharField(max_length=120, db_index=True)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=11, choices=Kind)
    vintage = models.PositiveSmallIntegerField()
    weight = models.PositiveIntegerField()
    former_name = models.CharField(max_length=100, blank=True)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+", db_index=False)

    objects = SearchTermQuerySet.as_manager()

    def __str__(self) -> str:
        return self.term


def _has_word(beginnings: Iterable[str]) -> Q:
    """A word of the territory's name begins with one of the given ones."""
    condition = Q()
    for beginning in beginnings:
        condition |= Q(territory__place_key__startswith=beginning)
        condition |= Q(territory__place_key__contains=f" {beginning}")
    return condition
