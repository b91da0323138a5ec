"""Experiences of networks and public ones: found by the search of a workspace, listed for everybody, told."""

import pytest
from django.test import Client

from conftest import ClientFor
from copil.identity.models import NetworkMembership, User, Workspace
from copil.library.enums import Scope
from copil.notifications.models import Notification
from tests.factories.library import edition_of
from tests.library.test_publishing import stay, voisin, voisine  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db
WORDS = {Scope.WORKSPACE: "Tamaris", Scope.NETWORK: "Sureau", Scope.PUBLIC: "Genévrier"}


def publish_all(workspace: Workspace, stay: NetworkMembership) -> None:  # noqa: F811  # a value, not the fixture
    for scope, word in WORDS.items():
        network = stay if scope is Scope.NETWORK else None
        edition_of(workspace, scope=scope, stay=network, title=f"Compter ensemble {word}")


def test_the_search_finds_what_may_be_read_and_nothing_else(
    workspace: Workspace,
    voisine: User,  # noqa: F811  # the fixture
    voisin: Workspace,  # noqa: F811  # the fixture
    stay: NetworkMembership,  # noqa: F811  # the fixture
    visiteur: User,
    client_for: ClientFor,
) -> None:
    publish_all(workspace, stay)
    client = client_for(voisine)
    for address in ("recherche/", "recherche/palette/"):
        page = client.get(f"/e/{voisin.slug}/{address}", {"q": "compter"}).content.decode()
        assert [word in page for word in WORDS.values()] == [False, True, True], address
    narrowed = client.get(f"/e/{voisin.slug}/recherche/", {"q": "compter", "type": "library.experience"})
    assert "Sureau" in narrowed.content.decode()


def test_everybody_searches_and_narrows_the_public_ones(
    workspace: Workspace,
    stay: NetworkMembership,  # noqa: F811  # the fixture
) -> None:
    publish_all(workspace, stay)
    page = Client().get("/experiences/", {"q": "compter"}).content.decode()
    assert [word in page for word in WORDS.values()] == [False, False, True]
    assert "Aucune expérience ne correspond" in Client().get("/experiences/", {"q": "zzz"}).content.decode()
    assert "Affiner" in page


def test_the_coordination_of_the_network_is_told(
    workspace: Workspace,
    voisine: User,  # noqa: F811  # the fixture
    stay: NetworkMembership,  # noqa: F811  # the fixture
) -> None:
    publish_all(workspace, stay)
    told = Notification.objects.filter(user=voisine, kind__startswith="library.")
    assert [one.kind for one in told] == ["library.shared_with_network"]
    assert "Sureau" in told[0].title
