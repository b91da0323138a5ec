"""Nothing of a carrier reaches its network but what it shares; nothing once withdrawn, or once gone."""

import copy
import csv
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from copil.accounts import actions as accounts
from copil.identity.models import Network, Workspace
from copil.initiatives.actions import open_joint
from copil.initiatives.models import Initiative, Method
from copil.journal.models import JournalEntry
from copil.needs import actions, network_notices, network_proposals
from copil.needs.models import Need, NetworkNeed, NetworkPart, NetworkShare
from copil.notifications.models import OutboxMessage
from tests.access.sweeping import holding, in_every_format, read, read_all
from tests.access.test_matrix import MATRIX, address, client_of
from tests.access.world import SENTINEL, World, build
from tests.factories.directory import OrganisationFactory
from tests.factories.needs import NeedFactory

pytestmark = [pytest.mark.django_db, pytest.mark.matrix]

SHARED = "Repérer les entreprises prêtes au mécénat"
NAMED = "Structure qui accepte d’être nommée"
REWORDED = "Un besoin dit autrement"
PAGES = [
    row["url"]
    for row in csv.DictReader(MATRIX.read_text(encoding="utf-8").splitlines())
    if row["method"] == "GET" and row["admin"] == "200"
]
# Their addresses also exist for the network of the neighbour, where our workspace is a member.
OF_THE_NETWORK = [
    "accounts:network",
    "accounts:network_leave",
    "needs:network_needs",
    "needs:network_proposals",
    "needs:network_set_asides",
    "needs:network_commons",
]
SEARCHES = [
    "pages:search",
    "pages:palette",
    "directory:organisations",
    "directory:people",
    "directory:organisation_options",
    "directory:person_options",
    "needs:needs",
    "needs:shared_needs",
    "needs:offers",
]
# What is read again after each way of leaving: all the rest is read after the first.
NEAR = [name for name in PAGES if name.startswith(("accounts:", "needs:", "notifications:", "pages:"))]
OF_A_COMMON_NEED = [
    "needs:network_need",
    "needs:network_confirm",
    "needs:network_bring",
    "initiatives:open_joint",
    "initiatives:network_panel",
]


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[World, World]]:
    """Build the two worlds once: what a test does is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_both()
        transaction.set_rollback(True)


@pytest.fixture
def worlds(built: tuple[World, World]) -> tuple[World, World]:
    """Return the two worlds as they were built, whatever the tests before did with their objects."""
    return copy.deepcopy(built)


def build_both() -> tuple[World, World]:
    """Build ours, and a neighbour full of sentinels, whose network we belong to, that shares two needs."""
    ours, theirs = build("notre-espace"), build("espace-voisin", marker=SENTINEL)
    Workspace.objects.filter(pk=theirs.workspace.pk).update(name="Espace voisin")
    network: Network = theirs.objects["network"]
    Network.objects.filter(pk=network.pk).update(name="Réseau des rives voisines")
    for renamed in (theirs.workspace, network, theirs.objects["stay"]):
        renamed.refresh_from_db()
    NetworkShare.objects.in_network(network).update(withdrawn_at=timezone.now(), network_need=None)
    network.stays.exclude(workspace=theirs.workspace).update(state="left")
    stay = accounts.invite_workspace(
        network=network, identifier="notre-espace", workspace=theirs.workspace, by=None, at=timezone.now()
    )
    accounts.accept_network(stay=stay, by=None, at=timezone.now())
    ours.objects["stay_there"] = stay
    need = NeedFactory.create(organisation=theirs.objects["organisation"], text=f"{SENTINEL} mot à mot")
    named = NeedFactory.create(
        organisation=OrganisationFactory.create(workspace=theirs.workspace, name=NAMED), text=SHARED
    )
    _share(theirs, [need], texts={need.pk: REWORDED}, name_allowed=False)
    _share(theirs, [named], texts={}, name_allowed=True)
    mine = NeedFactory.create(
        organisation=ours.objects["organisation"], text="Solliciter le mécénat des entreprises voisines"
    )
    shares = actions.share_needs(
        stay=stay, needs=[mine], texts={}, name_allowed=False, by=None, at=timezone.now()
    )
    ours.objects["share_there"] = shares[0]
    return ours, theirs


def _share(world: World, needs: list[Need], **values: Any) -> list[NetworkShare]:
    stay = world.objects["stay"]
    return actions.share_needs(stay=stay, needs=needs, by=None, at=timezone.now(), **values)


def walk(ours: World, theirs: World, *, names: Sequence[str] = PAGES) -> dict[str, str]:
    """Return the pages that our administration reads, by address: ours, and those of their network."""
    addresses = [address(name, ours, ours, guest=False) for name in names]
    for name in OF_THE_NETWORK:
        arguments = {"workspace": "notre-espace", "pk": theirs.objects["network"].pk}
        addresses.append(reverse(name, kwargs=arguments))
    addresses = in_every_format(addresses)
    for name in SEARCHES:
        searched = reverse(name, kwargs={"workspace": "notre-espace"})
        addresses += [f"{searched}?q={word}" for word in (SENTINEL, "mécénat", "autrement")]
    common = NetworkNeed.objects.filter(network=theirs.objects["network"]).order_by("-pk").first()
    if common is not None:
        for name in OF_A_COMMON_NEED:
            addresses.append(reverse(name, kwargs={"workspace": "notre-espace", "pk": common.pk}))
    return read_all(client_of("admin", ours), addresses)


def test_a_workbook_is_read_as_what_it_says(worlds: tuple[World, World]) -> None:
    ours, theirs = worlds
    url = reverse("needs:needs_export", kwargs={"workspace": "espace-voisin", "file_format": "xlsx"})
    assert SENTINEL in read(client_of("admin", theirs), url), "what the sweep looks for would be seen"
    assert SENTINEL not in read(client_of("admin", ours), url.replace("espace-voisin", "notre-espace"))


def test_only_what_is_shared_is_seen(worlds: tuple[World, World]) -> None:
    ours, theirs = worlds
    network = theirs.objects["network"]
    proposals = network_proposals.of_network(network, reader=ours.workspace).proposals
    assert [len(one.carriers) for one in proposals] == [2]
    common = actions.accept_in_network(
        workspace=ours.workspace,
        network=network,
        title="Trouver des mécènes",
        shares=proposals[0].shares,
        by=None,
        at=timezone.now(),
    )
    actions.confirm_part(network_need=common, stay=theirs.objects["stay"], by=None, at=timezone.now())
    network_notices.tell(network, at=timezone.now())
    initiative = _opened_together(ours, common)
    pages = walk(ours, theirs)
    assert holding(pages, SENTINEL) == []
    searched = reverse("pages:search", kwargs={"workspace": "notre-espace"})
    assert "Aucun résultat" in pages[f"{searched}?q={SENTINEL}"]
    assert holding(pages, REWORDED) == [_list(network)]
    assert holding(pages, NAMED) != []
    targets = initiative.targets.values_list("organisation__name", flat=True)
    assert not any(SENTINEL in name for name in targets)
    theirs_too = read(
        client_of("admin", theirs),
        reverse("pages:initiative", kwargs={"workspace": "espace-voisin", "pk": initiative.pk}),
    )
    assert "Des mécènes ensemble" in theirs_too
    for body in OutboxMessage.objects.filter(workspace=ours.workspace).values_list("subject", "body"):
        assert SENTINEL not in " ".join(body)
    for payload in JournalEntry.objects.filter(workspace=ours.workspace).values_list("payload", flat=True):
        assert SENTINEL not in str(payload)


@pytest.mark.parametrize("how", ["withdraw", "leave", "exclude", "archive", "come back"])
def test_nothing_is_seen_afterwards(worlds: tuple[World, World], how: str) -> None:
    ours, theirs = worlds
    network, at = theirs.objects["network"], timezone.now()
    assert SHARED in read(client_of("admin", ours), _list(network))
    network_proposals.of_network(network, reader=ours.workspace)
    held = NetworkShare.objects.in_force().in_network(network).in_workspace(theirs.workspace)
    if how == "withdraw":
        kept = network_proposals.key_of(network.pk, ours.workspace.pk)
        assert cache.get(kept) is not None
        actions.withdraw_shares(shares=list(held), by=None, at=at)
        assert cache.get(kept) is None
    elif how == "archive":
        for share in held:
            actions.archive_need(need=share.need, by=theirs.users["admin"], at=at)
    elif how == "exclude":
        accounts.exclude_workspace(
            stay=theirs.objects["stay"], reason="Hors charte", workspace=ours.workspace, by=None, at=at
        )
    else:
        accounts.leave_network(stay=theirs.objects["stay"], by=None, at=at)
    if how == "come back":
        stay = accounts.invite_workspace(
            network=network, identifier="espace-voisin", workspace=ours.workspace, by=None, at=at
        )
        accounts.accept_network(stay=stay, by=None, at=at)
    pages = walk(ours, theirs, names=PAGES if how == "withdraw" else NEAR)
    for words in (SENTINEL, SHARED, REWORDED, NAMED):
        assert holding(pages, words) == []


def test_a_common_need_proposed_to_a_newcomer_shows_only_what_is_shared(worlds: tuple[World, World]) -> None:
    ours, theirs = worlds
    network, at = theirs.objects["network"], timezone.now()
    third = build("espace-tiers", marker=SENTINEL)
    Workspace.objects.filter(pk=third.workspace.pk).update(name="Espace tiers")
    stay = accounts.invite_workspace(
        network=network, identifier="espace-tiers", workspace=theirs.workspace, by=None, at=at
    )
    accounts.accept_network(stay=stay, by=None, at=at)
    need = NeedFactory.create(
        organisation=third.objects["organisation"], text="Repérer des entreprises prêtes au mécénat"
    )
    kept = actions.share_needs(stay=stay, needs=[need], texts={}, name_allowed=False, by=None, at=at)
    said = NetworkShare.objects.in_force().in_network(network).get(text=SHARED)
    actions.accept_in_network(
        workspace=theirs.workspace,
        network=network,
        title=f"{SENTINEL} intitulé à nous deux",
        shares=[said.pk, kept[0].pk],
        by=None,
        at=at,
    )
    found = network_proposals.of_network(network, reader=ours.workspace)
    assert [one.shares for one in found.joinings] == [(ours.objects["share_there"].pk,)]
    assert network_proposals.of_network(network, reader=theirs.workspace).joinings == []
    url = reverse("needs:network_proposals", kwargs={"workspace": "notre-espace", "pk": network.pk})
    page = read(client_of("admin", ours), url)
    assert SHARED in page
    assert SENTINEL not in page
    assert holding(walk_without_parts(ours, theirs), SENTINEL) == []


def walk_without_parts(ours: World, theirs: World) -> dict[str, str]:
    """Return the pages of their network that a workspace without a part in any common need may read."""
    arguments = {"workspace": "notre-espace", "pk": theirs.objects["network"].pk}
    addresses = [reverse(name, kwargs=arguments) for name in OF_THE_NETWORK]
    return read_all(client_of("admin", ours), addresses)


def test_what_an_excluded_carrier_agreed_to_keeps_its_trace_and_no_text(worlds: tuple[World, World]) -> None:
    ours, theirs = worlds
    network, at = theirs.objects["network"], timezone.now()
    shares = network_proposals.of_network(network, reader=ours.workspace).proposals[0].shares
    common = actions.accept_in_network(
        workspace=ours.workspace, network=network, title="Mécénat", shares=shares, by=None, at=at
    )
    actions.confirm_part(network_need=common, stay=theirs.objects["stay"], by=None, at=at)
    accounts.exclude_workspace(
        stay=theirs.objects["stay"], reason="Hors charte", workspace=ours.workspace, by=None, at=at
    )
    url = reverse("needs:network_need", kwargs={"workspace": "notre-espace", "pk": common.pk})
    page = read(client_of("admin", ours), url)
    assert "Ont confirmé, puis quitté le réseau" in page
    assert "Espace voisin" in page
    for words in (SENTINEL, SHARED, NAMED, REWORDED):
        assert words not in page


def test_a_workspace_outside_sees_nothing(worlds: tuple[World, World]) -> None:
    ours, theirs = worlds
    accounts.leave_network(stay=ours.objects["stay_there"], by=None, at=timezone.now())
    client = client_of("admin", ours)
    for name in OF_THE_NETWORK:
        arguments = {"workspace": "notre-espace", "pk": theirs.objects["network"].pk}
        assert client.get(reverse(name, kwargs=arguments)).status_code == 404
    assert list(NetworkShare.objects.visible_in_network(ours.users["admin"]).filter(text=SHARED)) == []
    assert list(NetworkShare.objects.visible_in_network(ours.users["member"])) == []


def _opened_together(ours: World, common: NetworkNeed) -> Initiative:
    part = NetworkPart.objects.in_workspace(ours.workspace).get(network_need=common)
    return open_joint(
        part=part,
        title="Des mécènes ensemble",
        method=Method.objects.filter(workspace=None, key="ingenierie-collective").latest("number"),
        by=None,
        at=timezone.now(),
        opened_on=None,
    )


def _list(network: Network) -> str:
    return reverse("needs:network_needs", kwargs={"workspace": "notre-espace", "pk": network.pk})
