"""What a column of a file seems to hold, from the values of its first rows.

1. Each kind of value, from the most particular to the plainest, counts the values that are like it.
2. The first kind that most of them fit is what the column holds; the names of communes are known from the
   official list, in one query for the whole file.
3. A column that nothing particular recognises holds text.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from copil.algorithms.text.folding import fold, place_key
from copil.directory.rules import contact, identifiers
from copil.exchange import parsing
from copil.exchange.dialects import Dialect
from copil.exchange.importers import Content
from copil.exchange.reading import Column
from copil.territories.models import Alias, Territory

Fits = Callable[[str], bool]

_MOST = 0.7
_LOOKED_AT = 100
_LOT = 900
_NAMED_AT_MOST = 60
_YES_NO = frozenset({"oui", "non", "o", "n", "vrai", "faux", "yes", "no", "true", "false", "x"})
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_POSTAL = re.compile(r"(?:0?[1-9]|[1-8]\d|9[0-8])\d{3}")
_COMMUNE_CODE = re.compile(r"(?:\d{2}|2[AB])\d{3}")
_AMOUNT = re.compile(r".*(?:€|\beur\b|euros?\b)|[+-]?\d[\d \u00a0\u202f]*[.,]\d{2}", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST_PLACE = 60
# Also names of communes: a column of them is that of the street.
_STREETS = frozenset(
    {"allee", "avenue", "chemin", "cour", "impasse", "place", "quai", "route", "rue", "square"}
)


@dataclass(frozen=True)
class _Kind:
    label: str
    fits: Fits
    field: str = ""
    most: float = _MOST
    whole: Callable[[Sequence[str]], bool] = lambda _: True


def guess(columns: Sequence[Column], dialect: Dialect) -> list[Content | None]:
    """Say what each column seems to hold; None for an empty one. O(values), one query or two."""
    kinds = _kinds(dialect)
    found = [_judged(column.values[:_LOOKED_AT], kinds) for column in columns]
    unsaid = [
        column.values[:_LOOKED_AT]
        for column, content in zip(columns, found, strict=True)
        if content is not None and content.is_text
    ]
    places = _communes(unsaid)
    commune = _Kind("Commune", lambda value: _is_commune(value, places), "commune_name", 0.6)
    return [
        (_fitting(column.values[:_LOOKED_AT], commune) or content)
        if content is not None and content.is_text
        else content
        for column, content in zip(columns, found, strict=True)
    ]


def _judged(values: Sequence[str], kinds: Sequence[_Kind]) -> Content | None:
    if not values:
        return None
    found = next(filter(None, (_fitting(values, kind) for kind in kinds)), None)
    return found or Content("Texte", len(values), len(values), is_text=True)


def _fitting(values: Sequence[str], kind: _Kind) -> Content | None:
    count = sum(map(kind.fits, values))
    enough = count >= max(1, kind.most * len(values)) and kind.whole(values)
    return Content(kind.label, count, len(values), kind.field) if enough else None


def _kinds(dialect: Dialect) -> list[_Kind]:
    return [
        _Kind("SIRET", _siret, "siret"),
        _Kind("SIREN", _siren, "siren"),
        _Kind("Numéro RNA", lambda value: not identifiers.rna_problem(identifiers.compact(value)), "rna"),
        _Kind("Adresse électronique", _email, "email"),
        _Kind("Site internet", _website, "website"),
        _Kind("Téléphone", _phone, "phone"),
        _Kind("Date", lambda value: parsing.date(value, order=dialect.dates) is not None),
        _Kind("Année", lambda value: _YEAR.fullmatch(value) is not None, most=0.95),
        _Kind("Oui ou non", lambda value: fold(value) in _YES_NO, most=0.9),
        _Kind("Montant", lambda value: _is_amount(value, dialect), most=0.5),
        _Kind(
            "Code postal",
            lambda value: _POSTAL.fullmatch(value) is not None,
            "postal_code",
            0.8,
            _are_postal_codes,
        ),
        _Kind("Code de commune", lambda value: _COMMUNE_CODE.fullmatch(value) is not None, most=0.95),
        _Kind("Nombre", lambda value: parsing.number(value, decimal=dialect.decimal) is not None),
    ]


def _is_commune(value: str, places: Collection[str]) -> bool:
    return place_key(value) in places and fold(value) not in _STREETS


def _siret(value: str) -> bool:
    return not identifiers.siret_problem(identifiers.compact(value).lstrip("'"))


def _siren(value: str) -> bool:
    return not identifiers.siren_problem(identifiers.compact(value).lstrip("'"))


def _email(value: str) -> bool:
    if "@" not in value:
        return False
    try:
        validate_email(value.strip("<> "))
    except ValidationError:
        return False
    return True


def _website(value: str) -> bool:
    told = value.lower().startswith(("http://", "https://", "www."))
    return ("." in value and " " not in value and (told or "@" not in value)) and (
        contact.normal_website(value) is not None and (told or _LETTER.search(value) is not None)
    )


def _phone(value: str) -> bool:
    return sum(char.isdigit() for char in value) >= 9 and contact.normal_phone(value) is not None


def _is_amount(value: str, dialect: Dialect) -> bool:
    return (
        _AMOUNT.match(value) is not None
        and parsing.number(value.lower().removesuffix("euros").removesuffix("eur"), decimal=dialect.decimal)
        is not None
    )


def _are_postal_codes(values: Sequence[str]) -> bool:
    """Tell whether numbers of five figures are postal codes rather than amounts, which are round."""
    thousands = sum(value.endswith("000") for value in values)
    return thousands * 2 <= len(values) and not all(value.endswith("00") for value in values)


def _communes(columns: Sequence[Sequence[str]]) -> set[str]:
    """Return which of the values are the names of communes, of today or of before, as they are compared."""
    wanted = sorted(set(_names(columns)))
    found: set[str] = set()
    for start in range(0, len(wanted), _LOT):
        lot = wanted[start : start + _LOT]
        today = Territory.objects.filter(place_key__in=lot).order_by().values_list("place_key", flat=True)
        former = Alias.objects.filter(place_key__in=lot).order_by().values_list("place_key", flat=True)
        found.update(today.union(former))
    return found


def _names(columns: Sequence[Sequence[str]]) -> Iterator[str]:
    for values in columns:
        short = [value for value in dict.fromkeys(values) if len(value) <= _LONGEST_PLACE]
        if len(short) >= len(set(values)) / 2:
            yield from filter(None, (place_key(value) for value in short[:_NAMED_AT_MOST]))
