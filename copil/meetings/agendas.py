"""The agenda each kind of meeting begins with, as data: taken up at once, changed afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_DATA = Path(__file__).with_name("data") / "agendas.yaml"


@dataclass(frozen=True)
class Proposed:
    """A point that a kind of meeting begins with."""

    title: str
    duration: int
    expected: str


@dataclass(frozen=True)
class Template:
    """How long a kind of meeting lasts, and its points in order."""

    duration: int
    items: tuple[Proposed, ...]


def of_kind(kind: str) -> Template:
    """Return what a kind of meeting begins with."""
    return _read()[kind]


@cache
def _read() -> Mapping[str, Template]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with _DATA.open(encoding="utf-8") as handle:
        content: dict[str, dict[str, Any]] = yaml.load(handle, Loader=loader)  # noqa: S506  # both are safe
    return {
        kind: Template(row["duration"], tuple(Proposed(**one) for one in row["items"]))
        for kind, row in content.items()
    }
