"""Who carries an initiative afterwards: invite, hand over, leave, answer."""

from collections.abc import Sequence
from typing import Any

from django import forms

from copil.identity.models import Workspace
from copil.initiatives.forms.initiatives import DATE
from copil.initiatives.models import Carrier

_LONGEST = 2_000


class InviteCarrierForm(forms.Form):
    """A workspace of a common network, or the identifier of another."""

    neighbour = forms.ChoiceField(label="Un espace de vos réseaux", required=False)
    identifier = forms.CharField(
        label="Ou l’identifiant d’un autre espace",
        max_length=254,
        required=False,
        help_text="Son administration le lit sur sa page « Réseaux ». Vous pouvez aussi donner l’adresse "
        "électronique d’une personne qui coordonne cet espace.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    message = forms.CharField(
        label="Votre message",
        max_length=_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ce que vous attendez de cet espace. Sa coordination le lira avec l’invitation.",
    )

    def __init__(self, *args: Any, neighbours: Sequence[Workspace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if neighbours:
            rows = [("", "Choisissez un espace"), *((one.slug, one.name) for one in neighbours)]
            self.fields["neighbour"].choices = rows  # type: ignore[attr-defined]  # a choice among texts
        else:
            del self.fields["neighbour"]
            self.fields["identifier"].label = "Identifiant de l’espace"
            self.fields["identifier"].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen, typed = cleaned.get("neighbour", ""), cleaned.get("identifier", "").strip()
        if chosen and typed and chosen != typed.lower():
            self.add_error(
                "identifier", "Choisissez un espace de la liste ou donnez un identifiant, pas les deux."
            )
        elif not chosen and not typed and "neighbour" in self.fields:
            self.add_error("neighbour", "Choisissez un espace, ou donnez son identifiant.")
        cleaned["identifier"] = chosen or typed
        return cleaned


class HandOverForm(forms.Form):
    """The associated carrier that would lead the initiative."""

    carrier = forms.ModelChoiceField(
        label="Qui conduirait la démarche",
        queryset=Carrier.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choisissez une structure associée."},
    )
    message = forms.CharField(
        label="Votre message",
        max_length=_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, carriers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["carrier"]
        field.queryset = carriers  # type: ignore[attr-defined]  # the kind of field declared above
        field.label_from_instance = lambda one: one.workspace.name  # type: ignore[attr-defined]  # as above


class LeaveForm(forms.Form):
    """The day a carrier leaves, and why."""

    left_on = forms.DateField(label="Dernier jour", widget=DATE)
    reason = forms.CharField(
        label="Pourquoi",
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Une phrase suffit. Les autres porteurs la liront.",
    )


class DeclineForm(forms.Form):
    """A word to those who invited."""

    answer = forms.CharField(
        label="Un mot à ceux qui vous invitent",
        max_length=_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
