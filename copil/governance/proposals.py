"""The bodies that each method proposes, as data: taken up in one click, or left."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_DATA = Path(__file__).with_name("data") / "proposed_bodies.yaml"


@dataclass(frozen=True)
class Proposal:
    """A body that a method proposes."""

    key: str
    why: str
    values: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.values["name"])


def of_method(key: str) -> tuple[Proposal, ...]:
    """Return what a method proposes, in its order; nothing for a method that is not known here."""
    return _read().get(key, ())


@cache
def _read() -> dict[str, tuple[Proposal, ...]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with _DATA.open(encoding="utf-8") as handle:
        content = yaml.load(handle, Loader=loader)  # noqa: S506  # both are safe loaders
    return {method: tuple(map(_proposal, rows)) for method, rows in content.items()}


def _proposal(row: dict[str, Any]) -> Proposal:
    values = {name: value for name, value in row.items() if name not in ("key", "why")}
    return Proposal(row["key"], row["why"], values)
