"""What a decision must say to be adopted, its number, its seal."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from copil.governance.enums import Way
from copil.journal.rules import payload_digest


def refusal(
    *,
    way: str,
    votes: tuple[int | None, int | None, int | None],
    seats: int,
    decided_on: dt.date,
    today: dt.date,
    reason: str,
) -> str:
    """Return why a decision cannot be adopted as it is; empty when it can.

    ``votes`` are those for, against, abstained; ``seats`` the deliberative seats that day, 0 when unknown.
    """
    if decided_on > today:
        return "Une décision ne peut pas être adoptée avant le jour où elle est prise."
    if not reason.strip():
        return "Dites pourquoi l’instance a décidé ainsi : on le demandera dans un an."
    if way != Way.VOTE:
        return ""
    if any(count is None for count in votes):
        return "Donnez le compte des voix : pour, contre, abstention."
    cast = sum(count or 0 for count in votes)
    if not cast:
        return "Un vote compte au moins une voix."
    if seats and cast > seats:
        return f"{cast} voix comptées pour {seats} sièges délibératifs ce jour-là : reprenez le compte."
    return ""


def numbered(*, code: str, year: int, number: int) -> str:
    """Return the number of a decision as it is read: « COPIL 2026-03 »."""
    return f"{code} {year}-{number:02d}"


def seal(*, salt: str, content: Mapping[str, Any]) -> str:
    """Return the digest of what was adopted."""
    return payload_digest(salt=salt, payload=dict(content))
