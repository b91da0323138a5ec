"""Forms of organisations: the filters of the list, the sheet, the profile."""

import uuid
from operator import itemgetter
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, F, Value, When
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from copil.algorithms.doubles.organisations import Record
from copil.directory import doubles, doubles_text
from copil.directory.actions import organisations as actions
from copil.directory.communes import Communes
from copil.directory.enums import Kind
from copil.directory.forms.criteria import CRITERIA, CriteriaFilter
from copil.directory.models import Organisation, OrganisationQuerySet
from copil.directory.rules import contact, identifiers
from copil.directory.rules import profile as profile_rules
from copil.identity.models import Workspace
from copil.territories import fields as territory_fields
from copil.territories.fields import CommuneField, TerritoryField

_SHOWN = 3
_COMPARED = ("name", "acronym", "siret", "siren", "rna", "email", "phone", "website", "postal_code")
_OFF = {"autocomplete": "off"}
_KIND_RANK = Case(
    *(
        When(kind=value, then=Value(rank))
        for rank, (value, _) in enumerate(sorted(Kind.choices, key=itemgetter(1)))
    ),
    default=Value(99),
)
_SORTS: dict[str, tuple[Any, ...]] = {
    "": ("name_key", "pk"),
    "-nom": ("-name_key", "-pk"),
    "nature": (_KIND_RANK.asc(), "name_key", "pk"),
    "-nature": (_KIND_RANK.desc(), "name_key", "pk"),
    "commune": (F("commune__name_key").asc(nulls_last=True), "name_key", "pk"),
    "-commune": (F("commune__name_key").desc(nulls_last=True), "name_key", "pk"),
    "recent": ("-created_at", "-pk"),
    "profil": ("answered", "name_key", "pk"),
    "-profil": ("-answered", "name_key", "pk"),
}
_NARROWING = ("q", "nature", "lieu", "profil", *CRITERIA)


class OrganisationFilter(CriteriaFilter):
    """What people ask of the list of organisations."""

    q = forms.CharField(
        label="Nom, sigle ou numéro",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", **_OFF}),
    )
    nature = forms.ChoiceField(
        label="Nature", choices=[("", "Toutes les natures"), *Kind.choices], required=False
    )
    lieu = TerritoryField(label="Commune, département…", required=False)
    profil = forms.ChoiceField(
        label="Profil",
        choices=[
            ("", "Tous les profils"),
            ("complet", "Complets"),
            ("partiel", "À compléter"),
            ("vide", "Sans réponse"),
        ],
        required=False,
    )
    tri = forms.ChoiceField(
        label="Tri",
        choices=[
            ("", "Par nom"),
            ("-nom", "Par nom, de Z à A"),
            ("nature", "Par nature"),
            ("-nature", "Par nature, de Z à A"),
            ("commune", "Par commune"),
            ("-commune", "Par commune, de Z à A"),
            ("recent", "Les plus récentes"),
            ("profil", "Profil le moins rempli"),
            ("-profil", "Profil le plus rempli"),
        ],
        required=False,
    )
    etat = forms.ChoiceField(
        choices=[("", "Actives"), ("archives", "Archivées")], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(_NARROWING)
        territory_fields.connect(self, workspace=workspace)

    @property
    def more_asked(self) -> bool:
        """Whether one of the five criteria is asked."""
        return any(self.asked.get(name) for name in CRITERIA)

    @property
    def first_fields(self) -> list[BoundField]:
        """The filters always shown."""
        return [self[name] for name in ("q", "nature", "lieu", "profil", "tri", "etat")]

    @property
    def criteria_fields(self) -> list[BoundField]:
        """The filters by the five criteria."""
        return [self[name] for name in CRITERIA]

    def kept(self) -> str:
        """Return the filters and the order in force, as the address of the list says them."""
        data = cast(QueryDict, self.data)
        names = [*_NARROWING, "lieu_key", "tri", "etat"]
        return urlencode([(name, data[name]) for name in names if data.get(name)])

    def filter(self, rows: OrganisationQuerySet) -> OrganisationQuerySet:
        """Return the rows asked for, in the order asked for."""
        asked = self.asked
        rows = rows.filter(archived_at__isnull=asked.get("etat") != "archives", merged_into=None)
        rows = rows.with_profile_count()
        if asked.get("q"):
            rows = rows.matching(asked["q"])
        if asked.get("nature"):
            rows = rows.filter(kind=asked["nature"])
        if asked.get("lieu"):
            rows = rows.located_in(asked["lieu"])
        if asked.get("profil"):
            rows = rows.filter(**_PROFILES[asked["profil"]])
        return self.narrowed(rows, asked).order_by(*_SORTS[asked.get("tri", "")])


_PROFILES: dict[str, dict[str, Any]] = {
    "complet": {"answered": profile_rules.TOTAL},
    "partiel": {"answered__gt": 0, "answered__lt": profile_rules.TOTAL},
    "vide": {"answered": 0},
}


class OrganisationForm(forms.ModelForm[Organisation]):
    """The sheet of an organisation."""

    commune = CommuneField(label="Commune", required=False, help_text="Son nom ou son code postal.")
    phone = forms.CharField(
        label="Téléphone",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", **_OFF}),
    )
    website = forms.CharField(
        label="Site internet",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", **_OFF}),
    )
    is_another = forms.BooleanField(
        label="Ce sont bien deux organisations différentes",
        required=False,
        help_text="Cochez pour créer la fiche malgré tout.",
    )

    class Meta:
        model = Organisation
        fields = actions.FIELDS
        help_texts = {
            "siren": "Neuf chiffres. Inutile si vous donnez le SIRET.",
            "siret": "Quatorze chiffres.",
            "rna": "W suivi de neuf caractères. Les associations d’Alsace-Moselle n’en ont pas.",
            "external_ref": "Son numéro dans vos tableaux, pour la retrouver aux prochains imports.",
            "postal_code": "Rempli tout seul si la commune n’en a qu’un.",
            "internal_note": "Visible de ceux qui écrivent dans votre espace seulement.",
        }
        widgets = {
            "siren": forms.TextInput(attrs={"inputmode": "numeric", **_OFF}),
            "siret": forms.TextInput(attrs={"inputmode": "numeric", **_OFF}),
            "postal_code": forms.TextInput(attrs={"inputmode": "numeric", **_OFF}),
            "name": forms.TextInput(attrs=_OFF),
            "purpose": forms.Textarea(attrs={"rows": 4}),
            "internal_note": forms.Textarea(attrs={"rows": 3}),
            "address": forms.TextInput(attrs=_OFF),
            "email": forms.EmailInput(attrs=_OFF),
        }

    def __init__(self, *args: Any, workspace: Workspace, link: Any, **kwargs: Any) -> None:
        """``link`` gives the address of an organisation, to lead to the one about to be doubled."""
        super().__init__(*args, **kwargs)
        self.workspace = workspace
        self.link = link
        # Numbers are judged once their spaces are gone: people paste « 812 345 676 00017 ».
        for name in ("siren", "siret", "rna", "postal_code"):
            self.fields[name].validators = []
            self.fields[name].widget.attrs.pop("maxlength", None)
            self.fields[name].max_length = None  # type: ignore[attr-defined]  # a text field
        territory_fields.connect(self, workspace=workspace)

    def clean_siren(self) -> str:
        return _checked(self.cleaned_data["siren"], identifiers.siren_problem)

    def clean_siret(self) -> str:
        siret = _checked(self.cleaned_data["siret"], identifiers.siret_problem)
        return self._unique("siret", siret, "Ce SIRET")

    def clean_rna(self) -> str:
        rna = _checked(self.cleaned_data["rna"], identifiers.rna_problem)
        return self._unique("rna", rna, "Ce numéro RNA")

    def clean_external_ref(self) -> str:
        return self._unique("external_ref", self.cleaned_data["external_ref"], "Cette référence")

    def clean_phone(self) -> str:
        return _normalised(self.cleaned_data["phone"], contact.normal_phone, contact.PHONE_PROBLEM)

    def clean_website(self) -> str:
        return _normalised(self.cleaned_data["website"], contact.normal_website, contact.WEBSITE_PROBLEM)

    def clean_postal_code(self) -> str:
        typed = self.cleaned_data["postal_code"]
        return _normalised(typed, contact.normal_postal_code, contact.POSTAL_CODE_PROBLEM)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if identifiers.disagree(siren=cleaned.get("siren", ""), siret=cleaned.get("siret", "")):
            self.add_error("siren", "Ce SIREN n’est pas celui du SIRET : l’un des deux est à corriger.")
        commune, postal_code = cleaned.get("commune"), cleaned.get("postal_code")
        if commune and postal_code and not Communes().fits(postal_code, commune):
            self.add_error(
                "postal_code",
                f"Ce code postal n’est pas celui de {commune.name}. Corrigez l’un des deux, ou videz-le.",
            )
        if commune and not postal_code and "postal_code" not in self.errors:
            cleaned["postal_code"] = commune.postal_code
        if self.instance._state.adding and not self.errors and not cleaned.get("is_another"):
            self._warn_of_doubles(cleaned)
        return cleaned

    @property
    def may_be_double(self) -> bool:
        """Whether it resembles others, and the person has to say that it is another organisation."""
        return self.has_error("name", "double") or bool(self.is_bound and self.data.get("is_another"))

    def _unique(self, field: str, value: str, subject: str) -> str:
        other = actions.duplicate_of(
            workspace=self.workspace,
            field=field,
            value=value,
            other_than=None if self.instance._state.adding else self.instance,
        )
        if other is not None:
            raise ValidationError(
                format_html("{} est déjà celui de {}.", subject, self._linked(other)), code="duplicate"
            )
        return value

    def _warn_of_doubles(self, cleaned: dict[str, Any]) -> None:
        """Refuse what resembles organisations already there, until it is said to be another."""
        commune = cleaned.get("commune")
        texts: dict[str, Any] = {name: cleaned.get(name) or "" for name in _COMPARED}
        record = Record(
            id="",
            commune=commune.key if commune else "",
            commune_name=commune.name if commune else "",
            point=(commune.lat, commune.lon) if commune and commune.lat is not None else None,
            **texts,
        )
        mine = SimpleNamespace(**texts, commune=commune)
        pairs = doubles.resembling(workspace=self.workspace, record=record)[:_SHOWN]
        there = Organisation.objects.select_related("commune").in_bulk([pair.other for pair in pairs])
        for pair in pairs:
            other = there[uuid.UUID(pair.other)]
            why = " ".join(doubles_text.of_organisations(pair, mine, other))
            message = format_html("Elle ressemble à {}. {}", self._linked(other), why)
            self.add_error("name", ValidationError(message, code="double"))

    def _linked(self, organisation: Organisation) -> SafeString:
        return format_html('<a href="{}">{}</a>', self.link(organisation), organisation.name)


def _checked(typed: str, problem_of: Any) -> str:
    """Return a compact identifier, or refuse it with what is wrong."""
    number = identifiers.compact(typed)
    problem = problem_of(number) if number else ""
    if problem:
        raise ValidationError(problem)
    return number


def _normalised(typed: str, normal: Any, problem: str) -> str:
    value = normal(typed) if typed else ""
    if value is None:
        raise ValidationError(problem)
    return str(value)
