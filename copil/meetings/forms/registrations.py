"""What is typed about registrations: by those who prepare the meeting, by those who register."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from copil.core.filters import ListFilter
from copil.core.text import name_key
from copil.directory.enums import Kind
from copil.meetings import registration_words
from copil.meetings import wording as invitations
from copil.meetings.actions.registering import Typed
from copil.meetings.enums import Diet, RegistrationState
from copil.meetings.models import (
    Hospitality,
    PlaceReserve,
    Registration,
    RegistrationPage,
    RegistrationQuerySet,
)
from copil.surveys import wording
from copil.surveys.filling import TrapForm, add_questions, values_of
from copil.surveys.models import SurveyVersion

_LONGEST = 3_000
_OFF = {"autocomplete": "off"}


class PageForm(forms.ModelForm[RegistrationPage]):
    """How people register."""

    opens_on = forms.DateField(label="Inscriptions à partir du", required=False)
    closes_on = forms.DateField(
        label="Dernier jour pour s’inscrire",
        required=False,
        help_text="Laissez vide pour les laisser ouvertes jusqu’à la réunion.",
    )
    languages = forms.MultipleChoiceField(
        label="Autres langues proposées", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = RegistrationPage
        fields = ["introduction", "capacity", "waiting_list", "shows_places", "confirm_hours"]
        widgets = {"introduction": forms.Textarea(attrs={"rows": 4, "maxlength": _LONGEST})}
        labels = {
            "introduction": "Ce que dit la page",
            "confirm_hours": "Heures pour confirmer une place libérée",
        }
        help_texts = {
            "introduction": "À qui elle s’adresse, ce qui s’y passera. Titre, date et lieu y sont déjà.",
            "capacity": "Les membres de l’instance, attendus sans s’inscrire, ne comptent pas.",
            "shows_places": "Sinon la page dit seulement qu’il reste des places.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = self.instance
        languages: Any = self.fields["languages"]
        languages.choices = [one for one in wording.choices() if one[0] != "fr"]
        self.initial["languages"] = stored.languages
        if stored.opens_at:
            self.initial["opens_on"] = timezone.localtime(stored.opens_at).date()
        if stored.closes_at:
            last = timezone.localtime(stored.closes_at) - dt.timedelta(seconds=1)
            self.initial["closes_on"] = last.date()
        for name, least, most in (("capacity", 1, 20_000), ("confirm_hours", 1, 720)):
            number: Any = self.fields[name]
            number.min_value, number.max_value = least, most
            number.validators += [
                forms.IntegerField(min_value=least, max_value=most).validators[place] for place in (0, 1)
            ]

    def clean_introduction(self) -> str:
        text: str = self.cleaned_data["introduction"]
        if len(text) > _LONGEST:
            raise forms.ValidationError(f"Gardez ce texte sous {_LONGEST} caractères.")
        return text

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("opens_on"), cleaned.get("closes_on")
        for name, day in (("opens_on", first), ("closes_on", last)):
            if day and not 2000 <= day.year <= 2200:
                self.add_error(name, "Vérifiez l’année.")
        if first and last and last < first:
            self.add_error("closes_on", "Le dernier jour ne peut pas venir avant le premier.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """Return what the page holds: the first day from midnight, the last one until midnight."""
        values = dict(self.cleaned_data)
        first, last = values.pop("opens_on"), values.pop("closes_on")
        values["opens_at"] = _midnight(first) if first else None
        values["closes_at"] = _midnight(last + dt.timedelta(days=1)) if last else None
        values["languages"] = ["fr", *values["languages"]]
        return values


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


class ReserveForm(forms.Form):
    """Places kept for some."""

    label = forms.CharField(
        label="Pour qui",
        max_length=120,
        required=False,
        help_text="Un groupe : « Bénévoles du quartier ». Vide, la nature choisie donne son nom.",
        widget=forms.TextInput(attrs=_OFF),
    )
    kind = forms.ChoiceField(
        label="Nature d’organisation",
        choices=[("", "Aucune"), *Kind.choices],
        required=False,
        help_text="Qui vient pour une organisation de cette nature y est compté.",
    )
    places = forms.IntegerField(label="Places gardées", min_value=1, max_value=20_000)

    def clean(self) -> dict[str, Any]:
        """Somebody is named."""
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if not cleaned.get("label") and "label" not in self.errors:
            if not kind:
                self.add_error("label", "Nommez le groupe, ou choisissez une nature d’organisation.")
            else:
                cleaned["label"] = Kind(kind).label
        return cleaned


class RegisterForm(TrapForm):
    """Who registers, what more they are asked; in the language of the page."""

    def __init__(
        self,
        *args: Any,
        page: RegistrationPage,
        language: str,
        version: SurveyVersion | None,
        before: Registration | None = None,
        answers: dict[str, Any] | None = None,
        with_meal: bool = False,
        **kwargs: Any,
    ) -> None:
        words = registration_words.words(language)
        super().__init__(*args, words=words, **kwargs)
        self.page, self.language, self.version, self.before = page, language, version, before
        self._ask_who(before)
        self.reserves = list(PlaceReserve.objects.current().filter(page=page).order_by("created_at", "pk"))
        if self.reserves and before is None:
            listed = [(str(one.pk), one.label) for one in self.reserves]
            self.fields["reserve"] = forms.ChoiceField(
                label=words["reserve"],
                required=False,
                choices=[("", words["no_reserve"]), *listed],
                error_messages={"invalid_choice": words["wrong"]},
            )
        if before is not None:
            self.initial = {
                "given_name": before.given_name,
                "family_name": before.family_name,
                "organisation": before.organisation_typed,
            }
        if with_meal:
            self._ask_meal(before)
        if version is not None:
            self.content = version.read()
            add_questions(self, self.content, language=language, values=answers or {})

    def _ask_who(self, before: Registration | None) -> None:
        """Ask a name, an organisation, and the address of somebody new."""
        words = self.words
        missing = {"required": words["required"]}
        for name, most, required, fills in (
            ("given_name", 100, True, "given-name"),
            ("family_name", 100, True, "family-name"),
        ):
            self.fields[name] = forms.CharField(
                label=words[name],
                max_length=most,
                required=required,
                error_messages={**missing, "max_length": words["too_long"].format(most=most)},
                widget=forms.TextInput(attrs={"autocomplete": fills}),
            )
        if before is None:
            self.fields["email"] = forms.EmailField(
                label=words["email"],
                max_length=254,
                help_text=words["email_hint"],
                error_messages={**missing, "invalid": words["email_wrong"]},
                widget=forms.EmailInput(attrs={"autocomplete": "email"}),
            )
        self.fields["organisation"] = forms.CharField(
            label=words["organisation"],
            max_length=200,
            required=False,
            help_text=words["organisation_hint"],
            error_messages={"max_length": words["too_long"].format(most=200)},
            widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        )

    def _ask_meal(self, before: Registration | None) -> None:
        """Ask what somebody eats, and what they need to get in; what is said is erased after the meeting."""
        said = invitations.words(self.language)
        diets = [(one.value, said[f"diet_{one.value or 'none'}"]) for one in Diet]
        self.fields["diet"] = forms.ChoiceField(
            label=said["diet"],
            required=False,
            choices=diets,
            error_messages={"invalid_choice": self.words["wrong"]},
        )
        self.fields["needs"] = forms.CharField(
            label=said["needs"],
            max_length=200,
            required=False,
            help_text=said["needs_hint"],
            error_messages={"max_length": self.words["too_long"].format(most=200)},
            widget=forms.TextInput(attrs=_OFF),
        )
        kept = Hospitality.objects.filter(participant=before.participant_id).first() if before else None
        if kept is not None:
            self.initial = {**self.initial, "diet": kept.diet, "needs": kept.details}

    def typed(self) -> Typed:
        """Return what was typed."""
        said = self.cleaned_data
        chosen = said.get("reserve")
        return Typed(
            given_name=" ".join(said["given_name"].split()),
            family_name=" ".join(said["family_name"].split()),
            email=said["email"] if self.before is None else self.before.email,
            organisation=said["organisation"],
            reserve=next((one for one in self.reserves if str(one.pk) == chosen), None),
            language=self.language,
            values=values_of(self, self.content) if self.version is not None else {},
            asked=self.version,
            diet=said.get("diet"),
            needs=said.get("needs", ""),
        )


class RegistrationFilter(ListFilter):
    """What people ask of the list of those who registered."""

    q = forms.CharField(
        label="Nom, organisation ou adresse",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", **_OFF}),
    )
    place = forms.ChoiceField(
        label="Où en est l’inscription", choices=[("", "Toutes"), *RegistrationState.choices], required=False
    )

    def filter(self, rows: RegistrationQuerySet) -> RegistrationQuerySet:
        """Return the registrations asked for."""
        asked = self.asked
        for word in name_key(asked.get("q") or "").split():
            told = Q(name_key__contains=word) | Q(email__contains=word)
            rows = rows.filter(told | Q(organisation_typed__icontains=word))
        if asked.get("place"):
            rows = rows.filter(state=asked["place"])
        return rows


class MessageForm(forms.Form):
    """A message to those who registered."""

    to = forms.ChoiceField(
        label="À qui",
        choices=[
            ("registered", "Aux personnes inscrites"),
            ("waiting", "À celles de la liste d’attente"),
            ("all", "Aux unes et aux autres"),
        ],
    )
    text = forms.CharField(
        label="Message",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Chaque personne le reçoit seule, avec la date, le lieu et son lien.",
    )
