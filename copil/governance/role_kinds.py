"""The kinds of roles of an initiative, as data."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

_DATA = Path(__file__).with_name("data") / "role_kinds.yaml"
SPONSOR, DIRECTOR, TECHNICAL, LOGISTICS, AMO = "sponsor", "director", "technical", "logistics", "amo"


@dataclass(frozen=True)
class RoleKind:
    """A role: what it does, whether it needs a deputy, how many people it takes, its usual load."""

    key: str
    title: str
    what: str
    deputy: bool
    people: int
    expected: bool
    load: Decimal


@cache
def kinds() -> dict[str, RoleKind]:
    """Return the kinds by their keys, in the order of the matrix."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with _DATA.open(encoding="utf-8") as handle:
        rows = yaml.load(handle, Loader=loader)  # noqa: S506  # both are safe loaders
    return {row["key"]: RoleKind(**{**row, "load": Decimal(str(row["load"]))}) for row in rows}


def title_of(key: str) -> str:
    """Return the title of a role; the key itself when the data no longer know it."""
    return kinds()[key].title if key in kinds() else key
