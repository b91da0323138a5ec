"""What is fragile in the roles of an initiative, over plain values: each finding with its reason."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from copil.core import typography
from copil.governance.role_kinds import LOGISTICS, TECHNICAL, RoleKind

FULL_WEEK = Decimal(5)
WEEKS = 12
LONG_YEARS = 3
MANY_HOLDERS = 3


@dataclass(frozen=True)
class Held:
    """A role held: who, since when, until when, how much."""

    role: str
    person: str
    name: str
    is_deputy: bool
    starts_on: dt.date
    ends_on: dt.date | None
    days: Decimal
    initiative: str = ""

    def covers(self, day: dt.date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Finding:
    """Something fragile: its family, what it is, why it matters."""

    family: str
    role: str
    title: str
    reason: str


@dataclass(frozen=True)
class Week:
    """The load of a person in a week, and where it comes from."""

    monday: dt.date
    days: Decimal
    where: tuple[str, ...]


def uncovered(
    *, kinds: Mapping[str, RoleKind], held: Sequence[Held], singles: Iterable[str], today: dt.date
) -> list[str]:
    """Return the roles held today that one absence would stop: no deputy, or too few people."""
    now, alone = _by_role(held, today), set(singles)
    return [key for key in kinds if key in now and key not in alone and _lacks(kinds[key], now[key])]


def findings(
    *, kinds: Mapping[str, RoleKind], held: Sequence[Held], singles: Mapping[str, str], today: dt.date
) -> list[Finding]:
    """Return vacancies, single points of failure and rotation, in the order of the roles."""
    now = _by_role(held, today)
    found = [
        Finding(
            "vacancy",
            key,
            f"{kind.title} : personne",
            f"{kind.what} Sans personne, cela retombe sur quelqu’un qui n’en a pas été chargé.",
        )
        for key, kind in kinds.items()
        if kind.expected and not any(not one.is_deputy for one in now.get(key, ()))
    ]
    for key in uncovered(kinds=kinds, held=held, singles=singles, today=today):
        if any(not one.is_deputy for one in now[key]):
            found.append(_single_point(kinds[key], now[key]))
    found += _one_person_for_all(now)
    return [*found, *_rotation(kinds, held, now, today)]


def weeks_of(held: Iterable[Held], *, today: dt.date) -> list[Week]:
    """Return the load of one person over the weeks to come, deputies counted for nothing."""
    monday = today - dt.timedelta(days=today.weekday())
    rows = [one for one in held if not one.is_deputy]
    weeks = []
    for number in range(WEEKS):
        start = monday + dt.timedelta(weeks=number)
        end = start + dt.timedelta(days=6)
        here = [one for one in rows if one.starts_on <= end and (one.ends_on is None or one.ends_on >= start)]
        where = tuple(dict.fromkeys(one.initiative for one in here if one.days))
        weeks.append(Week(start, sum((one.days for one in here), Decimal(0)), where))
    return weeks


def overloaded(weeks: Sequence[Week]) -> list[Week]:
    """Return the weeks that hold more than five days."""
    return [week for week in weeks if week.days > FULL_WEEK]


def is_stable(*, kinds: Mapping[str, RoleKind], held: Sequence[Held], singles: Iterable[str]) -> bool:
    """Tell whether every expected role has its holder, and every role held its cover, on the last day known.

    Depends on no date: a role without an end is held.
    """
    open_ones = [one for one in held if one.ends_on is None]
    now: dict[str, list[Held]] = defaultdict(list)
    for one in open_ones:
        now[one.role].append(one)
    alone = set(singles)
    filled = all(any(not one.is_deputy for one in now[key]) for key, kind in kinds.items() if kind.expected)
    covered = not any(
        _lacks(kinds[key], rows) for key, rows in now.items() if key in kinds and key not in alone
    )
    return filled and covered


def _by_role(held: Iterable[Held], day: dt.date) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = defaultdict(list)
    for one in held:
        if one.covers(day):
            found[one.role].append(one)
    return dict(found)


def _lacks(kind: RoleKind, rows: Sequence[Held]) -> bool:
    people = {one.person for one in rows}
    if kind.people > 1:
        return len(people) < kind.people
    return kind.deputy and not any(one.is_deputy for one in rows)


def _single_point(kind: RoleKind, rows: Sequence[Held]) -> Finding:
    who = next(one.name for one in rows if not one.is_deputy)
    if kind.people > 1:
        reason = f"{who} en a toute la charge, il faut au moins {kind.people} personnes."
    else:
        reason = f"Si {who} s’absente, personne n’est désigné pour prendre la suite."
    return Finding("single", kind.key, f"{kind.title} : tout repose sur une personne", reason)


def _one_person_for_all(now: Mapping[str, Sequence[Held]]) -> list[Finding]:
    technical = {one.person: one.name for one in now.get(TECHNICAL, ()) if not one.is_deputy}
    logistics = {one.person for one in now.get(LOGISTICS, ()) if not one.is_deputy}
    both = [name for person, name in technical.items() if person in logistics]
    if not both or len(logistics) > 1:
        return []
    reason = f"{both[0]} tient les deux à la fois : l’une prend toujours le temps de l’autre."
    return [Finding("single", LOGISTICS, "La technique et la logistique sont dans les mêmes mains", reason)]


def _rotation(
    kinds: Mapping[str, RoleKind], held: Sequence[Held], now: Mapping[str, Sequence[Held]], today: dt.date
) -> list[Finding]:
    found = []
    for key, kind in kinds.items():
        rows = [one for one in held if one.role == key and not one.is_deputy]
        recent = {
            one.person for one in rows if one.ends_on is None or one.ends_on > today - dt.timedelta(days=365)
        }
        if kind.people == 1 and len(recent) >= MANY_HOLDERS:
            told = typography.plural(len(recent), "personne s’y est succédé", "personnes s’y sont succédé")
            found.append(
                Finding("rotation", key, f"{kind.title} change souvent de mains", f"{told} en un an.")
            )
        for one in now.get(key, ()):
            years = (today - one.starts_on).days // 365
            if not one.is_deputy and years >= LONG_YEARS:
                reason = (
                    f"{one.name} tient ce rôle depuis {typography.plural(years, 'an')} : prévoyez un passage."
                )
                found.append(Finding("rotation", key, f"{kind.title} n’a pas tourné", reason))
    return found
