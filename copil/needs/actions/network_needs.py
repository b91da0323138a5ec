"""The verbs of a need of several carriers: recognise it, confirm one's part, decline, bring needs to it."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from copil.core.errors import ActionRefused
from copil.identity.models import Network, NetworkMembership, User, Workspace
from copil.needs import network_proposals
from copil.needs.actions.common import record
from copil.needs.actions.shared import confirm_shared_need
from copil.needs.actions.sharing import add_needs, create_shared_need
from copil.needs.enums import PartState, SharedNeedState
from copil.needs.models import Need, NetworkNeed, NetworkPart, NetworkShare, SharedNeed
from copil.notifications import recipients
from copil.notifications.actions import notify

LONGEST_TITLE = 200
CHANGED = "Un de ces besoins n’est plus partagé, ou vient d’être reconnu ailleurs. Relisez les propositions."
NOTHING_OURS = "Aucun de ces besoins n’est le vôtre : seul un porteur qui le dit peut le reconnaître."


@transaction.atomic
def accept_in_network(
    *,
    workspace: Workspace,
    network: Network,
    title: str,
    shares: Collection[uuid.UUID],
    by: User | None,
    at: dt.datetime,
) -> NetworkNeed:
    """Recognise that needs shared by several carriers are the same; each carrier has its part to confirm.

    The part of ``workspace`` is confirmed by this very act; the coordinators of the others are told by mail.
    Raises ``ActionRefused`` under two carriers, without a need of one's own, or when one is shared no more.
    """
    if not title.strip():
        raise ActionRefused("Donnez un intitulé au besoin commun.")
    rows = NetworkShare.objects.select_for_update(of=("self",)).in_force().in_network(network)
    held = list(
        rows.filter(pk__in=shares, network_need=None).select_related("stay__workspace").order_by("pk")
    )
    if len(held) != len(set(shares)):
        raise ActionRefused(CHANGED)
    stays = {share.stay_id: share.stay for share in held}
    own = [stay for stay in stays.values() if stay.workspace_id == workspace.pk]
    if len(stays) < 2:
        raise ActionRefused("Gardez des besoins d’au moins deux porteurs.")
    if not own:
        raise ActionRefused(NOTHING_OURS)
    need = NetworkNeed.objects.create(
        workspace=workspace, network=network, title=title.strip()[:LONGEST_TITLE], created_at=at
    )
    NetworkShare.objects.filter(pk__in=[share.pk for share in held]).update(network_need=need)
    for stay in stays.values():
        NetworkPart.objects.create(workspace=stay.workspace, network_need=need, stay=stay, created_at=at)
        if stay.workspace_id != workspace.pk:
            _ask(need, stay, host=workspace, at=at)
    record(need, verb="accept", by=by, at=at, changes={"network": network.name})
    confirm_part(network_need=need, stay=own[0], by=by, at=at)
    return need


@transaction.atomic
def confirm_part(
    *, network_need: NetworkNeed, stay: NetworkMembership, by: User | None, at: dt.datetime
) -> NetworkPart:
    """Confirm for one carrier: its needs join a shared need of its own, confirmed, which is its part.

    Raises ``ActionRefused`` when the carrier has left, has confirmed already, or shares nothing of it.
    """
    part = _locked_part(network_need, stay)
    if part.state == PartState.CONFIRMED:
        raise ActionRefused("Votre espace a déjà confirmé ce besoin.")
    needs = _own_needs(part)
    if not needs:
        raise ActionRefused("Votre espace ne partage plus aucun besoin ici : partagez-en un d’abord.")
    shared = _shared_need_of(part, needs, by=by, at=at)
    NetworkPart.objects.filter(pk=part.pk).update(
        state=PartState.CONFIRMED, answered_at=at, shared_need=shared, version=part.version + 1
    )
    _record_part(part, verb="confirm_part", by=by, at=at)
    part.refresh_from_db(fields=["state", "answered_at", "shared_need", "version"])
    return part


@transaction.atomic
def decline_part(*, network_need: NetworkNeed, stay: NetworkMembership, by: User, at: dt.datetime) -> None:
    """Say that a carrier takes no part; its shared needs no longer show on the common page."""
    part = _locked_part(network_need, stay)
    if part.state == PartState.DECLINED:
        raise ActionRefused("Votre espace a déjà dit qu’il ne participe pas.")
    NetworkPart.objects.filter(pk=part.pk).update(
        state=PartState.DECLINED, answered_at=at, version=part.version + 1
    )
    _record_part(part, verb="decline_part", by=by, at=at)


@transaction.atomic
def bring_to_network_need(
    *,
    network_need: NetworkNeed,
    stay: NetworkMembership,
    shares: Sequence[NetworkShare],
    by: User,
    at: dt.datetime,
) -> None:
    """Add needs that one's own workspace shares to a need of the network it has a part in."""
    part = _locked_part(network_need, stay)
    wanted = {share.pk for share in shares}
    rows = NetworkShare.objects.select_for_update(of=("self",)).in_force()
    free = rows.filter(pk__in=wanted, stay=part.stay, network_need=None)
    if not wanted or free.count() != len(wanted):
        raise ActionRefused(CHANGED)
    NetworkShare.objects.filter(pk__in=wanted).update(network_need=network_need)
    network_proposals.forget(part.stay.network)
    if part.shared_need is not None and not part.shared_need.is_archived:
        loose = [need for need in _own_needs(part) if need.shared_need_id is None]
        if loose:
            add_needs(shared_need=part.shared_need, needs=loose, by=by, at=at)
    _record_part(part, verb="bring", by=by, at=at)


@transaction.atomic
def join_network_need(
    *,
    network_need: NetworkNeed,
    stay: NetworkMembership,
    shares: Sequence[NetworkShare],
    by: User,
    at: dt.datetime,
) -> None:
    """Bring one's own shared needs to a common need, with a part of one's own, confirmed, if there was none.

    Raises ``ActionRefused`` as :func:`bring_to_network_need` does, and when the need is common no longer.
    """
    there = NetworkNeed.objects.current().select_for_update(of=("self",)).filter(network=stay.network_id)
    need = there.filter(pk=network_need.pk).first()
    if need is None or not NetworkMembership.objects.in_force().filter(pk=stay.pk).exists():
        raise ActionRefused(CHANGED)
    part, _ = NetworkPart.objects.get_or_create(
        network_need=need, stay=stay, defaults={"workspace": stay.workspace, "created_at": at}
    )
    bring_to_network_need(network_need=need, stay=stay, shares=shares, by=by, at=at)
    if part.state != PartState.CONFIRMED:
        confirm_part(network_need=need, stay=stay, by=by, at=at)


def _locked_part(network_need: NetworkNeed, stay: NetworkMembership) -> NetworkPart:
    rows = NetworkPart.objects.select_for_update(of=("self",)).in_force()
    found: NetworkPart | None = (
        rows.filter(network_need=network_need, stay=stay)
        .select_related("workspace", "stay__network", "network_need", "shared_need")
        .first()
    )
    if found is None:
        raise ActionRefused("Votre espace n’est plus dans ce réseau.")
    return found


def _own_needs(part: NetworkPart) -> list[Need]:
    shares = NetworkShare.objects.in_force().filter(network_need=part.network_need_id, stay=part.stay_id)
    rows = Need.objects.current().filter(pk__in=shares.values("need")).select_related("shared_need")
    return list(rows.order_by("pk"))


def _shared_need_of(
    part: NetworkPart, needs: Sequence[Need], *, by: User | None, at: dt.datetime
) -> SharedNeed:
    """Return the shared need that holds a part: the one its needs already are in, or a new one; confirmed."""
    loose = [need for need in needs if need.shared_need_id is None]
    held = {need.shared_need_id: need.shared_need for need in needs if need.shared_need is not None}
    shared = part.shared_need if part.shared_need and not part.shared_need.is_archived else None
    shared = shared or (next(iter(held.values())) if len(held) == 1 else None)
    if shared is None:
        title = part.network_need.title
        shared = create_shared_need(workspace=part.workspace, title=title, needs=loose, by=by, at=at)
    elif loose:
        add_needs(shared_need=shared, needs=loose, by=by, at=at)
    shared.refresh_from_db()
    if (
        shared.state == SharedNeedState.ACCEPTED
        and Need.objects.current().filter(shared_need=shared).exists()
    ):
        confirm_shared_need(shared_need=shared, on=timezone.localdate(at), by=by, at=at)
    return shared


def _record_part(part: NetworkPart, *, verb: str, by: User | None, at: dt.datetime) -> None:
    """Write the line in the journal of the carrier that acts, about the common need."""
    need = part.network_need
    need.workspace = part.workspace  # the line belongs to who acts; nothing is saved
    record(need, verb=verb, by=by, at=at, changes={"network": part.stay.network.name})


def _ask(need: NetworkNeed, stay: NetworkMembership, *, host: Workspace, at: dt.datetime) -> None:
    notify(
        kind="needs.network_need",
        workspace=stay.workspace,
        to=recipients.coordination(stay.workspace),
        title=f"Un besoin commun est reconnu dans le réseau « {need.network.name} »",
        text=(
            f"Dans le réseau « {need.network.name} », « {host.name} » reconnaît un même besoin chez "
            "plusieurs porteurs, dont le vôtre.\n\nÀ vous de confirmer votre part, ou de dire que vous ne "
            "participez pas. Sans réponse, votre espace n’est engagé à rien."
        ),
        path=reverse("needs:network_need", kwargs={"workspace": stay.workspace.slug, "pk": need.pk}),
        label="Confirmer votre part, ou décliner",
        at=at,
    )
