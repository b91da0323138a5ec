"""Forms of date polls: days and hours proposed, until when, who counts, giving up, another meeting."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone

from copil.meetings.forms.agenda import MeetingField
from copil.meetings.forms.meetings import DATE, TIME
from copil.meetings.models import DatePoll, MeetingQuerySet
from copil.meetings.rules import polls as rules

HOURS = 4
_MOST_DAYS = 60


class SlotsForm(forms.Form):
    """Days and hours, every day at every hour; the days are ticked in a calendar drawn by the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(HOURS):
            label = f"Heure {number + 1}"
            self.fields[f"hour_{number}"] = forms.TimeField(label=label, required=False, widget=TIME)

    @property
    def ticked(self) -> set[dt.date]:
        """Return the days ticked, those that are no days left out."""
        sent = cast(QueryDict, self.data).getlist("day")[:_MOST_DAYS] if self.is_bound else []
        days = set()
        for one in sent:
            try:
                days.add(dt.date.fromisoformat(one))
            except ValueError:
                continue
        return {day for day in days if 1900 <= day.year <= 2200}

    def instants(self, zone: str) -> list[dt.datetime]:
        """Return every day at every hour."""
        hours = [self.cleaned_data[name] for name in self.fields if self.cleaned_data.get(name)]
        return list(rules.instants(days=self.ticked, hours=hours, zone=zone))


class DeadlineForm(forms.Form):
    """Until when answers are taken."""

    until_day = forms.DateField(label="Réponses jusqu’au", widget=DATE)
    until_hour = forms.TimeField(label="À", widget=TIME)

    def __init__(self, *args: Any, poll: DatePoll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        local = timezone.localtime(poll.closes_at)
        self.initial = {**self.initial, "until_day": local.date(), "until_hour": local.time()}

    @property
    def closes_at(self) -> dt.datetime:
        """Return the instant made of the day and the hour."""
        given = self.cleaned_data
        return timezone.make_aware(dt.datetime.combine(given["until_day"], given["until_hour"]))

    def clean_until_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["until_day"]
        if not 1900 <= day.year <= 2200:
            raise forms.ValidationError("Vérifiez l’année.")
        return day


class PollForm(DeadlineForm, forms.ModelForm[DatePoll]):
    """Until when, how many people, which holidays, what the people asked read."""

    class Meta:
        model = DatePoll
        fields = ["quorum", "zone", "message", "shared"]
        widgets = {
            "quorum": forms.NumberInput(attrs={"min": 0, "max": 1000}),
            "message": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        }
        help_texts = {
            "quorum": "Zéro s’il n’en faut pas un nombre précis.",
            "zone": "Les dates qui tombent pendant ces vacances sont signalées, et passent après les autres.",
            "message": "Il figure dans le message envoyé à chaque personne.",
            "shared": "Sinon, seules les personnes qui préparent la réunion lisent les noms et les réponses.",
        }

    def __init__(self, *args: Any, poll: DatePoll, **kwargs: Any) -> None:
        super().__init__(*args, poll=poll, instance=poll, **kwargs)
        self.fields["quorum"].required = False
        self.order_fields(["until_day", "until_hour", "quorum", "zone", "message", "shared"])

    def clean_quorum(self) -> int:
        number: int = self.cleaned_data["quorum"] or 0
        if number > 1000:
            raise forms.ValidationError("Gardez ce nombre sous 1 000.")
        return number

    @property
    def values(self) -> dict[str, Any]:
        """Return what the poll holds."""
        names = ("quorum", "zone", "message", "shared")
        return {**{name: self.cleaned_data[name] for name in names}, "closes_at": self.closes_at}


class GiveUpForm(forms.Form):
    """Why a poll is given up."""

    reason = forms.CharField(
        label="Pourquoi l’abandonner",
        max_length=300,
        required=False,
        help_text="Les personnes interrogées ne sont pas prévenues ; leur lien dira que le sondage est clos.",
    )


class CopyForm(forms.Form):
    """Which meeting takes the dates still to come."""

    def __init__(self, *args: Any, rows: MeetingQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"] = MeetingField(
            rows,
            label="Pour la réunion",
            empty_label="Choisissez",
            help_text="Un brouillon qui n’a pas encore de sondage. Les mêmes personnes y gardent leur poids.",
        )
