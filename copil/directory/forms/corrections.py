"""What is typed beside the rows of a preview, and the whole of one row."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from copil.directory.imports.session import PLACES
from copil.directory.imports.shown import LABELS, ShownRow
from copil.exchange.corrections import Said
from copil.exchange.importers import Trouble
from copil.exchange.models import RowCorrection

_NAME = re.compile(r"l(\d{1,7})-([a-z_]{2,20})")
_LONGEST = 2_000
_LONG = frozenset({"purpose", "internal_note"})

Answers = dict[str, dict[str, str]]


def typed(data: QueryDict) -> dict[str, str]:
    """Return what was typed beside rows, by the name of each control."""
    return {name: str(value)[:_LONGEST] for name, value in data.items() if _NAME.fullmatch(name)}


def numbers(data: QueryDict) -> set[int]:
    """Return the rows that a form speaks of."""
    asked = {_number(data.get(name, "")) for name in ("ecarter", "reprendre", "detacher")} - {0}
    return asked | {int(found[1]) for name in data if (found := _NAME.fullmatch(name))}


def said(data: QueryDict, rows: Sequence[ShownRow]) -> tuple[dict[int, Said], Answers]:
    """Return what a form changes of the rows that were shown, and what it says for every like wording.

    What is sent as it was shown changes nothing.
    """
    changed: dict[int, Said] = {}
    answers: Answers = {}
    aside, back = _number(data.get("ecarter", "")), _number(data.get("reprendre", ""))
    detached = _number(data.get("detacher", ""))
    for row in rows:
        one = Said(_cells(data, row))
        _choose(data, row, one)
        if row.number == detached and row.named is not None:
            one.choice, one.apart = RowCorrection.NEW, (row.named.id,)
        place = data.get(f"l{row.number}-commune", "")
        if place in {known.code for known in row.places}:
            if f"l{row.number}-toutes" in data:
                answers.setdefault(PLACES, {})[row.details.wording] = place
                one.cells["commune_code"] = ""
            elif place != row.details.place:
                one.cells["commune_code"] = place
        if row.number in (aside, back):
            one.skipped = row.number == aside
        if one != Said():
            changed[row.number] = one
    return changed, answers


def _choose(data: QueryDict, row: ShownRow, one: Said) -> None:
    """Take what was chosen among what a row resembles; « another » speaks of everything that was shown."""
    alike = {other.id for other in row.alike}
    chosen = data.get(f"l{row.number}-choix")
    if chosen is None:
        return
    if chosen == RowCorrection.NEW and not alike <= row.kept_apart:
        one.choice, one.apart = chosen, tuple(sorted(alike))
    elif chosen != row.kept_choice and chosen in {"", RowCorrection.NEW, *alike}:
        one.choice = chosen


class RowForm(forms.Form):
    """The cells of one row, under the fields they fill; what is wrong with each beside it."""

    def __init__(self, data: Any = None, *, cells: Mapping[str, str], troubles: Sequence[Trouble]) -> None:
        super().__init__(cells if data is None else data)
        self.cells = cells
        self.troubles = troubles if data is None else ()
        for key in cells:
            self.fields[key] = forms.CharField(
                label=LABELS[key],
                required=False,
                max_length=_LONGEST,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 3}) if key in _LONG else forms.TextInput(),
            )

    def clean(self) -> dict[str, Any]:
        """Say what the verification found wrong, beside the cells as they are."""
        cleaned = super().clean() or self.cleaned_data
        for trouble in self.troubles:
            if trouble.field in self.fields:
                self.add_error(trouble.field, f"{trouble.text[:1].upper()}{trouble.text[1:]}")
        return cleaned

    def changed(self) -> dict[str, str]:
        """Return the cells that are no longer as they were."""
        return {
            key: text
            for key, text in self.cleaned_data.items()
            if text.replace("\r\n", "\n") != self.cells[key].replace("\r\n", "\n")
        }


def _cells(data: QueryDict, row: ShownRow) -> dict[str, str]:
    found = {box.key: _new(data, box.name, box.shown) for box in row.boxes}
    return {key: text for key, text in found.items() if text is not None}


def _new(data: QueryDict, name: str, before: str) -> str | None:
    """Return what was typed when it differs from what was shown."""
    value = data.get(name)
    return value[:_LONGEST] if value is not None and value != before else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
