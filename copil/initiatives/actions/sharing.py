"""Offer a method to a network, take it back."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.identity.models import NetworkMembership, User, Workspace, reference
from copil.initiatives.models import Method, MethodShare
from copil.initiatives.shared_methods import shares_of
from copil.journal import actions as journal


@transaction.atomic
def share_method(
    *,
    workspace: Workspace,
    method: Method,
    stays: Collection[NetworkMembership],
    by: User | None,
    at: dt.datetime,
) -> bool:
    """Share a method of the workspace, all its versions, with these networks and no other.

    Tell whether anything changed. What was copied stays with whoever copied it. Raises ``ActionRefused`` for
    a method of somebody else, or a network that the workspace is not in.
    """
    if method.workspace_id != workspace.pk:
        raise ActionRefused("Cette méthode n’appartient pas à votre espace : copiez-la d’abord.")
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    mine = NetworkMembership.objects.in_force().filter(workspace=workspace)
    chosen = list(mine.filter(pk__in=[one.pk for one in stays]).select_related("network"))
    if len(chosen) != len(stays):
        raise ActionRefused("Choisissez des réseaux dont votre espace est membre.")
    current = {share.stay_id: share for share in shares_of(method)}
    wanted = {one.pk: one for one in chosen}
    for pk, share in current.items():
        if pk not in wanted:
            MethodShare.objects.filter(pk=share.pk).update(archived_at=at)
            _record(method, workspace, "unshare", share.stay, by=by, at=at)
    for pk, stay in wanted.items():
        if pk not in current:
            MethodShare.objects.create(
                workspace=workspace, key=method.key, stay=stay, shared_by=by, created_at=at
            )
            _record(method, workspace, "share", stay, by=by, at=at)
    return current.keys() != wanted.keys()


def _record(
    method: Method,
    workspace: Workspace,
    verb: str,
    stay: NetworkMembership,
    *,
    by: User | None,
    at: dt.datetime,
) -> None:
    journal.record(
        by=by,
        at=at,
        workspace=workspace,
        verb=verb,
        obj=reference(method),
        label=method.title,
        changes={"network": stay.network.name},
    )
