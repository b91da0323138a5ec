"""What is typed of the review of the groups: what they produced, a lesson, which body decides."""

import datetime as dt
from typing import Any

from django import forms

from copil.core import typography
from copil.governance.models import Body
from copil.initiatives.models import Initiative
from copil.meetings.enums import MeetingKind, MeetingState
from copil.meetings.models import Meeting
from copil.workshops.enums.plans import LessonKind, Verdict
from copil.workshops.models import Bilan, Lesson

_LONGEST = 4_000


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": _LONGEST})


class BilanForm(forms.ModelForm[Bilan]):
    """What the groups produced, what is proposed, the two meetings that close the work."""

    class Meta:
        model = Bilan
        fields = ["produced", "verdict", "manner", "committee", "restitution"]
        widgets = {"produced": _area(6), "manner": _area(5), "verdict": forms.RadioSelect}
        help_texts = {
            "produced": "Au regard de ce que l’on attendait d’eux. Les chiffres sont déjà sur la page.",
            "manner": "Qui porte la suite, avec quels moyens, sur quelles actions, jusqu’à quand.",
            "committee": "Celui qui tire le bilan, après les groupes et avant la restitution.",
        }

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verdict: Any = self.fields["verdict"]
        verdict.choices = [("", "Rien pour l’instant"), *Verdict.choices]
        kept = Meeting.objects.current().filter(initiative=initiative).exclude(state=MeetingState.CANCELLED)
        for name, kind in (("committee", MeetingKind.STEERING), ("restitution", MeetingKind.RESTITUTION)):
            field: Any = self.fields[name]
            field.queryset, field.empty_label = kept.filter(kind=kind).latest_first(), "À choisir"
            field.label_from_instance = _named

    def clean(self) -> dict[str, Any]:
        """What is typed stays of a size that can be read."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("produced", "manner"):
            if len(cleaned.get(name) or "") > _LONGEST:
                self.add_error(name, f"Gardez ce texte sous {_LONGEST} caractères.")
        return cleaned


class LessonForm(forms.ModelForm[Lesson]):
    """Something learnt: what, what shows it, for whom."""

    class Meta:
        model = Lesson
        fields = ["kind", "text", "evidence", "audience"]
        widgets = {
            "kind": forms.RadioSelect,
            "text": _area(3),
            "evidence": _area(3),
            "audience": forms.TextInput(attrs={"autocomplete": "off"}),
        }
        help_texts = {
            "text": "Une idée par enseignement, en une ou deux phrases.",
            "evidence": "Un fait, un chiffre, une parole entendue dans un groupe.",
            "audience": "Les animateurs d’une prochaine fois, les financeurs, un autre territoire…",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = LessonKind.choices

    def clean(self) -> dict[str, Any]:
        """What is typed stays of a size that can be read."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("text", "evidence"):
            if len(cleaned.get(name) or "") > _LONGEST:
                self.add_error(name, f"Gardez ce texte sous {_LONGEST} caractères.")
        return cleaned


class BodyForm(forms.Form):
    """Which body decides, and when."""

    on = forms.DateField(
        label="Décidée le", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.current().open_ones().filter(initiative=initiative)
        self.fields["body"] = forms.ModelChoiceField(
            label="Instance", queryset=bodies.in_order(), empty_label="Choisir une instance"
        )
        self.order_fields(["body", "on"])

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        if not 1900 <= on.year <= 2200:
            raise forms.ValidationError("Vérifiez l’année.")
        return on


def _named(meeting: Meeting) -> str:
    when = typography.day(meeting.starts_at, "medium") if meeting.starts_at else "date à fixer"
    return f"{meeting.title}, {when}"
