"""What is typed of a working group, of its members, of its sessions, of an allocation."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from copil.core import typography
from copil.directory.enums import ParticipantType
from copil.directory.fields import OrganisationField, PersonField
from copil.identity.models import Workspace
from copil.initiatives.models import Initiative
from copil.meetings.enums import MeetingState
from copil.meetings.models import Meeting
from copil.workshops import sizing
from copil.workshops.enums.groups import Tie
from copil.workshops.models import Allocation, Place, WorkingGroup
from copil.workshops.rules import groups as group_rules

_LONGEST = 2_000
_WEIGHTS = [(0, "Ne compte pas"), (1, "Un peu"), (2, "Oui"), (3, "Avant tout")]


class GroupForm(forms.ModelForm[WorkingGroup]):
    """A theme, who leads it, who is wanted around the table."""

    wanted_types = forms.MultipleChoiceField(
        label="Types d’acteurs voulus",
        choices=ParticipantType.choices,
        required=False,
        initial=[one.value for one in group_rules.WANTED],
        widget=forms.CheckboxSelectMultiple,
        help_text="La page du groupe dit ceux qui manquent encore.",
    )

    class Meta:
        model = WorkingGroup
        fields = ["theme", "question", "wanted_types", "seats"]
        widgets = {
            "theme": forms.TextInput(attrs={"autocomplete": "off"}),
            "question": forms.Textarea(attrs={"rows": 3, "maxlength": _LONGEST}),
            "seats": forms.NumberInput(attrs={"min": 3, "max": 60}),
        }
        help_texts = {
            "question": "Ce que le groupe doit faire avancer, écrit comme une question.",
            "seats": "Entre 3 et 60. Douze permet à chacun de parler.",
        }

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = None if self.instance._state.adding else self.instance
        owner = stored.workspace if stored else workspace
        for name, label in (("facilitator", "Qui anime"), ("spokesperson", "Porte-parole")):
            held = getattr(stored, name) if stored else None
            self.fields[name] = PersonField(owner, label=label, required=False, initial=held)
        self.order_fields(["theme", "question", "facilitator", "spokesperson", "wanted_types", "seats"])

    def clean_theme(self) -> str:
        theme = " ".join(self.cleaned_data["theme"].split())
        return theme

    def clean_question(self) -> str:
        text: str = self.cleaned_data["question"]
        if len(text) > _LONGEST:
            raise forms.ValidationError(f"Gardez ce texte sous {_LONGEST} caractères.")
        return text

    def clean_seats(self) -> int:
        seats: int = self.cleaned_data["seats"]
        if not 3 <= seats <= 60:
            raise forms.ValidationError("Un groupe compte de 3 à 60 places.")
        return seats


class MemberForm(forms.Form):
    """Somebody wanted in a group."""

    kind = forms.ChoiceField(
        label="Type d’acteur",
        choices=[("", "D’après son organisation"), *ParticipantType.choices],
        required=False,
    )
    other_service = forms.BooleanField(label="Agent d’un autre service du porteur", required=False)

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonField(workspace, label="Personne")
        self.fields["organisation"] = OrganisationField(workspace, label="Pour", required=False)
        self.order_fields(["person", "organisation", "kind", "other_service"])


class SessionForm(forms.Form):
    """When and where a session takes place."""

    day = forms.DateField(label="Jour", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(label="Heure", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    duration = forms.IntegerField(
        label="Durée, en minutes",
        min_value=15,
        max_value=600,
        required=False,
        help_text="Laissez vide pour la durée habituelle.",
    )
    place = forms.CharField(label="Lieu", max_length=200, required=False)

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if not 1900 <= day.year <= 2200:
            raise forms.ValidationError("Vérifiez l’année.")
        return day

    @property
    def values(self) -> dict[str, Any]:
        """Return what the session holds, its instant made of the day and the hour."""
        cleaned = self.cleaned_data
        starts = timezone.make_aware(dt.datetime.combine(cleaned["day"], cleaned["hour"]))
        return {"starts_at": starts, "duration": cleaned["duration"], "place": cleaned["place"]}


class BeginForm(forms.Form):
    """Whom to share out: those of an event; the members of the groups always come too."""

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.current().filter(initiative=initiative)
        rows = meetings.exclude(state=MeetingState.CANCELLED).latest_first()
        self.fields["event"] = forms.ModelChoiceField(
            label="Personnes attendues à",
            queryset=rows,
            required=False,
            empty_label="Seulement les membres actuels des groupes",
            help_text="Souvent l’événement de lancement.",
        )


class SettingsForm(forms.ModelForm[Allocation]):
    """What counts in an allocation, and how much."""

    class Meta:
        model = Allocation
        fields = ["type_weight", "organisation_weight", "service_weight", "wish_weight", "territory", "seed"]
        widgets = {
            name: forms.Select(choices=_WEIGHTS)
            for name in ("type_weight", "organisation_weight", "service_weight", "wish_weight")
        }
        help_texts = {
            "seed": "Le même tirage redonne la même proposition. Changez-le pour en voir une autre."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = Place.objects.current().filter(allocation=self.instance).count()
        rows = WorkingGroup.objects.current().filter(initiative=self.instance.initiative_id).in_order()
        self.sized = {f"taille_{one.pk}": str(one.pk) for one in rows}
        for name, one in zip(self.sized, rows, strict=True):
            self.fields[name] = forms.IntegerField(
                label=typography.french(f"Personnes dans « {one.theme} »"),
                min_value=1,
                max_value=60,
                required=False,
                initial=self.instance.sizes.get(str(one.pk)),
                help_text="Laissez vide pour partager à parts égales.",
            )

    def clean(self) -> dict[str, Any]:
        """Weights go from 0 to 3, a seed stays small, sizes fit the people to share out."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["sizes"] = {key: cleaned[name] for name, key in self.sized.items() if cleaned.get(name)}
        refusal = sizing.sizes_refusal(
            people=self.people, groups=len(self.sized), wanted=list(cleaned["sizes"].values())
        )
        if refusal:
            self.add_error(None, typography.french(refusal))
        for name in ("type_weight", "organisation_weight", "service_weight", "wish_weight"):
            if cleaned.get(name) is not None and cleaned[name] > 3:
                self.add_error(name, "Choisissez une réponse de la liste.")
        if (cleaned.get("seed") or 0) > 1_000_000:
            self.add_error("seed", "Choisissez un nombre sous un million.")
        return cleaned


class PlaceForm(forms.ModelForm[Place]):
    """What somebody counts as, and what they wish."""

    class Meta:
        model = Place
        fields = ["kind", "other_service", "first_wish", "second_wish"]

    def __init__(self, *args: Any, groups: Sequence[WorkingGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = WorkingGroup.objects.filter(pk__in=[one.pk for one in groups]).in_order()
        for name in ("first_wish", "second_wish"):
            field: Any = self.fields[name]
            field.queryset, field.empty_label = rows, "Aucun"

    def clean(self) -> dict[str, Any]:
        """Two wishes are two groups."""
        cleaned = super().clean() or self.cleaned_data
        first, second = cleaned.get("first_wish"), cleaned.get("second_wish")
        if second and first == second:
            self.add_error("second_wish", "Choisissez un autre groupe que le premier souhait.")
        if second and not first:
            self.add_error("first_wish", "Donnez d’abord le premier souhait.")
        return cleaned


class TieForm(forms.Form):
    """Somebody to be with, or not to be with."""

    tie = forms.ChoiceField(label="Lien", choices=Tie.choices)

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Place.objects.current().filter(allocation=place.allocation_id).exclude(pk=place.pk)
        self.fields["other"] = forms.ModelChoiceField(
            label="Avec", queryset=others.select_related("person").order_by("person__name_key", "pk")
        )
        self.order_fields(["other", "tie"])


class PersonForm(forms.Form):
    """Somebody more to share out."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonField(workspace, label="Personne")
