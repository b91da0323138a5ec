"""The form of the five criteria."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from copil.core import typography
from copil.directory.models import Profile
from copil.directory.rules import profile as profile_rules
from copil.exchange import parsing

_OFF = {"autocomplete": "off"}


class AmountField(forms.DecimalField):
    """A number as people write it: « 168 000 », « 168 000,50 € », « 4,2 »."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", **_OFF})

    def to_python(self, value: Any) -> Any:
        """Return the number; refuse what is not one, with an example."""
        if isinstance(value, str) and value.strip():
            number = parsing.number(value, decimal=",")
            if number is None:
                raise ValidationError("Écrivez un nombre, par exemple 168 000 ou 4,2.")
            value = number
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Return what is stored as it would be typed."""
        return typography.number(value) if isinstance(value, Decimal) else value


class ProfileForm(forms.ModelForm[Profile]):
    """The five criteria; everything may stay empty."""

    budget_amount = AmountField(
        label="Budget annuel, en euros", max_digits=12, decimal_places=2, min_value=0, required=False
    )
    fte = AmountField(
        label="Emplois en équivalent temps plein",
        max_digits=7,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text="Un mi-temps compte pour 0,5.",
    )

    class Meta:
        model = Profile
        fields = profile_rules.FIELDS
        help_texts = {
            "current_area": "Où elle agit aujourd’hui : communes, canton, bassin de vie…",
            "potential_area": "Où elle pourrait agir demain.",
            "members_typology": "Habitants, associations, entreprises, collectivités…",
            "associative_life": "Instances, bénévolat, place des adhérents.",
            "budget_typology": "Subventions, cotisations, ventes, mécénat…",
            "partnerships_typology": "Avec qui, et de quelle nature : financière, technique…",
            "fte_sources": "Fonds propres, aides à l’emploi, conventions…",
            "know_how": "Ce qu’elle sait faire et pourrait partager.",
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("history", "associative_life", "purposes", "know_how")
        }

    def clean_founded_year(self) -> int | None:
        year: int | None = self.cleaned_data["founded_year"]
        if year is not None and not 1000 <= year <= 2100:
            raise ValidationError("Écrivez l’année avec ses quatre chiffres, par exemple 2014.")
        return year
