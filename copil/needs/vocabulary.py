"""The words that needs are compared with: those of the product, and those that people say mean the same."""

from functools import lru_cache

from copil.algorithms.similarity.concepts import Lexicon, default_lexicon
from copil.identity.models import Workspace
from copil.search import synonyms

Groups = tuple[tuple[str, ...], ...]

_KEPT = 64


def groups_of(workspace: Workspace | None) -> Groups:
    """Return the equivalent expressions of a workspace and of the installation (two queries).

    Without a workspace, those of the installation alone: carriers of a network must all find the same.
    """
    return tuple(synonyms.added(workspace))


@lru_cache(maxsize=_KEPT)
def lexicon_with(groups: Groups) -> Lexicon:
    """Return the lexicon of the product with equivalent expressions."""
    return default_lexicon().widened(groups) if groups else default_lexicon()
