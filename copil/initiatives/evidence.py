"""Evidence: facts found in real objects that cover an activity of the method.

Each app above this one gives a provider, named in ``settings.EVIDENCE_PROVIDERS``: a function
``provide(initiative_ids) -> {id: {key: Evidence}}``, at most two queries. This app answers for the apps below
it (``provided.py``). The module of a provider also names, in ``KEYS``, the keys it may find. A key of the
catalogue that nobody provides is attested by hand.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Evidence:
    """A fact: what it says in French, whether it covers its key whole, the object to go and see, its day."""

    text: str
    complete: bool
    kind: str = ""
    object_id: uuid.UUID | None = None
    on: dt.date | None = None


Facts = dict[str, Evidence]
Provider = Callable[[Sequence[uuid.UUID]], Mapping[uuid.UUID, Facts]]


def facts_of(initiative_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Facts]:
    """Gather every fact of several initiatives now: a constant number of queries, whatever their number.

    Screens read them through ``kept``, which remembers them.
    """
    gathered: dict[uuid.UUID, Facts] = {pk: {} for pk in initiative_ids}
    for name in settings.EVIDENCE_PROVIDERS:
        provide: Provider = import_string(name)
        for pk, facts in provide(initiative_ids).items():
            gathered[pk].update(facts)
    return gathered


@lru_cache(maxsize=1)
def provided_keys() -> frozenset[str]:
    """Return the keys that facts may prove today; a person attests the others by hand."""
    modules = {name.rpartition(".")[0] for name in settings.EVIDENCE_PROVIDERS}
    return frozenset(key for module in modules for key in import_string(f"{module}.KEYS"))
