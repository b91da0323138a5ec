"""Forms of people and of their functions."""

import datetime as dt
import uuid
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict

from copil.core.filters import ListFilter
from copil.core.text import name_key
from copil.directory.actions import people as actions
from copil.directory.fields import OrganisationField, PersonField
from copil.directory.models import Function, Person, PersonQuerySet
from copil.directory.rules import contact
from copil.identity.models import Workspace

_OFF = {"autocomplete": "off"}


class PersonFilter(ListFilter):
    """What people ask of the list of people."""

    q = forms.CharField(
        label="Nom ou prénom",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", **_OFF}),
    )
    role = forms.CharField(
        label="Fonction ou organisation",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs=_OFF),
    )
    joindre = forms.ChoiceField(
        label="Coordonnées",
        choices=[
            ("", "Indifférent"),
            ("courriel", "Avec une adresse électronique"),
            ("telephone", "Avec un téléphone"),
            ("rien", "Ni l’un ni l’autre"),
        ],
        required=False,
    )
    tri = forms.ChoiceField(
        label="Tri",
        choices=[("", "Par nom"), ("-nom", "Par nom, de Z à A"), ("recent", "Les plus récentes")],
        required=False,
    )
    etat = forms.ChoiceField(
        choices=[("", "Actives"), ("archives", "Archivées")], required=False, widget=forms.HiddenInput
    )

    def kept(self) -> str:
        """Return the filters and the order in force, as the address of the list says them."""
        data = cast(QueryDict, self.data)
        return urlencode([(name, data[name]) for name in (*_NARROWING, "tri", "etat") if data.get(name)])

    def filter(self, rows: PersonQuerySet) -> PersonQuerySet:
        """Return the rows asked for, in the order asked for."""
        asked = self.asked
        rows = rows.filter(archived_at__isnull=asked.get("etat") != "archives", merged_into=None)
        if asked.get("q"):
            rows = rows.with_words(asked["q"])
        if asked.get("role"):
            rows = rows.filter(pk__in=_doing(asked["role"], rows))
        if asked.get("joindre"):
            rows = rows.filter(_REACHED[asked["joindre"]])
        return rows.order_by(*_SORTS[asked.get("tri", "")])


_NARROWING = ("q", "role", "joindre")
_REACHED = {"courriel": ~Q(email=""), "telephone": ~Q(phone=""), "rien": Q(email="", phone="")}
_SORTS: dict[str, tuple[str, ...]] = {
    "": ("name_key", "pk"),
    "-nom": ("-name_key", "-pk"),
    "recent": ("-created_at", "-pk"),
}


def _doing(typed: str, people: PersonQuerySet) -> list[uuid.UUID]:
    """Return who does what is typed, or does something in an organisation of that name (one query).

    Functions are compared here, accents and case aside, so that both databases find the same.
    """
    words = name_key(typed).split()
    rows = Function.objects.current().filter(workspace__in=people.values("workspace"), ends_on=None)
    named = rows.values_list("person_id", "title", "organisation__name_key")
    return [
        pk
        for pk, title, organisation in named
        if all(
            any(one.startswith(word) for one in f"{name_key(title)} {organisation}".split()) for word in words
        )
    ]


class PersonForm(forms.ModelForm[Person]):
    """The sheet of a person."""

    phone = forms.CharField(
        label="Téléphone",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", **_OFF}),
    )

    class Meta:
        model = Person
        fields = actions.PERSON_FIELDS
        help_texts = {
            "availability": "Jours, soirées, périodes : ce qui aide à choisir une date.",
            "internal_note": "Vue de ceux qui écrivent ici. N’y mettez que ce que la personne peut lire.",
        }
        widgets = {
            "given_name": forms.TextInput(attrs=_OFF),
            "family_name": forms.TextInput(attrs=_OFF),
            "internal_note": forms.Textarea(attrs={"rows": 3}),
            "email": forms.EmailInput(attrs=_OFF),
        }

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        phone = contact.normal_phone(typed) if typed else ""
        if phone is None:
            raise ValidationError(contact.PHONE_PROBLEM)
        return phone


class FunctionForm(forms.ModelForm[Function]):
    """What a person does in an organisation."""

    class Meta:
        model = Function
        fields = actions.FUNCTION_FIELDS
        labels = {"is_contact": "C’est un contact de l’organisation"}
        help_texts = {"title": "Présidente, trésorier, directrice, bénévole…"}
        widgets = {"title": forms.TextInput(attrs=_OFF)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "La fin ne peut pas venir avant le début.")
        return cleaned


class NewFunctionForm(FunctionForm):
    """The same, with who and where to say."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = PersonField(
            workspace,
            allow_new=True,
            label="Personne",
            help_text="Prénom et nom. Une personne inconnue de l’annuaire y sera ajoutée.",
        )
        organisation = OrganisationField(workspace, label="Organisation")
        self.fields = {"person": person, "organisation": organisation, **self.fields}


class EndForm(forms.Form):
    """The day a function ends."""

    ends_on = forms.DateField(label="Dernier jour de la fonction")

    def __init__(self, *args: Any, starts_on: dt.date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starts_on = starts_on

    def clean_ends_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["ends_on"]
        if self.starts_on and day < self.starts_on:
            raise ValidationError("La fonction ne peut pas finir avant d’avoir commencé.")
        return day
