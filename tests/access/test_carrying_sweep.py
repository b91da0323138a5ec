"""Of another carrier, a joint initiative shows what that carrier brings to it, and nothing else, ever."""

import csv

import pytest
from django.utils import timezone

from copil.identity.models import Workspace
from copil.initiatives import actions
from tests.access.sweeping import holding, read_all
from tests.access.test_matrix import MATRIX, address, client_of
from tests.access.world import SENTINEL, World, build
from tests.factories.directory import OrganisationFactory
from tests.factories.initiatives import TargetFactory

pytestmark = [pytest.mark.django_db, pytest.mark.matrix]

BROUGHT = "Structure apportée par le voisin"
PAGES = [
    row["url"]
    for row in csv.DictReader(MATRIX.read_text(encoding="utf-8").splitlines())
    if row["method"] == "GET" and row["admin"] == "200"
]


def walk(world: World) -> dict[str, str]:
    addresses = [address(name, world, world, guest=False) for name in PAGES]
    return read_all(client_of("admin", world), addresses)


def test_only_the_part_of_a_carrier_is_seen() -> None:
    ours, theirs = build("notre-espace"), build("espace-voisin", marker=SENTINEL)
    Workspace.objects.filter(pk=theirs.workspace.pk).update(name="Espace voisin")
    theirs.workspace.refresh_from_db()
    initiative, at = ours.objects["initiative"], timezone.now()
    invitation = actions.invite_carrier(
        initiative=initiative,
        workspace=ours.workspace,
        identifier="espace-voisin",
        message="",
        by=None,
        at=at,
    )
    actions.accept_invitation(invitation=invitation, by=None, at=at)
    organisation = OrganisationFactory.create(workspace=theirs.workspace, name=BROUGHT)
    TargetFactory.create(initiative=initiative, workspace=theirs.workspace, organisation=organisation)
    pages = walk(ours)
    assert holding(pages, SENTINEL) == []
    assert holding(pages, BROUGHT) != []
    inside = [url for url in pages if f"/demarches/{initiative.pk}/" in url]
    assert set(holding(pages, BROUGHT)) <= set(inside)
    actions.leave_initiative(
        initiative=initiative,
        workspace=theirs.workspace,
        left_on=at.date(),
        reason="Faute de temps",
        by=None,
        at=timezone.now(),
    )
    pages = read_all(client_of("admin", ours), inside)
    assert holding(pages, SENTINEL) == []
    assert holding(pages, BROUGHT) == []
