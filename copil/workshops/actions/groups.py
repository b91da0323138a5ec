"""Form a group, change it, put it aside, say who is wanted in it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.core.text import name_key
from copil.directory.models import Organisation, Person
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.workshops.actions import guests
from copil.workshops.actions.common import index, locked, record
from copil.workshops.models import GroupMember, WorkingGroup
from copil.workshops.rules import groups as group_rules

FIELDS = ("theme", "question", "facilitator", "spokesperson", "wanted_types", "seats")
MOST_GROUPS, MOST_MEMBERS = 12, 60
_SAME = "Un groupe de cette démarche a déjà ce thème."


@transaction.atomic
def create(
    *,
    workspace: Workspace,
    initiative: Initiative,
    values: Mapping[str, Any],
    by: User | None,
    at: dt.datetime,
) -> WorkingGroup:
    """Form a group on a theme that no other group of the initiative has."""
    _check(initiative, values["theme"], None)
    if WorkingGroup.objects.current().filter(initiative=initiative).count() >= MOST_GROUPS:
        raise ActionRefused(f"Une démarche garde {MOST_GROUPS} groupes au plus.")
    group: WorkingGroup = WorkingGroup.objects.create(
        workspace=workspace,
        initiative=initiative,
        theme_key=name_key(values["theme"]),
        facilitator_at=at if values.get("facilitator") else None,
        created_at=at,
        **{name: values[name] for name in FIELDS if name in values},
    )
    index(group, at=at)
    record(group, verb="create", by=by, at=at)
    return group


@transaction.atomic
def update(
    *, group: WorkingGroup, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime
) -> WorkingGroup:
    """Change a group; raise ``Conflict`` when it changed since ``expected``."""
    held = locked(group)
    _check(held.initiative, values["theme"], held)
    changes = {}
    for name in FIELDS:
        if name in values and getattr(held, name) != values[name]:
            changes[name] = [str(getattr(held, name) or ""), str(values[name] or "")]
            setattr(held, name, values[name])
    if "facilitator" in changes:
        held.facilitator_at = at if held.facilitator else None
    held.theme_key = name_key(held.theme)
    save_versioned(held, fields=[*FIELDS, "theme_key", "facilitator_at"], expected=expected)
    index(held, at=at)
    record(held, verb="update", by=by, at=at, changes=changes)
    return held


@transaction.atomic
def archive(*, group: WorkingGroup, by: User, at: dt.datetime) -> None:
    """Put a group aside; its sessions stay among the meetings."""
    held = locked(group)
    WorkingGroup.objects.filter(pk=held.pk).update(archived_at=at, version=held.version + 1)
    held.archived_at = at
    index(held, at=at)
    record(held, verb="archive", by=by, at=at)


@transaction.atomic
def restore(*, group: WorkingGroup, by: User, at: dt.datetime) -> None:
    """Take up again a group put aside."""
    held = locked(group, away=True)
    if not held.is_archived:
        raise ActionRefused("Ce groupe n’est pas mis de côté.")
    _check(held.initiative, held.theme, held)
    WorkingGroup.objects.filter(pk=held.pk).update(archived_at=None, version=held.version + 1)
    held.archived_at = None
    index(held, at=at)
    record(held, verb="restore", by=by, at=at)


@transaction.atomic
def add_member(
    *,
    group: WorkingGroup,
    person: Person,
    organisation: Organisation | None,
    by: User | None,
    at: dt.datetime,
    kind: str = "",
    other_service: bool = False,
) -> GroupMember:
    """Want somebody in a group: expected at its sessions to come, as the type their organisation is."""
    held = locked(group)
    there = GroupMember.objects.current().filter(group=held)
    if there.filter(person=person).exists():
        raise ActionRefused("Cette personne est déjà dans le groupe.")
    if there.count() >= MOST_MEMBERS:
        raise ActionRefused(f"Un groupe compte {MOST_MEMBERS} personnes au plus.")
    member: GroupMember = GroupMember.objects.create(
        workspace=held.workspace,
        group=held,
        person=person,
        organisation=organisation,
        kind=kind or group_rules.type_of(organisation.kind if organisation else None),
        other_service=other_service,
        created_at=at,
    )
    guests.follow(held, at=at)
    record(held, verb="add_member", by=by, at=at, changes={"person": str(person)})
    return member


@transaction.atomic
def remove_member(*, member: GroupMember, by: User, at: dt.datetime) -> None:
    """Take somebody out of a group, and out of its sessions to come."""
    held = locked(member.group)
    rows = GroupMember.objects.current().filter(pk=member.pk)
    rows.update(archived_at=at, version=member.version + 1)
    guests.follow(held, at=at)
    record(held, verb="remove_member", by=by, at=at, changes={"person": str(member.person)})


def _check(initiative: Initiative, theme: str, held: WorkingGroup | None) -> None:
    same = WorkingGroup.objects.current().filter(initiative=initiative, theme_key=name_key(theme))
    if same.exclude(pk=held.pk if held else None).exists():
        raise ActionRefused(_SAME)
