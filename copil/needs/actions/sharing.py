"""The verbs that bring needs together, keep them apart, cut and join what was brought together."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.identity.models import User, Workspace
from copil.needs import rules
from copil.needs.actions.common import (
    index_shared,
    locked_needs,
    locked_shared,
    quotes,
    record,
    unindex,
)
from copil.needs.models import Need, SetAsideProposal, SharedNeed

LONGEST_TITLE = 200


@transaction.atomic
def accept_proposal(
    *,
    workspace: Workspace,
    title: str,
    needs: Sequence[Need],
    by: User | None,
    at: dt.datetime,
    explanation: Mapping[str, Any] | None = None,
    closeness: Mapping[str, float] | None = None,
    left_out: Sequence[Need] = (),
) -> SharedNeed:
    """Say that loose needs are the same one, and keep why it was proposed.

    ``closeness`` maps identifiers of needs to their mean similarity with the others. Those ``left_out`` of
    the proposal are not proposed with these again. Raises ``ActionRefused`` under two needs, and when one
    of them was brought together by somebody else in between.
    """
    if len(needs) < 2:
        raise ActionRefused("Gardez au moins deux besoins : un seul ne se rapproche de rien.")
    shared = _created(
        workspace=workspace, title=title, summary="", needs=needs, at=at, explanation=explanation or {}
    )
    for need in needs:
        near = (closeness or {}).get(str(need.pk))
        if near is not None:
            Need.objects.filter(pk=need.pk).update(closeness={"mean": round(near, 3)})
    _keep_apart(workspace, [needs, left_out], reason="", at=at)
    record(shared, verb="accept", by=by, at=at, changes={"needs": quotes(needs)})
    return shared


@transaction.atomic
def create_shared_need(
    *,
    workspace: Workspace,
    title: str,
    by: User | None,
    at: dt.datetime,
    summary: str = "",
    needs: Sequence[Need] = (),
) -> SharedNeed:
    """Create a shared need by hand, with or without needs yet."""
    shared = _created(workspace=workspace, title=title, summary=summary, needs=needs, at=at, explanation={})
    record(shared, verb="create", by=by, at=at, changes={"needs": quotes(needs)})
    return shared


@transaction.atomic
def add_needs(
    *,
    shared_need: SharedNeed,
    needs: Sequence[Need],
    by: User | None,
    at: dt.datetime,
    left_out: Sequence[Need] = (),
) -> None:
    """Bring loose needs into a shared one; those ``left_out`` are not proposed with it again."""
    shared = locked_shared(shared_need)
    if not needs:
        raise ActionRefused("Choisissez au moins un besoin à ajouter.")
    already = list(Need.objects.current().filter(shared_need=shared))
    joined = locked_needs(needs, workspace_id=shared.workspace_id)
    Need.objects.filter(pk__in=[need.pk for need in joined]).update(shared_need=shared, closeness={})
    _keep_apart(shared.workspace, [[*already, *joined], left_out], reason="", at=at)
    record(shared, verb="add_needs", by=by, at=at, changes={"needs": quotes(joined)})


@transaction.atomic
def split_shared_need(
    *, shared_need: SharedNeed, needs: Sequence[Need], by: User | None, at: dt.datetime
) -> None:
    """Take needs out of a shared one: loose again, and not proposed with those that stay.

    Raises ``ActionRefused`` when nothing would be left.
    """
    shared = locked_shared(shared_need)
    if not needs:
        raise ActionRefused("Choisissez au moins un besoin à séparer.")
    out = locked_needs(needs, workspace_id=shared.workspace_id, shared_need=shared)
    gone = {need.pk for need in out}
    kept = list(Need.objects.current().filter(shared_need=shared).exclude(pk__in=gone))
    if not kept:
        raise ActionRefused(
            "Il ne resterait aucun besoin : archivez plutôt le besoin partagé, ce qui libère ses besoins."
        )
    Need.objects.filter(pk__in=gone).update(shared_need=None, closeness={})
    _keep_apart(shared.workspace, [kept, out], reason="", at=at)
    record(shared, verb="split", by=by, at=at, changes={"needs": quotes(out)})


@transaction.atomic
def merge_shared_needs(*, kept: SharedNeed, merged: SharedNeed, by: User | None, at: dt.datetime) -> None:
    """Join two shared needs: the needs of ``merged`` go into ``kept``, and ``merged`` says where it went.

    What was written of ``merged`` (its problem sheet included) stays in the archive; those joined with it
    before now lead to ``kept``, so that where a need went is always one step away.
    """
    if kept.pk == merged.pk:
        raise ActionRefused("Choisissez un autre besoin partagé : on ne réunit pas un besoin avec lui-même.")
    # Always locked in the same order, so that two people who join them both ways wait for one another.
    locked = {one.pk: locked_shared(one) for one in sorted((kept, merged), key=lambda one: one.pk)}
    target, source = locked[kept.pk], locked[merged.pk]
    Need.objects.filter(shared_need=source).update(shared_need=target, closeness={})
    SharedNeed.objects.filter(pk=source.pk).update(
        archived_at=at, merged_into=target, version=source.version + 1
    )
    SharedNeed.objects.filter(merged_into=source).update(merged_into=target)
    unindex(source)
    record(target, verb="merge", by=by, at=at, changes={"other": source.title})


@transaction.atomic
def set_aside_proposal(
    *,
    workspace: Workspace,
    sides: Sequence[Sequence[Need]],
    reason: str,
    by: User | None,
    at: dt.datetime,
) -> SetAsideProposal:
    """Remember that needs of different sides are not the same: they are not proposed together again.

    Give each need a side of its own to set aside a whole proposal. The same separation is kept once.
    """
    if sum(1 for side in sides if side) < 2:
        raise ActionRefused("Choisissez ce que vous séparez : il faut au moins deux besoins.")
    proposal = _keep_apart(workspace, sides, reason=reason, at=at)
    if proposal is None:
        raise ActionRefused("Ces besoins sont déjà écartés l’un de l’autre.")
    needs = [need for side in sides for need in side]
    label = quotes(needs[:3]) + ("…" if len(needs) > 3 else "")
    record(proposal, verb="set_aside", by=by, at=at, label=label, changes={"reason": reason.strip()})
    return proposal


@transaction.atomic
def restore_proposal(*, proposal: SetAsideProposal, by: User | None, at: dt.datetime) -> None:
    """Let needs that were kept apart be proposed together again."""
    rows = SetAsideProposal.objects.select_for_update(of=("self",)).select_related("workspace")
    stored: SetAsideProposal = rows.get(pk=proposal.pk)
    if stored.is_archived:
        raise ActionRefused("Ce rapprochement n’est plus écarté.")
    SetAsideProposal.objects.filter(pk=stored.pk).update(archived_at=at, version=stored.version + 1)
    ids = [one for side in stored.sides for one in side]
    needs = list(Need.objects.filter(pk__in=ids[:3], workspace=stored.workspace).order_by("pk"))
    record(stored, verb="restore", by=by, at=at, label=quotes(needs))


def _created(
    *,
    workspace: Workspace,
    title: str,
    summary: str,
    needs: Sequence[Need],
    at: dt.datetime,
    explanation: Mapping[str, Any],
) -> SharedNeed:
    if not title.strip():
        raise ActionRefused("Donnez un intitulé au besoin partagé.")
    joined = locked_needs(needs, workspace_id=workspace.pk)
    shared = SharedNeed.objects.create(
        workspace=workspace,
        title=title.strip()[:LONGEST_TITLE],
        summary=summary.strip(),
        explanation=dict(explanation),
        created_at=at,
    )
    Need.objects.filter(pk__in=[need.pk for need in joined]).update(shared_need=shared, closeness={})
    index_shared(shared, at=at)
    return shared


def _keep_apart(
    workspace: Workspace, sides: Sequence[Sequence[Need]], *, reason: str, at: dt.datetime
) -> SetAsideProposal | None:
    """Keep a separation, or take it up again when it was undone; None when it changes nothing."""
    ids = rules.canonical([str(need.pk) for need in side] for side in sides)
    if len(ids) < 2:
        return None
    defaults = {"sides": ids, "reason": reason.strip(), "created_at": at}
    found: SetAsideProposal
    found, created = SetAsideProposal.objects.select_for_update().get_or_create(
        workspace=workspace, signature=rules.signature(ids), defaults=defaults
    )
    if created:
        return found
    if not found.is_archived:
        return None
    SetAsideProposal.objects.filter(pk=found.pk).update(
        archived_at=None, reason=reason.strip(), version=found.version + 1
    )
    return found
