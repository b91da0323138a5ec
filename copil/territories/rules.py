"""Names, codes and typed places: plain functions over values."""

import re
from dataclasses import dataclass

from copil.algorithms.text.normalise import fold, name_key, place_key, place_prefixes

# The vintage of the official geographic code that lists and searches show; equal to data/source.json,
# as is the attribution that the licence asks to print.
CURRENT_VINTAGE = 2026
ATTRIBUTION = "INSEE COG 2026, IGN Admin Express, DILA, La Poste — Licence Ouverte 2.0"

_COLLECTIVITIES = frozenset({"975", "977", "978", "984", "986", "987", "988", "989"})

# Article codes of INSEE (TNCC) for names written without their article.
_LINKS = {
    0: "de ",
    1: "d’",
    2: "du ",
    3: "de la ",
    4: "des ",
    5: "de l’",
    6: "des ",
    7: "de Las ",
    8: "de Los ",
}
_ARTICLES = {2: "Le ", 3: "La ", 4: "Les ", 5: "L’", 6: "Aux ", 7: "Las ", 8: "Los "}
# With these the article melts into the preposition: « du Havre », « des Lilas ».
_MELTED = frozenset({2, 4, 6})
_FEMININE_GROUPING = re.compile(r"(?:CC|CA|CU|Métropole|Communauté)\b")
_VOWEL = re.compile(r"[aeiou]")

_NOT_LOOKED_FOR = frozenset("a au aux d de des du en et l la le les sous sur".split())

_KEY = re.compile(r"\d{4}-[a-z]{3,11}-(?:[0-9AB]{2,9}|[a-z0-9]{1,10}_[0-9A-Z]{1,14})")
_CODE = r"(?:\d{1,9}|2[abAB]\d{0,3})"
_NUMBER = re.compile(rf"\b{_CODE}\b")
_BRACKETED = re.compile(rf"^(?P<name>.*\S)\s*\(\s*(?P<code>{_CODE})\s*\)\s*$")
_KIND_SUFFIX = re.compile(r"^(?P<place>.*\S)\s*,\s*(?P<kind>[^,]+?)\s*$")
_LONG_NATURES = (
    (re.compile(r"^ ?communautes? de communes\b"), "cc"),
    (re.compile(r"^ ?communautes? d agglomeration\b"), "ca"),
    (re.compile(r"^ ?communautes? urbaines?\b"), "cu"),
)
_NOT_KEPT = re.compile(r"[^a-z0-9]+")


def key_of(*, vintage: int, kind: str, code: str) -> str:
    """Return the primary key of a territory: « 2026-commune-94018 »."""
    return f"{vintage}-{kind}-{code}"


def is_key(text: str) -> bool:
    """Tell whether a text has the form of a primary key."""
    return _KEY.fullmatch(text) is not None


def code_of(key: str | None) -> str:
    """Return the code written in a primary key; nothing for no key."""
    return key.rpartition("-")[2] if key else ""


def perimeter_code(*, kind: str, code: str) -> str:
    """Return the code of a perimeter among all of them: « qpv_QN09401M »."""
    return f"{kind}_{code}"


def bare_code(code: str) -> str:
    """Return the code of a perimeter as its file gives it; any other code as it is."""
    return code.rpartition("_")[2]


def departement_of(commune: str) -> str:
    """Return the code of the département that the code of a commune begins with."""
    return commune[: 3 if commune.startswith(("97", "98")) else 2]


def is_collectivity(departement: str) -> bool:
    """Tell an overseas collectivity or territory, which has no région, from a département."""
    return departement in _COLLECTIVITIES


def sort_key(name: str) -> str:
    """Return the sorting key of a name in [a-z0-9 ] only, so that every database sorts it the same way."""
    return _NOT_KEPT.sub(" ", name_key(name)).strip()


def written(name: str) -> str:
    """Return an official name with the typographic apostrophe that people read."""
    return name.replace("'", "’").strip()


def terms(key: str) -> list[tuple[int, str]]:
    """Return the ends of a lookup key from each word that one may begin to type: (position, text).

    « saint maur des fosses » gives itself, « maur des fosses » and « fosses »: nobody looks for « des ».
    """
    words = key.split()
    return [
        (position, " ".join(words[position:]))
        for position, word in enumerate(words)
        if position == 0 or word not in _NOT_LOOKED_FOR
    ]


def of_territory(name: str, article: int | None) -> str:
    """Return « de l’Indre », « du Cher », « d’Ablon-sur-Seine », « du Havre », « de La Rochelle ».

    `article` is INSEE's code (TNCC), or None when the source gives none: it is then guessed from the name.
    Communes are written with their article, départements and regions without it: both are understood.
    """
    if article is None:
        return _guessed(name)
    own = _ARTICLES.get(article, "")
    if own and name.startswith(own):
        return _LINKS[article] + name[len(own) :] if article in _MELTED else f"de {name}"
    return _LINKS.get(article, "de ") + name


def _guessed(name: str) -> str:
    if name.startswith("Eurométropole"):
        return f"de l’{name}"
    if _FEMININE_GROUPING.match(name):
        return f"de la {name}"
    return f"d’{name}" if _VOWEL.match(fold(name)) else f"de {name}"


@dataclass(frozen=True, slots=True)
class TypedPlace:
    """What somebody typed to name a place."""

    words: tuple[str, ...]
    """Its words as `place_key` writes them; the last one may be unfinished."""
    endings: tuple[str, ...]
    """The words that the last one may stand for, the likeliest first."""
    numbers: tuple[str, ...]
    """Beginnings of postal or official codes."""
    exact: str
    """The lookup key if the name is complete."""
    kind: str
    """The kind written after the last comma, or nothing."""

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.numbers)

    @property
    def phrases(self) -> tuple[str, ...]:
        """What the name may begin with, the likeliest first; without a word, the number."""
        if not self.words:
            return tuple(number.lower() for number in self.numbers[:1])
        return tuple(" ".join([*self.words[:-1], ending]) for ending in self.endings)


def readings(typed: str, *, kinds: dict[str, str]) -> tuple[TypedPlace, ...]:
    """Understand what was typed to name a place: the likeliest reading first.

    « st maur », « 94220 », « charenton 94 », « Saint-Maurice (94410) », « Paris (75), département ».
    A number in brackets at the end is a code. Another may be the beginning of a code, a part of the name
    (« CC des 7 Vallées »), or neither (« Paris 12 »). `kinds` gives the label of each kind, to recognise
    the one written after a comma.
    """
    name, kind = _without_kind(typed, kinds)
    if bracketed := _BRACKETED.match(name):
        return (_place(bracketed["name"], (bracketed["code"].upper(),), kind),)
    numbers = tuple(number.upper() for number in _NUMBER.findall(name))
    rest = _NUMBER.sub(" ", name)
    first = _place(rest, numbers, kind)
    if not (numbers and first.words):
        return (first,)
    return first, _place(name, (), kind), _place(rest, (), kind)


def _place(text: str, numbers: tuple[str, ...], kind: str) -> TypedPlace:
    for long, short in _LONG_NATURES:
        plain = _NOT_KEPT.sub(" ", fold(text))
        if long.match(plain):
            text = long.sub(short, plain)
    prefixes = place_prefixes(text)
    words = tuple(prefixes[0].split()) if prefixes else ()
    endings = tuple(prefix.split()[-1] for prefix in prefixes)
    return TypedPlace(words=words, endings=endings, numbers=numbers, exact=place_key(text), kind=kind)


def _without_kind(typed: str, kinds: dict[str, str]) -> tuple[str, str]:
    found = _KIND_SUFFIX.match(typed)
    if found is None:
        return typed, ""
    wanted = fold(found["kind"])
    kind = next((value for value, label in kinds.items() if fold(label) == wanted), "")
    return (found["place"], kind) if kind else (typed, "")
