"""Read the ideas that a text expresses, whatever the words: a small lexicon kept as a data file."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from copil.algorithms.text import normalise
from copil.algorithms.text.normalise import Token, tokens

# Words of the term, ideas it expresses.
Term = tuple[tuple[str, ...], tuple[str, ...]]

FRAME = "_frame"
_SHORTEST_PREFIX = 3
_SHORTEST_PLURAL = 4
_LEAST_TOLD = 2


class Mention(NamedTuple):
    """What the tokens `first` to `last` (excluded) express: no idea, one, or several."""

    first: int
    last: int
    ideas: tuple[str, ...]


class Lexicon:
    """Terms by their words, already folded.

    labels: the French label of each idea. joint: the ideas that speak of acting together.
    """

    def __init__(
        self, *, labels: Mapping[str, str], joint: frozenset[str], ideas_of: Mapping[str, Sequence[str]]
    ) -> None:
        self.labels = labels
        self.joint = joint
        self._ideas_of = ideas_of
        self._terms: dict[str, list[Term]] = {}
        self._prefixes: dict[str, tuple[str, ...]] = {}
        self._frame: frozenset[str] = frozenset()
        self._frame_prefixes: set[str] = set()
        for term, ideas in ideas_of.items():
            self._add(term, ideas)
        for terms in self._terms.values():
            terms.sort(key=lambda term: -len(term[0]))
        self._starting = lru_cache(maxsize=32_768)(self._find_starting)
        self.is_frame = lru_cache(maxsize=32_768)(self._find_frame)

    def mentions(self, tokens: Sequence[Token]) -> Iterator[Mention]:
        """Find the terms in the tokens, left to right, the longest first; no two overlap."""
        position = 0
        while position < len(tokens):
            length = 1
            for term, ideas in self._starting(tokens[position].word):
                ahead = tokens[position : position + len(term)]
                if len(term) == 1 or (len(ahead) == len(term) and all(map(_same_word, term, ahead))):
                    length = len(term)
                    yield Mention(position, position + length, ideas)
                    break
            position += length

    def words(self) -> frozenset[str]:
        """Return all the words of the terms, the star's apart."""
        return self._frame.union(word for terms in self._terms.values() for term, _ in terms for word in term)

    def widened(self, groups: Iterable[Sequence[str]]) -> "Lexicon":
        """Return this lexicon with expressions that people say mean the same.

        1. What a group already expresses, all its expressions express.
        2. A group that expresses nothing yet is an idea of its own, named by its first expression.
        3. A group that holds a word of the frame is left aside: it would bring everything together.

        Groups are taken in their order; O(terms).
        """
        labels, ideas_of = dict(self.labels), dict(self._ideas_of)
        for group in groups:
            expressions = [one for one in group if normalise.words(one)]
            if len(expressions) < _LEAST_TOLD or any(map(self._frames, expressions)):
                continue
            known = {idea: None for one in expressions for idea in self._expressed(one)}
            own = "own." + " ".join(normalise.words(expressions[0]))
            if not known:
                labels[own] = expressions[0]
            for one in expressions:
                if not self._expressed(one):
                    ideas_of[one.replace("*", " ").strip()] = list(known) or [own]
        return Lexicon(labels=labels, joint=self.joint, ideas_of=ideas_of)

    def _expressed(self, expression: str) -> tuple[str, ...]:
        """Return the ideas of an expression that is a term as a whole."""
        found = tokens(expression)
        whole = (one for one in self.mentions(found) if (one.first, one.last) == (0, len(found)))
        return next((one.ideas for one in whole), ())

    def _frames(self, expression: str) -> bool:
        found = normalise.words(expression)
        return len(found) == 1 and self.is_frame(found[0])

    def _add(self, term: str, ideas: Sequence[str]) -> None:
        folded = tuple(normalise.words(term))
        starred = term.endswith("*") and len(folded) == 1
        named = tuple(idea for idea in ideas if not idea.startswith("_"))
        if FRAME in ideas and starred:
            self._frame_prefixes.add(folded[0])
        elif FRAME in ideas:
            self._frame |= {folded[0]}
        elif starred:
            self._prefixes[folded[0]] = named
        else:
            self._terms.setdefault(folded[0], []).append((folded, named))

    def _find_starting(self, word: str) -> tuple[Term, ...]:
        """Return the terms that may begin at a word, the longest first, its own form before its singular."""
        found = dict.fromkeys([*self._terms.get(word, ()), *self._terms.get(_singular(word), ())])
        alone: list[Term] = [
            ((word,), self._prefixes[stump]) for stump in _stumps(word) if stump in self._prefixes
        ]
        return tuple(sorted([*found, *alone], key=lambda term: -len(term[0])))

    def _find_frame(self, word: str) -> bool:
        singular = _singular(word)
        return (
            word in self._frame
            or singular in self._frame
            or any(stump in self._frame_prefixes for stump in _stumps(singular))
        )


def load_lexicon(content: str) -> Lexicon:
    """Build a lexicon from the text of a TOML file shaped as `concepts.toml`.

    Raises ValueError, naming the table, when a table has no label, no terms or an empty term.
    """
    tables = tomllib.loads(content)
    labels: dict[str, str] = {}
    joint: set[str] = set()
    ideas_of: dict[str, list[str]] = {}
    for idea, table in tables.items():
        terms = table.get("terms") if isinstance(table, dict) else None
        if not isinstance(terms, list) or not all(
            isinstance(term, str) and normalise.words(term) for term in terms
        ):
            raise ValueError(f"[{idea}]: terms must be a list of texts with at least one word each")
        if not idea.startswith("_"):
            label = table.get("label")
            if not isinstance(label, str) or not label:
                raise ValueError(f"[{idea}]: label is missing")
            labels[idea] = label
            joint |= {idea} if table.get("joint") is True else set()
        for term in terms:
            ideas_of.setdefault(term, []).append(idea)
    return Lexicon(labels=labels, joint=frozenset(joint), ideas_of=ideas_of)


@lru_cache(maxsize=1)
def default_lexicon() -> Lexicon:
    """Return the lexicon shipped with the product."""
    file = resources.files("copil.algorithms.similarity") / "concepts.toml"
    return load_lexicon(file.read_text(encoding="utf-8"))


def _same_word(word: str, token: Token) -> bool:
    return word in (token.word, _singular(token.word))


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= _SHORTEST_PLURAL and word[-1] in "sx" else word


def _stumps(word: str) -> Iterator[str]:
    return (word[:length] for length in range(len(word), _SHORTEST_PREFIX - 1, -1))
