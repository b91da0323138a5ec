"""Forms of partners' opinions and of earlier experiences."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from copil.core.text import name_key
from copil.directory.fields import PersonField
from copil.directory.models import Person
from copil.directory.rules.people import NewPerson
from copil.identity.models import Workspace
from copil.needs.actions.opinions import ANSWERS
from copil.needs.enums import Answer, Outcome
from copil.needs.models import Antecedent, PartnerOpinion
from copil.needs.opinions import QUESTIONS
from copil.search.models import SearchEntry

DAYS_GIVEN = 21
LATEST = 366
_LONGEST = 4_000
_INITIATIVE = "initiatives.initiative"
_MOST_INITIATIVES = 200
_HINTS = {
    "shared": "Voyez-vous la même chose là où vous êtes ?",
    "complementary": "D’autres s’en occupent peut-être déjà, en permanence ou de temps en temps.",
    "interesting": "À votre connaissance, et à quelles conditions elles viendraient.",
}


class ComingDateField(forms.DateField):
    """A day to come, today included, within a year."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        today = timezone.localdate()
        if isinstance(value, dt.date) and not today <= value <= today + dt.timedelta(days=LATEST):
            raise ValidationError("Donnez un jour à venir, dans l’année.")


class UntilForm(forms.Form):
    """Until when somebody may answer."""

    until = ComingDateField(
        label="Réponse possible jusqu’au", help_text="Le lien s’ouvre jusqu’à la fin de ce jour."
    )


class AskForm(UntilForm):
    """Who is asked about a problem."""

    email = forms.EmailField(
        label="Adresse électronique",
        max_length=254,
        required=False,
        help_text="Inutile si l’annuaire la connaît.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    word = forms.CharField(
        label="Un mot de votre part",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ajouté au message envoyé.",
    )

    def __init__(
        self,
        *args: Any,
        workspace: Workspace,
        asked: Collection[uuid.UUID],
        quoted: Collection[Person],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        if quoted:
            self.fields["quoted"] = forms.MultipleChoiceField(
                label="Ils ont parlé de ces besoins",
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(str(one.pk), f"{one} ({one.email})") for one in quoted],
            )
        self.fields["person"] = PersonField(
            workspace,
            allow_new=True,
            required=False,
            label="Personne",
            help_text="Une personne inconnue de l’annuaire y sera ajoutée.",
        )
        self.order_fields(["quoted", "person", "email", "until", "word"])

    def clean(self) -> dict[str, Any]:
        """Somebody is named, each once, with an address."""
        cleaned = super().clean() or self.cleaned_data
        person: Person | NewPerson | None = cleaned.get("person")
        if person is None and not cleaned.get("quoted") and "person" not in self.errors:
            self.add_error("person", "Nommez au moins une personne.")
        if isinstance(person, Person) and person.pk in self.asked:
            self.add_error("person", f"Un avis est déjà demandé à {person} : relancez plutôt sa demande.")
        known = person.email if isinstance(person, Person) else ""
        if person is not None and not (cleaned.get("email") or known) and "email" not in self.errors:
            self.add_error("email", "L’annuaire n’a pas d’adresse pour cette personne : donnez-la ici.")
        return cleaned


class AnswerForm(forms.ModelForm[PartnerOpinion]):
    """The three questions asked to a partner."""

    class Meta:
        model = PartnerOpinion
        fields = [name for key in ANSWERS for name in (key, f"{key}_comment")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in ANSWERS:
            self.fields[key] = forms.ChoiceField(
                label=QUESTIONS[key][1],
                help_text=_HINTS[key],
                choices=Answer.choices,
                widget=forms.RadioSelect,
                error_messages={"required": "Choisissez une réponse."},
            )
            self.fields[f"{key}_comment"] = forms.CharField(
                label="Précision",
                required=False,
                max_length=_LONGEST,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.order_fields(list(self.Meta.fields))

    def questions(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return each question with the place to say more."""
        return [(self[key], self[f"{key}_comment"]) for key in ANSWERS]


class AntecedentForm(forms.ModelForm[Antecedent]):
    """Something tried before: an initiative that Copil knows, or any other experience."""

    class Meta:
        model = Antecedent
        fields = ["title", "held_when", "source", "outcome", "lesson"]
        widgets = {"lesson": forms.Textarea(attrs={"rows": 4, "maxlength": _LONGEST})}
        help_texts = {
            "held_when": "Par exemple : 2023, ou de 2019 à 2021.",
            "source": "Une adresse, un rapport, une personne : de quoi le retrouver.",
            "lesson": "Ce qui a marché, ce qui a manqué, ce que vous en reprendriez.",
        }

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = SearchEntry.objects.filter(workspace=workspace, kind=_INITIATIVE).order_by("-at", "pk")
        self.known = {
            str(pk): title for pk, title in rows.values_list("object_id", "title")[:_MOST_INITIATIVES]
        }
        choices = sorted(self.known.items(), key=lambda one: name_key(one[1]))
        self.fields["initiative"] = forms.ChoiceField(
            label="Démarche ou expérience connue ici",
            choices=[("", "Aucune, je la décris"), *choices],
            required=False,
            initial=str(self.instance.object_id or ""),
        )
        self.fields["title"].required = False
        self.fields["title"].help_text = "Inutile si vous choisissez une démarche connue."
        self.fields["outcome"].choices = [("", "Non précisé"), *Outcome.choices]  # type: ignore[attr-defined]  # a choice among texts
        self.order_fields(["initiative", "title", "held_when", "outcome", "lesson", "source"])

    def clean_lesson(self) -> str:
        lesson: str = self.cleaned_data["lesson"]
        if len(lesson) > _LONGEST:
            raise ValidationError(f"Gardez ce texte sous {_LONGEST} caractères.")
        return lesson

    def clean(self) -> dict[str, Any]:
        """An initiative gives its name and its reference; something else has to be named."""
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.pop("initiative", "")
        cleaned["title"] = cleaned.get("title") or self.known.get(chosen, "")[:200]
        if not cleaned["title"]:
            self.add_error("title", "Nommez ce qui a été tenté, ou choisissez une démarche.")
        cleaned["object_kind"] = _INITIATIVE if chosen else ""
        cleaned["object_id"] = uuid.UUID(chosen) if chosen else None
        return cleaned
