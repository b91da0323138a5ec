"""Read short texts: their words, the ideas they mention, the stems of their subject."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from copil.algorithms.similarity.concepts import Lexicon
from copil.algorithms.similarity.spelling import NearMisses, near_misses
from copil.algorithms.text.normalise import Token, stem, tokens, words
from copil.algorithms.text.stopwords import STOP_WORDS

# A word of this many texts is no mistake.
_OFTEN = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """An idea and where it is expressed: `tokens[first:last]`."""

    idea: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A text cut into words; `stems` counts those of its subject, in the order met.

    Words that introduce any need ("trouver", "besoin de") are left out, unless there is nothing else.
    """

    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    stems: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads texts with a lexicon; `seen` are the words of the texts met, `misses` those a typist may mean."""

    lexicon: Lexicon
    seen: frozenset[str]
    misses: NearMisses

    def read(self, text: str) -> Reading:
        """Return the reading of a text; a mistyped word reads as the word meant."""
        found = tuple(map(self._meant, tokens(text)))
        mentions = tuple(_mentions(found, self.lexicon))
        told = {place for mention in mentions for place in range(mention.first, mention.last)}
        content = [(place, token) for place, token in enumerate(found) if token.word not in STOP_WORDS]
        subject = [
            token.stem for place, token in content if place in told or not self.lexicon.is_frame(token.word)
        ]
        return Reading(found, mentions, Counter(subject or [token.stem for _, token in content]))

    def _meant(self, token: Token) -> Token:
        meant = None if token.word in self.seen else self.misses.correct(token.word)
        return token if meant is None else token._replace(word=meant, stem=stem(meant))


def reader_of(texts: Sequence[str], lexicon: Lexicon) -> Reader:
    """Return a reader that takes for a mistake a word met once, one letter away from a word known.

    Known words are those of the lexicon and those of several texts.
    """
    counts = Counter(word for text in texts for word in set(words(text)))
    known = {word for word, count in counts.items() if count >= _OFTEN}.union(lexicon.words())
    seen = frozenset(word for word, count in counts.items() if count > 1)
    return Reader(lexicon, seen, near_misses(known))


def _mentions(found: Sequence[Token], lexicon: Lexicon) -> Iterator[Mention]:
    for mention in lexicon.mentions(found):
        for idea in mention.ideas:
            yield Mention(idea, mention.first, mention.last)
