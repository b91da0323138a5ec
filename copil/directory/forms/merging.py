"""Forms of a merge: which of two sheets to keep, whose value of each thing, and with which other one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from copil.core import typography
from copil.directory.actions import sheets
from copil.directory.actions.sheets import Sheet
from copil.directory.enums import Kind
from copil.directory.fields import OrganisationField, PersonField
from copil.directory.models import Organisation, Person
from copil.directory.presentation import FIELD_LABELS
from copil.directory.rules import contact, identifiers, merging
from copil.directory.rules.merging import ONE, OTHER, Difference

_GROUP_LABELS = {"numbers": "SIRET et SIREN", "place": "Adresse", "called": "Prénom et nom"}
EMPTY = "Rien"


@dataclass(frozen=True)
class Line:
    """A difference as the page shows it: the field, and the two values in words."""

    field: BoundField
    one: str
    other: str

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Return the value of each side: what is sent, what is read, and whether it is chosen."""
        return [
            (side, text, self.field.value() == side) for side, text in ((ONE, self.one), (OTHER, self.other))
        ]


class MergeForm(forms.Form):
    """Two sheets side by side; every difference is a choice, already made as the rules propose."""

    kept = forms.ChoiceField(label="Fiche à garder", widget=forms.RadioSelect)
    one_version = forms.IntegerField(widget=forms.HiddenInput)
    other_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, one: Sheet, other: Sheet, **kwargs: Any) -> None:
        self.one, self.other = one, other
        first, self.differences = sheets.differences(one, other)
        self.first = first
        initial = {"kept": first, "one_version": one.version, "other_version": other.version}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.fields["kept"].choices = [(ONE, str(one)), (OTHER, str(other))]  # type: ignore[attr-defined]  # a choice
        for difference in self.differences:
            self.fields[_name(difference)] = forms.ChoiceField(
                label=_label(difference), choices=[(ONE, ONE), (OTHER, OTHER)], initial=difference.proposed
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            raise ValidationError("Choisissez une valeur pour chaque différence.")
        return cleaned

    @property
    def is_stale(self) -> bool:
        """Whether one of the sheets changed since the person began to compare them."""
        shown = (self.data.get("one_version"), self.data.get("other_version"))
        return self.is_bound and shown != (str(self.one.version), str(self.other.version))

    def lines(self) -> list[Line]:
        """Return the differences, in the order of the sheet."""
        mine, theirs = sheets.values_of(self.one), sheets.values_of(self.other)
        return [
            Line(self[_name(one)], _in_words(one.fields, mine), _in_words(one.fields, theirs))
            for one in self.differences
        ]

    @property
    def kept_and_merged(self) -> tuple[Sheet, Sheet]:
        """The sheet that stays and the one that joins it, once the form is valid."""
        keeps_one = self.cleaned_data["kept"] == ONE
        return (self.one, self.other) if keeps_one else (self.other, self.one)

    @property
    def expected(self) -> tuple[int, int]:
        """The versions that the person compared, of the sheet that stays and of the other."""
        mine, theirs = self.cleaned_data["one_version"], self.cleaned_data["other_version"]
        return (mine, theirs) if self.cleaned_data["kept"] == ONE else (theirs, mine)

    def chosen(self) -> dict[str, Any]:
        """Return the values to keep."""
        data = self.cleaned_data
        return merging.chosen(
            sheets.values_of(self.one),
            sheets.values_of(self.other),
            found=self.differences,
            choice=lambda key: data[f"v_{key}"],
        )


class WithOrganisationForm(forms.Form):
    """With which organisation to bring one together."""

    def __init__(self, *args: Any, sheet: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.fields["other"] = OrganisationField(sheet.workspace, label="L’autre fiche")

    def clean_other(self) -> Any:
        return _another(self.sheet, self.cleaned_data["other"])


class WithPersonForm(forms.Form):
    """With which person to bring one together."""

    def __init__(self, *args: Any, sheet: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.fields["other"] = PersonField(sheet.workspace, label="L’autre fiche")

    def clean_other(self) -> Any:
        return _another(self.sheet, self.cleaned_data["other"])


def _another(sheet: Sheet, other: Sheet) -> Sheet:
    if other == sheet:
        raise ValidationError("C’est la même fiche : choisissez l’autre.")
    return other


def _name(difference: Difference) -> str:
    return f"v_{difference.key}"


def _label(difference: Difference) -> str:
    if difference.key in _GROUP_LABELS:
        return _GROUP_LABELS[difference.key]
    name = difference.fields[0]
    label = FIELD_LABELS.get(name, name)
    return label[:1].upper() + label[1:]


def _in_words(names: Sequence[str], values: dict[str, Any]) -> str:
    """Return values as people read them: those of a group together, nothing in a word."""
    told = [_written(name, values[name]) for name in names]
    return ", ".join(text for text in told if text) or EMPTY


def _written(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    written: dict[str, Callable[[Any], str]] = {
        "siret": identifiers.shown_siret,
        "siren": identifiers.shown_siren,
        "phone": contact.shown_phone,
        "kind": lambda kind: str(Kind(kind).label),
        "budget_amount": typography.money,
        "founded_year": str,
    }
    if name in written:
        return written[name](value)
    return (
        str(value)
        if isinstance(value, str) or not isinstance(value, int | float)
        else typography.number(value)
    )
