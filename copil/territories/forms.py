"""What people ask of the list of territories."""

import datetime as dt
import re

from django import forms
from django.core.files.uploadedfile import UploadedFile

from copil.core.errors import ActionRefused
from copil.core.text import fold
from copil.exchange import uploads
from copil.territories.enums import PLURALS
from copil.territories.models import PerimeterKind


class TerritoryFilter(forms.Form):
    """A name, a postal code or an official code, and a level."""

    q = forms.CharField(
        label="Nom, code postal ou code officiel",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    niveau = forms.ChoiceField(
        label="Niveau", choices=[("", "Tous les niveaux"), *PLURALS.items()], required=False
    )


class PerimetersForm(forms.Form):
    """A file of perimeters, and what they are."""

    name = forms.CharField(
        label="Sorte de périmètres",
        max_length=30,
        help_text="Un sigle que chacun connaît : PETR, QPV, ZRR… Un nom déjà pris met cette sorte à jour.",
        error_messages={"required": "Donnez un nom à cette sorte de périmètres."},
    )
    year = forms.IntegerField(
        label="Année du fichier",
        min_value=1990,
        max_value=2100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "Donnez l’année que le fichier décrit."},
    )
    is_partial = forms.BooleanField(
        label="Ils ne couvrent qu’une partie des communes citées",
        required=False,
        help_text="C’est le cas des quartiers prioritaires : leurs pages parleront de communes concernées.",
    )
    is_complete = forms.BooleanField(
        label="Ce fichier les nomme tous",
        required=False,
        help_text="Ceux qu’il ne nomme plus sortiront des listes et de la recherche.",
    )
    file = forms.FileField(
        label="Fichier CSV",
        allow_empty_file=True,  # refused with our own words
        help_text="Une ligne par commune : le code du périmètre, son nom, le code officiel de la commune.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
        error_messages={"required": "Choisissez le fichier à charger."},
    )

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not code_of_kind(name):
            raise forms.ValidationError("Ce nom doit contenir une lettre ou un chiffre.")
        return name

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            uploads.check_size(file.size or 0)
        except ActionRefused as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        return file

    def kind(self, *, at: dt.datetime) -> PerimeterKind:
        """Return the kind named, or a new one that is not written yet."""
        return kind_named(
            self.cleaned_data["name"],
            year=self.cleaned_data["year"],
            is_partial=self.cleaned_data["is_partial"],
            at=at,
        )


def code_of_kind(name: str) -> str:
    """Return the identifier of a kind: what is left of its name in ten letters and figures."""
    return re.sub(r"[^a-z0-9]+", "", fold(name))[:10]


def kind_named(name: str, *, year: int, is_partial: bool, at: dt.datetime) -> PerimeterKind:
    """Return the kind of that name with the year and the nature given, or a new one; nothing is written."""
    code = code_of_kind(name)
    kind: PerimeterKind = PerimeterKind.objects.filter(code=code).first() or PerimeterKind(
        code=code, loaded_at=at
    )
    kind.name, kind.year, kind.is_partial = name, year, is_partial
    return kind
