"""Read the demonstration's files, and keep what has been created so far by its name in them."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from copil.directory.models import Organisation, Person
from copil.identity.models import User, Workspace
from copil.needs.models import Diagnostic, Need, SharedNeed, Theme
from copil.territories.models import Territory

DATA = Path(__file__).with_name("data")
PARIS = ZoneInfo("Europe/Paris")
Row = dict[str, Any]


def read(name: str) -> Row:
    """Return the content of ``data/<name>.yaml``."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (DATA / f"{name}.yaml").open(encoding="utf-8") as handle:
        content: Row = yaml.load(handle, Loader=loader)  # noqa: S506  # both are safe loaders
    return content


def morning(day: dt.date) -> dt.datetime:
    """Return ten in the morning of a day, in Paris."""
    return dt.datetime.combine(day, dt.time(10), tzinfo=PARIS)


@dataclass
class Cast:
    """What the demonstration has created so far, by the short name its files use."""

    today: dt.date
    written_for: dt.date
    workspaces: dict[str, Workspace] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    themes: dict[tuple[str, str], Theme] = field(default_factory=dict)
    diagnostics: dict[str, Diagnostic] = field(default_factory=dict)
    needs: dict[str, Need] = field(default_factory=dict)
    shared_needs: dict[str, SharedNeed] = field(default_factory=dict)
    territories: dict[tuple[str, str], Territory] = field(default_factory=dict)

    def user(self, email: str | None) -> User | None:
        """Return the account of an address; None for none."""
        return self.users[email] if email else None

    def territory(self, where: Row | None) -> Territory | None:
        """Return the territory a file names by kind and code; None when it names none."""
        if where is None:
            return None
        asked = (where["kind"], str(where["code"]))
        if asked not in self.territories:
            found = Territory.objects.of_code(asked[1], kind=asked[0])
            if found is None:
                raise LookupError(f"no territory {asked}")
            self.territories[asked] = found
        return self.territories[asked]
