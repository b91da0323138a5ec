"""Forms of roles: who holds one, its end, why it is single, who could hold which."""

from typing import Any

from django import forms

from copil.directory.fields import PersonField
from copil.directory.models import Person
from copil.governance import role_kinds
from copil.governance.forms.bodies import DATE
from copil.identity.models import Workspace

_DAYS: dict[str, Any] = {"min_value": 0, "max_value": 7, "max_digits": 3, "decimal_places": 1}


class HolderForm(forms.Form):
    """Who holds a role, or stands in for it."""

    role = forms.ChoiceField(label="Rôle")
    is_deputy = forms.ChoiceField(
        label="Place",
        choices=[("", "Responsable"), ("1", "En second")],
        required=False,
        help_text="En second : prend la suite en cas d’absence.",
    )
    starts_on = forms.DateField(label="Depuis le", widget=DATE)
    ends_on = forms.DateField(
        label="Jusqu’au", widget=DATE, required=False, help_text="Vide sans fin prévue."
    )
    days = forms.DecimalField(
        label="Jours par semaine",
        required=False,
        help_text="En moyenne. Laissé vide, l’usage du rôle est repris.",
        **_DAYS,
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["role"]
        choices.choices = [(kind.key, kind.title) for kind in role_kinds.kinds().values()]
        self.fields["person"] = PersonField(
            workspace, allow_new=True, label="Personne", help_text="Avec ou sans compte."
        )
        self.order_fields(["role", "person", "is_deputy", "starts_on", "ends_on", "days"])

    def clean(self) -> dict[str, Any]:
        """What was left empty takes the usual load of the role."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["is_deputy"] = bool(cleaned.get("is_deputy"))
        kind = role_kinds.kinds().get(cleaned.get("role", ""))
        if cleaned.get("days") is None and kind is not None and "days" not in self.errors:
            cleaned["days"] = kind.load
        return cleaned


class HoldingForm(forms.Form):
    """The dates and the load of a role held."""

    starts_on = forms.DateField(label="Depuis le", widget=DATE)
    ends_on = forms.DateField(
        label="Jusqu’au", widget=DATE, required=False, help_text="Vide sans fin prévue."
    )
    days = forms.DecimalField(label="Jours par semaine", **_DAYS)


class EndRoleForm(forms.Form):
    """The last day of a role, and why."""

    ends_on = forms.DateField(label="Dernier jour", widget=DATE)
    reason = forms.CharField(label="Pourquoi", max_length=300, required=False)


class SingleForm(forms.Form):
    """Why a role can have one person only."""

    reason = forms.CharField(
        label="Pourquoi une seule personne",
        max_length=300,
        help_text="Par exemple : un mandat électif ne se partage pas.",
    )


class SkillsForm(forms.Form):
    """Which roles each person of the team could hold."""

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        choices = [(kind.key, kind.title) for kind in role_kinds.kinds().values()]
        for person in people:
            self.fields[f"p-{person.pk}"] = forms.MultipleChoiceField(
                label=str(person), choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )

    @property
    def able(self) -> dict[Person, list[str]]:
        """What was ticked, by person."""
        return {person: self.cleaned_data[f"p-{person.pk}"] for person in self.people}
