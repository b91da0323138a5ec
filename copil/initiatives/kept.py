"""The facts of initiatives, kept from one reading to the next.

Gathering evidence asks every provider its queries, and each app adds a provider. What they say only changes
with an act, every act adds a line to the journal of its workspace: facts are kept with a stamp of where the
journals of the carriers stood, and trusted as long as they stand there. A reader finds them in one query, or
gathers them again; a GET never writes, so the worker keeps them (``upkeep``).
"""

import datetime as dt
import hashlib
import inspect
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from copil.initiatives import evidence
from copil.initiatives.evidence import Evidence, Facts
from copil.initiatives.models import Carrier, KeptFacts
from copil.journal.models import JournalHead

_AT_ONCE = 100
# Where the journals stood when this process last looked after the facts of their workspaces.
_SEEN: dict[uuid.UUID, int] = {}


@dataclass(frozen=True)
class _Standing:
    """Where the journals of an initiative's carriers stand, and what is kept of it."""

    stamp: str
    kept_stamp: str | None
    kept: Mapping[str, Any] | None

    @property
    def holds(self) -> bool:
        return self.stamp == self.kept_stamp


def facts_of(initiative_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Facts]:
    """Return every known fact of several initiatives: one query when they are kept and still hold."""
    standings = _standings(initiative_ids)
    facts = {pk: _read(one.kept or {}) for pk, one in standings.items() if one.holds}
    changed = [pk for pk in initiative_ids if pk not in facts]
    return facts | (evidence.facts_of(changed) if changed else {})


def keep(*, at: dt.datetime, workspaces: Collection[uuid.UUID] | None = None) -> int:
    """Keep the facts that moved, of all initiatives or of those that workspaces carry; return how many.

    The journals are read before the facts: an act that comes in between only has them gathered once more.
    """
    ids = list(_carried(workspaces))
    number = 0
    for start in range(0, len(ids), _AT_ONCE):
        standings = _standings(ids[start : start + _AT_ONCE])
        moved = {pk: one.stamp for pk, one in standings.items() if not one.holds}
        facts = evidence.facts_of(list(moved))
        rows = [
            KeptFacts(initiative_id=pk, stamp=stamp, facts=_written(facts[pk]), kept_at=at)
            for pk, stamp in moved.items()
        ]
        KeptFacts.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["initiative"],
            update_fields=["stamp", "facts", "kept_at"],
        )
        number += len(rows)
    return number


def keep_few(*, at: dt.datetime, workspaces: Collection[uuid.UUID]) -> int:
    """Keep at once what moved in workspaces, within a request; those that carry many wait for the worker."""
    if len(_carried(workspaces)[: _AT_ONCE + 1]) > _AT_ONCE:
        return 0
    return keep(at=at, workspaces=workspaces)


def upkeep() -> None:
    """Keep the facts of the workspaces whose journal moved since this process last looked."""
    heads = dict(JournalHead.objects.order_by().values_list("workspace_id", "seq"))
    moved = [pk for pk, seq in heads.items() if _SEEN.get(pk) != seq]
    if moved:
        keep(at=timezone.now(), workspaces=moved)
        _SEEN.update({pk: heads[pk] for pk in moved})


def _carried(workspaces: Collection[uuid.UUID] | None) -> QuerySet[Carrier, uuid.UUID]:
    """Return the running initiatives, of all workspaces or of some."""
    carried = Carrier.objects.filter(left_on=None, initiative__archived_at=None)
    if workspaces is not None:
        carried = carried.filter(workspace__in=workspaces)
    return carried.order_by("initiative").values_list("initiative", flat=True).distinct()


def _standings(initiative_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, _Standing]:
    """Return where each initiative stands (one query); one that nobody carries is not there."""
    head = JournalHead.objects.filter(workspace=OuterRef("workspace")).values("seq")
    rows = Carrier.objects.filter(initiative__in=initiative_ids, left_on=None).order_by("initiative", "pk")
    heads: dict[uuid.UUID, dict[uuid.UUID, int]] = defaultdict(dict)
    kept: dict[uuid.UUID, tuple[str | None, Mapping[str, Any] | None]] = {}
    for pk, workspace_id, seq, stamp, facts in rows.annotate(seq=Subquery(head)).values_list(
        "initiative", "workspace", "seq", "initiative__kept__stamp", "initiative__kept__facts"
    ):
        heads[pk][workspace_id] = seq or 0
        kept[pk] = (stamp, facts)
    return {pk: _Standing(_stamp(heads[pk]), *kept[pk]) for pk in heads}


def _stamp(heads: Mapping[uuid.UUID, int]) -> str:
    stood = " ".join(f"{pk}:{seq}" for pk, seq in sorted(heads.items()))
    return hashlib.sha256(f"{_code()} {stood}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    """Return a digest of the providers' own text: another version of Copil may find other facts."""
    modules = sorted({name.rpartition(".")[0] for name in settings.EVIDENCE_PROVIDERS})
    return hashlib.sha256(
        "".join(inspect.getsource(import_module(one)) for one in modules).encode()
    ).hexdigest()


def _written(facts: Facts) -> dict[str, Any]:
    return {
        key: [
            *(one.text, one.complete, one.kind, str(one.object_id) if one.object_id else None),
            one.on.isoformat() if one.on else None,
        ]
        for key, one in facts.items()
    }


def _read(kept: Mapping[str, Any]) -> Facts:
    return {
        key: Evidence(
            text,
            complete,
            kind,
            uuid.UUID(object_id) if object_id else None,
            dt.date.fromisoformat(on) if on else None,
        )
        for key, (text, complete, kind, object_id, on) in kept.items()
    }
