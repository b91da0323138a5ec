"""A mandate, its end, its renewal; a college; the end of a body."""

import datetime as dt
from typing import Any, cast

from django import forms

from copil.directory.fields import OrganisationField, PersonField
from copil.governance.enums import Voice
from copil.governance.forms.bodies import DATE
from copil.governance.models import Body, College, Mandate
from copil.identity.models import Workspace


class MandateForm(forms.Form):
    """Who sits, for whom, with which voice, from when."""

    position = forms.CharField(
        label="Place dans l’instance",
        required=False,
        max_length=120,
        help_text="Par exemple : présidence, secrétariat, membre.",
    )
    voice = forms.ChoiceField(
        label="Voix",
        choices=Voice.choices,
        help_text="Seule une voix délibérative compte dans un vote et dans le quorum.",
    )
    is_outsider = forms.BooleanField(label="Extérieure à la structure porteuse", required=False)
    is_elected = forms.BooleanField(label="Élue ou élu d’une collectivité", required=False)
    starts_on = forms.DateField(label="Depuis le", widget=DATE)
    ends_on = forms.DateField(
        label="Jusqu’au",
        widget=DATE,
        required=False,
        help_text="Dernier jour compris ; vide sans fin prévue.",
    )

    def __init__(
        self, *args: Any, workspace: Workspace, body: Body, mandate: Mandate | None = None, **kwargs: Any
    ) -> None:
        if mandate is not None:
            names = (
                *("person", "organisation", "college", "position", "voice", "is_outsider", "is_elected"),
                *("substitute", "proxy", "starts_on", "ends_on"),
            )
            kwargs["initial"] = {name: getattr(mandate, name) for name in names}
        super().__init__(*args, **kwargs)
        owner = mandate.workspace if mandate is not None else workspace
        self.fields["person"] = PersonField(owner, label="Personne", help_text="De l’annuaire de l’espace.")
        self.fields["organisation"] = OrganisationField(owner, label="Représente", required=False)
        self.fields["substitute"] = PersonField(
            owner, label="Suppléance", required=False, help_text="Qui siège à sa place en son absence."
        )
        self.fields["college"] = forms.ModelChoiceField(
            label="Collège",
            queryset=College.objects.current().filter(body=body).order_by("position", "pk"),
            required=False,
            empty_label="Aucun collège",
        )
        others = (
            Mandate.objects.current().filter(body=body, ends_on=None).exclude(pk=getattr(mandate, "pk", None))
        )
        self.fields["proxy"] = forms.ModelChoiceField(
            label="Donne pouvoir à",
            queryset=others.filter(voice=Voice.DELIBERATIVE).select_related("person").in_order(),
            required=False,
            empty_label="Personne",
            help_text="Sa voix est portée par cette personne quand elle est absente.",
        )
        cast(Any, self.fields["proxy"]).label_from_instance = lambda one: str(one.person)
        self.order_fields(
            ["person", "organisation", "college", "position", "voice", "is_outsider", "is_elected",
             "substitute", "proxy", "starts_on", "ends_on"]
        )  # fmt: skip  # a table reads by its lines


class EndForm(forms.Form):
    """The last day of a mandate."""

    ends_on = forms.DateField(label="Dernier jour du mandat", widget=DATE)
    reason = forms.CharField(
        label="Pourquoi", required=False, max_length=300, help_text="Démission, élection, départ…"
    )


class RenewForm(forms.Form):
    """How long a renewed mandate lasts."""

    ends_on = forms.DateField(
        label="Nouvelle fin", widget=DATE, required=False, help_text="Laissez vide sans fin prévue."
    )


class CollegeForm(forms.Form):
    """A college and its seats."""

    name = forms.CharField(
        label="Nom du collège", max_length=120, help_text="Par exemple : associations, communes, habitants."
    )
    seats = forms.IntegerField(label="Nombre de sièges", min_value=1, max_value=500)


class CloseForm(forms.Form):
    """The end of a body."""

    closed_on = forms.DateField(label="Close le", widget=DATE)
    reason = forms.CharField(label="Pourquoi", max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))


class DayForm(forms.Form):
    """The day at which a composition is read."""

    le = forms.DateField(label="Composition au", widget=DATE, required=False)

    def day(self, *, today: dt.date) -> dt.date:
        """Return the day asked for; today when none is, or none that can be read."""
        return self.cleaned_data.get("le") or today if self.is_valid() else today
