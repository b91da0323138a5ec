"""What a line of logistics holds, and what people ask of a plan."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from copil.core.filters import ListFilter
from copil.directory.fields import OrganisationField, PersonField
from copil.directory.forms.profile import AmountField
from copil.directory.models import Person
from copil.identity.models import User, Workspace
from copil.meetings.enums import Basis, Diet, LogisticsFamily, Reply
from copil.meetings.forms.meetings import DATE
from copil.meetings.models import LogisticsLine, LogisticsLineQuerySet, Meeting, MeetingQuerySet, Participant

HANDS = 4
_RANKS = ("Qui s’en charge", "Deuxième personne", "Troisième personne", "Autre personne")
_OFF = {"autocomplete": "off"}


class PlanFilter(ListFilter):
    """What people ask of a plan: a family, what is theirs, what is left or done."""

    NEUTRAL = frozenset({"etat"})

    famille = forms.ChoiceField(
        label="Famille", choices=[("", "Toutes"), *LogisticsFamily.choices], required=False
    )
    qui = forms.ChoiceField(
        label="Qui",
        choices=[("", "Tout le monde"), ("moi", "Moi"), ("personne", "Personne encore")],
        required=False,
    )
    etat = forms.ChoiceField(
        label="État", choices=[("", "À faire"), ("pret", "Prêt"), ("tout", "Tout")], required=False
    )

    def filter(self, rows: LogisticsLineQuerySet, *, user: User) -> LogisticsLineQuerySet:
        """Return the lines asked for: what is left to do unless asked."""
        asked = self.asked
        if asked.get("famille"):
            rows = rows.filter(family=asked["famille"])
        if asked.get("qui") == "moi":
            rows = rows.filter(hands__person__user=user)
        elif asked.get("qui") == "personne":
            rows = rows.filter(hands=None)
        left = rows.open_ones()
        if asked.get("etat") == "pret":
            rows = rows.exclude(pk__in=left.values("pk"))
        elif asked.get("etat") != "tout":
            rows = left
        return rows.by_date()


class LineForm(forms.ModelForm[LogisticsLine]):
    """One line: what, who, by when, how much, from whom, for how much."""

    estimated = AmountField(
        label="Coût estimé, en euros", max_digits=12, decimal_places=2, min_value=0, required=False
    )
    actual = AmountField(
        label="Coût réel, en euros", max_digits=12, decimal_places=2, min_value=0, required=False
    )

    class Meta:
        model = LogisticsLine
        fields = [
            *("title", "family", "days_before", "due_on", "basis", "number", "per", "margin"),
            *("estimated", "actual", "notes"),
        ]
        labels = {"days_before": "Jours avant la réunion", "due_on": "Ou à une date précise"}
        help_texts = {
            "days_before": "30 pour un mois avant, 0 pour le jour même, −2 pour deux jours après.",
            "due_on": "Laissez vide pour suivre la date de la réunion. Une date choisie ici ne bougera plus.",
            "per": "8 pour une table de huit.",
            "number": "Seulement pour un nombre fixe.",
            "margin": "Pour les imprévus, de 0 à 100.",
        }
        widgets = {
            "title": forms.TextInput(attrs=_OFF),
            "due_on": DATE,
            "notes": forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
        }

    def __init__(self, *args: Any, workspace: Workspace, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = None if self.instance._state.adding else self.instance
        if stored is not None and not stored.by_hand:
            self.initial["due_on"] = None
        self.fields["supplier"] = OrganisationField(
            workspace, label="Fournisseur", required=False, initial=stored.supplier if stored else None
        )
        for rank in range(max(HANDS, len(people) + 1)):
            self.fields[f"hand_{rank}"] = PersonField(
                workspace,
                label=_RANKS[min(rank, len(_RANKS) - 1)],
                required=False,
                initial=people[rank] if rank < len(people) else None,
            )
        hands = [name for name in self.fields if name.startswith("hand_")]
        self.order_fields(
            [
                "title",
                "family",
                *hands,
                "days_before",
                "due_on",
                "basis",
                "number",
                "per",
                "margin",
                "supplier",
            ]
        )

    def clean_days_before(self) -> int | None:
        days: int | None = self.cleaned_data["days_before"]
        if days is not None and not -730 <= days <= 730:
            raise ValidationError("Deux ans au plus.")
        return days

    def clean_due_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["due_on"]
        if day is not None and not 1900 <= day.year <= 2200:
            raise ValidationError("Vérifiez l’année.")
        return day

    def clean(self) -> dict[str, Any]:
        """A fixed number is given; other quantities follow the replies."""
        cleaned = super().clean() or self.cleaned_data
        fixed = cleaned.get("basis") == Basis.NUMBER
        if fixed and cleaned.get("number") is None and "number" not in self.errors:
            self.add_error("number", "Donnez le nombre.")
        if "per" in cleaned and not cleaned["per"]:
            self.add_error("per", "Une personne au moins.")
        if (cleaned.get("margin") or 0) > 100:
            self.add_error("margin", "100 au plus.")
        return cleaned

    @property
    def people(self) -> list[Person]:
        """Return who sees to it, in the order typed."""
        named = (value for name, value in self.cleaned_data.items() if name.startswith("hand_"))
        return [one for one in named if one is not None]

    @property
    def values(self) -> dict[str, Any]:
        """Return what the line holds."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("hand_")}


class NeedsForm(forms.Form):
    """What somebody eats and needs to get in, said otherwise than by their link."""

    diet = forms.ChoiceField(label="Régime alimentaire", choices=Diet.choices, required=False)
    details = forms.CharField(
        label="Allergie ou besoin d’accès",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=_OFF),
        help_text="Lu par l’équipe de cette réunion, effacé trente jours après. Laissez vide pour effacer.",
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Participant.objects.current().filter(meeting=meeting, invitation__reply=Reply.YES)
        self.fields["participant"] = forms.ModelChoiceField(
            rows.select_related("person").in_order(),
            label="Qui",
            empty_label="Choisissez",
            help_text="Les personnes qui viennent sur place.",
        )
        self.order_fields(["participant", "diet", "details"])


class CopyForm(forms.Form):
    """From which meeting the plan is taken up."""

    def __init__(self, *args: Any, meeting: Meeting, rows: MeetingQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = LogisticsLine.objects.current().values("meeting")
        found = rows.filter(pk__in=lines).exclude(pk=meeting.pk).latest_first()
        self.fields["source"] = forms.ModelChoiceField(
            found,
            label="Réunion dont reprendre le plan",
            empty_label="Choisissez",
            help_text="Les dates se calculent sur cette réunion. Les coûts payés deviennent les estimations.",
        )
