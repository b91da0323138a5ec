"""Forms of people and of their functions."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from copil.directory.actions import people as actions
from copil.directory.fields import OrganisationField, PersonField
from copil.directory.models import Function, Person, PersonQuerySet
from copil.directory.rules import contact
from copil.identity.models import Workspace

_OFF = {"autocomplete": "off"}


class PersonFilter(forms.Form):
    """What people ask of the list of people."""

    q = forms.CharField(
        label="Nom ou prénom",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", **_OFF}),
    )
    etat = forms.ChoiceField(
        choices=[("", "Actives"), ("archives", "Archivées")], required=False, widget=forms.HiddenInput
    )

    def filter(self, rows: PersonQuerySet) -> PersonQuerySet:
        """Return the rows asked for."""
        asked = self.cleaned_data if self.is_valid() else {}
        rows = rows.filter(archived_at__isnull=asked.get("etat") != "archives", merged_into=None)
        return (rows.with_words(asked["q"]) if asked.get("q") else rows).in_order()


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
            "internal_note": "Visible des membres de l’espace. N’écrivez que ce que la personne peut lire.",
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
