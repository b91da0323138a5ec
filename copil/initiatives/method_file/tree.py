"""Read YAML into a small tree where every node knows its line.

Only what a data file needs is accepted: mappings, lists and texts. Anchors, aliases, tags, several
documents, repeated keys and deep nesting are refused, so a file can neither build objects nor grow
when it is read. Scalars stay texts: `1.10` is not turned into a number.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from copil.initiatives.method_file.problems import Problems

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
TOO_BIG = f"Le fichier dépasse {MAX_BYTES // 1000}\u00a0ko."
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Scalar:
    line: int
    value: str


@dataclass(slots=True)
class Sequence:
    line: int
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    line: int
    entries: dict[str, "Node"] = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


def read_text(source: Path | str | bytes, problems: Problems) -> str | None:
    """Return the text of a path, of bytes or of a string; None after noting why it cannot be read."""
    if isinstance(source, Path):
        try:
            if source.stat().st_size > MAX_BYTES:
                problems.add(0, "", TOO_BIG)
                return None
            source = source.read_bytes()
        except OSError as error:
            problems.add(0, "", f"Le fichier ne peut pas être lu ({error.strerror or 'erreur inconnue'}).")
            return None
    if len(source) > MAX_BYTES:
        problems.add(0, "", TOO_BIG)
        return None
    if isinstance(source, str):
        return source
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        problems.add(
            line, "", "Le fichier n’est pas encodé en UTF-8. Enregistrez-le en UTF-8, puis recommencez."
        )
        return None


def parse(text: str, problems: Problems) -> Node | None:
    """Return the tree of a YAML text, or None after noting why it is not one."""
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        problems.add(line, "", "Le fichier contient un caractère de contrôle invisible. Supprimez-le.")
        return None
    builder = _Builder(problems)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if not builder.take(event):
                return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        problems.add(line, "", "Cette ligne n’est pas du YAML valide (retrait, guillemets ou deux-points).")
        return None
    except yaml.YAMLError:
        problems.add(0, "", "Le fichier n’est pas du YAML valide.")
        return None
    if builder.root is None:
        problems.add(1, "", "Le fichier est vide.")
    return builder.root


class _Builder:
    """Turn parser events into nodes with an explicit stack; `take` answers False when reading must stop."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.root: Node | None = None
        self._stack: list[Sequence | Mapping] = []
        self._keys: list[str | None] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> bool:
        line = event.start_mark.line + 1 if event.start_mark else 0
        refusal = self._refusal(event)
        if refusal:
            self.problems.add(line, "", refusal)
            return False
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open(Sequence(line))
        elif isinstance(event, yaml.MappingStartEvent):
            self._open(Mapping(line))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()
            self._keys.pop()
        return True

    def _refusal(self, event: yaml.Event) -> str:
        if isinstance(event, yaml.AliasEvent):
            return "Les renvois YAML («\u00a0*\u00a0») ne sont pas acceptés\u00a0: recopiez le contenu."
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                return "Le fichier contient plusieurs documents YAML\u00a0: gardez-en un seul."
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            return "Les ancres YAML («\u00a0&\u00a0») ne sont pas acceptées\u00a0: recopiez le contenu."
        if getattr(event, "tag", None):
            return "Les étiquettes de type YAML («\u00a0!\u00a0») ne sont pas acceptées."
        opens = isinstance(event, yaml.CollectionStartEvent)
        if opens and len(self._stack) >= MAX_DEPTH:
            return f"Plus de {MAX_DEPTH}\u00a0niveaux imbriqués."
        if opens and isinstance(self._top, Mapping) and self._keys[-1] is None:
            return "Le nom d’un champ doit être un mot simple."
        return ""

    @property
    def _top(self) -> Sequence | Mapping | None:
        return self._stack[-1] if self._stack else None

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        top = self._top
        if isinstance(top, Mapping) and self._keys[-1] is None:
            if event.value in top.entries:
                self.problems.add(
                    line, event.value, f"Le champ «\u00a0{event.value}\u00a0» est écrit deux fois."
                )
            top.key_lines[event.value] = line
            self._keys[-1] = event.value
            return
        plain = event.implicit[0]
        empty = plain and event.value in {"", "~", "null"}
        self._attach(Scalar(line, "" if empty else event.value))

    def _open(self, node: Sequence | Mapping) -> None:
        self._attach(node)
        self._stack.append(node)
        self._keys.append(None)

    def _attach(self, node: Node) -> None:
        top = self._top
        if top is None:
            self.root = node
        elif isinstance(top, Sequence):
            top.items.append(node)
        else:
            top.entries[self._keys[-1] or ""] = node
            self._keys[-1] = None
