"""Normalise French text for search, comparison and highlighting.

One definition serves every use: what is written in the search column, what is asked of it and what
is marked on the page come from the same words. The steps, in order:

1. fold (ligatures, accents, typographic apostrophes, case);
2. cut into runs of letters and digits; "A.S.P.T.T." is one word;
3. drop elisions and stop words, unless nothing else is left ("Et vous");
4. reduce to the stem of the Snowball French stemmer (https://snowballstem.org), a few words of
   the trade excepted, which it confuses ("communication" with "commune").

Folding comes before stemming, so that a word typed without its accents meets the same stem.
"""

import re
import threading
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple, Protocol

from snowballstemmer.french_stemmer import FrenchStemmer

from copil.algorithms.text.folding import fold, fold_with_offsets, name_key, place_key, place_prefixes
from copil.algorithms.text.stopwords import STOP_WORDS

__all__ = [
    "Token",
    "fold",
    "highlight",
    "marked",
    "name_key",
    "normalised",
    "place_key",
    "place_prefixes",
    "query_terms",
    "sought",
    "stem",
    "stems",
    "tokens",
    "words",
]

_WORD = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?|[^\W_]+")
_LONGEST_WORD = 64
_SHORTEST_PREFIX = 3

# Stems that Snowball would merge with another word of the trade, by word.
_EXCEPTIONS = {
    "communication": "communiqu",
    "communications": "communiqu",
    "direction": "direction",
    "directions": "direction",
    "formation": "formation",
    "formations": "formation",
    "partie": "partie",
    "parties": "partie",
}


class Token(NamedTuple):
    """A word of a text: as folded, its stem, and where it stands in the text (`text[start:end]`)."""

    word: str
    stem: str
    start: int
    end: int


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


class _Local(threading.local):
    """One stemmer a thread: the library's object keeps the word it works on."""

    stemmer: _Stemmer

    def __init__(self) -> None:
        self.stemmer = FrenchStemmer()


_local = _Local()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the stem of one folded word; a word with a digit is its own stem."""
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    return _local.stemmer.stemWord(word) if word.isalpha() else word


@lru_cache(maxsize=65_536)
def _read(match: str) -> tuple[str, str]:
    """Return a word of a folded text and its stem, empty for a stop word."""
    word = _clean(match)
    return word, "" if word in STOP_WORDS else stem(word)


def words(text: str) -> list[str]:
    """Return the folded words of the text, in order, stop words included."""
    return [_clean(match) for match in _WORD.findall(fold(text))]


def stems(text: str) -> list[str]:
    """Return the stems of the text's words, in order, without the stop words.

    A text made of stop words only keeps them, so that a name such as "Et vous" can be found.
    """
    found = [_read(match) for match in _WORD.findall(fold(text))]
    return [stemmed for _, stemmed in found if stemmed] or [word for word, _ in found]


def normalised(text: str) -> str:
    """Return the text of the search column: the stems of the text, separated by spaces."""
    return " ".join(stems(text))


def query_terms(text: str) -> tuple[str, ...]:
    """Return the distinct stems to look for in the search column, in the order they were typed."""
    return tuple(dict.fromkeys(stems(text)))


def tokens(text: str) -> list[Token]:
    """Return the words of the text with their stems and positions, stop words included."""
    folded, offsets = fold_with_offsets(text)
    return list(_tokens(_WORD.finditer(folded), offsets))


def highlight(text: str, query: str) -> list[tuple[str, bool]]:
    """Cut the text into parts, each with True when it is a word that the query looks for.

    A word is marked when it has the stem of a word of the query, or when it begins with the last
    word of the query, of three letters or more, which may still be being typed. The parts, joined,
    are the text; two neighbours never carry the same mark; an empty text gives no part.
    """
    last = words(query)[-1:]
    prefix = last[0] if last and last[0] not in STOP_WORDS else ""
    return marked(text, wanted=frozenset(query_terms(query)), prefix=prefix)


def marked(text: str, *, wanted: Set[str], prefix: str = "") -> list[tuple[str, bool]]:
    """Cut the text as :func:`highlight` does, given the stems looked for and the word still being typed."""
    parts: list[tuple[str, bool]] = []
    cursor = 0
    for token in sought(text, wanted=wanted, prefix=prefix):
        if token.start >= cursor:
            parts += [(text[cursor : token.start], False), (text[token.start : token.end], True)]
            cursor = token.end
    parts.append((text[cursor:], False))
    return list(_merged(part for part in parts if part[0]))


def sought(text: str, *, wanted: Set[str], prefix: str = "") -> list[Token]:
    """Return the words that have a stem looked for, or begin as the one being typed (three letters).

    The others, which are nearly all, cost a look in a table.
    """
    folded, offsets = fold_with_offsets(text)
    typed = prefix if len(prefix) >= _SHORTEST_PREFIX else ""
    found = []
    for match in _WORD.finditer(folded):
        word, stemmed = _read(match[0])
        if (stemmed or word) in wanted or (typed and word.startswith(typed)):
            found.append(_token(match, offsets))
    return found


def _clean(match: str) -> str:
    return match.replace(".", "")[:_LONGEST_WORD]


def _tokens(matches: Iterable[re.Match[str]], offsets: Sequence[int]) -> Iterator[Token]:
    for match in matches:
        yield _token(match, offsets)


def _token(match: re.Match[str], offsets: Sequence[int]) -> Token:
    word, stemmed = _read(match[0])
    # A combining accent after the last letter folds to nothing but belongs to the word; a
    # character such as "½" folds to several words, which then share its place.
    end = max(offsets[match.end()], offsets[match.end() - 1] + 1)
    return Token(word, stemmed or word, offsets[match.start()], end)


def _merged(parts: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    held: tuple[str, bool] | None = None
    for part in parts:
        if held is not None and held[1] == part[1]:
            held = (held[0] + part[0], part[1])
            continue
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held
