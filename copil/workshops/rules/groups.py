"""What a group lacks, when a session may take place: plain functions over values."""

import datetime as dt
from collections.abc import Iterable, Mapping

from copil.directory.counting import counted
from copil.directory.enums import Kind, OrganisationRole, ParticipantType

LONGEST_CARD, LONGEST_COMMENT = 280, 400
MOST_CARDS, MOST_COMMENTS, MOST_CLUSTERS = 300, 30, 24
WANTED = (ParticipantType.ASSOCIATIONS, ParticipantType.COMPANIES, ParticipantType.AUTHORITIES)


def lacking(*, wanted: Iterable[str], present: Iterable[str]) -> list[ParticipantType]:
    """Return the types of actors wanted in a group that nobody in it is."""
    there = set(present)
    return [one for one in ParticipantType if one in set(wanted) and one not in there]


def type_of(kind: str | None) -> ParticipantType:
    """Return the type of actor that somebody of an organisation of this nature is; others without one."""
    if not kind:
        return ParticipantType.OTHERS
    return counted(kind=Kind(kind), role=OrganisationRole.BENEFICIARY).participant_type


def out_of_order(*, rank: int, starts_at: dt.datetime, others: Mapping[int, dt.datetime]) -> int | None:
    """Return the session that this one would be on the wrong side of, None when the order holds."""
    for other, when in sorted(others.items()):
        if (other < rank and when >= starts_at) or (other > rank and when <= starts_at):
            return other
    return None
