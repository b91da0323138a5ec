"""What is typed of an experience sheet: its text, its review, who may read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict

from copil.identity.models import Membership, NetworkMembership, User, Workspace
from copil.initiatives import guide_data
from copil.initiatives.enums import Typology
from copil.initiatives.models import Method, MethodQuerySet
from copil.library import content
from copil.library.enums import Scope
from copil.library.models import Edition, ExperienceSheet, Told
from copil.library.people import NamedLine
from copil.library.starting import parts_of
from copil.territories import fields as territories
from copil.territories.fields import TerritoryField

_HINTS = {
    "summary": "Pour qui, pourquoi, ce que cela a changé. Ces phrases s’affichent dans la bibliothèque.",
    "carriers": "Les organisations, jamais le nom d’une personne.",
    "strategic": "Un objectif par ligne.",
    "operational": "Un objectif par ligne.",
    "skills": "Ce que les structures devaient savoir ou savoir faire pour participer, un par ligne.",
    "duration": "Par exemple : de février à juin.",
    "rhythm": "Par exemple : une journée toutes les trois semaines.",
    "coordination": "Qui anime, combien de jours, à quel rythme. Dites la fonction plutôt que le nom.",
    "cost": "En euros, prestations extérieures comprises.",
    "results": "Ce qui a changé pour les structures, ce qui a été appris, ce qui reste à faire.",
}
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@dataclass(frozen=True)
class Line:
    """A field as it is written: where its value comes from, what the initiative says when it differs."""

    field: forms.BoundField
    origin: str
    there: str


class SheetForm(forms.ModelForm[ExperienceSheet]):
    """The text of a sheet, part by part."""

    territory = TerritoryField(label="Territoire", required=False)

    class Meta:
        model = ExperienceSheet
        fields = content.FIELDS
        help_texts = _HINTS

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        instance: ExperienceSheet,
        workspace: Workspace,
        now: Mapping[str, Any],
    ) -> None:
        super().__init__(data, instance=instance)
        self._origins = content.provenance(instance)
        self._there = {one.name: one.there for one in content.differences(instance, now)}
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4
            if name in content.KINDS:
                field.widget.attrs["class"] = "form-check-input"
        for name in ("days", "cost"):
            self.fields[name].validators.append(MinValueValidator(0))
            self.fields[name].widget.attrs["min"] = 0
        self.fields["year"].validators += [MinValueValidator(_FIRST_YEAR), MaxValueValidator(_LAST_YEAR)]
        self.fields["typology"].choices = [("", "À préciser"), *Typology.choices]  # type: ignore[attr-defined]  # a choice among texts
        themes = guide_data.reference_lists()["content_themes"].entries
        named = ", ".join(one.label.lower() for one in themes)
        self.fields["themes"].help_text = f"Séparés par des virgules, par exemple : {named}."
        territories.connect(self, workspace=workspace)

    def sections(self) -> list[tuple[str, str, list[Line]]]:
        """Return the fields by part; the kinds of intervention are apart (``kinds``)."""
        return [
            (key, title, [self._line(name) for name in names if name not in content.KINDS])
            for key, title, names in content.SECTIONS
        ]

    def kinds(self) -> list[forms.BoundField]:
        """Return the boxes of the kinds of intervention."""
        return [self[name] for name in content.KINDS]

    def _line(self, name: str) -> Line:
        return Line(self[name], self._origins.get(name, ""), self._there.get(name, ""))


class RefreshForm(forms.Form):
    """The fields to take again as the initiative says them today."""

    fields_taken = forms.MultipleChoiceField(label="Champs à reprendre", required=False)

    def __init__(self, data: QueryDict | None = None, *, found: Sequence[content.Difference]) -> None:
        super().__init__(data)
        self.fields["fields_taken"].choices = [(one.name, one.label) for one in found]  # type: ignore[attr-defined]  # the kind of field declared above


class _Reviewers(forms.ModelChoiceField[User]):
    def label_from_instance(self, obj: User) -> str:
        return obj.get_full_name()


class SubmitForm(forms.Form):
    """Who reviews the sheet."""

    reviewer = _Reviewers(
        label="Qui relit",
        queryset=User.objects.none(),
        empty_label="Choisissez une personne",
        help_text="Elle reçoit un message, puis déclare la fiche prête ou la renvoie avec des remarques.",
    )

    def __init__(self, data: QueryDict | None = None, *, workspace: Workspace, by: User) -> None:
        super().__init__(data)
        members = Membership.objects.active().filter(workspace=workspace).values("user")
        rows = User.objects.filter(pk__in=members)
        if rows.count() > 1:
            rows = rows.exclude(pk=by.pk)
        self.fields["reviewer"].queryset = rows.order_by("family_name", "given_name", "pk")  # type: ignore[attr-defined]  # the kind of field declared above


class RemarksForm(forms.Form):
    """Why a sheet goes back to whoever gave it."""

    remarks = forms.CharField(
        label="Vos remarques",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Écrivez au moins une remarque."},
    )


class _Networks(forms.ModelChoiceField[NetworkMembership]):
    def label_from_instance(self, obj: NetworkMembership) -> str:
        return obj.network.name


class StartForm(forms.Form):
    """The initiative to open from an experience, and what it takes of it."""

    title = forms.CharField(
        label="Nom de la démarche",
        max_length=200,
        help_text="Le titre de l’expérience est là pour l’idée : dites ce que vous, vous allez faire.",
    )
    method = forms.ModelChoiceField(
        label="Méthode", queryset=Method.objects.none(), empty_label="Choisissez une méthode"
    )
    summary = forms.CharField(
        label="En deux phrases", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    taken = forms.MultipleChoiceField(
        label="Ce que vous reprenez", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        told: Told,
        methods: MethodQuerySet,
    ) -> None:
        known = methods.filter(key=told.method_key).first() if told.method_key else None
        parts = parts_of(told)
        initial = {"title": told.title, "method": known, "taken": [key for key, _ in parts]}
        super().__init__(data, initial=initial)
        self.fields["method"].queryset = methods  # type: ignore[attr-defined]  # the kind of field declared above
        self.fields["taken"].choices = parts  # type: ignore[attr-defined]  # the kind of field declared above


class PublishForm(forms.Form):
    """Who may read the edition, and the lines that name somebody which leave all the same."""

    scope = forms.ChoiceField(
        label="Qui peut la lire",
        choices=[
            (Scope.WORKSPACE, "Les membres de l’espace"),
            (Scope.NETWORK, "Un réseau"),
            (Scope.PUBLIC, "Tout le monde, sans compte"),
        ],
        initial=Scope.WORKSPACE,
        widget=forms.RadioSelect,
    )
    stay = _Networks(
        label="Réseau", queryset=NetworkMembership.objects.none(), required=False, empty_label="Aucun"
    )
    kept = forms.MultipleChoiceField(
        label="Lignes à publier malgré le nom", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        workspace: Workspace,
        named: Sequence[NamedLine],
        before: Edition | None = None,
    ) -> None:
        initial = {"scope": before.scope, "stay": before.stay_id} if before else {}
        super().__init__(data, initial=initial)
        stays = NetworkMembership.objects.in_force().filter(workspace=workspace).select_related("network")
        self.fields["stay"].queryset = stays.order_by("network__name", "pk")  # type: ignore[attr-defined]  # the kind of field declared above
        self.fields["kept"].choices = [(one.key, f"{one.label.capitalize()} : {one.text}") for one in named]  # type: ignore[attr-defined]  # the kind of field declared above

    def clean(self) -> dict[str, Any]:
        """Ask for the network when a network was chosen."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("scope") == Scope.NETWORK and cleaned.get("stay") is None:
            self.add_error("stay", "Choisissez le réseau qui pourra lire la fiche.")
        return cleaned
