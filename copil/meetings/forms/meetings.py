"""Filters of the list of meetings, and what a meeting is."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from copil.core.filters import ListFilter
from copil.directory.fields import PersonField
from copil.governance.models import Body
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.meetings import agendas
from copil.meetings.enums import MeetingKind, MeetingState
from copil.meetings.models import Meeting, MeetingQuerySet

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
_LONGEST = 4_000
_OFF = {"autocomplete": "off"}


class MeetingFilter(ListFilter):
    """What people ask of the list of meetings; ``vue`` is which ones are shown, in the address."""

    NEUTRAL = frozenset({"vue"})

    q = forms.CharField(
        label="Mots de l’intitulé ou du lieu",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", **_OFF}),
    )
    nature = forms.ChoiceField(label="Type", choices=[("", "Tous"), *MeetingKind.choices], required=False)
    etat = forms.ChoiceField(label="État", choices=[("", "Tous"), *MeetingState.choices], required=False)
    vue = forms.ChoiceField(
        choices=[("", ""), ("passees", ""), ("miennes", "")], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, workspace: Workspace, with_initiative: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if with_initiative:
            rows = Initiative.objects.carried_by(workspace).current().in_order()
            listed = [(str(pk), title) for pk, title in rows.values_list("pk", "title")[:200]]
            choices = [("", "Toutes"), ("aucune", "Hors démarche"), *listed]
            self.fields["demarche"] = forms.ChoiceField(label="Démarche", required=False, choices=choices)
        self.order_fields(["q", "nature", "demarche", "etat", "vue"])

    def filter(self, rows: MeetingQuerySet, *, user: User, at: dt.datetime) -> MeetingQuerySet:
        """Return the meetings asked for: those to come unless asked."""
        asked, shown = self.asked, self.asked.get("vue", "")
        if shown == "passees":
            rows = rows.behind(at=at)
        elif shown == "miennes":
            rows = rows.of_user(user)
        else:
            rows = rows.to_come(at=at)
        if asked.get("q"):
            rows = rows.with_words(asked["q"])
        if asked.get("nature"):
            rows = rows.filter(kind=asked["nature"])
        if asked.get("etat"):
            rows = rows.filter(state=asked["etat"])
        if asked.get("demarche") == "aucune":
            rows = rows.filter(initiative=None)
        elif asked.get("demarche"):
            rows = rows.filter(initiative=asked["demarche"])
        return rows.latest_first() if shown else rows.soonest_first()


class MeetingForm(forms.ModelForm[Meeting]):
    """What a meeting is for, when and where, who chairs it and who keeps its minutes."""

    day = forms.DateField(
        label="Jour",
        required=False,
        widget=DATE,
        help_text="Laissez vide si la date reste à trouver.",
    )
    link = forms.URLField(
        label="Lien pour participer à distance", required=False, max_length=500, assume_scheme="https"
    )
    hour = forms.TimeField(label="Heure", required=False, widget=TIME)
    with_agenda = forms.BooleanField(
        label="Commencer avec l’ordre du jour habituel de ce type de réunion",
        required=False,
        initial=True,
        help_text="Tout s’y change ensuite.",
    )

    class Meta:
        model = Meeting
        fields = ["kind", "title", "body", "duration", "place", "link", "meal", "purpose"]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3, "maxlength": _LONGEST}),
            "title": forms.TextInput(attrs=_OFF),
            "place": forms.TextInput(attrs=_OFF),
            "duration": forms.NumberInput(attrs={"min": 5, "max": 2880, "step": 5}),
        }
        labels = {"duration": "Durée, en minutes"}
        help_texts = {
            "title": "Laissez vide pour reprendre le type de réunion.",
            "body": "Celles et ceux qui y siègent ce jour-là seront attendus.",
            "place": "Salle, adresse, étage.",
            "meal": "Les personnes invitées diront leur régime et leurs besoins d’accès en répondant.",
            "duration": "Laissez vide pour la durée habituelle de ce type.",
        }

    def __init__(
        self, *args: Any, workspace: Workspace, initiative: Initiative | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        stored = None if self.instance._state.adding else self.instance
        owner = stored.workspace if stored else workspace
        for name, label in (("chair", "Qui préside"), ("secretary", "Qui tient le compte rendu")):
            held = getattr(stored, name) if stored else None
            self.fields[name] = PersonField(owner, label=label, required=False, initial=held)
        rows = Body.objects.shown_in(workspace).current().open_ones()
        if initiative is not None:
            rows = rows.filter(initiative=initiative) | rows.filter(initiative=None)
        else:
            rows = rows.filter(initiative=None)
        body: Any = self.fields["body"]
        body.queryset, body.empty_label = rows.in_order(), "Aucune en particulier"
        self.fields["title"].required = False
        self.fields["duration"].required = False
        if stored is not None:
            self.initial = {**self.initial, "day": stored.day, "hour": stored.hour}
            del self.fields["with_agenda"]
        self.order_fields(
            ["kind", "title", "body", "day", "hour", "duration", "place", "link", "meal", "purpose"]
        )

    def clean_purpose(self) -> str:
        text: str = self.cleaned_data["purpose"]
        if len(text) > _LONGEST:
            raise forms.ValidationError(f"Gardez ce texte sous {_LONGEST} caractères.")
        return text

    def clean(self) -> dict[str, Any]:
        """A day has its hour; what is left empty takes what its kind says."""
        cleaned = super().clean() or self.cleaned_data
        day, hour = cleaned.get("day"), cleaned.get("hour")
        if day and not hour and "hour" not in self.errors:
            self.add_error("hour", "Donnez aussi l’heure.")
        if hour and not day and "day" not in self.errors:
            self.add_error("day", "Donnez aussi le jour.")
        if day and not 1900 <= day.year <= 2200:
            self.add_error("day", "Vérifiez l’année.")
        kind = cleaned.get("kind")
        if kind and "title" not in self.errors:
            cleaned["title"] = " ".join((cleaned.get("title") or "").split()) or MeetingKind(kind).label
        if kind and "duration" not in self.errors and not cleaned.get("duration"):
            cleaned["duration"] = agendas.of_kind(kind).duration
        minutes = cleaned.get("duration")
        if minutes and not 5 <= minutes <= 2880:
            self.add_error("duration", "Une réunion dure de 5 minutes à deux jours.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """Return what the meeting holds, its instant made of the day and the hour."""
        values = dict(self.cleaned_data)
        day, hour = values.pop("day"), values.pop("hour")
        values.pop("with_agenda", None)
        naive = dt.datetime.combine(day, hour) if day and hour else None
        values["starts_at"] = timezone.make_aware(naive) if naive else None
        return values
