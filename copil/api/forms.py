"""Forms of tokens and of webhooks."""

import datetime as dt

from django import forms

from copil.api import rules
from copil.api.enums import Scope
from copil.api.families import FAMILIES
from copil.core import outbound


class TokenForm(forms.Form):
    """What a token is for, what it lets do, for how long."""

    name = forms.CharField(
        label="À quoi il sert",
        max_length=100,
        help_text="Le logiciel qui s’en servira : « Site internet », « Tableau de bord ».",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label="Ce qu’il permet",
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Le moins possible : il ne pourra de toute façon rien de plus que vous.",
        error_messages={"required": "Choisissez au moins un droit."},
    )
    days = forms.TypedChoiceField(
        label="Pour combien de temps",
        coerce=int,
        choices=[(days, f"{days} jours" if days < 365 else "Un an") for days in rules.LIFETIMES],
        initial=rules.LIFETIMES[1],
    )

    @property
    def lifetime(self) -> dt.timedelta:
        """Return how long it will last."""
        return dt.timedelta(days=self.cleaned_data["days"])

    @property
    def asked_scopes(self) -> list[Scope]:
        """Return the scopes ticked."""
        return [Scope(value) for value in self.cleaned_data["scopes"]]


class WebhookForm(forms.Form):
    """An address, and what it is told of."""

    name = forms.CharField(
        label="À quoi il sert",
        max_length=100,
        help_text="Le logiciel qui reçoit : « Site internet », « Tableau de bord ».",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    url = forms.CharField(
        label="Adresse",
        max_length=500,
        help_text="Une adresse en https, ouverte sur internet. Elle n’est jamais suivie ailleurs.",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    families = forms.MultipleChoiceField(
        label="Ce qui est annoncé",
        choices=[(one.key, one.label) for one in FAMILIES.values()],
        widget=forms.CheckboxSelectMultiple,
        help_text="Chaque ajout, changement ou archivage est annoncé ; jamais ce qu’il contient.",
        error_messages={"required": "Choisissez au moins une famille."},
    )

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        if not outbound.is_plain_https(url):
            raise forms.ValidationError(
                "Donnez une adresse publique qui commence par https://, sans nom d’utilisateur."
            )
        return url
