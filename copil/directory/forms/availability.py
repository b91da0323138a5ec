"""Form of an availability."""

from typing import Any

from django import forms

from copil.directory.models import Availability
from copil.directory.rules.availability import WEEKDAYS


class AvailabilityForm(forms.ModelForm[Availability]):
    """Days of the week, part of the day, period, a note. Without days: every day; without dates: all year."""

    weekdays = forms.MultipleChoiceField(
        label="Jours de la semaine",
        choices=WEEKDAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Aucun jour coché : tous les jours.",
    )
    is_absence = forms.BooleanField(
        label="C’est une absence : la personne n’est pas disponible", required=False
    )

    class Meta:
        model = Availability
        fields = ("is_absence", "weekdays", "part", "starts_on", "ends_on", "note")
        help_texts = {
            "starts_on": "Vide : depuis toujours.",
            "ends_on": "Vide : sans fin prévue.",
            "note": "Par exemple : une semaine sur deux, en visio seulement.",
        }
        widgets = {"note": forms.TextInput(attrs={"autocomplete": "off"})}

    def __init__(self, *args: Any, instance: Availability, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "instance": instance})
        self.initial["weekdays"] = list(instance.weekdays)

    def clean_weekdays(self) -> str:
        return "".join(sorted(self.cleaned_data["weekdays"]))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "La fin vient avant le début : corrigez l’une des deux dates.")
        return cleaned
