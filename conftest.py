"""Three people and a workspace, for every test."""

import datetime as dt
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from copil.identity.enums import Role
from copil.identity.models import User, Workspace
from tests import migrated
from tests.factories.identity import MembershipFactory, UserFactory, WorkspaceFactory

hypothesis_settings.register_profile("suite", derandomize=True, deadline=None, max_examples=60)
hypothesis_settings.register_profile("audit", deadline=None, max_examples=2000)
hypothesis_settings.load_profile("suite")

ClientFor = Callable[[User | None], Client]


# What these tests start opens the database by itself.
STARTS_PROGRAMS = ("tests/browser/", "tests/cli/", "tests/tools/", "tests/core/test_new_database.py")
DATABASE = {"db", "transactional_db", "django_db_setup"}


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what opens no database: another engine would run it a second time for nothing."""
    if item.nodeid.startswith(STARTS_PROGRAMS) or item.get_closest_marker("django_db"):
        return
    if isinstance(item, pytest.Function) and DATABASE.isdisjoint(item.fixturenames):
        item.add_marker(pytest.mark.once)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what drives a browser first, after the shuffle.

    One worker fills the installation and explores it while the other, which begins at the middle of the
    list, runs what needs none: two would wait for each other.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse every connection that leaves the machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "local"
        if host not in {"127.0.0.1", "::1", "localhost", "local"}:
            raise RuntimeError(f"the suite tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]  # any address family

    socket.socket.connect = guarded  # type: ignore[assignment, method-assign]  # for the session
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]  # as it was


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Path | None:
    """On SQLite, give the migrated database that an earlier run kept the place of running the migrations."""
    kept = migrated.path() if connection.vendor == "sqlite" else None
    if kept is not None and kept.exists():
        settings.DATABASES["default"].setdefault("TEST", {})["MIGRATE"] = False
    return kept


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings: Path | None, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Copy the migrated database, or keep the one that has just been made; leave nobody in it at the end."""
    with django_db_blocker.unblock():
        if django_db_modify_db_settings is None:
            pass
        elif settings.DATABASES["default"]["TEST"].get("MIGRATE") is False:
            migrated.read(django_db_modify_db_settings)
        else:
            migrated.write(django_db_modify_db_settings)
    yield
    with django_db_blocker.unblock():
        end_other_sessions()


def end_other_sessions() -> None:
    """End what a thread of a test has not closed yet: PostgreSQL drops no database that is in use."""
    if connection.vendor != "postgresql":
        return
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND usename = current_user AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def now() -> dt.datetime:
    """A Tuesday evening."""
    return dt.datetime(2026, 11, 24, 18, 30, tzinfo=dt.UTC)


@pytest.fixture
def workspace(db: None) -> Workspace:
    """The workspace everything happens in."""
    return WorkspaceFactory.create(name="Réseau Marne Solidaire", slug="reseau-marne")


@pytest.fixture
def pilote(workspace: Workspace) -> User:
    """May do: coordinates the workspace."""
    user = UserFactory.create(given_name="Nadia", family_name="Benhaddou", email="nadia@marne.example")
    MembershipFactory.create(workspace=workspace, user=user, role=Role.COORDINATOR)
    return user


@pytest.fixture
def membre(workspace: Workspace) -> User:
    """May see: an observer of the workspace."""
    user = UserFactory.create(given_name="Yves", family_name="Lacombe", email="yves@marne.example")
    MembershipFactory.create(workspace=workspace, user=user, role=Role.OBSERVER)
    return user


@pytest.fixture
def visiteur(db: None) -> User:
    """A logged-in stranger: a member of another workspace."""
    user = UserFactory.create(given_name="Ousmane", family_name="Diarra", email="ousmane@ailleurs.example")
    MembershipFactory.create(
        workspace=WorkspaceFactory.create(name="Ailleurs", slug="ailleurs"), user=user, role=Role.ADMIN
    )
    return user


@pytest.fixture
def client_for() -> ClientFor:
    """Give a browser to somebody; nobody for ``None``."""

    def make(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return make
