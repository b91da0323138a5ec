"""What an initiative is as a whole: found, opened, changed, finished."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.db.models import Q

from copil.directory.fields import PersonField
from copil.identity.models import Workspace
from copil.initiatives.enums import InitiativeState
from copil.initiatives.models import Initiative, InitiativeQuerySet, Method
from copil.needs.enums import SharedNeedState
from copil.needs.models import ProblemSheet, SharedNeed
from copil.territories import fields as territories
from copil.territories.fields import TerritoryField

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_HINTS = {
    "summary": "Pour qui, pourquoi, ce que cela changera. Ces phrases ouvrent la fiche de présentation.",
    "territory_note": "Par exemple quelques communes, un quartier, une vallée.",
}


class ListForm(forms.Form):
    """Filters of the list of initiatives."""

    q = forms.CharField(label="Nom", required=False, max_length=100)
    state = forms.ChoiceField(
        label="État",
        choices=[("", "Toutes"), *InitiativeState.choices, ("archived", "Archivées")],
        required=False,
    )
    stage = forms.ChoiceField(label="Étape en cours", required=False)

    def __init__(self, *args: Any, stages: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [("", "Toutes"), *stages.items()]  # type: ignore[attr-defined]  # the kind of field declared above

    def filter(self, rows: InitiativeQuerySet) -> InitiativeQuerySet:
        """Return the initiatives asked for; all but the archived ones while the form is not valid."""
        if not self.is_valid():
            return rows.current()
        archived = self.cleaned_data["state"] == "archived"
        rows = rows.exclude(archived_at=None) if archived else rows.current()
        if self.cleaned_data["q"]:
            rows = rows.with_words(self.cleaned_data["q"])
        if self.cleaned_data["state"] and not archived:
            rows = rows.filter(state=self.cleaned_data["state"])
        if self.cleaned_data["stage"]:
            rows = rows.filter(state=InitiativeState.RUNNING, current_stage=self.cleaned_data["stage"])
        return rows


class InitiativeForm(forms.ModelForm[Initiative]):
    """What an initiative is called, where it takes place, and what it starts from.

    What it starts from belongs to its lead: another carrier (``workspace``) is not asked.
    """

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
        widgets = {"summary": forms.Textarea(attrs={"rows": 4}), "opened_on": DATE}
        help_texts = _HINTS

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lead = workspace.pk if self.instance._state.adding else self.instance.workspace_id
        for name in ("shared_need", "problem_sheet"):
            if name in self.fields and lead != workspace.pk:
                del self.fields[name]
        kept = self.instance
        offered = Q(archived_at=None) & ~Q(state=SharedNeedState.SET_ASIDE) | Q(pk=kept.shared_need_id)
        self._offer("shared_need", SharedNeed.objects.in_workspace(workspace).filter(offered))
        # The one kept today stays offered, wherever it was written.
        offered = Q(workspace=workspace, archived_at=None) | Q(pk=kept.problem_sheet_id)
        self._offer("problem_sheet", ProblemSheet.objects.filter(offered))
        territories.connect(self, workspace=workspace)

    def _offer(self, name: str, rows: Any) -> None:
        if name in self.fields:
            field = cast("forms.ModelChoiceField[Any]", self.fields[name])
            field.queryset = rows.order_by("-created_at", "pk")
            field.empty_label = "Pas encore"


class OpenForm(InitiativeForm):
    """The first sheet of an initiative: the method and who pilots are asked once, here."""

    method = forms.ModelChoiceField(
        label="Méthode",
        queryset=Method.objects.none(),
        empty_label="Choisissez une méthode",
        help_text="Ses étapes deviennent le chemin de la démarche. Elle guide, elle n’oblige pas.",
    )

    class Meta(InitiativeForm.Meta):
        fields = ["title", "method", "summary", "shared_need", "territory", "territory_note", "opened_on"]

    def __init__(self, *args: Any, workspace: Workspace, methods: Any, **kwargs: Any) -> None:
        super().__init__(*args, workspace=workspace, **kwargs)
        self.fields["method"].queryset = methods  # type: ignore[attr-defined]  # the kind of field declared above
        self.fields["pilot"] = PersonField(
            workspace,
            label="Qui pilote",
            required=False,
            help_text="Une personne de l’annuaire. Vous pourrez compléter l’équipe ensuite.",
        )


class JointForm(OpenForm):
    """The first sheet of an initiative of several carriers: what it starts from is known."""

    class Meta(OpenForm.Meta):
        fields = ["title", "method", "summary", "territory", "territory_note", "opened_on"]


class FinishForm(forms.Form):
    """The day an initiative ended."""

    ended_on = forms.DateField(label="Terminée le", widget=DATE)
