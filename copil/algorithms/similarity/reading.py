"""Read short texts: their words, the ideas they mention, the stems of their subject."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from copil.algorithms.similarity.concepts import Lexicon
from copil.algorithms.similarity.spelling import NearMisses, near_misses
from copil.algorithms.text.normalise import Token, tokens, words
from copil.algorithms.text.stopwords import STOP_WORDS


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
    """Reads texts with a lexicon; `word_ideas` are the ideas of the words known to express some."""

    lexicon: Lexicon
    word_ideas: Mapping[str, tuple[str, ...]]
    misses: NearMisses

    def read(self, text: str) -> Reading:
        """Return the reading of a text; a mistyped word expresses what the word meant does."""
        found = tuple(tokens(text))
        mentions = list(_mentions(found, self.lexicon))
        told = {place for mention in mentions for place in range(mention.first, mention.last)}
        for place, token in enumerate(found):
            meant = self.misses.correct(token.word) if place not in told else None
            if meant is not None:
                mentions += [Mention(idea, place, place + 1) for idea in self.word_ideas[meant]]
        told = {place for mention in mentions for place in range(mention.first, mention.last)}
        content = [(place, token) for place, token in enumerate(found) if token.word not in STOP_WORDS]
        subject = [
            token.stem for place, token in content if place in told or not self.lexicon.is_frame(token.word)
        ]
        return Reading(found, tuple(mentions), Counter(subject or [token.stem for _, token in content]))


def reader_of(texts: Sequence[str], lexicon: Lexicon) -> Reader:
    """Return a reader that takes for mistyped the words close to a term, or to another text's word for it."""
    known = {word for text in texts for word in words(text)}.union(lexicon.single_words())
    word_ideas = {word: lexicon.ideas(word) for word in sorted(known) if lexicon.ideas(word)}
    return Reader(lexicon, word_ideas, near_misses(word_ideas))


def _mentions(found: Sequence[Token], lexicon: Lexicon) -> Iterator[Mention]:
    for mention in lexicon.mentions(found):
        for idea in mention.ideas:
            yield Mention(idea, mention.first, mention.last)
