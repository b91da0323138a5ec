"""The shelves of the library: what each choice of a facet leaves, over plain values."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

KIND_LABELS = {
    "information": "Séances d’information",
    "formation": "Sessions de formation",
    "collectif": "Accompagnement collectif",
    "individuel": "Accompagnement individuel",
}
TYPES = {"A": "A : information ou formation", "B": "B : accompagnement"}
COSTS: tuple[tuple[str, str, Decimal], ...] = (
    ("3000", "Jusqu’à 3 000 €", Decimal(3000)),
    ("6000", "De 3 000 à 6 000 €", Decimal(6000)),
    ("10000", "De 6 000 à 10 000 €", Decimal(10000)),
    ("plus", "Plus de 10 000 €", Decimal("Infinity")),
)
DAYS: tuple[tuple[str, str, Decimal], ...] = (
    ("3", "Jusqu’à 3 journées", Decimal(3)),
    ("5", "De 3 à 5 journées", Decimal(5)),
    ("10", "De 5 à 10 journées", Decimal(10)),
    ("plus", "Plus de 10 journées", Decimal("Infinity")),
)


@dataclass(frozen=True, kw_only=True)
class Shelved:
    """What of an edition a facet or an order reads. ``place`` is the name of a territory."""

    pk: object
    sheet: object
    title_key: str
    published: float
    carrier: str = ""
    place: str = ""
    sector: str = ""
    type: str = ""
    kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    cost: Decimal | None = None
    days: Decimal | None = None
    structures: int | None = None
    year: int | None = None


Reader = Callable[[Shelved], Sequence[str]]


def _range(value: Decimal | None, ranges: Sequence[tuple[str, str, Decimal]]) -> tuple[str, ...]:
    return () if value is None else (next(key for key, _, most in ranges if value <= most),)


def _one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


FACETS: dict[str, tuple[str, Reader]] = {
    "territoire": ("Territoire", lambda one: _one(one.place)),
    "secteur": ("Secteur", lambda one: _one(one.sector)),
    "type": ("Type d’ingénierie", lambda one: _one(one.type)),
    "intervention": ("Type d’intervention", lambda one: one.kinds),
    "contenu": ("Contenu", lambda one: one.themes),
    "cout": ("Coût", lambda one: _range(one.cost, COSTS)),
    "journees": ("Journées", lambda one: _range(one.days, DAYS)),
    "annee": ("Année", lambda one: _one(str(one.year or ""))),
    "porteur": ("Porteur", lambda one: _one(one.carrier)),
}
_NAMES: dict[str, Mapping[str, str]] = {
    "type": TYPES,
    "intervention": KIND_LABELS,
    "cout": {key: label for key, label, _ in COSTS},
    "journees": {key: label for key, label, _ in DAYS},
}


def chosen_from(rows: Iterable[Shelved], chosen: Mapping[str, str]) -> list[Shelved]:
    """Return the rows that answer every choice, in their order."""
    return [one for one in rows if _fits(one, chosen)]


def counts(rows: Sequence[Shelved], chosen: Mapping[str, str]) -> dict[str, list[tuple[str, str, int]]]:
    """Return, for each facet, its choices as (value, label, number), the other choices kept.

    A choice in force stays listed even when nothing answers it any more.
    """
    found = {}
    for name, (_, read) in FACETS.items():
        others = {key: value for key, value in chosen.items() if key != name}
        numbers = Counter(value for one in rows if _fits(one, others) for value in read(one))
        if (kept := chosen.get(name)) and kept not in numbers:
            numbers[kept] = 0
        found[name] = [(value, label(name, value), numbers[value]) for value in _sorted(name, numbers)]
    return found


def label(name: str, value: str) -> str:
    """Return a choice as people read it."""
    return _NAMES.get(name, {}).get(value, value)


def _fits(one: Shelved, chosen: Mapping[str, str]) -> bool:
    return all(value in FACETS[name][1](one) for name, value in chosen.items() if value and name in FACETS)


def _sorted(name: str, numbers: Mapping[str, int]) -> list[str]:
    if name in _NAMES:
        order = list(_NAMES[name])
        return sorted(numbers, key=lambda value: order.index(value) if value in order else len(order))
    if name == "annee":
        return sorted(numbers, reverse=True)
    return sorted(numbers, key=lambda value: (-numbers[value], value))
