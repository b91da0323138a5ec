"""Filters of the register, the text of a decision, what its review showed."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from copil.core.filters import ListFilter
from copil.directory.fields import PersonField
from copil.governance.enums import DecisionState, Way
from copil.governance.forms.bodies import DATE
from copil.governance.models import Body, Decision, DecisionQuerySet
from copil.identity.models import Workspace
from copil.initiatives.models import Initiative

_LONGEST = 8_000
_LONG = ("options", "reason", "consequences")


class DecisionFilter(ListFilter):
    """What people ask of the register of decisions."""

    q = forms.CharField(
        label="Mots ou numéro",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    annee = forms.IntegerField(label="Année", required=False, min_value=1900, max_value=2200)
    etat = forms.ChoiceField(
        label="État",
        choices=[("", "Adoptées"), ("projets", "Projets"), ("revoir", "À revoir"), ("toutes", "Toutes")],
        required=False,
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.shown_in(workspace).current().in_order()
        listed = [(str(pk), name) for pk, name in bodies.values_list("pk", "name")[:200]]
        self.fields["instance"] = forms.ChoiceField(
            label="Instance", required=False, choices=[("", "Toutes"), *listed]
        )
        initiatives = Initiative.objects.carried_by(workspace).current().in_order()
        listed = [(str(pk), title) for pk, title in initiatives.values_list("pk", "title")[:200]]
        self.fields["demarche"] = forms.ChoiceField(
            label="Démarche", required=False, choices=[("", "Toutes"), *listed]
        )
        self.order_fields(["q", "instance", "demarche", "annee", "etat"])

    def filter(self, rows: DecisionQuerySet, *, today: dt.date) -> DecisionQuerySet:
        """Return the decisions asked for: the adopted ones unless asked."""
        asked, state = self.asked, self.asked.get("etat", "")
        if state == "projets":
            rows = rows.filter(state=DecisionState.DRAFT)
        elif state == "revoir":
            rows = rows.to_review(today)
        elif not state:
            rows = rows.adopted()
        if asked.get("q"):
            rows = rows.with_words(asked["q"])
        if asked.get("instance"):
            rows = rows.filter(body=asked["instance"])
        if asked.get("demarche"):
            rows = rows.filter(initiative=asked["demarche"])
        if asked.get("annee"):
            rows = rows.filter(decided_on__year=asked["annee"])
        return rows.latest_first()


class DecisionForm(forms.ModelForm[Decision]):
    """What a body decided, from which options, why, and what follows."""

    class Meta:
        model = Decision
        fields = [
            "title", "decided_on", "topic", "options", "reason", "way", "votes_for", "votes_against",
            "votes_abstained", "votes_absent", "consequences", "review_on", "matter_code", "matter_name",
        ]  # fmt: skip  # a table reads by its lines
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 4, "maxlength": _LONGEST}) for name in _LONG},
            "decided_on": DATE,
            "review_on": DATE,
            "way": forms.RadioSelect,
            "title": forms.TextInput(attrs={"autocomplete": "off"}),
        }
        help_texts = {
            "title": "Avec un verbe : « Ouvrir le groupe de travail à deux associations de plus ».",
            "topic": "Laissez vide si elle ne tranche aucun de ces moments de la démarche.",
            "options": "Une par ligne, celle qui est retenue comprise.",
            "reason": "Ce qui a fait pencher, en quelques phrases.",
            "votes_absent": "Présents qui n’ont pas voulu voter.",
            "consequences": "Un budget, un calendrier, une décision plus ancienne…",
            "review_on": "Le registre la rappellera à cette date.",
            "matter_code": "Nomenclature des actes, par exemple 8.4, pour le format des délibérations.",
            "matter_name": "Par exemple : domaines de compétences par thèmes/aménagement du territoire.",
        }

    def __init__(self, *args: Any, workspace: Workspace, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = self.instance if not self.instance._state.adding else None
        self.fields["owner"] = PersonField(
            body.workspace if stored else workspace,
            label="Qui la met en œuvre",
            required=False,
            initial=stored.owner if stored else None,
        )
        order = list(self.fields)
        if body.authority_id is None:
            for name in ("matter_code", "matter_name"):
                del self.fields[name]
        if body.initiative_id is None and stored is None:
            self.fields["initiative"] = forms.ModelChoiceField(
                label="Démarche concernée",
                queryset=Initiative.objects.carried_by(workspace).current().in_order(),
                required=False,
                empty_label="Aucune en particulier",
            )
        self.order_fields([*order[:10], "votes_absent", "consequences", "owner"])
        cast(Any, self.fields["way"]).choices = Way.choices

    def clean_matter_code(self) -> str:
        code: str = self.cleaned_data["matter_code"].strip()
        head, _, tail = code.partition(".")
        if code and not (len(head) == 1 and head.isdigit() and tail.isdigit() and len(tail) <= 2):
            raise ValidationError("Un code de matière s’écrit comme 8.4 ou 7.10.")
        return code

    def clean(self) -> dict[str, Any]:
        """Texts stay readable; without a vote there are no voices to count."""
        cleaned = super().clean() or self.cleaned_data
        for name in _LONG:
            if len(cleaned.get(name) or "") > _LONGEST:
                self.add_error(name, f"Gardez ce texte sous {_LONGEST} caractères.")
        if cleaned.get("way") == Way.CONSENSUS:
            for name in ("votes_for", "votes_against", "votes_abstained", "votes_absent"):
                cleaned[name] = None
        return cleaned


class ReviewForm(forms.Form):
    """What came of a decision."""

    note = forms.CharField(
        label="Ce que la revue a montré",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ce qui a été fait, ce qui reste, ce qu’il faudrait décider de nouveau.",
    )
