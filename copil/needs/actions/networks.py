"""The verbs of sharing with a network: share needs, reword, withdraw, set a proposal aside."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.identity.models import Network, NetworkMembership, User, Workspace
from copil.needs import network_proposals, rules
from copil.needs.actions.common import record, shortened
from copil.needs.models import Need, NetworkSetAside, NetworkShare
from copil.notifications import jobs

TELL = "needs.tell_network"
TELL_AFTER = dt.timedelta(minutes=10)
NOT_THERE = "Votre espace n’est plus dans ce réseau : rien n’a été partagé."
GONE = "Ce partage n’est plus là : il a été retiré, ou son besoin est archivé."


@transaction.atomic
def share_needs(
    *,
    stay: NetworkMembership,
    needs: Sequence[Need],
    texts: Mapping[uuid.UUID, str],
    name_allowed: bool,
    by: User | None,
    at: dt.datetime,
) -> list[NetworkShare]:
    """Show needs to a network under the given words (by identifier of need; its own words otherwise).

    A need already shown there is left as it is. Raises ``ActionRefused`` when the workspace is no longer in
    the network, when a need is archived or not of the workspace, and when nothing is left to share.
    """
    held = _locked_stay(stay)
    wanted = {need.pk for need in needs}
    rows = Need.objects.select_for_update(of=("self",)).current().in_workspace(held.workspace)
    found = list(rows.filter(pk__in=wanted).select_related("workspace").order_by("pk"))
    if len(found) != len(wanted):
        raise ActionRefused("Un de ces besoins n’est plus là. Relisez la liste.")
    shown = NetworkShare.objects.filter(stay=held, need__in=wanted, withdrawn_at=None)
    already = set(shown.values_list("need", flat=True))
    shares = [
        NetworkShare(
            workspace=held.workspace,
            need=need,
            stay=held,
            text=_words(texts.get(need.pk, need.text)),
            name_allowed=name_allowed,
            shared_by=by,
            shared_at=at,
        )
        for need in found
        if need.pk not in already
    ]
    if not shares:
        raise ActionRefused("Ces besoins sont déjà partagés avec ce réseau.")
    NetworkShare.objects.bulk_create(shares)
    for share in shares:
        _record(share, held.network, verb="share", by=by, at=at)
    jobs.enqueue(
        name=TELL,
        payload={"network": str(held.network_id)},
        at=at + TELL_AFTER,
        unique_key=f"{TELL}:{held.network_id}",
    )
    return shares


@transaction.atomic
def update_share(
    *, share: NetworkShare, text: str, name_allowed: bool, expected: int, by: User, at: dt.datetime
) -> None:
    """Change the words shown, or whether the structure is named; raise ``Conflict`` on a stale version."""
    stored = _locked_share(share)
    stored.text, stored.name_allowed = _words(text), name_allowed
    save_versioned(stored, fields=["text", "name_allowed"], expected=expected)
    network_proposals.forget(stored.stay.network)
    _record(stored, stored.stay.network, verb="update", by=by, at=at)


@transaction.atomic
def withdraw_shares(*, shares: Sequence[NetworkShare], by: User | None, at: dt.datetime) -> None:
    """Hide needs from their network, at once and everywhere; they stay whole in their workspace."""
    if not shares:
        raise ActionRefused("Choisissez ce que vous ne partagez plus.")
    for share in sorted(shares, key=lambda one: one.pk):
        stored = _locked_share(share)
        NetworkShare.objects.filter(pk=stored.pk).update(
            withdrawn_at=at, network_need=None, version=stored.version + 1
        )
        network_proposals.forget(stored.stay.network)
        _record(stored, stored.stay.network, verb="withdraw", by=by, at=at)


@transaction.atomic
def set_aside_in_network(
    *,
    workspace: Workspace,
    network: Network,
    sides: Sequence[Sequence[uuid.UUID]],
    reason: str,
    by: User,
    at: dt.datetime,
) -> NetworkSetAside:
    """Remember, for one workspace, that shared needs of different sides are not the same.

    The others judge for themselves.
    """
    kept_sides = rules.canonical([str(pk) for pk in side] for side in sides)
    if len(kept_sides) < 2:
        raise ActionRefused("Choisissez ce que vous écartez : il faut au moins deux besoins.")
    defaults = {"sides": kept_sides, "reason": reason.strip(), "created_at": at}
    kept, created = NetworkSetAside.objects.select_for_update().get_or_create(
        workspace=workspace, network=network, signature=rules.signature(kept_sides), defaults=defaults
    )
    if not created:
        NetworkSetAside.objects.filter(pk=kept.pk).update(
            archived_at=None, reason=reason.strip(), version=kept.version + 1
        )
    found: NetworkSetAside = kept
    record(found, verb="set_aside", by=by, at=at, label=network.name)
    return found


@transaction.atomic
def restore_in_network(*, kept: NetworkSetAside, by: User, at: dt.datetime) -> None:
    """Let needs that were set aside be proposed together again."""
    rows = NetworkSetAside.objects.select_for_update(of=("self",)).select_related("workspace", "network")
    stored: NetworkSetAside = rows.get(pk=kept.pk)
    if stored.is_archived:
        raise ActionRefused("Cette proposition n’est plus écartée.")
    NetworkSetAside.objects.filter(pk=stored.pk).update(archived_at=at, version=stored.version + 1)
    record(stored, verb="restore", by=by, at=at, label=stored.network.name)


def _words(text: str) -> str:
    words = text.strip()
    if not words:
        raise ActionRefused("Le texte partagé ne peut pas être vide : c’est tout ce que les autres liront.")
    return words[: rules.LONGEST_NEED]


def _locked_stay(stay: NetworkMembership) -> NetworkMembership:
    rows = NetworkMembership.objects.select_for_update(of=("self",)).in_force()
    held = rows.select_related("network", "workspace").filter(pk=stay.pk).first()
    if held is None:
        raise ActionRefused(NOT_THERE)
    return held


def _locked_share(share: NetworkShare) -> NetworkShare:
    rows = NetworkShare.objects.select_for_update(of=("self",)).filter(withdrawn_at=None)
    found: NetworkShare | None = (
        rows.select_related("workspace", "need", "stay__network").filter(pk=share.pk).first()
    )
    if found is None:
        raise ActionRefused(GONE)
    return found


def _record(share: NetworkShare, network: Network, *, verb: str, by: User | None, at: dt.datetime) -> None:
    """Write the line in the history of the need, in the journal of its own workspace only."""
    changes: dict[str, Any] = {"network": network.name, "text": share.text, "named": share.name_allowed}
    label = shortened(share.need.text)
    record(share.need, verb=f"network_{verb}", by=by, at=at, label=label, changes=changes)
