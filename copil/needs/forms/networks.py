"""Forms of sharing with networks."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from copil.core.text import fold
from copil.identity.models import NetworkMembership, Workspace
from copil.needs import rules
from copil.needs.models import Need, NetworkNeed, NetworkShare, NetworkShareQuerySet

_OFF = {"autocomplete": "off"}
_NAME_HELP = "Seulement si elle est d’accord. Sans cela, personne d’autre que vous ne le lit."


class _StayField(forms.ModelChoiceField[NetworkMembership]):
    """A network of the workspace, said by its name."""

    def label_from_instance(self, obj: Any) -> str:
        stay: NetworkMembership = obj
        return stay.network.name


class ShareForm(forms.Form):
    """With which network, under which words, with or without the names of structures."""

    name_allowed = forms.BooleanField(
        label="Montrer aussi le nom de la structure", required=False, help_text=_NAME_HELP
    )

    def __init__(self, *args: Any, workspace: Workspace, needs: Sequence[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stays = NetworkMembership.objects.in_force().filter(workspace=workspace).select_related("network")
        held = list(stays.order_by("joined_at", "pk"))
        self.fields["stay"] = _StayField(
            queryset=stays,
            label="Réseau",
            empty_label=None,
            initial=held[0].pk if held else None,
            widget=forms.HiddenInput if len(held) == 1 else forms.Select,
        )
        self.only = held[0] if len(held) == 1 else None
        for need in needs:
            self.fields[f"text-{need.pk}"] = forms.CharField(
                label="Texte partagé",
                max_length=rules.LONGEST_NEED,
                initial=need.text,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"required": "Ce texte est tout ce que les autres liront : ne le videz pas."},
            )

    @property
    def texts(self) -> dict[uuid.UUID, str]:
        """Return the words typed, by need (once valid)."""
        return {
            uuid.UUID(name.removeprefix("text-")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("text-")
        }


class ShareEditForm(forms.ModelForm[NetworkShare]):
    """The words shown, and whether the structure is named."""

    class Meta:
        model = NetworkShare
        fields = ["text", "name_allowed"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4, "maxlength": rules.LONGEST_NEED})}
        help_texts = {"name_allowed": _NAME_HELP}


class NetworkFilter(forms.Form):
    """What people ask of the needs of a network."""

    q = forms.CharField(
        label="Mots du texte partagé",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", **_OFF}),
    )
    porteur = forms.ChoiceField(label="Porteur", required=False)

    def __init__(self, *args: Any, carriers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["porteur"].choices = [("", "Tous"), *carriers]  # type: ignore[attr-defined]  # a choice

    @property
    def narrows(self) -> bool:
        """Whether anything is asked."""
        return self.is_valid() and any(self.cleaned_data.values())

    def filter(self, rows: NetworkShareQuerySet) -> NetworkShareQuerySet:
        """Return the shared needs asked for, the latest first."""
        asked = self.cleaned_data if self.is_valid() else {}
        for word in fold(asked.get("q", "")).split():
            rows = rows.filter(text__icontains=word) | rows.filter(need__theme__label_key__contains=word)
        if asked.get("porteur"):
            rows = rows.filter(workspace=asked["porteur"])
        return rows.recent_first()


class SharesField(forms.ModelMultipleChoiceField[NetworkShare]):
    """Shared needs to tick."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": "Choisissez au moins un besoin.",
        "invalid_choice": "Un de ces besoins n’est plus partagé. Relisez la liste.",
        "invalid_pk_value": "Un de ces besoins n’est plus partagé. Relisez la liste.",
    }


class PickSharesForm(forms.Form):
    """Which of one's own shared needs."""

    def __init__(self, *args: Any, rows: NetworkShareQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shares"] = SharesField(rows)


class RecogniseForm(PickSharesForm):
    """Which shared needs of a proposal are the same, and what to call them."""

    title = forms.CharField(
        label="Intitulé du besoin commun",
        max_length=NetworkNeed._meta.get_field("title").max_length,
        error_messages={"required": "Donnez un intitulé au besoin commun."},
        widget=forms.TextInput(attrs=_OFF),
    )


class ReasonForm(forms.Form):
    """Why a proposal is wrong, for one's own workspace."""

    reason = forms.CharField(
        label="Pourquoi",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        help_text="Une phrase, lue seulement dans votre espace.",
    )
