"""Two sheets side by side: which values differ, and which of them to keep unless told otherwise."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ONE, OTHER = "one", "other"

# Values that only make sense together are chosen together.
GROUPS: dict[str, tuple[str, ...]] = {
    "numbers": ("siret", "siren"),
    "place": ("address", "postal_code", "commune"),
    "called": ("given_name", "family_name"),
}


@dataclass(frozen=True)
class Side:
    """What decides whose value is proposed: how well identified, how lately changed, how much is filled."""

    identifiers: int
    changed_at: dt.datetime
    filled: int


@dataclass(frozen=True)
class Difference:
    """Values on which two sheets differ: a field, or a group (``key``); ``proposed`` is a side."""

    key: str
    fields: tuple[str, ...]
    proposed: str


def first_of(one: Side, other: Side) -> str:
    """Return which sheet to keep: the better identified, then the last changed, then the fuller."""
    mine = (one.identifiers, one.changed_at, one.filled)
    return ONE if mine >= (other.identifiers, other.changed_at, other.filled) else OTHER


def differences(
    one: Mapping[str, Any], other: Mapping[str, Any], *, fields: Sequence[str], first: str
) -> list[Difference]:
    """Return what differs between two sheets, field by field or group by group, with what is proposed.

    A value beats an empty one; otherwise that of the sheet to keep (``first``).
    """
    found = []
    for key, names in _grouped(fields):
        mine, theirs = [one[name] for name in names], [other[name] for name in names]
        if mine == theirs:
            continue
        if not any(map(_is_filled, theirs)):
            proposed = ONE
        elif not any(map(_is_filled, mine)):
            proposed = OTHER
        else:
            proposed = first
        found.append(Difference(key, names, proposed))
    return found


def chosen(
    one: Mapping[str, Any],
    other: Mapping[str, Any],
    *,
    found: Sequence[Difference],
    choice: Callable[[str], str],
) -> dict[str, Any]:
    """Return the values to keep, field by field, as chosen difference by difference."""
    values: dict[str, Any] = {}
    for difference in found:
        source = other if choice(difference.key) == OTHER else one
        values |= {name: source[name] for name in difference.fields}
    return values


def _grouped(fields: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    groups: list[tuple[str, tuple[str, ...]]] = []
    seen: set[str] = set()
    for name in fields:
        key = next((key for key, names in GROUPS.items() if name in names and names[0] in fields), name)
        if key not in seen:
            seen.add(key)
            groups.append((key, tuple(n for n in GROUPS.get(key, (name,)) if n in fields)))
    return groups


def _is_filled(value: Any) -> bool:
    return value is not None and value != ""
