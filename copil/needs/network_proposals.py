"""The same need said by several carriers of a network: found among what is shared, explained, and kept.

Only shared words are compared, with the equivalent words of the installation: those of a workspace are its
own, and all the carriers must find the same. Nothing of the place of a structure below its département is
used: the answer would tell it. What is kept is found again by the digest of what was compared, so that a
withdrawn need is in no answer; and it is dropped besides, so that its words are not left in the cache.
"""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.cache import cache

from copil.algorithms.similarity import needs as similarity
from copil.algorithms.similarity.concepts import Lexicon
from copil.algorithms.similarity.records import Group, Text
from copil.identity.models import Network, NetworkMembership, Workspace
from copil.needs import network_joining, network_text, rules, sayings, vocabulary
from copil.needs.enums import PartState
from copil.needs.models import NetworkPart, NetworkSetAside, NetworkShare, NetworkShareQuerySet
from copil.needs.network_joining import NetworkJoining, theme_of
from copil.needs.network_text import Shown

MOST_COMPARED = 1_500
"""The latest shared needs are compared, this many at most: about a second of work."""

_FORMAT = 3
_KEPT_SECONDS = 7 * 24 * 3600


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
    joinings: Sequence[NetworkJoining]
    compared: Mapping[uuid.UUID, Shown]
    titles: Mapping[uuid.UUID, str]
    """Of the common needs that the workspace has a part in."""


def of_network(network: Network, *, reader: Workspace) -> Found:
    """Return what a workspace of a network is proposed, without what it set aside (five queries)."""
    held: NetworkShareQuerySet = NetworkShare.objects.in_force().in_network(network)
    shown = sorted(
        network_text.of_shares(held.recent_first()[:MOST_COMPARED], reader=reader), key=lambda one: one.pk
    )
    apart, (declined, titles) = _apart(network, reader), _parts(network, reader)
    words = vocabulary.groups_of(None)
    digest = hashlib.sha256(repr((_FORMAT, shown, apart, sorted(declined), words)).encode()).hexdigest()
    key = key_of(network.pk, reader.pk)
    kept: tuple[str, list[NetworkProposal], list[NetworkJoining]] | None = cache.get(key)
    by_id = {one.pk: one for one in shown}
    if kept is not None and kept[0] == digest:
        return Found(kept[1], kept[2], by_id, titles)
    lexicon = vocabulary.lexicon_with(words)
    joined = network_joining.joinings(shown, apart=apart, declined=declined, lexicon=lexicon)
    taken = {pk for one in joined for pk in one.shares}
    loose = [one for one in shown if one.network_need is None and one.pk not in taken]
    found = propose(loose, apart=apart, lexicon=lexicon)
    ours = [one for one in joined if by_id[one.shares[0]].ours]
    cache.set(key, (digest, found, ours), _KEPT_SECONDS)
    return Found(found, ours, by_id, titles)


def forget(network: Network) -> None:
    """Drop what was kept for every workspace that is or was in a network."""
    held = NetworkMembership.objects.filter(network=network).values_list("workspace", flat=True)
    cache.delete_many([key_of(network.pk, workspace) for workspace in held])


def propose(
    shown: Sequence[Shown], *, apart: Sequence[tuple[str, str]], lexicon: Lexicon
) -> list[NetworkProposal]:
    """Group shared needs by ``algorithms.similarity``, and keep the groups of at least two carriers."""
    by_id = {str(one.pk): one for one in shown}
    # Each share counts for a structure of its own: which ones are the same is not shared.
    texts = [
        Text(id=str(one.pk), text=one.text, organisation=str(one.pk), theme=theme_of(one)) for one in shown
    ]
    groups = similarity.propose_groups(corpus=similarity.prepare(texts=texts, lexicon=lexicon), apart=apart)
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
        label = next(one.exposed.theme for one in members if theme_of(one) == group.theme)
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


def _apart(network: Network, reader: Workspace) -> list[tuple[str, str]]:
    kept = NetworkSetAside.objects.in_workspace(reader).current().filter(network=network)
    sides = kept.order_by("pk").values_list("sides", flat=True)
    return sorted({pair for one in sides for pair in rules.pairs_apart(one)})


def _parts(
    network: Network, reader: Workspace
) -> tuple[set[tuple[uuid.UUID, uuid.UUID]], dict[uuid.UUID, str]]:
    """Return each common need with a carrier that declined it, and the titles of those of the reader."""
    parts = NetworkPart.objects.in_force().filter(stay__network=network)
    rows = list(parts.values_list("network_need", "workspace", "state", "network_need__title"))
    declined = {(need, carrier) for need, carrier, state, _ in rows if state == PartState.DECLINED}
    return declined, {need: title for need, carrier, _, title in rows if carrier == reader.pk}


def key_of(network: uuid.UUID, workspace: uuid.UUID) -> str:
    """Return where what a workspace is proposed in a network is kept."""
    return f"needs.network.{_FORMAT}.{network}.{workspace}"
