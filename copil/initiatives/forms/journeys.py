"""What is said and planned of an activity, and the stage an initiative enters."""

from typing import Any

from django import forms
from django.http import QueryDict

from copil.directory.fields import OrganisationField, PersonField
from copil.identity.models import Workspace
from copil.initiatives.enums import MarkKind
from copil.initiatives.forms.initiatives import DATE
from copil.initiatives.journey import Journey, WalkedActivity
from copil.initiatives.models import PlannedActivity

_WHAT_TO_SAY = (
    (MarkKind.ATTESTED, "Elle est faite, et Copil ne peut pas le voir"),
    (MarkKind.ADAPTED, "Elle est faite autrement"),
    (MarkKind.SKIPPED, "Elle est écartée"),
    (MarkKind.CARRIED_BY_OTHER, "Un autre acteur s’en charge"),
)


class MarkForm(forms.Form):
    """What somebody says of an activity."""

    kind = forms.ChoiceField(
        label="Ce que vous en dites",
        choices=[(kind.value, words) for kind, words in _WHAT_TO_SAY],
        widget=forms.RadioSelect,
    )
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

    def __init__(
        self, data: QueryDict | None = None, *, walked: WalkedActivity, workspace: Workspace
    ) -> None:
        plan = walked.plan
        super().__init__(data, instance=plan, initial={"person": plan.person if plan else None})
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
        stages = list(walked.stages)
        here = stages.index(walked.current)
        self.fields["stage"].choices = [  # type: ignore[attr-defined]  # a choice among texts
            (one.stage.key, one.stage.title) for one in stages if one is not walked.current
        ]
        if here + 1 < len(stages):
            self.fields["stage"].initial = stages[here + 1].stage.key
