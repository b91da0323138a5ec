"""Fold French text to plain lower-case letters, and derive sorting and lookup keys from it."""

import re
import unicodedata
from collections.abc import Sequence

# Letters that Unicode does not decompose, and every apostrophe people type or paste.
_SPECIAL = {
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    **dict.fromkeys("’‘ʼʹ′´‛＇", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
}

NAME_KEY_LENGTH = 255
_DIGITS = 8
_NUMBER = re.compile(r"[0-9]+")
_NOT_WORD = re.compile(r"[\W_]+")

_CEDEX = re.compile(r"\s+cedex(\s+[0-9]+)?$")
_ARTICLES = frozenset({"le", "la", "les", "l"})
_PLACE_WORDS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "s": "sur", "lez": "les"}


def _fold_character(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    folded = unicodedata.normalize("NFKD", character.casefold())
    folded = "".join(c for c in folded if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return folded if folded == character else "".join(map(_fold_character, folded))


class _FoldTable(dict[int, str]):
    """Character by character table, filled as characters are met (at most one entry per code point)."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


_TABLE = _FoldTable()


def fold(text: str) -> str:
    """Return the text in lower case, without accents, ligatures, soft hyphens or typographic apostrophes.

    Folding is done character by character, so that `fold(a + b) == fold(a) + fold(b)`, and is
    idempotent. Spaces of any width become the plain space; the other characters stay.
    """
    return text.lower() if text.isascii() else text.translate(_TABLE)


def fold_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text and, for each of its characters, the index it comes from in the text.

    The sequence has one more item, the length of the text, so that `offsets[end]` is always defined.
    """
    if all(len(_TABLE[ord(character)]) == 1 for character in set(text)):
        return fold(text), range(len(text) + 1)
    pieces: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        folded = _TABLE[ord(character)]
        pieces.append(folded)
        offsets.extend([index] * len(folded))
    offsets.append(len(text))
    return "".join(pieces), offsets


def name_key(name: str) -> str:
    """Return the key that sorts names as a French reader expects, when compared byte by byte.

    Articles are kept, punctuation counts as a space and numbers are padded ("2" before "10").
    A name without any letter or digit keeps its folded text. At most NAME_KEY_LENGTH characters.
    """
    folded = fold(name)
    spaced = _NOT_WORD.sub(" ", folded).strip()
    padded = _NUMBER.sub(lambda number: (number[0].lstrip("0") or "0").zfill(_DIGITS), spaced)
    return (padded or folded.strip())[:NAME_KEY_LENGTH].rstrip()


def place_key(name: str) -> str:
    """Return the lookup key of a commune's name, the same for the usual ways to write it.

    "St-Denis", "Saint Denis" and "SAINT-DENIS CEDEX 1" share one key; a leading article is
    dropped ("L'Haÿ-les-Roses" and "Hay les Roses"), "s/" reads "sur" and "lez" reads "lès".
    """
    words = _place_words(name)
    return " ".join(_PLACE_WORDS.get(word, word) for word in words)


def place_prefixes(typed: str) -> tuple[str, ...]:
    """Return the prefixes of `place_key` that what is being typed may stand for, the likeliest first.

    The last word may be unfinished: "st" stands for the abbreviation in "st" (Saint-Denis) as well
    as for the beginning of "Strasbourg". Nothing typed gives no prefix.
    """
    words = _place_words(typed)
    if not words:
        return ()
    begun = [_PLACE_WORDS.get(word, word) for word in words[:-1]]
    last = words[-1]
    finished = typed[-1:].isspace()
    endings = dict.fromkeys(
        [last, _PLACE_WORDS.get(last, last)] if not finished else [_PLACE_WORDS.get(last, last)]
    )
    return tuple(" ".join([*begun, ending]) for ending in endings)


def _place_words(name: str) -> list[str]:
    spaced = _NOT_WORD.sub(" ", fold(name)).strip()
    words = _CEDEX.sub("", spaced).split()
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words
