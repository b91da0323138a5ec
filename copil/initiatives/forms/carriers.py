"""Forms of the carrier's role, of coherence, of required skills."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from copil.identity.models import Workspace
from copil.initiatives.coherence import FACES, Face
from copil.initiatives.enums import Verdict
from copil.initiatives.models import CarrierSheet
from copil.territories import fields as territory_fields
from copil.territories.fields import TerritoryField

_LONGEST = 4_000


class CarrierRoleForm(forms.ModelForm[CarrierSheet]):
    """What makes the carrier legitimate, and how it reaches the structures."""

    class Meta:
        model = CarrierSheet
        fields = ["mission", "function", "mandate", "territory_note", "access"]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3, "maxlength": _LONGEST})
            for name in ("mission", "function", "mandate", "access")
        }
        help_texts = {
            "mission": "Ce pour quoi vous existez.",
            "function": "Ce que vous faites dans cette démarche.",
            "mandate": "Qui vous l’a confié, par quel texte, jusqu’à quand.",
            "access": "Comment vous joignez les structures, et lesquelles vous connaissez déjà.",
        }

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territory"] = TerritoryField(
            label="Territoire d’intervention",
            required=False,
            initial=self.instance.territory,
            help_text="Les structures visées qui en sortent seront signalées.",
        )
        self.order_fields(["mission", "function", "mandate", "territory", "territory_note", "access"])
        territory_fields.connect(self, workspace=workspace)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str) and len(value) > _LONGEST:
                self.add_error(name, f"Gardez ce texte sous {_LONGEST} caractères.")
        return cleaned


class CoherenceForm(forms.ModelForm[CarrierSheet]):
    """A verdict on each face, with its reason."""

    class Meta:
        model = CarrierSheet
        fields = [name for face in FACES for name in (face, f"{face}_reason")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for face in FACES:
            self.fields[face] = forms.ChoiceField(
                label="Votre avis",
                choices=Verdict.choices,
                required=False,
                widget=forms.RadioSelect,
                initial=getattr(self.instance, face),
            )
            self.fields[f"{face}_reason"] = forms.CharField(
                label="Pourquoi",
                required=False,
                max_length=_LONGEST,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=getattr(self.instance, f"{face}_reason"),
            )
        self.order_fields(list(self.Meta.fields))

    def beside(self, faces: list[Face]) -> list[tuple[Face, forms.BoundField, forms.BoundField]]:
        """Return each face with its two fields."""
        return [(face, self[face.key], self[f"{face.key}_reason"]) for face in faces]

    def clean(self) -> dict[str, Any]:
        """A verdict goes with its reason."""
        cleaned = super().clean() or self.cleaned_data
        for face in FACES:
            if cleaned.get(face) and not cleaned.get(f"{face}_reason", "").strip():
                self.add_error(f"{face}_reason", "Expliquez votre avis en une phrase.")
        return cleaned


class SkillForm(forms.Form):
    """Something the participants have to know."""

    text = forms.CharField(
        label="Savoir requis",
        max_length=200,
        help_text="Par exemple : lire un bilan, avoir animé une réunion d’adhérents.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_text(self) -> str:
        text: str = " ".join(self.cleaned_data["text"].split())
        if not any(letter.isalnum() for letter in text):
            raise ValidationError("Écrivez le savoir requis.")
        return text
