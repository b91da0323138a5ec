"""The same need said by several carriers of a network: found among what is shared, explained, and kept.

Only shared words are compared. Nothing of the place of a structure below its département is used: the answer
would tell it. What is kept is found again by the digest of what was compared, so that a withdrawn need is in
no answer; and it is dropped besides, so that its words are not left in the cache.
"""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.cache import cache

from copil.algorithms.similarity import needs as similarity
from copil.algorithms.similarity.records import Group, Text
from copil.core.text import fold
from copil.identity.models import Network, NetworkMembership, Workspace
from copil.needs import network_text, rules, sayings
from copil.needs.models import NetworkSetAside, NetworkShare, NetworkShareQuerySet
from copil.needs.network_text import Shown

MOST_COMPARED = 1_500
"""The latest shared needs are compared, this many at most: about a second of work."""

_FORMAT = 1
_KEPT_SECONDS = 7 * 24 * 3600
_THEMES = uuid.UUID("0d6bb3c4-5a3e-4f0e-9c38-7a2f4f7c1f1e")


@dataclass(frozen=True, slots=True)
class NetworkProposal:
    """Shared needs of several carriers that seem to say the same thing, and why.

    shares: the closest to the others first. costs: for each share, what its leaving would cost.
    """

    signature: str
    shares: tuple[uuid.UUID, ...]
    carriers: tuple[uuid.UUID, ...]
    title: str
    reasons: tuple[str, ...]
    costs: Mapping[uuid.UUID, str]


@dataclass(frozen=True, slots=True)
class Found:
    """What a workspace is proposed, and all that was compared, as it may read it."""

    proposals: Sequence[NetworkProposal]
    compared: Mapping[uuid.UUID, Shown]


def of_network(network: Network, *, reader: Workspace) -> Found:
    """Return what a workspace of a network is proposed, without what it set aside (three queries)."""
    loose: NetworkShareQuerySet = NetworkShare.objects.in_force().in_network(network)
    shares = loose.filter(network_need=None).recent_first()[:MOST_COMPARED]
    shown = sorted(network_text.of_shares(shares, reader=reader), key=lambda one: one.pk)
    apart = _apart(network, reader)
    digest = hashlib.sha256(repr((_FORMAT, shown, apart)).encode()).hexdigest()
    key = _key(network.pk, reader.pk)
    kept: tuple[str, list[NetworkProposal]] | None = cache.get(key)
    by_id = {one.pk: one for one in shown}
    if kept is not None and kept[0] == digest:
        return Found(kept[1], by_id)
    found = propose(shown, apart=apart)
    cache.set(key, (digest, found), _KEPT_SECONDS)
    return Found(found, by_id)


def forget(network: Network) -> None:
    """Drop what was kept for every workspace that is or was in a network."""
    held = NetworkMembership.objects.filter(network=network).values_list("workspace", flat=True)
    cache.delete_many([_key(network.pk, workspace) for workspace in held])


def propose(shown: Sequence[Shown], *, apart: Sequence[tuple[str, str]]) -> list[NetworkProposal]:
    """Group shared needs by ``algorithms.similarity``, and keep the groups of at least two carriers."""
    by_id = {str(one.pk): one for one in shown}
    # Each share counts for a structure of its own: which ones are the same is not shared.
    texts = [
        Text(id=str(one.pk), text=one.text, organisation=str(one.pk), theme=_theme(one)) for one in shown
    ]
    groups = similarity.propose_groups(corpus=similarity.prepare(texts=texts), apart=apart)
    proposals = (_of_group(group, by_id) for group in groups)
    return [one for one in proposals if len(one.carriers) > 1]


def _of_group(group: Group, by_id: Mapping[str, Shown]) -> NetworkProposal:
    members = [by_id[member.id] for member in group.members]
    names = sorted({one.carrier_name for one in members})
    places = sorted({one.exposed.departement for one in members} - {""})
    reasons = [
        f"Dit chez {sayings.in_words(len(names), feminine=False)} porteurs : {sayings.joined(names)}.",
        *sayings.shared(group.shared, total=len(members)),
    ]
    if len(places) > 1:
        reasons.append(f"Départements : {sayings.joined(places)}.")
    elif places:
        reasons.append(f"Même département : {places[0]}.")
    if group.theme is not None:
        label = next(one.exposed.theme for one in members if _theme(one) == group.theme)
        reasons.append(f"Même thème : {label}.")
    return NetworkProposal(
        signature=rules.signature([[member.id for member in group.members]]),
        shares=tuple(one.pk for one in members),
        carriers=tuple(sorted({one.carrier for one in members})),
        title=sayings.title(group.label),
        reasons=tuple(reasons),
        costs={one.pk: _cost(one, members) for one in members},
    )


def _cost(leaving: Shown, members: Sequence[Shown]) -> str:
    left = {one.carrier for one in members if one.pk != leaving.pk}
    if len(left) < 2:
        return "sans lui, il ne reste qu’un porteur : le besoin ne serait plus celui du réseau."
    return f"sans lui, il reste {sayings.in_words(len(left), feminine=False)} porteurs."


def _theme(one: Shown) -> str | None:
    """Return what makes two themes of different workspaces the same: their code, or else their label."""
    key = one.exposed.theme_code or fold(one.exposed.theme)
    return str(uuid.uuid5(_THEMES, key)) if key else None


def _apart(network: Network, reader: Workspace) -> list[tuple[str, str]]:
    kept = NetworkSetAside.objects.in_workspace(reader).current().filter(network=network)
    sides = kept.order_by("pk").values_list("sides", flat=True)
    return sorted({pair for one in sides for pair in rules.pairs_apart(one)})


def _key(network: uuid.UUID, workspace: uuid.UUID) -> str:
    return f"needs.network.{_FORMAT}.{network}.{workspace}"
