"""What the forms of the workshop share: they read a place of a method, and write it back."""

import json
import re
import zlib
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from copil.core.errors import ActionRefused, Conflict
from copil.initiatives.drafting import nodes
from copil.initiatives.drafting.nodes import Node
from copil.initiatives.method_file import Activity, Method, Origin
from copil.initiatives.method_file.reader import MAX_TEXT

TITLE = 200
Values = dict[str, Any]


def text(label: str, *, rows: int = 4, hint: str = "", required: bool = True) -> forms.CharField:
    """Return a field for a text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=MAX_TEXT, help_text=hint, required=required)


def line(label: str, *, hint: str = "", required: bool = True, most: int = TITLE) -> forms.CharField:
    """Return a field for a text of one line."""
    return forms.CharField(label=label, max_length=most, help_text=hint, required=required)


def boxes(label: str, choices: Sequence[tuple[str, str]], *, hint: str = "") -> forms.MultipleChoiceField:
    """Return boxes to tick, none of them required."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=hint,
    )


def retouched(origin: Origin, *, differs: bool) -> Origin:
    """Return where an item comes from once changed: what is rewritten is no longer the guide's own."""
    return Origin.ADAPTED if differs and origin is Origin.SOURCE else origin


def activity_choices(method: Method, *, but: str = "") -> list[tuple[str, str]]:
    """Return the activities of a method, to choose among."""
    return [(one.id, f"{one.id} {one.title}") for one in method.activities() if one.id != but]


def reference_choices(method: Method) -> list[tuple[str, str]]:
    """Return the sheets that a method cites, to choose among."""
    return [(one.key, f"{one.key} : {one.title}") for one in method.references]


class PartForm(forms.Form):
    """A part of a place: ``read`` gives what it shows, ``write`` the item once typed."""

    hint: ClassVar[str] = ""

    def __init__(self, data: QueryDict | None = None, *, method: Method, node: Node) -> None:
        self.method, self.node = method, node
        super().__init__(data, initial=self.read())
        self.build()

    def build(self) -> None:
        """Add the fields that depend on the method."""

    @abstractmethod
    def read(self) -> Values:
        """Return what the form shows of the place."""

    @abstractmethod
    def write(self) -> nodes.Item:
        """Return the item with what was typed."""

    @property
    def seen(self) -> int:
        """The mark of what is shown: the same as long as nobody changed this part."""
        return zlib.crc32(json.dumps(self.read(), ensure_ascii=False, sort_keys=True, default=str).encode())

    @property
    def activity(self) -> Activity:
        assert isinstance(self.node.item, Activity)  # noqa: S101  # the table of parts says so
        return self.node.item

    def change(self, *, seen: int) -> Callable[[Method], Method]:
        """Return what this form does to the method as it is stored, for the action to do under its lock.

        Raises :class:`Conflict` there when the part is no longer what was ``seen``.
        """

        def changed(stored: Method) -> Method:
            node = nodes.find(stored, self.node.name)
            if node is None:
                raise ActionRefused("Cette partie de la méthode a été retirée entre-temps.")
            if type(self)(method=stored, node=node).seen != seen:
                raise Conflict
            self.method, self.node = stored, node
            return self.finished(nodes.replaced(stored, node, self.write()))

        return changed

    def finished(self, method: Method) -> Method:
        """Return the method once the item is in place; a part that others name follows it there."""
        return method


class RowsForm(PartForm):
    """A part made of rows: a row with nothing in its first column is taken out, two empty ones wait."""

    columns: ClassVar[Mapping[str, Callable[["RowsForm"], forms.Field]]] = {}
    row_name: ClassVar[str] = "Ligne"
    required: ClassVar[str] = ""
    blank: ClassVar[int] = 2

    @abstractmethod
    def stored_rows(self) -> list[Values]:
        """Return the rows as the method has them."""

    def read(self) -> Values:
        return {
            f"{name}_{number}": value
            for number, row in enumerate(self.stored_rows())
            for name, value in row.items()
        }

    def build(self) -> None:
        for number in range(self._count()):
            for name, make in self.columns.items():
                field = make(self)
                field.required = False
                self.fields[f"{name}_{number}"] = field

    def clean(self) -> Values:
        cleaned = super().clean() or {}
        for number in range(self._count()):
            others = [cleaned.get(f"{name}_{number}") for name in self.columns if name != self.required]
            alone = any(others) and self._is_new(number)
            if alone and not cleaned.get(f"{self.required}_{number}") and self.needs_first():
                self.add_error(f"{self.required}_{number}", "Remplissez cette ligne, ou videz-la.")
        return cleaned

    def needs_first(self) -> bool:
        """Tell whether a new row with something but its first column is a mistake."""
        return True

    def filled(self) -> list[tuple[int, Values]]:
        """Return the rows kept, each with its number, which is that of the stored row it comes from."""
        cleaned = self.cleaned_data
        return [
            (number, {name: cleaned.get(f"{name}_{number}") for name in self.columns})
            for number in range(self._count())
            if cleaned.get(f"{self.required}_{number}")
        ]

    @property
    def rows(self) -> list[tuple[str, list[BoundField]]]:
        """The rows to show, each with its name."""
        count, stored = self._count(), len(self.stored_rows())
        return [
            (
                f"{self.row_name} {number + 1}" if number < stored else f"{self.row_name} à ajouter",
                [self[f"{name}_{number}"] for name in self.columns],
            )
            for number in range(count)
        ]

    @property
    def others(self) -> list[BoundField]:
        """The fields that are not in rows."""
        return [self[name] for name in self.fields if not re.fullmatch(r".+_\d+", name)]

    def _is_new(self, number: int) -> bool:
        return number >= len(self.stored_rows())

    def _count(self) -> int:
        waiting = len(self.stored_rows()) + self.blank
        if not self.is_bound:
            return waiting
        typed = [re.fullmatch(rf"{self.required}_(\d{{1,2}})", name) for name in self.data]
        return max([waiting, *(int(found[1]) + 1 for found in typed if found)])
