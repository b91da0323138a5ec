"""Method files: read, verify, count and store them. Pure Python: no Django, no database.

`load` turns a YAML file into a frozen `Method`, or raises `MethodFileError` with every problem found,
each with its line and field. How to write such a file: `docs/methods.md`.
"""

import functools
from collections.abc import Collection
from pathlib import Path

from copil.initiatives.method_file.catalogue import (
    DATA,
    EvidenceKey,
    attested_by_hand,
    catalogue,
    read_catalogue,
)
from copil.initiatives.method_file.checks import Checker
from copil.initiatives.method_file.model import (
    Activity,
    Actor,
    ActorUse,
    Evidence,
    EvidenceMode,
    Gate,
    Method,
    Months,
    Origin,
    Point,
    Principle,
    Product,
    Reads,
    Reference,
    Relation,
    Rule,
    RuleStatus,
    Severity,
    Source,
    SourceDocument,
    Stage,
    Step,
)
from copil.initiatives.method_file.problems import MethodFileError, Problem, Problems
from copil.initiatives.method_file.reader import Reader
from copil.initiatives.method_file.schema import read_method
from copil.initiatives.method_file.serial import (
    Counts,
    Summary,
    counts,
    digest,
    from_json,
    summary,
    to_json,
)
from copil.initiatives.method_file.tree import parse, read_text
from copil.initiatives.method_file.writer import to_yaml

__all__ = [
    "DATA",
    "Activity",
    "Actor",
    "ActorUse",
    "Counts",
    "Evidence",
    "EvidenceKey",
    "EvidenceMode",
    "Gate",
    "Method",
    "MethodFileError",
    "Months",
    "Origin",
    "Point",
    "Principle",
    "Problem",
    "Product",
    "Reads",
    "Reference",
    "Relation",
    "Rule",
    "RuleStatus",
    "Severity",
    "Source",
    "SourceDocument",
    "Stage",
    "Step",
    "Summary",
    "attested_by_hand",
    "catalogue",
    "check",
    "check_method",
    "counts",
    "digest",
    "from_json",
    "load",
    "load_shipped",
    "read_catalogue",
    "shipped",
    "summary",
    "to_json",
    "to_yaml",
]


def load(source: Path | str | bytes, evidence_keys: Collection[str] | None = None) -> Method:
    """Return the method of a file (a path, its text or its bytes), or raise MethodFileError.

    `evidence_keys` is the catalogue of known keys; the shipped one when absent.
    """
    method, problems = _read(source, evidence_keys)
    if method is None or problems:
        raise MethodFileError(problems)
    return method


def check(source: Path | str | bytes, evidence_keys: Collection[str] | None = None) -> list[Problem]:
    """Return every problem of a file, by line; an empty list when it can be used."""
    return _read(source, evidence_keys)[1]


def check_method(method: Method, evidence_keys: Collection[str] | None = None) -> list[Problem]:
    """Return what does not agree inside a method that comes from elsewhere than a file (lines are 0)."""
    problems = Problems()
    Checker(method, _known(evidence_keys), {}, problems).run()
    return problems.sorted()


def shipped() -> list[Path]:
    """Return the method files that come with the product, in alphabetical order."""
    return sorted((DATA / "methods").glob("*.yaml"))


@functools.cache
def load_shipped() -> tuple[tuple[Method, str], ...]:
    """Return the methods that come with the product and their digests, read once in the life of a process."""
    methods = [load(path) for path in shipped()]
    return tuple((method, digest(method)) for method in methods)


def _known(evidence_keys: Collection[str] | None) -> Collection[str]:
    return catalogue() if evidence_keys is None else evidence_keys


def _read(
    source: Path | str | bytes, evidence_keys: Collection[str] | None
) -> tuple[Method | None, list[Problem]]:
    problems = Problems()
    text = read_text(source, problems)
    node = parse(text, problems) if text is not None else None
    if node is None:
        return None, problems.sorted()
    reader = Reader(problems)
    method = read_method(node, reader)
    Checker(method, _known(evidence_keys), reader.lines, problems).run()
    return method, problems.sorted()
