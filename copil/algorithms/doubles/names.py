"""Names of organisations, as people write the same one in several ways.

"Association Les Ateliers du Moulin", "ATELIERS DU MOULIN" and "Asso. l'Atelier du Moulin" have the same
words once the legal form, the stop words and the plurals are dropped; "MJC" are the initials of
"Maison des jeunes et de la culture".
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from copil.algorithms.text.normalise import words
from copil.algorithms.text.stopwords import STOP_WORDS

LEGAL_FORMS = frozenset(
    """association assoc asso ass loi 1901 sarl sas sasu eurl sa snc sci scop scic scea gaec gie gip selarl
    ste sté societe cooperative anonyme responsabilite limitee entreprise ets etablissement""".split()
)
# Words by which thousands of names begin: they tell little of who it is.
GENERIC = frozenset(
    """club comite amicale maison centre foyer union federation groupement service atelier ecole groupe
    collectif reseau ligue section syndicat conseil office bureau commune departement region communaute
    agglomeration social sportif culturel francais francaise national nationale local locale""".split()
)
_SAME_WORD = {
    "st": "saint", "ste": "sainte", "mairie": "commune", "ville": "commune", "municipalite": "commune",
    "cc": "communaute", "etabl": "etablissement", "fed": "federation", "assos": "association",
}  # fmt: skip  # a table reads by its lines
_SHORTEST_PLURAL = 4
_SHORTEST_SLIP = 5
_SHORTEST_TWO_SLIPS = 9
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 3, 10
_SLIP = 0.9
_CLOSE_SPELLING = 0.8


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared: its telling words in order, and the initials it may be shortened to."""

    words: tuple[str, ...]
    initials: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    @property
    def squashed(self) -> str:
        """The words in one go: « multi services » and « multiservices » are the same."""
        return "".join(self.words)

    def without(self, dropped: frozenset[str]) -> "Name":
        """Return the name without some words, itself when nothing would be left."""
        kept = tuple(word for word in self.words if word not in dropped)
        return Name(kept, self.initials, self.numbers) if kept and kept != self.words else self


@dataclass(frozen=True, slots=True)
class Likeness:
    """How close two names are, from 0 to 1, and the words that bring them together, as in each."""

    score: float = 0.0
    words: tuple[tuple[str, str], ...] = ()
    acronym: bool = False


@dataclass(frozen=True, slots=True)
class Rarity:
    """What each word is worth: much when few names have it."""

    total: int
    counts: Mapping[str, int] = field(default_factory=dict)

    def of(self, word: str) -> float:
        """Return the weight of a word; a generic one is worth half."""
        weight = math.log(2 + self.total / self.counts.get(word, 1))
        return weight / 2 if word in GENERIC else weight

    def is_telling(self, found: Iterable[str]) -> bool:
        """Tell whether one of the words at least is carried by very few names."""
        most = max(4, self.total // 500)
        return any(word not in GENERIC and self.counts.get(word, 1) <= most for word in found)


def read(name: str, *, acronym: str = "") -> Name:
    """Return a name as it is compared; legal forms and stop words stay only when nothing else is left."""
    everything = [_SAME_WORD.get(word, word) for word in words(name)]
    meaning = [word for word in everything if word not in STOP_WORDS]
    telling = [word for word in meaning if word not in LEGAL_FORMS]
    kept = dict.fromkeys(_singular(word) for word in telling or meaning or everything)
    initials = {_initials(everything), _initials(meaning), _initials(telling)}
    initials |= set(words(acronym)[:1]) | ({telling[0]} if len(telling) == 1 else set())
    return Name(
        words=tuple(kept),
        initials=frozenset(one for one in initials if _SHORTEST_ACRONYM <= len(one) <= _LONGEST_ACRONYM),
        numbers=frozenset(word for word in kept if any(c.isdigit() for c in word)),
    )


def rarity(names: Sequence[Name]) -> Rarity:
    """Count in how many names each word is."""
    return Rarity(len(names), Counter(word for name in names for word in name.words))


def likeness(one: Name, other: Name, *, rarity: Rarity) -> Likeness:
    """Return how close two names are.

    1. The words of one are met in the other, each once: the same, or one slip away (two from nine letters).
    2. The score is the weight of the words met over the weight of all of them (Dice, weighted by rarity).
    3. Failing that, the share of common trigrams of the letters in one go, when it is high.
    4. Different numbers are two things: « Foyer 1 » is not « Foyer 2 ».
    """
    if one.numbers != other.numbers and one.numbers and other.numbers:
        return Likeness()
    pairs = tuple(_met(one.words, other.words))
    whole = sum(map(rarity.of, one.words)) + sum(map(rarity.of, other.words))
    met = sum(
        (rarity.of(mine) + rarity.of(theirs)) * (1 if mine == theirs else _SLIP) for mine, theirs in pairs
    )
    score = met / whole if whole else 0.0
    spelling = _spelling(one.squashed, other.squashed) if score < 1 else 0.0
    short, long = sorted((one, other), key=lambda name: (len(name.words), name.words))
    acronym = len(short.words) == 1 and len(long.words) > 1 and short.words[0] in long.initials
    if spelling >= _CLOSE_SPELLING and spelling > score and one.numbers == other.numbers:
        return Likeness(spelling, pairs or ((" ".join(one.words), " ".join(other.words)),), acronym)
    return Likeness(score, pairs, acronym)


def spellings(word: str) -> Iterator[str]:
    """Yield what two words one slip apart have in common: the word, and it with a letter dropped."""
    yield word
    if len(word) >= _SHORTEST_SLIP:
        yield from {word[:index] + word[index + 1 :] for index in range(len(word))} - {word}


def distance(one: str, other: str, *, most: int) -> int:
    """Return how many letters are to add, drop, replace or swap (Damerau, restricted), ``most + 1`` if more.

    O(len(one) × len(other)) at worst; lengths too different are not compared.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, mine in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, theirs in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (mine != theirs))
            if i > 1 and j > 1 and mine == other[j - 2] and theirs == one[i - 2]:
                best = min(best, last[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _met(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, str]]:
    left = list(theirs)
    for word in mine:
        if word in left:
            left.remove(word)
            yield word, word
    for word in mine:
        if word in theirs:
            continue
        near = next((other for other in left if alike(word, other)), None)
        if near is not None:
            left.remove(near)
            yield word, near


@lru_cache(maxsize=65_536)
def alike(one: str, other: str) -> bool:
    """Tell whether two words are one slip away, two from nine letters; never the first letter."""
    short = min(len(one), len(other))
    if short < _SHORTEST_SLIP or any(c.isdigit() for c in one + other):
        return False
    most = 2 if short >= _SHORTEST_TWO_SLIPS else 1
    return one[0] == other[0] and distance(one, other, most=most) <= most


def _spelling(one: str, other: str) -> float:
    short, long = sorted((len(one), len(other)))
    if short < 3 or short - 2 < (long - 2) * _CLOSE_SPELLING / (2 - _CLOSE_SPELLING):
        return 0.0  # too different in length to be that close
    mine, theirs = _trigrams(one), _trigrams(other)
    common = sum((mine & theirs).values())
    whole = sum(mine.values()) + sum(theirs.values())
    return 2 * common / whole if whole else 0.0


@lru_cache(maxsize=65_536)
def _trigrams(text: str) -> Counter[str]:
    return Counter(text[at : at + 3] for at in range(len(text) - 2))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _SHORTEST_PLURAL and word[-1] in "sx" else word


def _initials(found: Sequence[str]) -> str:
    return "".join(word[0] for word in found)
