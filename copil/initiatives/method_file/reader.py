"""Read typed values out of a YAML tree, noting every problem and the line of every field.

A value that cannot be read becomes an empty one, so that the rest of the file is still examined.
Paths look like `stages[0].steps[1].title`; indexes start at 0.
"""

import difflib
import re
from collections.abc import Callable, Collection
from enum import StrEnum
from typing import TypeVar

from copil.initiatives.method_file.problems import Problems
from copil.initiatives.method_file.tree import Mapping, Node, Scalar, Sequence

MAX_TEXT = 4000
E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


def guess(word: str, known: Collection[str]) -> str:
    """Return a French hint naming the closest known word, or an empty text."""
    close = difflib.get_close_matches(word[:80], known, n=1, cutoff=0.75)
    return f" Vouliez-vous écrire «\u00a0{close[0]}\u00a0»\u00a0?" if close else ""


class Fields:
    """One mapping being read. Every accessor takes the name of a field and never raises."""

    def __init__(self, node: Node | None, path: str, line: int, reader: "Reader") -> None:
        self.path = path
        self.line = node.line if node else line
        self.reader = reader
        self.present = isinstance(node, Mapping)
        self._entries = node.entries if isinstance(node, Mapping) else {}
        self._key_lines = node.key_lines if isinstance(node, Mapping) else {}

    def has(self, name: str) -> bool:
        return name in self._entries

    def at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def line_of(self, name: str) -> int:
        return self._key_lines.get(name, self.line)

    def note(self, name: str, message_fr: str) -> None:
        self.reader.problems.add(self.line_of(name), self.at(name), message_fr)

    def only(self, required: Collection[str], optional: Collection[str] = ()) -> None:
        """Note the fields that are missing and those that are unknown."""
        if not self.present:
            return
        for name in required:
            if name not in self._entries:
                self.note(name, f"Le champ «\u00a0{name}\u00a0» manque.")
        allowed = {*required, *optional}
        for name in self._entries:
            if name not in allowed and not self.reader.problems.full:
                self.note(name, f"Le champ «\u00a0{name}\u00a0» est inconnu.{guess(name, allowed)}")

    def text(self, name: str, pattern: str = "", shape_fr: str = "") -> str:
        """Return the text of a field; note an empty one, a list, or one that does not match `pattern`."""
        if name not in self._entries:
            return ""
        value = self.reader.scalar(self._entries[name], self.at(name), self.line_of(name))
        if value and pattern and not re.fullmatch(pattern, value):
            self.note(name, f"«\u00a0{value[:80]}\u00a0» n’a pas la forme attendue ({shape_fr}).")
            return ""
        return value

    def choice(self, name: str, kind: type[E], default: E) -> E:
        """Return a member of an enumeration; `default` when the field is absent or wrong."""
        value = self.text(name)
        if not value:
            return default
        try:
            return kind(value)
        except ValueError:
            words = ", ".join(f"«\u00a0{member.value}\u00a0»" for member in kind)
            self.note(name, f"Valeur «\u00a0{value[:80]}\u00a0» inconnue. Valeurs possibles\u00a0: {words}.")
            return default

    def number(self, name: str) -> int:
        """Return a whole number, 0 when absent or wrong."""
        value = self.text(name)
        if value and not re.fullmatch(r"[0-9]{1,9}", value):
            self.note(name, "Un nombre entier est attendu.")
            return 0
        return int(value) if value else 0

    def flag(self, name: str) -> bool:
        """Return True for `true`, False for `false` or when absent."""
        value = self.text(name)
        if value not in {"", "true", "false"}:
            self.note(name, "Écrivez «\u00a0true\u00a0» (oui) ou «\u00a0false\u00a0» (non).")
        return value == "true"

    def texts(self, name: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of texts, noting the empty ones and the repeated ones."""
        values: list[str] = []
        seen: set[str] = set()
        for node, path in self._items(name, required=required):
            value = self.reader.scalar(node, path, node.line)
            values.append(value)
            if value and value in seen:
                self.reader.problems.add(node.line, path, f"«\u00a0{value[:80]}\u00a0» est écrit deux fois.")
            seen.add(value)
        return tuple(values)

    def rows(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Return the rows of a table: a list of lists of texts."""
        return tuple(self._row(node, path) for node, path in self._items(name, required=True))

    def _row(self, node: Node, path: str) -> tuple[str, ...]:
        if not isinstance(node, Sequence):
            self.reader.problems.add(node.line, path, "Une ligne de tableau est une liste de textes.")
            return ()
        cells = enumerate(node.items)
        return tuple(self.reader.scalar(cell, f"{path}[{index}]", cell.line) for index, cell in cells)

    def each(self, name: str, read: "Callable[[Fields], T]", *, required: bool = False) -> tuple[T, ...]:
        """Return `read` applied to every mapping of a list."""
        items = self._items(name, required=required)
        return tuple(read(self.reader.fields(node, path, node.line)) for node, path in items)

    def one(self, name: str, read: "Callable[[Fields], T]") -> T | None:
        """Return `read` applied to a mapping, None when the field is absent."""
        if name not in self._entries:
            return None
        return read(self.reader.fields(self._entries[name], self.at(name), self.line_of(name)))

    def _items(self, name: str, *, required: bool) -> list[tuple[Node, str]]:
        if name not in self._entries:
            return []
        node = self._entries[name]
        self.reader.lines[self.at(name)] = self.line_of(name)
        if not isinstance(node, Sequence):
            self.note(name, "Une liste est attendue.")
            return []
        if required and not node.items:
            self.note(name, "La liste est vide.")
        items = [(item, f"{self.at(name)}[{index}]") for index, item in enumerate(node.items)]
        self.reader.lines.update({path: item.line for item, path in items})
        return items


class Reader:
    """Hold what is shared by one reading: the problems, and the line of every path met."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.lines: dict[str, int] = {}

    def fields(self, node: Node | None, path: str, line: int) -> Fields:
        if node is not None and not isinstance(node, Mapping):
            self.problems.add(line, path, "Une suite de champs «\u00a0nom: valeur\u00a0» est attendue.")
        fields = Fields(node, path, line, self)
        self.lines[path] = fields.line
        return fields

    def scalar(self, node: Node, path: str, line: int) -> str:
        """Return the stripped text of a node; note an empty one, a too long one, or one that is no text."""
        self.lines[path] = line
        if not isinstance(node, Scalar):
            self.problems.add(line, path, "Un texte est attendu.")
            return ""
        value = node.value.strip()
        if not value:
            self.problems.add(line, path, "Ce champ est vide.")
        elif len(value) > MAX_TEXT:
            self.problems.add(line, path, f"Ce texte dépasse {MAX_TEXT}\u00a0caractères.")
        return value
