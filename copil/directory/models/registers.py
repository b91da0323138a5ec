"""What the national registers say, the same for every workspace, and what a workspace made of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from copil.core.fields import SortKeyField
from copil.directory.enums import LoadOrigin, Register, RegisterState, SourceChoice, SourcedField
from copil.directory.models.organisations import Organisation
from copil.directory.rules import identifiers
from copil.identity.models import Owned, OwnedQuerySet
from copil.territories.models import Territory


class RegisterLoadQuerySet(models.QuerySet["RegisterLoad"]):
    """Questions asked about readings."""

    def latest_done(self) -> list["RegisterLoad"]:
        """Return the last finished reading of the file of each register, in the order of the registers."""
        done = self.filter(origin=LoadOrigin.FILE, ended_at__isnull=False).order_by("-ended_at", "-pk")
        last: dict[str, RegisterLoad] = {}
        for load in done[:100]:
            last.setdefault(load.register, load)
        return [last[register] for register in Register.values if register in last]


class RegisterLoad(models.Model):
    """One reading of a file of a national register, or what an answer of the service said anew.

    ``next_row`` is where a stopped reading takes up again: the rows before it are written, the others are
    not. ``reasons`` counts the refused rows by reason, with the first row of each.
    """

    register = models.CharField(max_length=12, choices=Register)
    origin = models.CharField(max_length=8, choices=LoadOrigin, default=LoadOrigin.FILE)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    file_date = models.DateField()
    rows_total = models.PositiveIntegerField(default=0)
    next_row = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    reasons = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = RegisterLoadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(register__in=Register.values), name="load_register_known"),
            models.CheckConstraint(condition=Q(origin__in=LoadOrigin.values), name="load_origin_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_register_display()}, {self.file_name}"

    @property
    def is_answer(self) -> bool:
        return self.origin == LoadOrigin.ANSWER

    @property
    def seen(self) -> int:
        """How many rows have been judged."""
        return self.created + self.updated + self.unchanged + self.refused

    @property
    def entries(self) -> int:
        """How many rows of the file are entries of the register."""
        return self.created + self.updated + self.unchanged


class RegisterAnswer(models.Model):
    """What the service answered to a question, so that nobody asks it the same again for some days.

    ``entries`` lists the register and the number of each entry, best first; ``found`` is how many the service
    knows in all. Installation-wide: it does not say who asked.
    """

    question = models.CharField(max_length=200)
    place = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField()
    found = models.PositiveIntegerField(default=0)
    entries = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "place"], name="register_answer_once"),
        ]

    def __str__(self) -> str:
        return self.question


class RegisterEntry(models.Model):
    """What a national register says of an association, a legal unit or an establishment: public facts.

    ``words`` holds the stems of the name and the places it is in, for the word index of each database;
    ``digest`` sums up what the file says, so that a row read again is known unchanged without comparing.
    """

    register = models.CharField("registre", max_length=12, choices=Register)
    identifier = models.CharField("numéro", max_length=14)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    rna = models.CharField("numéro RNA", max_length=14, blank=True)
    name = models.CharField("nom", max_length=250, blank=True)
    name_key = SortKeyField(max_length=300, blank=True, editable=False)
    acronym = models.CharField("sigle", max_length=100, blank=True)
    purpose = models.TextField("objet", blank=True)
    legal_category = models.CharField("catégorie juridique", max_length=4, blank=True)
    activity = models.CharField("activité principale", max_length=8, blank=True)
    headcount = models.CharField("tranche d’effectif", max_length=2, blank=True)
    address = models.CharField("adresse", max_length=300, blank=True)
    postal_code = models.CharField("code postal", max_length=5, blank=True)
    commune = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    place = models.CharField("localité, telle qu’écrite", max_length=100, blank=True)
    website = models.CharField("site internet", max_length=300, blank=True)
    created_on = models.DateField("création", null=True, blank=True)
    closed_on = models.DateField("fin", null=True, blank=True)
    state = models.CharField("état", max_length=6, choices=RegisterState, default=RegisterState.ACTIVE)
    position = models.CharField("position au registre", max_length=1, blank=True)
    is_seat = models.BooleanField("siège", default=False)
    words = models.TextField(blank=True, editable=False)
    digest = models.BigIntegerField(default=0, editable=False)
    source_date = models.DateField("date de la source")
    load = models.ForeignKey(RegisterLoad, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "identifier"], name="register_entry_once"),
            models.CheckConstraint(condition=Q(register__in=Register.values), name="entry_register_known"),
            models.CheckConstraint(condition=Q(state__in=RegisterState.values), name="entry_state_known"),
        ]
        indexes = [
            models.Index(fields=["name_key"], name="register_entry_by_name"),
            models.Index(fields=["siren"], name="register_entry_by_siren"),
            models.Index(fields=["rna"], name="register_entry_by_rna"),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.number_label} {self.shown_number}"

    @property
    def is_closed(self) -> bool:
        return self.state == RegisterState.CLOSED

    @property
    def number_label(self) -> str:
        """What its number is called."""
        return {Register.RNA.value: "RNA", Register.UNITS.value: "SIREN"}.get(self.register, "SIRET")

    @property
    def shown_number(self) -> str:
        """Its number as people read it."""
        if self.register == Register.RNA:
            return self.identifier
        if self.register == Register.UNITS:
            return identifiers.shown_siren(self.identifier)
        return identifiers.shown_siret(self.identifier)


class ValueSourceQuerySet(OwnedQuerySet):
    """Questions asked about where values come from."""

    def of(self, organisation: Organisation) -> Self:
        """Return what was decided about the values of an organisation, with the entries."""
        rows = self.filter(organisation=organisation, archived_at=None)
        return rows.select_related("entry", "decided_by").order_by("field", "pk")


class ValueSource(Owned):
    """Where a value of an organisation comes from, or the value of a register that somebody set aside.

    ``value`` is what the register said then: a new value is proposed again, the same one is not.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="+")
    field = models.CharField(max_length=12, choices=SourcedField)
    choice = models.CharField(max_length=5, choices=SourceChoice)
    value = models.TextField(blank=True)
    source_date = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    objects = ValueSourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "entry", "field"],
                condition=Q(archived_at=None),
                name="value_source_once",
            ),
            models.CheckConstraint(condition=Q(field__in=SourcedField.values), name="source_field_known"),
            models.CheckConstraint(condition=Q(choice__in=SourceChoice.values), name="source_choice_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()}, {self.entry}"
