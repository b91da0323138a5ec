"""Two workspaces alike: ours, and a foreign one whose every text holds the sentinel."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from django.utils import timezone

from copil.identity.enums import Role
from copil.identity.models import User, Workspace
from tests.access import cases
from tests.factories.identity import MembershipFactory, UserFactory, WorkspaceFactory

SENTINEL = "Sentinelle-Zébrée"
ROLES = [
    "anonymous",
    "stranger",
    "neighbour",
    "observer",
    "member",
    "pilot",
    "coordinator",
    "admin",
    "guest",
    "suspended",
]
_IN_WORKSPACE = {
    "observer": Role.OBSERVER,
    "member": Role.MEMBER,
    "pilot": Role.MEMBER,
    "coordinator": Role.COORDINATOR,
    "admin": Role.ADMIN,
    "suspended": Role.ADMIN,
}


@dataclass
class World:
    """A workspace, a user for each role in it, and the objects the addresses name."""

    workspace: Workspace
    marker: str
    users: dict[str, User] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def text(self, words: str) -> str:
        """Return a text of this world: the foreign one's all hold the sentinel."""
        return f"{words} {self.marker}".strip()


def case_modules() -> list[ModuleType]:
    """Return the modules of ``tests.access.cases``, lowest app first (``ORDER``), then by name."""
    names = [module.name for module in pkgutil.iter_modules(cases.__path__)]
    modules = [importlib.import_module(f"{cases.__name__}.{name}") for name in names]
    return sorted(modules, key=lambda module: (getattr(module, "ORDER", 50), module.__name__))


def given(attribute: str, name: str, world: World) -> dict[str, Any]:
    """Return what the apps' ``ARGUMENTS`` or ``DATA`` give for an address in a world; nothing by default."""
    for module in case_modules():
        table: dict[str, Callable[[World], dict[str, Any]]] = getattr(module, attribute, {})
        if name in table:
            return dict(table[name](world))
    return {}


def build(slug: str, *, marker: str = "") -> World:
    """Create a workspace with its people and, through each app, its objects."""
    workspace = WorkspaceFactory.create(name=f"Espace {slug} {marker}".strip(), slug=slug)
    world = World(workspace=workspace, marker=marker)
    for name, role in _IN_WORKSPACE.items():
        user = UserFactory.create(given_name=name, family_name=world.text("Matrice"))
        suspended_at = timezone.now() if name == "suspended" else None
        MembershipFactory.create(workspace=workspace, user=user, role=role, suspended_at=suspended_at)
        world.users[name] = user
    world.users["stranger"] = UserFactory.create(given_name="stranger", family_name=world.text("Matrice"))
    world.users["neighbour"] = UserFactory.create(given_name="neighbour", family_name=world.text("Matrice"))
    elsewhere = WorkspaceFactory.create(slug=f"ailleurs-{slug}")
    MembershipFactory.create(workspace=elsewhere, user=world.users["neighbour"], role=Role.ADMIN)
    for module in case_modules():
        if hasattr(module, "populate"):
            module.populate(world)
    return world
