"""What is typed of the common plan: its presentation, an action, which of two values is kept, an edition."""

from collections.abc import Mapping
from typing import Any

from django import forms

from copil.core.filters import ListFilter
from copil.directory.fields import OrganisationField, PersonField
from copil.identity.models import Workspace
from copil.workshops.enums.plans import Ordering
from copil.workshops.enums.sheets import LeadState
from copil.workshops.forms.parts import parted
from copil.workshops.models import ActionSheet, CommonPlan, PlanAction, PlanActionQuerySet, WorkingGroup
from copil.workshops.plans import taking as plan_taking

_LONGEST = 4_000
_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_NEVER_BOTH = frozenset(
    {"title", "lead_organisation", "lead_person", "lead_state", "source", "start_date", "end_date"}
)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": _LONGEST})


class PlanFilter(ListFilter):
    """What people ask of the actions of a plan."""

    q = forms.CharField(
        label="Mots du titre",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    porteur = forms.ChoiceField(label="Porteur", choices=[("", "Tous"), *LeadState.choices], required=False)

    def __init__(self, *args: Any, plan: CommonPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = WorkingGroup.objects.filter(initiative=plan.initiative_id).in_order()
        listed = [(str(pk), theme) for pk, theme in groups.values_list("pk", "theme")]
        self.fields["groupe"] = forms.ChoiceField(
            label="Groupe", required=False, choices=[("", "Tous"), *listed]
        )
        self.fields["fiche"] = forms.ChoiceField(
            label="Fiche", required=False, choices=[("", "Toutes"), ("changee", "Modifiée depuis")]
        )
        self.order_fields(["q", "groupe", "porteur", "fiche"])

    def filter(self, rows: PlanActionQuerySet) -> PlanActionQuerySet:
        """Return the actions asked for, by priority."""
        asked = self.asked
        if asked.get("q"):
            rows = rows.with_words(asked["q"])
        if asked.get("groupe"):
            rows = rows.filter(theme=asked["groupe"])
        if asked.get("porteur"):
            rows = rows.filter(lead_state=asked["porteur"])
        if asked.get("fiche"):
            rows = rows.stale()
        return rows.by_priority()


class PlanForm(forms.ModelForm[CommonPlan]):
    """The words that open the plan, and what one lead may hold."""

    class Meta:
        model = CommonPlan
        fields = ["presentation", "most_actions", "most_days"]
        widgets = {"presentation": _area(6)}
        help_texts = {
            "presentation": "Ce plan en quelques phrases, pour qui n’était pas dans les groupes.",
            "most_actions": "Au-delà, un même porteur est signalé comme trop chargé.",
            "most_days": "Les journées d’une action sont étalées sur sa durée.",
        }

    def clean(self) -> dict[str, Any]:
        """A lead holds something, and the text can be read."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("most_actions") == 0:
            self.add_error("most_actions", "Comptez au moins une action.")
        if cleaned.get("most_days") is not None and cleaned["most_days"] <= 0:
            self.add_error("most_days", "Comptez plus de zéro journée.")
        if len(cleaned.get("presentation") or "") > _LONGEST:
            self.add_error("presentation", f"Gardez ce texte sous {_LONGEST} caractères.")
        return cleaned


class GatherForm(forms.Form):
    """The sheets that lack something and are let in on purpose."""

    def __init__(self, *args: Any, incomplete: list[ActionSheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["besides"] = forms.ModelMultipleChoiceField(
            queryset=ActionSheet.objects.filter(pk__in=[one.pk for one in incomplete]),
            required=False,
            label="Prendre aussi",
        )


_PARTS = (
    ("L’action", ("title", "theme", "description", "objectives", "targets")),
    ("Qui la porte", ("lead_organisation", "lead_person", "lead_state", "lead_agreed")),
    ("Avec quoi", ("days", "amount", "source", "means", "partners")),
    ("Quand, et ce qui dira qu’elle a réussi", ("start_date", "end_date", "indicators")),
)


class PlanActionForm(forms.ModelForm[PlanAction]):
    """An action of the plan."""

    class Meta:
        model = PlanAction
        fields = [
            "title", "theme", "description", "objectives", "targets", "lead_state", "lead_agreed", "days",
            "amount", "source", "means", "partners", "start_date", "end_date", "indicators",
        ]  # fmt: skip  # a table reads by its lines
        widgets = {
            **{name: _area(4) for name in ("description", "objectives")},
            **{name: _area(3) for name in ("targets", "means", "partners", "indicators")},
            "start_date": _DATE,
            "end_date": _DATE,
            "title": forms.TextInput(attrs={"autocomplete": "off"}),
        }
        help_texts = {
            "source": "Nommez-la toujours de la même manière : on voit ainsi l’argent compté deux fois.",
            "partners": "Un par ligne.",
            "indicators": "Un par ligne : « Bénévoles formés : 40 personnes pour le 31/12/2027 ».",
        }

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theme: Any = self.fields["theme"]
        theme.queryset = WorkingGroup.objects.filter(initiative=self.instance.plan.initiative_id).in_order()
        theme.empty_label = "Aucun groupe"
        for name, label, kind in (
            ("lead_organisation", "Structure porteuse", OrganisationField),
            ("lead_person", "Personne qui porte", PersonField),
        ):
            held = getattr(self.instance, name)
            self.fields[name] = kind(workspace, label=label, required=False, initial=held)
        self.order_fields([name for _, names in _PARTS for name in names])

    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields under the titles they are shown with."""
        return parted(self, _PARTS)

    def clean(self) -> dict[str, Any]:
        """An action ends after it starts; a lead is somebody; texts can be read."""
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("start_date"), cleaned.get("end_date")
        if starts and ends and ends < starts:
            self.add_error("end_date", "La fin vient après le début.")
        there = cleaned.get("lead_organisation") or cleaned.get("lead_person")
        if not there:
            cleaned["lead_state"] = LeadState.NONE
        elif cleaned.get("lead_state") == LeadState.NONE:
            cleaned["lead_state"] = LeadState.PROPOSED
        if cleaned.get("lead_agreed") and not cleaned.get("lead_person"):
            cleaned["lead_agreed"] = False
        for name in ("description", "objectives", "targets", "means", "partners", "indicators"):
            if len(cleaned.get(name) or "") > _LONGEST:
                self.add_error(name, f"Gardez ce texte sous {_LONGEST} caractères.")
        return cleaned


class MergeForm(forms.Form):
    """What is kept, field by field, where two actions differ."""

    def __init__(self, *args: Any, mine: Mapping[str, str], its: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = [
            name for name in plan_taking.FIELDS if mine[name] and its[name] and mine[name] != its[name]
        ]
        for name in self.names:
            choices = [("mine", mine[name]), ("its", its[name])]
            if name not in _NEVER_BOTH:
                words = (
                    "Les deux, additionnés" if name in ("days", "amount") else "Les deux, l’un après l’autre"
                )
                choices.append(("both", words))
            self.fields[name] = forms.ChoiceField(
                label=plan_taking.LABELS[name],
                choices=choices,
                initial="mine" if name in _NEVER_BOTH else "both",
                widget=forms.RadioSelect,
            )


class AnswerForm(forms.Form):
    """One sentence."""

    text = forms.CharField(label="Votre réponse, en une phrase", max_length=500)


class OrderForm(forms.Form):
    """What the plan is ordered by."""

    by_what = forms.ChoiceField(label="Classer d’après", choices=Ordering.choices)


class PublishForm(forms.Form):
    """What this edition brings."""

    note = forms.CharField(
        label="Ce que cette édition apporte",
        max_length=300,
        required=False,
        help_text="Une phrase, lue au-dessus du plan.",
    )
