"""Where the end of the groups stands: sessions, last committee, restitution, in that order. Plain values."""

import datetime as dt
from dataclasses import dataclass

from copil.core import typography


@dataclass(frozen=True, slots=True)
class Order:
    """Whether the last committee stands between the groups and the restitution, and why in one sentence.

    ``holds`` is None while it cannot be told.
    """

    holds: bool | None
    sentence: str


def order(
    *, last_session: dt.datetime | None, committee: dt.datetime | None, restitution: dt.datetime | None
) -> Order:
    """Tell whether the last committee comes after the last session and before the restitution."""
    if committee is None:
        return Order(None, "Choisissez le dernier comité et donnez-lui une date.")
    if last_session is not None and committee <= last_session:
        return Order(False, f"Un groupe se réunit encore le {_day(last_session)}, après ce comité.")
    if restitution is None:
        return Order(None, "La restitution n’a pas encore de date : gardez-la après ce comité.")
    if restitution <= committee:
        return Order(False, f"La restitution a lieu le {_day(restitution)}, avant ce comité : inversez-les.")
    return Order(True, f"Le comité du {_day(committee)} se tient après les groupes et avant la restitution.")


def _day(value: dt.datetime) -> str:
    return typography.day(value, "medium")
