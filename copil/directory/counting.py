"""How an organisation is counted in each method, by its nature and by its role in the initiative.

One table says it, ``data/comptage.csv``: a row for each nature and role, a column for each method.
"""

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from copil.directory.enums import ActorType, Kind, OrganisationRole, ParticipantType, PartnerFamily


@dataclass(frozen=True)
class Counted:
    """What an organisation is counted as."""

    actor_type: ActorType
    family: PartnerFamily
    participant_type: ParticipantType


def counted(*, kind: Kind, role: OrganisationRole) -> Counted:
    """Return what an organisation of a nature is counted as, in a role."""
    return _table()[kind, role]


@lru_cache(maxsize=1)
def _table() -> dict[tuple[Kind, OrganisationRole], Counted]:
    """Read the table; an unknown word, or the same pair twice, is an error with its line."""
    text = resources.files("copil.directory").joinpath("data/comptage.csv").read_text(encoding="utf-8")
    table: dict[tuple[Kind, OrganisationRole], Counted] = {}
    for line, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        try:
            pair = Kind(row["nature"]), OrganisationRole(row["role"])
            meaning = Counted(
                ActorType(row["territoire"]),
                PartnerFamily(row["ingenierie"]),
                ParticipantType(row["experimentation"]),
            )
        except ValueError as error:
            raise ValueError(f"comptage.csv, line {line}: {error}") from error
        if pair in table:
            raise ValueError(f"comptage.csv, line {line}: {pair} is there twice")
        table[pair] = meaning
    return table
