"""The catalogue of evidence keys: what may prove that an activity is covered.

A key that no app provides is attested by hand; a key absent from the catalogue is an error.
"""

import functools
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from copil.initiatives.method_file.model import Method
from copil.initiatives.method_file.problems import MethodFileError, Problems
from copil.initiatives.method_file.reader import Fields, Reader
from copil.initiatives.method_file.tree import parse, read_text

DATA = Path(__file__).resolve().parent.parent / "data"
KEY = r"[a-z]+\.[a-z][a-z_]*"


@dataclass(frozen=True, slots=True)
class EvidenceKey:
    """`label` names the fact in French; `covered_by` says what in the product establishes it."""

    key: str
    label: str
    covered_by: str

    @property
    def app(self) -> str:
        return self.key.partition(".")[0]


def read_catalogue(source: Path | str | bytes) -> tuple[EvidenceKey, ...]:
    """Return the keys of a catalogue file, or raise MethodFileError."""
    problems = Problems()
    reader = Reader(problems)
    text = read_text(source, problems)
    node = parse(text, problems) if text is not None else None
    keys: tuple[EvidenceKey, ...] = ()
    if node:
        top = reader.fields(node, "", 1)
        top.only(("evidence",))
        keys = top.each("evidence", _key, required=True)
    seen: set[str] = set()
    for index, item in enumerate(keys):
        if item.key in seen:
            path = f"evidence[{index}].key"
            problems.add(reader.lines.get(path, 0), path, f"«\u00a0{item.key}\u00a0» sert déjà plus haut.")
        seen.add(item.key)
    if problems:
        raise MethodFileError(problems.sorted())
    return keys


@functools.cache
def catalogue() -> dict[str, EvidenceKey]:
    """Return the shipped catalogue, by key, in the order of the file."""
    return {item.key: item for item in read_catalogue(DATA / "evidence.yaml")}


def attested_by_hand(method: Method, *, provided: Collection[str]) -> frozenset[str]:
    """Return the keys of a method that no app provides yet: only a person can attest them."""
    return method.evidence_keys() - frozenset(provided)


def _key(fields: Fields) -> EvidenceKey:
    fields.only(("key", "label", "covered_by"))
    key = fields.text("key", KEY, "application.fait")
    return EvidenceKey(key, fields.text("label"), fields.text("covered_by"))
