"""What is typed of a step of a script."""

from typing import Any

from django import forms

from copil.workshops.clock import Step
from copil.workshops.enums.scripts import Need

LONGEST = 3_000


class StepForm(forms.Form):
    """A step: what it is called, how long, what to do and to say."""

    title = forms.CharField(
        label="Étape", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    minutes = forms.IntegerField(label="Durée, en minutes", min_value=1, max_value=240)
    need = forms.ChoiceField(
        label="Travaille avec",
        choices=Need.choices,
        required=False,
        help_text="Un lien y mène pendant la séance.",
    )
    text = forms.CharField(
        label="Ce que fait l’animation, ce qu’elle dit",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, data: Any = None, *, step: Step | None = None) -> None:
        initial = (
            {name: getattr(step, name) for name in ("title", "minutes", "need", "text")} if step else None
        )
        super().__init__(data, initial=initial)
