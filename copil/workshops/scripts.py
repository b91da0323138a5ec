"""The script each session begins with, as data: taken as it is, or changed for one session."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from copil.workshops.clock import Step
from copil.workshops.enums.scripts import Need

_DATA = Path(__file__).with_name("data") / "scripts.yaml"


def proposed(rank: int) -> tuple[Step, ...]:
    """Return the steps that a session of this rank begins with."""
    return _read()[rank]


@cache
def _read() -> Mapping[int, tuple[Step, ...]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with _DATA.open(encoding="utf-8") as handle:
        content: dict[int, list[dict[str, Any]]] = yaml.load(handle, Loader=loader)  # noqa: S506  # both are safe
    return {
        rank: tuple(
            Step(key, row["title"], row["minutes"], row["text"].strip(), Need(row.get("need", "")).value)
            for key, row in enumerate(rows, start=1)
        )
        for rank, rows in content.items()
    }
