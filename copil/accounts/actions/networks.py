"""Verbs of networks: create one, invite a workspace, enter, leave.

Nothing here says what a workspace shares: whoever shares asks whether its stay in the network is in force.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.identity.enums import NetworkLevel, NetworkMembershipState
from copil.identity.models import Network, NetworkMembership, User, Workspace, reference
from copil.journal import actions as journal
from copil.notifications import recipients
from copil.notifications.actions import notify

ANSWERED = "Cette invitation a déjà reçu une réponse ou vient d’être retirée."
_SLUG = 60
_REASON = 300


@transaction.atomic
def create_network(
    *, workspace: Workspace, name: str, level: NetworkLevel, by: User | None, at: dt.datetime
) -> Network:
    """Create a network; the workspace that creates it is its first member, and manages it."""
    network = Network.objects.create(name=name.strip(), slug=_free_slug(name), level=level, created_at=at)
    NetworkMembership.objects.create(
        network=network,
        workspace=workspace,
        state=NetworkMembershipState.ACTIVE,
        manages=True,
        invited_at=at,
        joined_at=at,
    )
    _record(network, workspace=workspace, verb="create", by=by, at=at, changes={"level": level})
    return network


@transaction.atomic
def update_network(
    *,
    network: Network,
    workspace: Workspace,
    name: str,
    level: NetworkLevel,
    expected: int,
    by: User,
    at: dt.datetime,
) -> None:
    """Change the name or the level of a network; raise ``Conflict`` on a stale version."""
    network.name, network.level = name.strip(), level
    save_versioned(network, fields=["name", "level"], expected=expected)
    _record(network, workspace=workspace, verb="update", by=by, at=at, changes={"name": name, "level": level})


@transaction.atomic
def invite_workspace(
    *, network: Network, identifier: str, workspace: Workspace, by: User | None, at: dt.datetime
) -> NetworkMembership:
    """Invite the workspace of an identifier; its administration is told by mail.

    Raises ``ActionRefused`` when no workspace has this identifier, or when it is there or invited already.
    """
    invited = Workspace.objects.filter(slug=identifier.strip().lower(), archived_at=None).first()
    if invited is None:
        raise ActionRefused(
            "Aucun espace ne porte cet identifiant. Son administration le lit sur la page « Réseaux »."
        )
    open_stays = NetworkMembership.objects.filter(network=network, workspace=invited)
    already = open_stays.filter(state__in=NetworkMembershipState.open_values()).first()
    if already is not None:
        there = "est déjà dans le réseau" if already.is_in_force else "a déjà une invitation en attente"
        raise ActionRefused(f"Cet espace {there}.")
    stay = NetworkMembership.objects.create(
        network=network,
        workspace=invited,
        state=NetworkMembershipState.INVITED,
        invited_by=workspace,
        invited_at=at,
    )
    _tell_administration(stay, host=workspace, at=at)
    _record(network, workspace=workspace, verb="invite", by=by, at=at, changes={"identifier": invited.slug})
    return stay


@transaction.atomic
def accept_network(*, stay: NetworkMembership, by: User | None, at: dt.datetime) -> None:
    """Enter a network."""
    held = _locked(stay, NetworkMembershipState.INVITED, ANSWERED)
    _move(held, NetworkMembershipState.ACTIVE, joined_at=at)
    _record(held.network, workspace=held.workspace, verb="accept", by=by, at=at)


@transaction.atomic
def decline_network(*, stay: NetworkMembership, by: User, at: dt.datetime) -> None:
    """Refuse to enter a network; another invitation may come."""
    held = _locked(stay, NetworkMembershipState.INVITED, ANSWERED)
    _move(held, NetworkMembershipState.DECLINED, ended_at=at)
    _record(held.network, workspace=held.workspace, verb="decline", by=by, at=at)


@transaction.atomic
def withdraw_network_invitation(
    *, stay: NetworkMembership, workspace: Workspace, by: User, at: dt.datetime
) -> None:
    """Take back an invitation that nobody answered."""
    held = _locked(stay, NetworkMembershipState.INVITED, ANSWERED)
    _move(held, NetworkMembershipState.WITHDRAWN, ended_at=at)
    changes = {"identifier": held.workspace.slug}
    _record(held.network, workspace=workspace, verb="withdraw", by=by, at=at, changes=changes)


@transaction.atomic
def leave_network(*, stay: NetworkMembership, by: User | None, at: dt.datetime) -> None:
    """Leave a network: the stay is over, and all that was shared during it is hidden by the same write.

    When nobody is left to manage the network, the workspace that has been there the longest does.
    """
    Network.objects.select_for_update().get(pk=stay.network_id)
    held = _locked(stay, NetworkMembershipState.ACTIVE, "Votre espace n’est plus dans ce réseau.")
    _move(held, NetworkMembershipState.LEFT, ended_at=at, manages=False)
    staying = NetworkMembership.objects.in_force().filter(network=held.network)
    if not staying.filter(manages=True).exists():
        heir = staying.eldest_first().first()
        if heir is not None:
            NetworkMembership.objects.filter(pk=heir.pk).update(manages=True)
    _record(held.network, workspace=held.workspace, verb="leave", by=by, at=at)


@transaction.atomic
def exclude_workspace(
    *, stay: NetworkMembership, reason: str, workspace: Workspace, by: User | None, at: dt.datetime
) -> None:
    """Put a workspace out of a network that ``workspace`` manages: all it shared there is hidden at once.

    Its administration is told why; what it agreed to in common needs keeps its trace. Refuses without a
    reason, and for ``workspace`` itself, which leaves instead.
    """
    Network.objects.select_for_update().get(pk=stay.network_id)
    held = _locked(stay, NetworkMembershipState.ACTIVE, "Cet espace n’est plus dans ce réseau.")
    if held.workspace_id == workspace.pk:
        raise ActionRefused("C’est votre espace : quittez plutôt le réseau.")
    why = " ".join(reason.split())[:_REASON]
    if not why:
        raise ActionRefused("Dites pourquoi : l’espace exclu le lira.")
    _move(held, NetworkMembershipState.EXCLUDED, ended_at=at, ended_reason=why, manages=False)
    _tell_excluded(held, why, host=workspace, at=at)
    changes = {"identifier": held.workspace.slug, "reason": why}
    _record(held.network, workspace=held.workspace, verb="be_excluded", by=None, at=at, changes=changes)
    _record(held.network, workspace=workspace, verb="exclude", by=by, at=at, changes=changes)


def _locked(stay: NetworkMembership, state: NetworkMembershipState, refusal: str) -> NetworkMembership:
    rows = NetworkMembership.objects.select_for_update(of=("self",)).select_related("network", "workspace")
    held = rows.filter(pk=stay.pk, state=state).first()
    if held is None:
        raise ActionRefused(refusal)
    return held


def _move(stay: NetworkMembership, state: NetworkMembershipState, **values: Any) -> None:
    NetworkMembership.objects.filter(pk=stay.pk).update(state=state, **values)


def _record(
    network: Network,
    *,
    workspace: Workspace,
    verb: str,
    by: User | None,
    at: dt.datetime,
    changes: dict[str, Any] | None = None,
) -> None:
    journal.record(
        by=by,
        at=at,
        workspace=workspace,
        verb=verb,
        obj=reference(network),
        label=network.name,
        changes=changes,
    )


def _free_slug(name: str) -> str:
    """Return an identifier made of the name that no network has."""
    base = slugify(name)[: _SLUG - 6].strip("-") or "reseau"
    taken = set(Network.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(f"{base}-{number}" for number in range(2, len(taken) + 3) if f"{base}-{number}" not in taken)


def _tell_administration(stay: NetworkMembership, *, host: Workspace, at: dt.datetime) -> None:
    notify(
        kind="network.invited",
        workspace=stay.workspace,
        to=recipients.administration(stay.workspace),
        title=f"Invitation dans le réseau « {stay.network.name} »",
        text=(
            f"L’espace « {host.name} » invite le vôtre, « {stay.workspace.name} », à rejoindre le réseau "
            f"« {stay.network.name} ».\n\nDans un réseau, chaque espace garde ses données et choisit un par "
            "un les besoins qu’il partage. Sans réponse, rien ne change."
        ),
        path=reverse("accounts:networks", kwargs={"workspace": stay.workspace.slug}),
        label="Répondre à l’invitation",
        at=at,
    )


def _tell_excluded(stay: NetworkMembership, reason: str, *, host: Workspace, at: dt.datetime) -> None:
    notify(
        kind="network.excluded",
        workspace=stay.workspace,
        to=recipients.administration(stay.workspace),
        title=f"Votre espace n’est plus dans le réseau « {stay.network.name} »",
        text=(
            f"L’espace « {host.name} », qui anime le réseau « {stay.network.name} », en a exclu le vôtre, "
            f"« {stay.workspace.name} ».\n\nMotif : {reason}\n\nCe que votre espace partageait avec ce "
            "réseau n’y est plus visible. Vos besoins, vos besoins partagés et vos démarches restent chez "
            "vous, entiers ; les démarches communes déjà ouvertes continuent."
        ),
        path=reverse("accounts:networks", kwargs={"workspace": stay.workspace.slug}),
        label="Voir vos réseaux",
        at=at,
    )
