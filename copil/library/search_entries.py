"""What is found of published experiences, in the index of the workspace that published them.

Beside its words, the entry holds a mark for each idea its text expresses, so that other words lead to it. Who
may read an entry of another workspace is asked of the editions, never of the index.
"""

import re
from collections.abc import Iterable, Iterator

from django.db.models import Q

from copil.algorithms.similarity.concepts import default_lexicon
from copil.algorithms.text.normalise import tokens
from copil.core.markdown import plain
from copil.identity.models import Workspace
from copil.initiatives.search_entries import departement_code
from copil.library.models import Edition, Told
from copil.search.actions import Entry

KIND = "library.experience"
MARK = "idee7"
_TITLE_MARK = "idee8"
_SEARCHED = (
    *("summary", "territory_note", "context", "stakes", "needs_summary", "origin", "validation"),
    *("strategic", "operational", "rhythm", "themes", "contents", "intervening_system", "partnership"),
    *("beneficiaries_sector", "beneficiaries_territory", "beneficiaries", "skills", "results"),
)
_NOT_A_WORD = re.compile(r"[^a-z0-9]")


def idea_word(idea: str) -> str:
    """Return the mark of an idea in the index: its digit keeps it whole, and nobody types it by chance."""
    return f"{MARK}{_NOT_A_WORD.sub('', idea.lower())}"


def title_word(mark: str) -> str:
    """Return the mark of the same idea when the title itself expresses it."""
    return mark.replace(MARK, _TITLE_MARK, 1)


def text_of(told: Told) -> str:
    """Return all the words of a text, its title apart."""
    parts = [plain(str(getattr(told, name))) for name in _SEARCHED]
    return ". ".join(part for part in parts if part)


def ideas_of(text: str) -> set[str]:
    """Return the ideas that a text expresses, whatever the words."""
    lexicon = default_lexicon()
    found = {idea for mention in lexicon.mentions(tokens(text)) for idea in mention.ideas}
    return found


def entry_of(edition: Edition) -> Entry:
    """Return what is found of one edition."""
    text = text_of(edition)
    marks = sorted(map(idea_word, ideas_of(f"{edition.title}. {text}")))
    marks += sorted(title_word(idea_word(idea)) for idea in ideas_of(edition.title))
    return Entry(
        kind=KIND,
        object_id=edition.sheet_id,
        title=edition.title,
        excerpt=plain(edition.summary or edition.context)[:300],
        text=f"{text} {' '.join(marks)}",
        place=departement_code(edition.territory_id),
        day=edition.published_at.date(),
        passages=False,
    )


def readable_experiences(workspace: Workspace) -> Q:
    """Return which entries of the whole index are experiences that a workspace may read."""
    return Q(kind=KIND, object_id__in=Edition.objects.readable_in(workspace).values("sheet"))


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Return every entry of a workspace, to build its index again."""
    rows: Iterable[Edition] = Edition.objects.in_force().in_workspace(workspace).iterator(200)
    return (entry_of(edition) for edition in rows)
