"""Who conducts an initiative, what it aims at, for which structures."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import QuerySet

from copil.directory.fields import OrganisationField, PersonField
from copil.identity.models import Workspace
from copil.initiatives import guide_data
from copil.initiatives.enums import ObjectiveLevel, TeamRole
from copil.needs.models import Need


class MemberForm(forms.Form):
    """Somebody in the team."""

    role = forms.ChoiceField(
        label="Rôle dans l’équipe", choices=TeamRole.choices, initial=TeamRole.CONTRIBUTOR
    )
    title = forms.CharField(
        label="Ce que fait cette personne",
        max_length=120,
        required=False,
        help_text="Par exemple la logistique, ou le lien avec les partenaires.",
    )


class NewMemberForm(MemberForm):
    """Somebody new in the team."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonField(
            workspace, label="Personne", help_text="Son nom dans l’annuaire de l’espace."
        )
        self.order_fields(["person", "role", "title"])


class ReferenceForm(forms.Form):
    """Objectives taken from the shared list."""

    references = forms.MultipleChoiceField(
        label="Objectifs de la liste commune",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un objectif de la liste."},
    )

    def __init__(self, *args: Any, taken: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = [one for one in guide_data.objectives().values() if one.key not in taken]
        self.fields["references"].choices = [(one.key, one.label) for one in left]  # type: ignore[attr-defined]  # a choice among texts
        self.levels = [
            (level, [one for one in left if one.level.value == level.value]) for level in ObjectiveLevel
        ]
        """What is left to choose, level by level."""


class ObjectiveForm(forms.Form):
    """An objective in the initiative's own words."""

    level = forms.ChoiceField(
        label="Niveau",
        choices=ObjectiveLevel.choices,
        widget=forms.RadioSelect,
        initial=ObjectiveLevel.OPERATIONAL,
    )
    text = forms.CharField(
        label="Objectif",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Une phrase qui commence par un verbe.",
    )


class AnswersForm(forms.Form):
    """The needs that an objective answers."""

    needs = forms.ModelMultipleChoiceField(
        label="Besoins auxquels cet objectif répond",
        queryset=Need.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, needs: QuerySet[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["needs"]
        field.queryset = needs  # type: ignore[attr-defined]  # the kind of field declared above
        field.label_from_instance = _said_by  # type: ignore[attr-defined]  # as above


def _said_by(need: Need) -> str:
    """Return a need with the structure that has it."""
    return f"{need.text} ({need.organisation.name})"


class TargetForm(forms.Form):
    """A structure the initiative is meant for."""

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = OrganisationField(
            workspace,
            label="Structure",
            help_text="Son nom, son sigle ou son numéro, tel qu’il est connu ici.",
        )
