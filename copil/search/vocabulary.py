"""The words of the titles of a workspace, to correct a question that found nothing.

Kept in the memory of the process and completed by what was written since: nothing is written when somebody
asks. A word whose objects are gone may stay until the process ends; it is offered only if it finds something.
"""

import datetime as dt
import threading
import uuid
from collections import OrderedDict
from dataclasses import dataclass, field

from django.db.models import Q

from copil.algorithms.text import normalise
from copil.algorithms.text.spelling import Vocabulary
from copil.identity.models import Workspace
from copil.search import queries
from copil.search.models import SearchEntry

_KEPT = 8


@dataclass
class _Known:
    words: Vocabulary = field(default_factory=Vocabulary)
    stems: set[str] = field(default_factory=set)
    until: dt.datetime | None = None
    last: int = 0

    def add(self, title: str) -> None:
        """Learn the words of a title."""
        words = normalise.words(title)
        self.words.add(words)
        self.stems.update(normalise.stem(word) for word in words)

    def nearest(self, word: str) -> str:
        """Return a word if it, or another form of it, is known or has no known neighbour; else that one."""
        if word in self.words or normalise.stem(word) in self.stems:
            return word
        return self.words.nearest(word) or word


_lock = threading.Lock()
_known: "OrderedDict[uuid.UUID, _Known]" = OrderedDict()


def suggestion(*, workspace: Workspace, question: str) -> str:
    """Return a question near this one that finds something; empty without any.

    Each word that no title holds is replaced by the nearest one that a title holds.
    """
    words = normalise.words(question)
    with _lock:
        known = _completed(workspace)
        near = [known.nearest(word) for word in words]
    if near == words:
        return ""
    better = " ".join(near)
    return better if queries.holds(workspace=workspace, question=better) else ""


def _completed(workspace: Workspace) -> _Known:
    """Return the words of a workspace, with those of what was written since the last time."""
    known = _known.setdefault(workspace.pk, _Known())
    _known.move_to_end(workspace.pk)
    while len(_known) > _KEPT:
        _known.popitem(last=False)
    rows = SearchEntry.objects.filter(workspace=workspace)
    if known.until is not None:
        rows = rows.filter(Q(pk__gt=known.last) | Q(at__gt=known.until))
    for pk, title, at in rows.values_list("pk", "title", "at").iterator(2_000):
        known.add(title)
        known.until, known.last = max(at, known.until or at), max(pk, known.last)
    return known
