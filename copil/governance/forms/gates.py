"""What a body answers at a gate, what becomes of a condition, a validation, a light sheet."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from copil.directory.fields import OrganisationField, PersonField
from copil.governance.actions.gates import Asked
from copil.governance.enums import BodyKind, Opinion, Outcome, Validator, Verdict
from copil.governance.forms.bodies import DATE
from copil.governance.models import Body, LightSheet
from copil.identity.models import Workspace
from copil.initiatives.models import Initiative, Objective

LINES = 4
_LONGEST = 4_000


def _text(label: str, *, hint: str = "", required: bool = False, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=_LONGEST,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class GateForm(forms.Form):
    """What a body answers, and the conditions it asks for."""

    body = forms.ModelChoiceField(
        label="Instance qui décide", queryset=Body.objects.none(), empty_label="Choisissez une instance"
    )
    decided_on = forms.DateField(label="Décidé le", widget=DATE)
    verdict = forms.ChoiceField(label="Ce qu’elle décide", choices=Verdict.choices, widget=forms.RadioSelect)
    reason = _text("Pourquoi", required=True, hint="Ce qui a fait pencher ; on le relira dans un an.")

    def __init__(self, *args: Any, workspace: Workspace, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.shown_in(workspace).current().open_ones()
        fitting = bodies.filter(initiative=initiative) | bodies.filter(initiative=None)
        self.fields["body"].queryset = fitting.in_order()  # type: ignore[attr-defined]  # a choice among models
        for number in range(1, LINES + 1):
            self.fields[f"condition_{number}"] = forms.CharField(
                label="Ce qui est demandé", required=False, max_length=400
            )
            self.fields[f"owner_{number}"] = PersonField(workspace, label="Qui s’en charge", required=False)
            self.fields[f"due_{number}"] = forms.DateField(label="Pour le", widget=DATE, required=False)

    @property
    def main(self) -> list[forms.BoundField]:
        return [self[name] for name in ("body", "decided_on", "verdict", "reason")]

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """Return the fields of each condition."""
        names = ("condition", "owner", "due")
        return [[self[f"{name}_{number}"] for name in names] for number in range(1, LINES + 1)]

    @property
    def more_lines(self) -> bool:
        """Whether a condition after the first was typed: it then stays in sight."""
        return any(self.data.get(f"condition_{number}") for number in range(2, LINES + 1))

    @property
    def conditions(self) -> list[Asked]:
        """Return the conditions that were written."""
        asked, found = self.cleaned_data, []
        for number in range(1, LINES + 1):
            text = asked.get(f"condition_{number}", "").strip()
            if text:
                found.append(Asked(text, asked.get(f"owner_{number}"), asked.get(f"due_{number}")))
        return found


class ReasonForm(forms.Form):
    """Why a gate is reopened."""

    reason = _text(
        "Pourquoi le rouvrir", required=True, hint="La première décision reste lisible avec ses conditions."
    )


class ConditionForm(forms.Form):
    """What became of a condition."""

    outcome = forms.ChoiceField(
        label="Cette condition est",
        choices=[(Outcome.HELD, "Tenue"), (Outcome.DROPPED, "Abandonnée")],
        widget=forms.RadioSelect,
    )
    note = _text("Ce qui le montre, ou pourquoi elle est abandonnée", required=True)


class ValidationForm(forms.Form):
    """Who says what of the approach, on which day."""

    source = forms.ChoiceField(label="Qui se prononce", choices=Validator.choices)
    opinion = forms.ChoiceField(label="Avis", choices=Opinion.choices, widget=forms.RadioSelect)
    given_on = forms.DateField(label="Donné le", widget=DATE)
    text = _text(
        "Ce qui a été dit", hint="Les remarques et les réserves sont gardées, même après un autre avis."
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.shown_in(workspace).current().in_order()
        self.fields["body"] = forms.ModelChoiceField(
            label="Instance",
            queryset=bodies,
            required=False,
            empty_label="Aucune",
            help_text="Pour un avis du comité d’appui : le comité de votre structure.",
        )
        self.fields["organisation"] = OrganisationField(
            workspace, label="Organisation", required=False, help_text="Pour un financeur : lequel."
        )
        self.fields["person"] = PersonField(
            workspace,
            label="Personne",
            required=False,
            help_text="Qui l’a dit, si ce n’est pas une instance.",
        )
        self.order_fields(["source", "opinion", "given_on", "body", "organisation", "person", "text"])

    def clean(self) -> dict[str, Any]:
        """Somebody speaks, and it is who should."""
        cleaned = super().clean() or self.cleaned_data
        body, source = cleaned.get("body"), cleaned.get("source")
        if source == Validator.SUPPORT and (body is None or body.kind != BodyKind.SUPPORT):
            self.add_error("body", "Choisissez le comité d’appui qui a donné son avis.")
        elif source == Validator.FUNDERS and not cleaned.get("organisation"):
            self.add_error("organisation", "Dites quel financeur se prononce.")
        elif not any(cleaned.get(name) for name in ("body", "organisation", "person")):
            self.add_error(
                "person", "Dites qui s’est prononcé : une instance, une organisation ou une personne."
            )
        if cleaned.get("opinion") != Opinion.FAVOURABLE and not (cleaned.get("text") or "").strip():
            self.add_error("text", "Écrivez les remarques ou les réserves : c’est elles que l’on suivra.")
        return cleaned

    def clean_given_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["given_on"]
        if day.year < 1950:
            raise ValidationError("Vérifiez l’année.")
        return day


class LightSheetForm(forms.ModelForm[LightSheet]):
    """A priority before it is validated."""

    class Meta:
        model = LightSheet
        fields = [
            "title", "objective", "means", "means_why", "dates", "dates_why", "cost", "cost_why", "wanted",
            "unwanted", "affected", "reversible", "carried_by", "opposed_by",
        ]  # fmt: skip  # a table reads by its lines
        widgets = {
            name: forms.Textarea(attrs={"rows": 2, "maxlength": _LONGEST})
            for name in (
                *("means_why", "dates_why", "cost_why", "wanted", "unwanted", "affected"),
                *("carried_by", "opposed_by"),
            )
        }
        help_texts = {
            "means": "Les personnes, les compétences, les lieux.",
            "unwanted": "Ce qui pourrait arriver de travers, même si tout marche.",
            "affected": "Qui gagne, qui perd, qui supporte.",
            "opposed_by": "Ou « personne à notre connaissance ».",
        }

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Objective.objects.current().filter(initiative=initiative)
        field: Any = self.fields["objective"]
        field.queryset, field.empty_label = rows.order_by("-level", "position", "pk"), "Aucun"
