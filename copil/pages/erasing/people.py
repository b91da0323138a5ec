"""Who exactly is erased: the sheets and the account of one and the same person, and what forbids it."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, Value

from copil.directory.models import Person
from copil.identity.enums import Role
from copil.identity.models import Membership, User, Workspace
from copil.initiatives.enums import InitiativeState, TeamRole
from copil.initiatives.models import TeamMember

_LED, _HELD = "initiative", "workspace"
_FIRST = {
    _LED: "« {name} » n’a que cette personne au pilotage : nommez-en une autre d’abord.",
    _HELD: "L’espace « {name} » n’a que cette personne à l’administration : nommez-en une autre d’abord.",
}

_ELSEWHERE = (
    "Ce compte sert aussi dans un autre espace : seule la personne qui gère l’installation peut"
    " l’effacer. Ici, vous pouvez suspendre son accès."
)


@dataclass(frozen=True)
class Subject:
    """One person: their sheets, those brought together included, and their account when it goes too.

    ``accesses`` are the keys of the memberships of the account; ``aliases`` have names and an address of the
    person that no row of theirs says.
    """

    sheets: tuple[Person, ...]
    user: User | None
    workspaces: frozenset[uuid.UUID]
    accesses: frozenset[uuid.UUID] = frozenset()
    aliases: tuple[Any, ...] = ()

    @property
    def pks(self) -> list[uuid.UUID]:
        return [one.pk for one in self.sheets]

    @property
    def name(self) -> str:
        """Return how they are named, before they no longer are."""
        return self.user.get_full_name() if self.user else str(self.sheets[0])


def of_sheet(person: Person) -> Subject:
    """Return who a sheet is about: with those that were brought into it."""
    merged = Person.objects.filter(merged_into=person).select_related("workspace").order_by("pk")
    return Subject((person, *merged), None, frozenset({person.workspace_id}))


def of_sheets(pks: Collection[uuid.UUID], user: User | None = None) -> Subject:
    """Return who some sheets and an account are of, as far as they are there: no sheet at all perhaps."""
    found = of_account(user) if user is not None else Subject((), None, frozenset())
    named = Q(pk__in=pks) | Q(merged_into__in=pks)
    rows = Person.objects.filter(named).exclude(pk__in=found.pks)
    others = tuple(rows.select_related("workspace", "merged_into").order_by("pk"))
    places = found.workspaces | {one.workspace_id for one in others}
    return replace(found, sheets=(*found.sheets, *others), workspaces=places)


def of_account(user: User, memberships: Sequence[Membership] | None = None) -> Subject:
    """Return who an account is of: with their sheets, in every workspace (``memberships`` when at hand)."""
    theirs = Person.objects.filter(Q(user=user) | Q(merged_into__user=user))
    sheets = tuple(theirs.select_related("workspace", "merged_into").order_by("pk"))
    listed = Membership.objects.filter(user=user) if memberships is None else memberships
    places = {one.workspace_id for one in listed} | {one.workspace_id for one in sheets}
    return Subject(sheets, user, frozenset(places), frozenset(one.pk for one in listed))


def obstacles(subject: Subject, *, by: User | None, workspace: Workspace | None) -> list[str]:
    """Say what must be done first, in French; nothing when the person may be erased.

    ``workspace`` is where an administrator asks it; None when the installation does, to do it again.
    """
    if workspace is None:
        return []
    if is_elsewhere(subject, by=by, workspace=workspace):
        return [_ELSEWHERE]
    found = [_FIRST[what].format(name=name) for what, name in _alone(subject)]
    if subject.user is None:
        kept = subject.sheets[0]
        if kept.user_id is not None:
            found.append("Cette personne a un compte : effacez le compte, ses fiches partent avec lui.")
        if kept.merged_into is not None:
            found.append(f"Cette fiche est réunie avec celle de {kept.merged_into} : effacez celle-là.")
        return found
    return found + _obstacles_of_account(subject.user, by=by)


def is_elsewhere(subject: Subject, *, by: User | None, workspace: Workspace) -> bool:
    """Tell whether an account also serves where the one who asks may have no right to look."""
    beyond = subject.workspaces - {workspace.pk}
    return subject.user is not None and bool(beyond) and not (by and by.is_operator)


def _obstacles_of_account(user: User, *, by: User | None) -> list[str]:
    found = []
    if by is not None and by.pk == user.pk:
        found.append("Votre propre compte s’efface par une autre personne de l’administration.")
    if user.is_operator and not User.objects.filter(is_operator=True, is_active=True).exclude(pk=user.pk):
        found.append("Ce compte est le seul à gérer l’installation : donnez ce rôle à un autre d’abord.")
    return found


def _alone(subject: Subject) -> list[tuple[str, str]]:
    """Return what the person is the only one to lead or to administer, in one query."""
    pilots = TeamMember.objects.current().filter(
        role=TeamRole.PILOT, initiative__state=InitiativeState.RUNNING, initiative__archived_at=None
    )
    others = pilots.exclude(person__in=subject.pks).values("initiative")
    led = pilots.filter(person__in=subject.pks).exclude(initiative__in=others)
    admins = Membership.objects.active().filter(role=Role.ADMIN)
    shared = admins.exclude(user=subject.user).values("workspace")
    held = admins.filter(user=subject.user).exclude(workspace__in=shared)
    titles = led.annotate(_what=Value(_LED)).values_list("_what", "initiative__title")
    names = held.annotate(_what=Value(_HELD)).values_list("_what", "workspace__name")
    return sorted(set(titles.order_by().union(names.order_by()) if subject.user else titles))
