"""Forms of an import: the file, how it is written, what its columns mean."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.directory.imports.importer import ORGANISATIONS
from copil.exchange import uploads
from copil.exchange.dialects import Dialect
from copil.exchange.enums import DateOrder, DecimalMark, Delimiter, Encoding
from copil.exchange.importers import Content, Mapped
from copil.exchange.reading import Column
from copil.exchange.workbooks import Layout, Sheet

SHOWN_WHEN_FEW = 15
"""A file with more columns than that first shows those that were recognised."""


class UploadForm(forms.Form):
    """The file to bring."""

    file = forms.FileField(
        label="Fichier",
        allow_empty_file=True,  # refused with our own words
        help_text="Un tableau XLSX, ODS ou CSV, dont une ligne donne le nom des colonnes. 40 Mo au plus.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.tsv,.txt,text/csv"}),
        error_messages={"required": "Choisissez le fichier à importer."},
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            uploads.check_size(file.size or 0)
        except ActionRefused as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        return file


class ReadingForm(forms.Form):
    """How a table is read, guessed and changeable."""

    header = forms.IntegerField(
        label="Ligne des titres",
        min_value=1,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"min_value": "La première ligne porte le numéro 1."},
    )

    def chosen(self) -> dict[str, Any]:
        return {**self.cleaned_data, "header": self.cleaned_data.get("header") or 0}


class DialectForm(ReadingForm):
    """How a text is written."""

    field_order = ("encoding", "delimiter", "decimal", "dates", "header")
    encoding = forms.ChoiceField(label="Lettres accentuées", choices=Encoding.choices)
    delimiter = forms.ChoiceField(label="Séparateur", choices=Delimiter.choices)
    decimal = forms.ChoiceField(label="Décimales", choices=DecimalMark.choices)
    dates = forms.ChoiceField(label="Dates", choices=DateOrder.choices)

    @property
    def dialect(self) -> Dialect:
        return Dialect(**self.chosen())


class SheetForm(ReadingForm):
    """Which sheet of a workbook is read, and from which row."""

    field_order = ("sheet", "header", "decimal", "dates")
    sheet = forms.ChoiceField(label="Feuille")
    decimal = forms.ChoiceField(label="Décimales", choices=DecimalMark.choices)
    dates = forms.ChoiceField(label="Dates", choices=DateOrder.choices)

    def __init__(self, *args: Any, layout: Layout, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.read = layout.sheet
        self.fields["sheet"].choices = [(one.name, _sheet_label(one)) for one in layout.sheets]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def dialect(self) -> Dialect | None:
        """Return how to read the sheet; None when it is another one, of which nothing is known yet."""
        values = self.chosen()
        return Dialect(**values) if values.pop("sheet") == self.read else None


class MappingForm(forms.Form):
    """The field that each column fills. Only the columns shown are asked; the others keep what they had."""

    def __init__(
        self,
        *args: Any,
        columns: Sequence[Column],
        contents: Sequence[Content | None],
        mapping: Mapped,
        all_shown: bool,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.mapping = mapping
        self.contents = contents
        few = all_shown or len(columns) <= SHOWN_WHEN_FEW
        useful = [column for column in columns if not column.is_blank or column.index in mapping]
        self.columns = [column for column in useful if few or column.index in mapping]
        self.left_aside = [column for column in useful if column not in self.columns]
        self.total = len(useful)
        choices = _choices()
        for column in self.columns:
            self.fields[f"colonne_{column.index}"] = forms.ChoiceField(
                label=column.name,
                choices=choices,
                required=False,
                initial=mapping.get(column.index, ""),
            )

    @property
    def rows(self) -> list[tuple[Column, Content | None, BoundField]]:
        """Return each column, what it seems to hold, and its choice."""
        return [
            (column, self.contents[column.index], self[f"colonne_{column.index}"]) for column in self.columns
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a field filled by two columns."""
        cleaned = super().clean() or self.cleaned_data
        first: dict[str, str] = {}
        for column in self.columns:
            key = cleaned.get(f"colonne_{column.index}", "")
            if key and key in first:
                label = next(target.label for target in ORGANISATIONS.targets if target.key == key)
                self.add_error(
                    f"colonne_{column.index}",
                    f"« {label} » est déjà donné par la colonne « {first[key]} ». Gardez l’une des deux.",
                )
            elif key:
                first[key] = column.name
        return cleaned

    def chosen(self) -> Mapped:
        """Return the field of each column kept."""
        shown = {column.index: self.cleaned_data[f"colonne_{column.index}"] for column in self.columns}
        kept = {index: key for index, key in self.mapping.items() if index not in shown}
        return {index: key for index, key in {**kept, **shown}.items() if key}


def _sheet_label(sheet: Sheet) -> str:
    rows = typography.plural(sheet.rows, "ligne")
    return f"{sheet.name} ({rows}, masquée)" if sheet.hidden else f"{sheet.name} ({rows})"


def _choices() -> list[tuple[str, Any]]:
    groups = groupby(ORGANISATIONS.targets, key=lambda target: target.group)
    grouped = [(group, [(target.key, target.label) for target in targets]) for group, targets in groups]
    return [("", "Ne pas reprendre"), *grouped]
