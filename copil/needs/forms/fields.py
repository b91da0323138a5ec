"""Form fields of needs: a theme on two levels, a day that is past, a choice of needs."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from copil.identity.models import Workspace
from copil.needs.models import Need, NeedQuerySet, Theme

_GONE = "Un de ces besoins n’est plus là, ou vient d’être rapproché ailleurs. Relisez la liste."
FIRST_DAY = dt.date(1900, 1, 1)


class ThemeField(forms.ModelChoiceField[Theme]):
    """A theme of the workspace, those of the second level after their heading."""

    def __init__(self, workspace: Workspace, **options: Any) -> None:
        rows = Theme.objects.in_workspace(workspace).current().in_order()
        super().__init__(queryset=rows, required=False, label="Thème", **options)
        self.choices = in_two_levels(rows, empty=str(options.get("empty_label") or "Sans thème"))


def in_two_levels(rows: Iterable[Theme], *, empty: str) -> list[tuple[str, str]]:
    """Return themes as choices: each heading, then what it holds, set back."""
    listed = list(rows)
    choices = [("", empty)]
    for heading in listed:
        if heading.parent_id is None:
            choices.append((str(heading.pk), heading.label))
            choices += [(str(one.pk), f"– {one.label}") for one in listed if one.parent_id == heading.pk]
    return choices


class PastDateField(forms.DateField):
    """A day that has come."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if isinstance(value, dt.date) and not FIRST_DAY <= value <= timezone.localdate():
            future = value > FIRST_DAY
            raise ValidationError(
                "Cette date est à venir : donnez un jour passé, ou aujourd’hui."
                if future
                else "Vérifiez l’année de cette date."
            )


class NeedsField(forms.ModelMultipleChoiceField[Need]):
    """Needs to tick, each said with its structure."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"required": "Choisissez au moins un besoin."}

    def __init__(self, rows: NeedQuerySet, **options: Any) -> None:
        super().__init__(queryset=rows.select_related("organisation"), **options)

    def clean(self, value: Any) -> Any:
        """Return the needs ticked; say the same of one that is gone and of what is no identifier."""
        try:
            return super().clean(value)
        except ValidationError as error:
            raise error if error.code == "required" else ValidationError(_GONE, code="gone") from None

    def label_from_instance(self, obj: Any) -> str:
        """Return « quote » (structure)."""
        need: Need = obj
        return f"« {need.text} » {need.organisation.name}"
