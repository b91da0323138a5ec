"""What narrows a search."""

from collections.abc import Mapping
from typing import Any

from django import forms

from copil.core.text import fold
from copil.pages.found import KINDS
from copil.search.enums import Period
from copil.search.queries import Facets, Narrowing


class SearchForm(forms.Form):
    """The question and what narrows it. A value that is not known narrows nothing."""

    q = forms.CharField(
        label="Mots cherchés",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(choices=[("", ""), *KINDS.items()], required=False, widget=forms.HiddenInput)
    lieu = forms.RegexField(r"^\w{2,3}$", label="Département", required=False, widget=forms.Select)
    periode = forms.ChoiceField(label="Période", choices=[("", "Toutes"), *Period.choices], required=False)
    archives = forms.ChoiceField(
        label="Fiches", choices=[("", "Actives"), ("oui", "Archivées")], required=False
    )

    @property
    def question(self) -> str:
        """The words asked, without what is beyond the longest question."""
        self.is_valid()
        return " ".join(str(self.data.get("q", ""))[:200].replace("\0", "").split())

    @property
    def narrowing(self) -> Narrowing:
        """What was understood of the choices."""
        self.is_valid()
        asked = self.cleaned_data
        return Narrowing(
            kind=asked.get("kind", ""),
            place=asked.get("lieu", ""),
            period=asked.get("periode", ""),
            archived=asked.get("archives") == "oui",
        )

    @property
    def narrows(self) -> bool:
        """Whether anything but the words is asked."""
        return self.narrowing != Narrowing()

    def count(self, facets: Facets, *, places: Mapping[str, str]) -> None:
        """Write beside each choice how many answers it leaves; ``places`` names the départements."""
        kept = {**dict.fromkeys([self.narrowing.place], 0), **facets.places}
        rows = sorted((places.get(code, code), code) for code in kept if code)
        widget = self.fields["lieu"].widget
        widget.choices = [
            ("", "Tous"),
            *((code, f"{name} : {kept[code]}") for name, code in rows),
        ]
        self.fields["periode"].choices = [  # type: ignore[attr-defined]  # a list of choices
            ("", "Toutes"),
            *((one.value, f"{one.label} : {facets.periods.get(one, 0)}") for one in Period),
        ]
        self.fields["archives"].choices = [  # type: ignore[attr-defined]  # a list of choices
            ("", "Actives"),
            ("oui", f"Archivées : {facets.archived}"),
        ]


class SynonymForm(forms.Form):
    """Words that mean the same."""

    expressions = forms.CharField(
        label="Mots ou expressions équivalents",
        max_length=300,
        help_text="Séparés par des virgules, par exemple : MDA, maison des associations.",
        error_messages={"required": "Donnez au moins deux mots ou expressions, séparés par des virgules."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class TryForm(forms.Form):
    """A word whose effect is looked at."""

    mot = forms.CharField(
        label="Mot ou expression",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class ErasureForm(forms.Form):
    """The erasure of a person, confirmed by typing their name."""

    alone = forms.BooleanField(
        label="Effacer aussi le nom de famille là où il est écrit seul",
        required=False,
        help_text="À cocher si personne d’autre, aucun lieu ni aucune structure ne porte ce nom.",
    )
    attachments = forms.BooleanField(
        label="Vider aussi les fichiers joints qui nomment la personne",
        required=False,
        initial=True,
        help_text="Les fichiers d’import et les documents produits par Copil le sont dans tous les cas.",
    )
    name = forms.CharField(
        label="Nom de la personne, pour confirmer",
        max_length=220,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Tapez le nom de la personne : rien n’est effacé sans cela."},
    )

    def __init__(self, *args: Any, expected: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected
        self.fields["name"].help_text = f"Tapez « {expected} »."

    def clean_name(self) -> str:
        typed = str(self.cleaned_data["name"]).strip()
        if " ".join(fold(typed).split()) != " ".join(fold(self.expected).split()):
            raise forms.ValidationError("Ce n’est pas le nom de cette personne : rien n’a été effacé.")
        return typed
