"""Filters of the list of bodies, and what a body is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from copil.core.filters import ListFilter
from copil.directory.fields import OrganisationField
from copil.governance.enums import BodyKind, QuorumKind
from copil.governance.models import Body, BodyQuerySet
from copil.identity.models import Workspace
from copil.initiatives.models import Initiative

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_LONGEST = 4_000


class BodyFilter(ListFilter):
    """What people ask of the list of bodies."""

    q = forms.CharField(
        label="Nom de l’instance",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    nature = forms.ChoiceField(label="Type", choices=[("", "Tous"), *BodyKind.choices], required=False)
    etat = forms.ChoiceField(
        label="État", choices=[("", "En place"), ("closes", "Closes"), ("toutes", "Toutes")], required=False
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        initiatives = Initiative.objects.carried_by(workspace).current().in_order()
        listed = [(str(pk), title) for pk, title in initiatives.values_list("pk", "title")[:200]]
        self.fields["demarche"] = forms.ChoiceField(
            label="Démarche",
            required=False,
            choices=[("", "Toutes"), ("aucune", "Instances de l’espace"), *listed],
        )
        self.order_fields(["q", "demarche", "nature", "etat"])

    def filter(self, rows: BodyQuerySet) -> BodyQuerySet:
        """Return the bodies asked for; those that are closed are left out unless asked."""
        asked = self.asked
        if asked.get("etat") == "closes":
            rows = rows.exclude(closed_on=None)
        elif not asked.get("etat"):
            rows = rows.open_ones()
        if asked.get("q"):
            rows = rows.with_words(asked["q"])
        if asked.get("nature"):
            rows = rows.filter(kind=asked["nature"])
        if asked.get("demarche") == "aucune":
            rows = rows.filter(initiative=None)
        elif asked.get("demarche"):
            rows = rows.filter(initiative=asked["demarche"])
        return rows.in_order()


class BodyForm(forms.ModelForm[Body]):
    """What a body is, what it does, when it meets and from how many voices it may decide."""

    class Meta:
        model = Body
        fields = [
            "name", "kind", "code", "purpose", "parent", "frequency", "quorum_kind", "quorum_value",
            "opens_to_outsiders", "was_there", "set_up_on",
        ]  # fmt: skip  # a table reads by its lines
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 4, "maxlength": _LONGEST}),
            "set_up_on": DATE,
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
        }
        help_texts = {
            "code": "Quelques lettres : ses décisions porteront « COPIL 2026-01 », « COPIL 2026-02 »…",
            "purpose": "Ce qu’elle prépare, ce qu’elle décide, ce qu’elle suit.",
            "quorum_value": "Par exemple 5 pour un nombre de voix, 50 pour une part en pour cent.",
            "opens_to_outsiders": "Des personnes qui ne sont pas de la structure porteuse y siègent.",
            "was_there": "Vous la déclarez telle qu’elle est : rien n’est à recréer.",
        }

    def __init__(
        self, *args: Any, workspace: Workspace, initiative: Initiative | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        stored = self.instance if not self.instance._state.adding else None
        self.fields["authority"] = OrganisationField(
            workspace,
            label="Collectivité dont c’est une instance",
            required=False,
            initial=stored.authority if stored else None,
            help_text="Commune, intercommunalité, département, région, avec son SIRET : ses décisions "
            "peuvent alors être exportées au format ouvert des délibérations.",
        )
        around = Q(initiative=None, workspace=workspace)
        if initiative is not None:
            around |= Q(initiative=initiative)
        rows = Body.objects.filter(around, archived_at=None).exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = rows.in_order()  # type: ignore[attr-defined]  # a choice among models
        self.fields["parent"].empty_label = "Aucune autre instance"  # type: ignore[attr-defined]  # the same

    def clean_code(self) -> str:
        return " ".join(self.cleaned_data["code"].upper().split())

    def clean_purpose(self) -> str:
        text: str = self.cleaned_data["purpose"]
        if len(text) > _LONGEST:
            raise ValidationError(f"Gardez ce texte sous {_LONGEST} caractères.")
        return text

    def clean(self) -> dict[str, Any]:
        """A quorum that is said has its value; one that is not has none."""
        cleaned = super().clean() or self.cleaned_data
        kind, value = cleaned.get("quorum_kind"), cleaned.get("quorum_value")
        if kind == QuorumKind.NONE:
            cleaned["quorum_value"] = None
        elif not value:
            self.add_error("quorum_value", "Dites à partir de combien de voix l’instance peut décider.")
        elif kind == QuorumKind.SHARE and value > 100:
            self.add_error("quorum_value", "Une part va de 1 à 100 pour cent.")
        return cleaned
