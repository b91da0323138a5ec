"""What is typed to ask a lead, to note the answer, to say how far an action is."""

from typing import Any

from django import forms

from copil.initiatives.models import Initiative
from copil.meetings.models import Meeting
from copil.workshops.enums.sheets import LeadAnswer, Progress, Weather
from copil.workshops.models import ActionStatement

_MOST_MEETINGS = 40


class AskForm(forms.Form):
    """Where the link goes, until when it is open, and a word with it."""

    email = forms.EmailField(label="Adresse", max_length=254)
    until = forms.DateField(
        label="Réponse attendue jusqu’au",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    word = forms.CharField(
        label="Un mot pour l’accompagner",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class UpdateLinkForm(forms.Form):
    """Where the link of follow-up goes, and a word with it."""

    email = forms.EmailField(label="Adresse", max_length=254)
    word = forms.CharField(
        label="Un mot pour l’accompagner",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SettleForm(forms.Form):
    """What the lead answered, otherwise than by the link."""

    answer = forms.ChoiceField(label="Réponse", choices=LeadAnswer.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Pourquoi", max_length=500, required=False, help_text="Nécessaire si la personne décline."
    )


class StatementForm(forms.Form):
    """How far an action is: a state, a progress, a weather, one sentence."""

    state = forms.ChoiceField(label="Où en est l’action", choices=Progress.choices)
    progress = forms.IntegerField(
        label="Avancement, en %",
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"min": 0, "max": 100, "step": 5, "inputmode": "numeric"}),
    )
    weather = forms.ChoiceField(
        label="Météo", choices=Weather.choices, widget=forms.RadioSelect, initial=Weather.SUN
    )
    sentence = forms.CharField(
        label="En une phrase",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ce qui a avancé, ou ce qui inquiète. Elle est gardée avec sa date.",
    )
    blocked_by = forms.CharField(
        label="Bloquée par", max_length=300, required=False, help_text="Nécessaire si l’action est bloquée."
    )
    unblocked_when = forms.CharField(
        label="Débloquée quand",
        max_length=300,
        required=False,
        help_text="L’événement ou la décision que vous attendez.",
    )

    def __init__(
        self,
        *args: Any,
        last: ActionStatement | None = None,
        initiative: Initiative | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", _from(last))
        super().__init__(*args, **kwargs)
        if initiative is not None:
            rows = Meeting.objects.current().filter(initiative=initiative, starts_at__isnull=False)
            kept = rows.order_by("-starts_at", "pk").values("pk")[:_MOST_MEETINGS]
            self.fields["meeting"] = forms.ModelChoiceField(
                label="Revue en réunion",
                queryset=Meeting.objects.filter(pk__in=kept).order_by("-starts_at", "pk"),
                required=False,
                empty_label="Hors réunion",
            )


def _from(last: ActionStatement | None) -> dict[str, Any]:
    """Begin from what was said last, but the sentence: it is new each time."""
    if last is None:
        return {"state": Progress.TODO, "progress": 0, "weather": Weather.SUN}
    names = ("state", "progress", "weather", "blocked_by", "unblocked_when")
    return {name: getattr(last, name) for name in names}
