"""What people ask of the list of territories."""

from django import forms

from copil.territories.enums import PLURALS


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
