"""Name somebody in a role, change it, end it; say a role single by nature; say who could hold what."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.directory.actions import people
from copil.directory.models import Person
from copil.directory.rules.people import NewPerson
from copil.governance import role_kinds
from copil.governance.models import RoleHolding, RoleSkill, SingleRole
from copil.identity.models import User, Workspace, reference
from copil.initiatives.models import Initiative
from copil.journal import actions as journal


@transaction.atomic
def name_holder(
    *,
    initiative: Initiative,
    workspace: Workspace,
    role: str,
    person: Person | NewPerson,
    starts_on: dt.date,
    days: Decimal,
    by: User | None,
    at: dt.datetime,
    is_deputy: bool = False,
    ends_on: dt.date | None = None,
) -> RoleHolding:
    """Have somebody hold a role, or stand in for it; nobody is their own deputy."""
    _check(role)
    known = people.ensure(by=by, at=at, workspace=workspace, person=person)
    held = RoleHolding.objects.held().filter(initiative=initiative, role=role, person=known)
    if held.exists():
        raise ActionRefused(f"{known} a déjà ce rôle : mettez-y fin d’abord pour en changer.")
    if ends_on is not None and ends_on < starts_on:
        raise ActionRefused("Un rôle ne peut pas finir avant d’avoir commencé.")
    try:
        with transaction.atomic():
            holding: RoleHolding = RoleHolding.objects.create(
                initiative=initiative,
                workspace=workspace,
                role=role,
                person=known,
                is_deputy=is_deputy,
                starts_on=starts_on,
                ends_on=ends_on,
                days=Decimal(0) if is_deputy else days,
                created_at=at,
            )
    except IntegrityError:
        raise ActionRefused(f"{known} vient de recevoir ce rôle.") from None
    record(holding, verb="name_deputy" if is_deputy else "name_holder", by=by, at=at)
    return holding


@transaction.atomic
def change_holding(
    *, holding: RoleHolding, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime
) -> None:
    """Change the dates or the load of a role held; raise ``Conflict`` when somebody saved in between."""
    for name in ("starts_on", "ends_on", "days"):
        setattr(holding, name, values[name])
    if holding.ends_on is not None and holding.ends_on < holding.starts_on:
        raise ActionRefused("Un rôle ne peut pas finir avant d’avoir commencé.")
    save_versioned(holding, fields=["starts_on", "ends_on", "days"], expected=expected)
    record(holding, verb="change", by=by, at=at, changes=dict(values))


@transaction.atomic
def end_holding(
    *, holding: RoleHolding, ends_on: dt.date, reason: str, expected: int, by: User | None, at: dt.datetime
) -> None:
    """End a role on a day, its last; it stays in the history."""
    if ends_on < holding.starts_on:
        raise ActionRefused("Un rôle ne peut pas finir avant d’avoir commencé.")
    if holding.ends_on is not None and holding.ends_on <= ends_on:
        raise ActionRefused("Ce rôle a déjà une fin.")
    holding.ends_on, holding.ending_reason = ends_on, reason.strip()
    save_versioned(holding, fields=["ends_on", "ending_reason"], expected=expected)
    record(holding, verb="end", by=by, at=at, changes={"ends_on": ends_on, "reason": reason.strip()})


@transaction.atomic
def say_single(
    *, initiative: Initiative, workspace: Workspace, role: str, reason: str, by: User, at: dt.datetime
) -> SingleRole:
    """Say that a role is held by one person by its nature, and why."""
    _check(role)
    if not reason.strip():
        raise ActionRefused("Dites pourquoi ce rôle ne peut avoir qu’une personne.")
    SingleRole.objects.current().filter(initiative=initiative, role=role).update(archived_at=at)
    said: SingleRole = SingleRole.objects.create(
        initiative=initiative, workspace=workspace, role=role, reason=reason.strip(), created_at=at
    )
    _record_on(
        said, verb="say_single", by=by, at=at, changes={"role": _title(role), "reason": reason.strip()}
    )
    return said


@transaction.atomic
def lift_single(*, single: SingleRole, by: User, at: dt.datetime) -> None:
    """Take it back: the role needs cover again."""
    if not SingleRole.objects.current().filter(pk=single.pk).update(archived_at=at):
        raise ActionRefused("Ce rôle n’est plus dit unique par nature.")
    _record_on(single, verb="lift_single", by=by, at=at, changes={"role": _title(single.role)})


@transaction.atomic
def set_skills(
    *,
    initiative: Initiative,
    workspace: Workspace,
    able: Mapping[Person, Collection[str]],
    by: User,
    at: dt.datetime,
) -> int:
    """Say which roles each of these people could hold; return how many lines changed."""
    before: dict[tuple[uuid.UUID, str], RoleSkill] = {
        (one.person_id, one.role): one
        for one in RoleSkill.objects.current().filter(workspace=workspace, person__in=list(able))
    }
    wanted = {(person.pk, role) for person, roles in able.items() for role in roles}
    gone = [one.pk for key, one in before.items() if key not in wanted]
    RoleSkill.objects.filter(pk__in=gone).update(archived_at=at)
    new = [
        RoleSkill(workspace=workspace, person_id=person, role=role, created_at=at)
        for person, role in sorted(wanted - before.keys(), key=str)
    ]
    RoleSkill.objects.bulk_create(new)
    if gone or new:
        journal.record(
            by=by,
            at=at,
            workspace=workspace,
            verb="set_role_skills",
            obj=reference(initiative),
            label=initiative.title,
            changes={"count": len(gone) + len(new)},
            initiative_id=initiative.pk,
        )
    return len(gone) + len(new)


def record(
    holding: RoleHolding,
    *,
    verb: str,
    by: User | None,
    at: dt.datetime,
    changes: dict[str, Any] | None = None,
) -> None:
    """Write the line of an act on a role held, in the history of its initiative."""
    told = {"person": str(holding.person), "role": holding.title, **(changes or {})}
    _record_on(holding, verb=verb, by=by, at=at, changes=told)


def _record_on(
    row: RoleHolding | SingleRole, *, verb: str, by: User | None, at: dt.datetime, changes: dict[str, Any]
) -> None:
    journal.record(
        by=by,
        at=at,
        workspace=row.workspace,
        verb=verb,
        obj=reference(row),
        label=row.initiative.title,
        changes=changes,
        initiative_id=row.initiative_id,
    )


def _check(role: str) -> None:
    if role not in role_kinds.kinds():
        raise ActionRefused("Choisissez un rôle de la liste.")


def _title(role: str) -> str:
    return role_kinds.title_of(role)
