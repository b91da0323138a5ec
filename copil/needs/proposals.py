"""The proposals of a workspace: found at once when it is small, by a job when it is large, and kept.

What is kept is found again by the digest of the needs it was made from: one need more, and it is stale.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache

from copil.identity.models import Workspace
from copil.needs import grouping, rules, vocabulary
from copil.needs.grouping import Proposal, Row
from copil.needs.models import Need, SetAsideProposal
from copil.needs.vocabulary import Groups
from copil.notifications import jobs
from copil.notifications.models import Job

AT_ONCE = 1_500
"""Above that many needs, the comparison takes more than a person should wait: a job does it."""

JOB = "needs.propose"
_FORMAT = 2
_KEPT_SECONDS = 30 * 24 * 3600
_STEPS = 3

Pair = tuple[str, str]


@dataclass(frozen=True)
class Found:
    """What is proposed. ``stale``: needs changed since; ``missing``: nobody has looked yet."""

    proposals: Sequence[Proposal]
    compared: int
    stale: bool = False
    missing: bool = False


@dataclass(frozen=True)
class _Kept:
    digest: str
    proposals: Sequence[Proposal]


def of_workspace(workspace: Workspace) -> Found:
    """Return the proposals of a workspace: five queries, and the comparison when nothing is kept.

    Beyond ``AT_ONCE`` needs nothing is compared here: what was kept last is returned, without the needs
    brought together or archived since.
    """
    rows, apart, groups = _read(workspace)
    digest = _digest(rows, apart, groups)
    kept: _Kept | None = cache.get(_key(workspace))
    if kept is not None and kept.digest == digest:
        return Found(kept.proposals, len(rows))
    if len(rows) <= AT_ONCE:
        return Found(_compare(workspace, rows, apart, groups), len(rows))
    if kept is None:
        return Found((), len(rows), missing=True)
    return Found(_still_holding(kept.proposals, rows, apart), len(rows), stale=True)


def find(workspace: Workspace, signature: str) -> Proposal | None:
    """Return the proposal of a signature, None when it does not hold any more."""
    proposals = of_workspace(workspace).proposals
    return next((one for one in proposals if one.signature == signature), None)


def look(*, workspace: Workspace, at: dt.datetime) -> Job:
    """Have the needs of a large workspace compared by the worker; once, however often it is asked."""
    return jobs.ask(name=JOB, workspace=workspace, at=at)


def looking(workspace: Workspace) -> Job | None:
    """Return the comparison that is waiting or under way."""
    return jobs.waiting(name=JOB, workspace=workspace)


def run(job: Job, *, at: dt.datetime) -> None:
    """Compare the needs of the job's workspace and keep what is found; safe to run twice."""
    workspace = job.workspace
    if workspace is None:
        return
    jobs.beat(job, at=at, done=0, total=_STEPS)
    rows, apart, groups = _read(workspace)
    jobs.beat(job, at=at, done=1, total=_STEPS)
    _compare(workspace, rows, apart, groups)
    jobs.beat(job, at=at, done=_STEPS, total=_STEPS)


def _read(workspace: Workspace) -> tuple[list[Row], list[Pair], Groups]:
    rows = grouping.rows_of(Need.objects.in_workspace(workspace).current())
    kept_apart = SetAsideProposal.objects.in_workspace(workspace).current()
    sides = kept_apart.order_by("pk").values_list("sides", flat=True)
    pairs = sorted({pair for one in sides for pair in rules.pairs_apart(one)})
    return rows, pairs, vocabulary.groups_of(workspace)


def _compare(
    workspace: Workspace, rows: Sequence[Row], apart: Sequence[Pair], groups: Groups
) -> Sequence[Proposal]:
    proposals = grouping.propose(rows=rows, apart=apart, lexicon=vocabulary.lexicon_with(groups))
    cache.set(_key(workspace), _Kept(_digest(rows, apart, groups), proposals), _KEPT_SECONDS)
    return proposals


def _digest(rows: Sequence[Row], apart: Sequence[Pair], groups: Groups) -> str:
    return hashlib.sha256(repr((_FORMAT, rows, apart, groups)).encode()).hexdigest()


def _key(workspace: Workspace) -> str:
    return f"needs.proposals.{_FORMAT}.{workspace.pk}"


def _still_holding(
    proposals: Sequence[Proposal], rows: Sequence[Row], apart: Sequence[Pair]
) -> list[Proposal]:
    """Leave out the proposals that what people did since makes wrong."""
    loose = {row.id for row in rows if row.shared_need is None}
    living = {row.shared_need for row in rows}
    separated = {frozenset(map(uuid.UUID, pair)) for pair in apart}
    return [
        one
        for one in proposals
        if loose.issuperset(one.needs)
        and (one.shared_need is None or one.shared_need in living)
        and not any(pair <= set(one.needs) for pair in separated)
    ]
