"""Forms of initiatives."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from copil.directory.fields import OrganisationField, PersonField
from copil.identity.models import Workspace
from copil.initiatives import guide_data
from copil.initiatives.enums import InitiativeState, MarkKind, ObjectiveLevel, TeamRole
from copil.initiatives.journey import Journey, WalkedActivity
from copil.initiatives.models import (
    Initiative,
    InitiativeQuerySet,
    Method,
    PlannedActivity,
    PresentationSheet,
)
from copil.needs.models import ProblemSheet, SharedNeed
from copil.territories import fields as territories
from copil.territories.fields import TerritoryField

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONG = forms.Textarea(attrs={"rows": 4})


class ListForm(forms.Form):
    """Filters of the list of initiatives."""

    q = forms.CharField(label="Nom", required=False, max_length=100)
    state = forms.ChoiceField(
        label="État", choices=[("", "Toutes"), *InitiativeState.choices], required=False
    )
    stage = forms.ChoiceField(label="Étape en cours", required=False)

    def __init__(self, *args: Any, stages: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [("", "Toutes"), *stages.items()]  # type: ignore[attr-defined]

    def filter(self, rows: InitiativeQuerySet) -> InitiativeQuerySet:
        """Return the initiatives asked for; every one while the form is not valid."""
        if not self.is_valid():
            return rows
        if self.cleaned_data["q"]:
            rows = rows.with_words(self.cleaned_data["q"])
        if self.cleaned_data["state"]:
            rows = rows.filter(state=self.cleaned_data["state"])
        if self.cleaned_data["stage"]:
            rows = rows.filter(state=InitiativeState.RUNNING, current_stage=self.cleaned_data["stage"])
        return rows


class InitiativeForm(forms.ModelForm[Initiative]):
    """What an initiative is called, where it takes place, and what it starts from."""

    territory = TerritoryField(
        label="Territoire",
        required=False,
        help_text="Une commune, une intercommunalité, un département ou une région.",
    )

    class Meta:
        model = Initiative
        fields = [
            "title",
            "summary",
            "territory",
            "territory_note",
            "shared_need",
            "problem_sheet",
            "opened_on",
        ]
        widgets = {"summary": LONG, "opened_on": DATE}

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs = SharedNeed.objects.in_workspace(workspace).current().order_by("-created_at", "pk")
        sheets = ProblemSheet.objects.in_workspace(workspace).current().order_by("-created_at", "pk")
        self.fields["shared_need"].queryset = needs  # type: ignore[attr-defined]  # a choice among rows
        if "problem_sheet" in self.fields:
            self.fields["problem_sheet"].queryset = sheets  # type: ignore[attr-defined]
        territories.connect(self, workspace=workspace)


class OpenForm(InitiativeForm):
    """The first sheet of an initiative: the method and who pilots are asked once, here."""

    method = forms.ModelChoiceField(label="Méthode", queryset=Method.objects.none(), empty_label=None)

    class Meta(InitiativeForm.Meta):
        fields = ["title", "method", "summary", "shared_need", "territory", "territory_note", "opened_on"]
        widgets = InitiativeForm.Meta.widgets

    def __init__(self, *args: Any, workspace: Workspace, methods: Any, **kwargs: Any) -> None:
        super().__init__(*args, workspace=workspace, **kwargs)
        self.fields["method"].queryset = methods  # type: ignore[attr-defined]
        self.fields["pilot"] = PersonField(
            workspace,
            label="Qui pilote",
            required=False,
            help_text="Une personne de l’annuaire. Vous pourrez compléter l’équipe ensuite.",
        )


class MarkForm(forms.Form):
    """What somebody says of an activity."""

    kind = forms.ChoiceField(label="Ce que vous en dites", choices=MarkKind.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Pourquoi",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        help_text="Une phrase suffit : c’est ce que liront les suivants.",
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carried_by"] = OrganisationField(
            workspace,
            label="Organisation qui la porte",
            required=False,
            help_text="Seulement si un autre acteur s’en charge.",
        )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == MarkKind.CARRIED_BY_OTHER and "carried_by" in cleaned and not cleaned["carried_by"]:
            self.add_error("carried_by", "Indiquez quelle organisation porte cette activité.")
        return cleaned


class PlanForm(forms.ModelForm[PlannedActivity]):
    """Who takes care of an activity, and for when."""

    class Meta:
        model = PlannedActivity
        fields = ["due_on", "why"]
        widgets = {"due_on": DATE}

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonField(workspace, label="Qui s’en charge", required=False)
        self.order_fields(["person", "due_on", "why"])


class StageForm(forms.Form):
    """The stage an initiative enters."""

    stage = forms.ChoiceField(label="Nouvelle étape", widget=forms.RadioSelect)
    note = forms.CharField(
        label="Ce qui a décidé ce passage",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
    )

    def __init__(self, *args: Any, walked: Journey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [stage.stage for stage in walked.stages if stage.position != "now"]
        self.fields["stage"].choices = [(stage.key, stage.title) for stage in others]  # type: ignore[attr-defined]


class MemberForm(forms.Form):
    """Somebody in the team."""

    role = forms.ChoiceField(
        label="Rôle dans l’équipe", choices=TeamRole.choices, initial=TeamRole.CONTRIBUTOR
    )
    title = forms.CharField(label="Ce que fait cette personne", max_length=120, required=False)


class NewMemberForm(MemberForm):
    """Somebody new in the team."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonField(workspace, label="Personne")
        self.order_fields(["person", "role", "title"])


class ReferenceForm(forms.Form):
    """Objectives taken from the shared list."""

    references = forms.MultipleChoiceField(
        label="Objectifs de la liste commune", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, taken: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shared = [one for one in guide_data.objectives().values() if one.key not in taken]
        levels = dict(ObjectiveLevel.choices)
        self.fields["references"].choices = [  # type: ignore[attr-defined]  # a choice among texts
            (one.key, f"{levels[one.level.value]} : {one.label}") for one in shared
        ]


class ObjectiveForm(forms.Form):
    """An objective in the initiative's own words."""

    level = forms.ChoiceField(label="Niveau", choices=ObjectiveLevel.choices)
    text = forms.CharField(label="Objectif", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class TargetForm(forms.Form):
    """A structure the initiative is meant for."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = OrganisationField(workspace, label="Structure")


class FinishForm(forms.Form):
    """The day an initiative ended."""

    ended_on = forms.DateField(label="Terminée le", widget=DATE)


class PresentationForm(forms.ModelForm[PresentationSheet]):
    """What the presentation sheet says that no other screen holds."""

    SECTIONS = (
        (
            "Action réalisée",
            (
                "typology has_information has_training has_collective_support has_individual_support "
                "days duration rhythm themes contents"
            ).split(),
        ),
        (
            "Moyens mobilisés",
            "coordination intervening_system partnership cost cost_borne_by logistics".split(),
        ),
        (
            "Structures bénéficiaires",
            "beneficiaries_count beneficiaries_sector beneficiaries_territory beneficiaries".split(),
        ),
        ("Premiers résultats", ["results"]),
    )

    class Meta:
        model = PresentationSheet
        fields = [
            "typology",
            "has_information",
            "has_training",
            "has_collective_support",
            "has_individual_support",
            "days",
            "duration",
            "rhythm",
            "themes",
            "contents",
            "coordination",
            "intervening_system",
            "partnership",
            "cost",
            "cost_borne_by",
            "logistics",
            "beneficiaries_count",
            "beneficiaries_sector",
            "beneficiaries_territory",
            "beneficiaries",
            "results",
        ]

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields by part of the sheet."""
        return [(title, [self[name] for name in names]) for title, names in self.SECTIONS]


def plan_initial(walked: WalkedActivity) -> dict[str, Any]:
    """Return what the plan of an activity already says."""
    plan = walked.plan
    return {"person": plan.person if plan else None}
