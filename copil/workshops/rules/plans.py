"""What stands in the way of a common plan: leads with too much, money told twice, targets that disagree.

Plain functions over values. Nothing here decides: each conflict is one sentence that names the actions, and a
person answers it.
"""

import datetime as dt
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import Any

from copil.core import typography
from copil.core.text import name_key

MOST_ACTIONS = 3
MOST_DAYS = Decimal(10)
_NAMED_MONTHS = 3
_NUMBER = r"\d[\d \u00a0\u202f]*(?:[.,]\d+)?"
_TARGET = re.compile(
    rf"^\s*[-•*]?\s*(?P<label>[^:=]*[^\s:=])\s*[:=]\s*(?P<value>{_NUMBER})\s*(?P<unit>[^\d\s,;]{{0,20}})"
)
_DAY = re.compile(r"\b(?:(?P<day>\d{1,2})/(?P<month>\d{1,2})/)?(?P<year>20\d\d)\b")
_DOWN = ("baisse", "dimin", "reduc", "redui", "moins", "limit")
_CONTACTS = re.compile(
    r"[^\s<>()]+@[^\s<>()]+\.\w+|(?<!\d)(?:\+33|0)[\s.\u00a0-]?[1-9](?:[\s.\u00a0-]?\d{2}){4}(?!\d)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What an indicator should reach, in which unit, and by when when it is said."""

    label: str
    value: Decimal
    unit: str = ""
    by: dt.date | None = None

    @property
    def key(self) -> tuple[str, str]:
        return name_key(self.label), name_key(self.unit)

    @property
    def said(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return f"{typography.number(self.value)}{unit}" + (
            f" pour le {typography.day(self.by, 'medium')}" if self.by else ""
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What is compared of an action of the plan."""

    id: str
    title: str
    lead: str = ""
    lead_name: str = ""
    days: Decimal | None = None
    amount: Decimal | None = None
    source: str = ""
    starts: dt.date | None = None
    ends: dt.date | None = None
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Something to settle between actions: ``signature`` stays the same while what it says does."""

    kind: str
    actions: tuple[str, ...]
    sentence: str

    @property
    def signature(self) -> str:
        text = "\n".join((self.kind, *sorted(self.actions), self.sentence))
        return hashlib.sha256(text.encode()).hexdigest()


def conflicts(
    *, actions: Sequence[Action], most_actions: int = MOST_ACTIONS, most_days: Decimal = MOST_DAYS
) -> list[Conflict]:
    """Return the conflicts of a plan: leads first, then money, then targets.

    ``most_actions`` and ``most_days`` are what one lead may hold at once, and in one month.
    """
    ordered = sorted(actions, key=lambda one: (name_key(one.title), one.id))
    return [
        *overloads(actions=ordered, most_actions=most_actions, most_days=most_days),
        *money_twice(actions=ordered),
        *opposed_targets(actions=ordered),
    ]


def overloads(*, actions: Sequence[Action], most_actions: int, most_days: Decimal) -> Iterator[Conflict]:
    """Yield, for each lead, the months with more actions, or more days of work, than one lead holds.

    The days of an action are spread evenly over its months.
    """
    held: dict[str, list[Action]] = defaultdict(list)
    for one in actions:
        if one.lead:
            held[one.lead].append(one)
    for mine in held.values():
        months: dict[tuple[int, int], list[Action]] = defaultdict(list)
        for one in mine:
            for month in _months(one):
                months[month].append(one)
        crowded = {month: there for month, there in months.items() if len(there) > most_actions}
        if crowded:
            yield _crowded(crowded, most_actions)
        worked = {month: sum((_a_month(one) for one in there), Decimal(0)) for month, there in months.items()}
        heavy = {month: days for month, days in worked.items() if days > most_days}
        if heavy:
            yield _heavy(heavy, months, most_days)


def money_twice(*, actions: Sequence[Action]) -> Iterator[Conflict]:
    """Yield the sources that several actions count on, told apart when the very same sum is named twice."""
    counted: dict[str, list[Action]] = defaultdict(list)
    for one in actions:
        if one.source.strip() and one.amount:
            counted[name_key(one.source)].append(one)
    for there in counted.values():
        if len(there) < 2:
            continue
        source = " ".join(there[0].source.split())
        amounts = {one.amount for one in there}
        total = typography.money(sum((one.amount or Decimal(0) for one in there), Decimal(0)))
        if len(amounts) == 1:
            each = typography.money(there[0].amount or 0)
            text = f"{_named(there)} comptent sur la même somme : {each} de « {source} ». Est-ce deux fois ?"
        else:
            text = f"{_named(there)} comptent sur « {source} », pour {total} en tout. Les donnera-t-on ?"
        yield _conflict("money", there, text)


def opposed_targets(*, actions: Sequence[Action]) -> Iterator[Conflict]:
    """Yield the pairs of actions that want different things of one indicator, counted in one unit."""
    told: dict[tuple[str, str], list[tuple[Action, Target]]] = defaultdict(list)
    for one in actions:
        for target in one.targets:
            told[target.key].append((one, target))
    for there in told.values():
        for (one, its), (other, their) in combinations(there, 2):
            if one.id == other.id or not _opposed(its, their):
                continue
            text = (
                f"« {one.title} » vise {its.said} et « {other.title} » vise {their.said} "
                f"pour le même indicateur : {its.label.lower()}."
            )
            yield _conflict("target", [one, other], text)


def targets_of(text: str) -> tuple[Target, ...]:
    """Read targets, one a line: « Bénévoles formés : 40 personnes pour le 31/12/2027 ».

    A year alone is its last day. Other lines are left out.
    """
    found = []
    for line in text.splitlines():
        match = _TARGET.match(line)
        if match is None:
            continue
        number = re.sub(r"[ \u00a0\u202f]", "", match["value"]).replace(",", ".")
        unit = "" if name_key(match["unit"]) in _LINKS else match["unit"].strip(".")
        found.append(
            Target(
                label=" ".join(match["label"].split()),
                value=Decimal(number),
                unit=unit,
                by=_day(line[match.end("value") :]),
            )
        )
    return tuple(found)


def _day(text: str) -> dt.date | None:
    match = _DAY.search(text)
    if match is None:
        return None
    try:
        return dt.date(int(match["year"]), int(match["month"] or 12), int(match["day"] or 31))
    except ValueError:
        return None


_LINKS = frozenset(
    name_key(word) for word in ("en", "par", "pour", "avant", "sur", "dès", "d’ici", "fin", "à")
)


def without_contacts(text: str) -> str:
    """Return a text without e-mail addresses nor telephone numbers, for what everybody may read."""
    return _CONTACTS.sub("(coordonnées retirées)", text)


@dataclass(frozen=True, slots=True)
class Difference:
    """A value as it was taken and as it is now."""

    label: str
    before: str
    after: str


def differences(
    *, before: Mapping[str, str], after: Mapping[str, str], labels: Mapping[str, str]
) -> list[Difference]:
    """Return what differs between two sets of values already in words, in the order of the labels."""
    return [
        Difference(label, before.get(name, ""), after.get(name, ""))
        for name, label in labels.items()
        if before.get(name, "") != after.get(name, "")
    ]


@dataclass(frozen=True, slots=True)
class Changes:
    """What an edition changes from the one before: titles of actions."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def changes_between(
    *,
    before: Sequence[Mapping[str, str]],
    after: Sequence[Mapping[str, str]],
    labels: Mapping[str, str],
) -> Changes:
    """Return what changed between two editions, whose actions carry ``id``, ``title`` and values in words."""
    old = {one["id"]: one for one in before}
    new = {one["id"]: one for one in after}
    changed = []
    for pk, one in new.items():
        if pk not in old:
            continue
        told = [each.label for each in differences(before=old[pk], after=one, labels=labels)]
        if told:
            changed.append((one["title"], tuple(told)))
    return Changes(
        added=tuple(one["title"] for pk, one in new.items() if pk not in old),
        removed=tuple(one["title"] for pk, one in old.items() if pk not in new),
        changed=tuple(changed),
    )


def _months(one: Action) -> list[tuple[int, int]]:
    """Return the months an action covers; none without both dates."""
    if one.starts is None or one.ends is None or one.ends < one.starts:
        return []
    first, last = one.starts.year * 12 + one.starts.month - 1, one.ends.year * 12 + one.ends.month - 1
    return [divmod(number, 12) for number in range(first, min(last, first + 120) + 1)]


def _a_month(one: Action) -> Decimal:
    if not one.days:
        return Decimal(0)
    return one.days / len(_months(one))


def _crowded(crowded: Mapping[tuple[int, int], Sequence[Action]], most: int) -> Conflict:
    there = list({one.id: one for listed in crowded.values() for one in listed}.values())
    number = max(len(listed) for listed in crowded.values())
    text = (
        f"{there[0].lead_name} mène {typography.plural(number, 'action')} à la fois "
        f"{_when(crowded)} ({most} au plus sont prévues) : {_named(there)}."
    )
    return _conflict("actions", there, text)


def _heavy(
    heavy: Mapping[tuple[int, int], Decimal],
    months: Mapping[tuple[int, int], Sequence[Action]],
    most: Decimal,
) -> Conflict:
    there = list({one.id: one for month in heavy for one in months[month] if one.days}.values())
    days = max(heavy.values()).quantize(Decimal("0.1"), ROUND_HALF_UP)
    text = (
        f"{there[0].lead_name} aurait {typography.plural(days, 'jour')} de travail par mois {_when(heavy)} "
        f"({typography.number(most)} au plus sont prévus) : {_named(there)}."
    )
    return _conflict("days", there, text)


def _when(months: Iterable[tuple[int, int]]) -> str:
    """Return months in words, as a span when there are many."""
    ordered = [dt.date(year, month + 1, 1) for year, month in sorted(months)]
    said = [typography.day(one, "month") for one in ordered]
    if len(said) == 1:
        return f"en {said[0]}"
    if len(said) <= _NAMED_MONTHS:
        return f"en {', '.join(said[:-1])} et {said[-1]}"
    return f"entre {said[0]} et {said[-1]}"


def _opposed(one: Target, other: Target) -> bool:
    """Tell whether two targets of one indicator disagree.

    Two days with two values make a path, unless it goes the wrong way.
    """
    if one.by is None or other.by is None or one.by == other.by:
        return one.value != other.value
    if one.value == other.value:
        return True
    first, last = sorted((one, other), key=lambda target: target.by or dt.date.max)
    down = any(word in name_key(one.label) for word in _DOWN)
    return (last.value > first.value) is down


def _named(actions: Sequence[Action]) -> str:
    titles = [f"« {one.title} »" for one in actions]
    return f"{', '.join(titles[:-1])} et {titles[-1]}" if len(titles) > 1 else titles[0]


def _conflict(kind: str, actions: Iterable[Action], text: str) -> Conflict:
    return Conflict(
        kind=kind, actions=tuple(sorted(one.id for one in actions)), sentence=typography.french(text)
    )


def merged_value(*, mine: Any, its: Any, choice: str) -> Any:
    """Return what one action of two says: ``mine``, ``its``, or ``both``: texts one after the other, sums.

    Without a choice, what is empty is filled.
    """
    if choice == "both" and isinstance(mine, str) and isinstance(its, str):
        texts = [one.strip() for one in (mine, its) if one.strip()]
        return "\n\n".join(dict.fromkeys(texts))
    if choice == "both" and isinstance(mine, Decimal) and isinstance(its, Decimal):
        return mine + its
    if choice == "its":
        return its
    return its if mine in (None, "") else mine
