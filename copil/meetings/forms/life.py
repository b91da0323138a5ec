"""What some moves in the life of a meeting ask first."""

import datetime as dt
from typing import Any

from django import forms

from copil.meetings.enums import Approval
from copil.meetings.forms.agenda import MeetingField
from copil.meetings.forms.meetings import DATE
from copil.meetings.models import AgendaItem, Meeting, MeetingQuerySet, Participant
from copil.meetings.models.participants import ParticipantQuerySet


class CancelForm(forms.Form):
    """Why a meeting does not take place."""

    reason = forms.CharField(
        label="Pourquoi elle n’a pas lieu", max_length=300, help_text="Les personnes prévenues le liront."
    )


class SendForm(forms.Form):
    """How the minutes will be approved."""

    approval = forms.ChoiceField(
        label="Comment sera-t-il approuvé",
        choices=Approval.choices,
        initial=Approval.NEXT,
        widget=forms.RadioSelect,
    )
    until = forms.DateField(label="Consultation ouverte jusqu’au", required=False, widget=DATE)

    def clean(self) -> dict[str, Any]:
        """A consultation has its last day."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("approval") == Approval.CONSULTATION and not cleaned.get("until"):
            if "until" not in self.errors:
                self.add_error("until", "Donnez le dernier jour de la consultation.")
        elif cleaned.get("approval") == Approval.NEXT:
            cleaned["until"] = None
        return cleaned

    @property
    def last_day(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["until"]
        return day


class ApproveForm(forms.Form):
    """In which meeting the minutes are approved; nothing to say after a consultation."""

    def __init__(self, *args: Any, meeting: Meeting, rows: MeetingQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if meeting.minutes.approval == Approval.NEXT:
            self.fields["approved_in"] = MeetingField(
                rows,
                label="Approuvé en réunion",
                empty_label="Choisissez",
                help_text="La réunion, ouverte ou tenue après celle-ci, où le compte rendu a été approuvé.",
            )


class AmendmentForm(forms.Form):
    """What somebody who was there would have the minutes say."""

    text = forms.CharField(
        label="Ce que le compte rendu devrait dire",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, *args: Any, meeting: Meeting, people: ParticipantQuerySet, alone: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        points = AgendaItem.objects.kept().filter(meeting=meeting).in_order()
        self.fields["item"] = forms.ModelChoiceField(
            points, label="Sur le point", required=False, empty_label="L’ensemble"
        )
        if not alone:
            self.fields["participant"] = forms.ModelChoiceField(
                people, label="Demandé par", empty_label="Choisissez"
            )
        self.order_fields(["participant", "item", "text"])

    def participant(self, mine: Participant | None) -> Participant | None:
        """Return who asks."""
        chosen: Participant | None = self.cleaned_data.get("participant", mine)
        return chosen


class AnswerForm(forms.Form):
    """What becomes of an amendment."""

    taken = forms.ChoiceField(
        label="Cette correction est",
        choices=[("oui", "Retenue"), ("non", "Non retenue")],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="Réponse",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Obligatoire si elle n’est pas retenue. Retenue, reprenez le compte rendu pour l’y écrire.",
    )
