"""What the verbs of needs have in common: lock, tell the journal, write the index."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from copil.core.errors import ActionRefused
from copil.identity.models import Owned, User, reference
from copil.journal import actions as journal
from copil.needs import search_entries
from copil.needs.models import Need, SharedNeed
from copil.search import actions as search

_LABEL = 120
GONE = "Un de ces besoins n’est plus là, ou vient d’être rapproché par une autre personne. Relisez la liste."
ARCHIVED_SHARED = "Ce besoin partagé est archivé : ressortez-le des archives avant de le modifier."


def shortened(text: str, length: int = _LABEL) -> str:
    """Return a text on one line, cut at a word when it is long."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    return f"{flat[:length].rsplit(' ', 1)[0]}…"


def record(
    obj: Owned,
    *,
    verb: str,
    by: User | None,
    at: dt.datetime,
    label: str = "",
    changes: dict[str, Any] | None = None,
) -> None:
    """Write the line of an act; ``label`` is the object's name unless given."""
    journal.record(
        by=by,
        at=at,
        workspace=obj.workspace,
        verb=verb,
        obj=reference(obj),
        label=label or shortened(str(obj)),
        changes=changes,
    )


def index_needs(needs: Iterable[Need], *, at: dt.datetime) -> None:
    """Write the entries of needs of one workspace (organisation and theme already fetched)."""
    listed = list(needs)
    if listed:
        entries = [search_entries.of_need(need) for need in listed]
        search.index_many(workspace=listed[0].workspace, entries=entries, at=at)


def index_shared(shared: SharedNeed, *, at: dt.datetime) -> None:
    """Write the entry of a shared need."""
    entries = [search_entries.of_shared_need(shared)]
    search.index_many(workspace=shared.workspace, entries=entries, at=at)


def unindex(obj: Owned) -> None:
    """Leave an object out of what is found, but in the archives."""
    kind, identifier = reference(obj)
    search.archive(kind=kind, object_id=identifier)


def locked_need(need: Need) -> Need:
    """Read a need again, locked, with what its entry and its line need."""
    rows = Need.objects.select_for_update(of=("self",))
    found: Need = rows.select_related("workspace", "organisation", "theme").get(pk=need.pk)
    return found


def locked_shared(shared: SharedNeed) -> SharedNeed:
    """Read a shared need again, locked; refuse when it is archived."""
    rows = SharedNeed.objects.select_for_update(of=("self",))
    found: SharedNeed = rows.select_related("workspace").get(pk=shared.pk)
    if found.is_archived:
        raise ActionRefused(ARCHIVED_SHARED)
    return found


def locked_needs(
    needs: Sequence[Need], *, workspace_id: uuid.UUID, shared_need: SharedNeed | None = None
) -> list[Need]:
    """Read needs again, locked, in order of identifier: those that are still where the caller saw them.

    Loose ones by default, those of ``shared_need`` otherwise. Raises ``ActionRefused`` when one is not.
    """
    wanted = {need.pk for need in needs}
    rows = Need.objects.select_for_update(of=("self",)).current().filter(pk__in=wanted)
    rows = rows.filter(workspace_id=workspace_id, shared_need=shared_need)
    found = list(rows.select_related("organisation").order_by("pk"))
    if len(found) != len(wanted):
        raise ActionRefused(GONE)
    return found


def quotes(needs: Iterable[Need]) -> str:
    """Return needs as a line of the journal names them."""
    return ", ".join(f"« {shortened(need.text, 60)} »" for need in needs)
