"""Methods offered to networks: those a workspace may read, those that were copied from one."""

from django.db.models import Exists, OuterRef, QuerySet

from copil.identity.models import NetworkMembership, Workspace
from copil.initiatives.models import Method, MethodQuerySet, MethodShare


def offered_to(workspace: Workspace) -> MethodQuerySet:
    """Return every version of the methods that other workspaces share with a network of this one."""
    networks = NetworkMembership.objects.in_force().filter(workspace=workspace).values("network")
    shares = MethodShare.objects.in_force().filter(
        workspace=OuterRef("workspace_id"), key=OuterRef("key"), stay__network__in=networks
    )
    return Method.objects.filter(Exists(shares)).exclude(workspace=workspace)


def shares_of(method: Method) -> "QuerySet[MethodShare]":
    """Return the networks that a method is shared with today, the eldest first."""
    rows = MethodShare.objects.in_force().filter(workspace=method.workspace_id, key=method.key)
    return rows.select_related("stay__network").order_by("created_at", "pk")


def copies_of(method: Method) -> MethodQuerySet:
    """Return every version of the methods that other workspaces made from a copy of this one."""
    versions = Method.objects.filter(workspace=method.workspace_id, key=method.key)
    first = Method.objects.filter(
        workspace=OuterRef("workspace_id"), key=OuterRef("key"), based_on__in=versions.values("pk")
    )
    return Method.objects.filter(Exists(first)).exclude(workspace=method.workspace_id)
