"""Who is told: an account, or somebody who is only known by an address."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.db import models

from copil.identity.enums import Role
from copil.identity.models import Membership, User, Workspace, reference


class Sheet(Protocol):
    """The sheet of a person in a directory: an address, and an account or none."""

    pk: uuid.UUID
    email: str
    user: User | None


@dataclass(frozen=True)
class To:
    """One person to tell. ``source`` is the sheet an address comes from: it goes with it."""

    user: User | None = None
    email: str = ""
    source: tuple[str, uuid.UUID] | None = None

    @property
    def key(self) -> str:
        """Return what tells a person from another."""
        return str(self.user.pk) if self.user is not None else self.email.lower()


def account(user: User) -> To:
    """Tell an account."""
    return To(user=user)


def person(sheet: Sheet) -> To | None:
    """Tell a person through their account or, without one, at their address; None when there is neither."""
    if sheet.user is not None:
        return To(user=sheet.user)
    if not sheet.email:
        return None
    source = reference(sheet) if isinstance(sheet, models.Model) else None
    return To(email=sheet.email.lower(), source=source)


def members(workspace: Workspace, *, roles: Iterable[Role]) -> list[To]:
    """Tell those who hold one of the roles in a workspace today."""
    rows = Membership.objects.active().filter(workspace=workspace, role__in=list(roles))
    return [To(user=one.user) for one in rows.select_related("user").order_by("pk")]


def administration(workspace: Workspace) -> list[To]:
    """Tell those who administer a workspace."""
    return members(workspace, roles=[Role.ADMIN])


def coordination(workspace: Workspace) -> list[To]:
    """Tell those who coordinate a workspace."""
    return members(workspace, roles=[Role.ADMIN, Role.COORDINATOR])
