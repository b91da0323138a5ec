"""Needs told in many ways, with planted duplicates, for the family `needs`.

The texts are invented; the seed fixes them.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bench.formats import ToldNeed
from copil.algorithms.text.folding import fold

KINDS = ("reworded", "plural", "typing", "shouted", "paraphrase")

_BEFORE = (
    "", "", "", "nous avons besoin d’aide : ", "priorité de l’année : ", "ce que nous vivons : ",
    "pour notre club, ", "demande du bureau : ", "constat partagé : ", "urgent : ",
)  # fmt: skip  # a table reads by its lines
_AFTER = (
    "", "", "", " depuis deux ans", " cette année", " sur notre commune", " à la rentrée",
    " malgré nos efforts", " avec nos voisins", " le plus vite possible",
)  # fmt: skip  # a table reads by its lines
_MATTERS = (
    "chorale", "orgue", "aïkido", "échecs", "modélisme", "cirque", "fanfare", "apiculture", "minigolf",
    "poterie", "scoutisme", "aviron", "dentelle", "pétanque", "astronomie", "généalogie", "tarot",
    "calligraphie", "spéléologie", "philatélie", "origami", "escalade", "voile", "vannerie",
)  # fmt: skip  # a table reads by its lines
_LONG_WORD = re.compile(r"[^\W\d_]{6,}")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text, the key of the need it tells, and the way it was made from."""

    text: str
    key: str
    way: int


@dataclass(frozen=True, slots=True)
class Planted:
    """A duplicate of an earlier text (its number) and the kind of change made."""

    spoken: Spoken
    original: int
    kind: str


def speak(needs: Sequence[ToldNeed], count: int, source: random.Random) -> list[Spoken]:
    """Tell the needs `count` times: a way of a need, between words that do not change its subject."""
    spoken = []
    for _ in range(count):
        need = source.choice(needs)
        way = source.randrange(len(need.ways))
        spoken.append(Spoken(_dressed(need.ways[way], source), need.key, way))
    return spoken


def plant(
    needs: Sequence[ToldNeed], spoken: Sequence[Spoken], each: int, source: random.Random
) -> list[Planted]:
    """Make `each` duplicates of every kind of `KINDS`, of texts drawn at random.

    reworded: the same way between other words. plural: final "s" added or dropped. typing: one
    letter wrong in two long words. shouted: capitals without accents. paraphrase: another way to
    tell the need, which may have no word in common.
    """
    by_key = {need.key: need for need in needs}
    planted = []
    for kind in KINDS:
        for number in source.sample(range(len(spoken)), each):
            original = spoken[number]
            way = original.way
            if kind == "paraphrase":
                way = source.choice(
                    [other for other in range(len(by_key[original.key].ways)) if other != way]
                )
            text = _changed(kind, original, by_key[original.key].ways[way], source)
            planted.append(Planted(Spoken(text, original.key, way), number, kind))
    return planted


def _changed(kind: str, original: Spoken, way: str, source: random.Random) -> str:
    if kind == "plural":
        return _LONG_WORD.sub(
            lambda word: word[0][:-1] if word[0][-1] == "s" else f"{word[0]}s", original.text
        )
    if kind == "typing":
        return _mistyped(original.text, source)
    if kind == "shouted":
        return fold(original.text).upper()
    return _dressed(way, source)


def _dressed(way: str, source: random.Random) -> str:
    before, after = source.choice(_BEFORE), source.choice(_AFTER)
    matter = f" pour l’activité {source.choice(_MATTERS)}" if source.random() < 0.3 else ""
    text = f"{before}{way[0].lower()}{way[1:]}{matter}{after}"
    return text[0].upper() + text[1:]


def _mistyped(text: str, source: random.Random) -> str:
    words = list(_LONG_WORD.finditer(text))
    for word in sorted(source.sample(words, min(2, len(words))), key=lambda word: -word.start()):
        at = word.start() + source.randrange(1, len(word[0]) - 1)
        wrong = source.choice(["", text[at] * 2, text[at + 1] + text[at], source.choice("aeinrst")])
        text = text[:at] + wrong + text[at + (2 if len(wrong) == 2 and wrong[0] != wrong[1] else 1) :]
    return text
