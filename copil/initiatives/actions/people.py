"""The team of an initiative."""

import datetime as dt

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.directory.models import Person
from copil.identity.models import User, Workspace
from copil.initiatives.actions.common import record
from copil.initiatives.enums import TeamRole
from copil.initiatives.models import Initiative, TeamMember

_LAST_PILOT = "La démarche doit garder une personne au pilotage : nommez-en une autre d’abord."


@transaction.atomic
def add_member(
    *,
    initiative: Initiative,
    workspace: Workspace,
    person: Person,
    role: TeamRole,
    title: str,
    by: User | None,
    at: dt.datetime,
) -> TeamMember:
    """Bring a person into the team."""
    if TeamMember.objects.current().filter(initiative=initiative, person=person).exists():
        raise ActionRefused(f"{person} fait déjà partie de l’équipe.")
    member = TeamMember.objects.create(
        initiative=initiative, workspace=workspace, person=person, role=role, title=title.strip()
    )
    changes = {"person": str(person), "role": role}
    record(initiative, verb="add_member", by=by, at=at, changes=changes, workspace=workspace)
    return member


@transaction.atomic
def change_member(
    *, member: TeamMember, role: TeamRole, title: str, expected: int, by: User, at: dt.datetime
) -> None:
    """Give somebody another role or another task; the last pilot keeps theirs.

    Raises :class:`Conflict` when somebody else changed it since version ``expected``.
    """
    if role != TeamRole.PILOT and _is_last_pilot(member):
        raise ActionRefused(_LAST_PILOT)
    changes = {"person": str(member.person), "role": [member.role, role]}
    member.role, member.title = role, title.strip()
    save_versioned(member, fields=["role", "title"], expected=expected)
    record(member.initiative, verb="change_member", by=by, at=at, changes=changes, workspace=member.workspace)


@transaction.atomic
def remove_member(*, member: TeamMember, by: User, at: dt.datetime) -> None:
    """Take somebody out of the team; that they were in it is kept."""
    if _is_last_pilot(member):
        raise ActionRefused(_LAST_PILOT)
    TeamMember.objects.filter(pk=member.pk).update(archived_at=at)
    changes = {"person": str(member.person)}
    record(member.initiative, verb="remove_member", by=by, at=at, changes=changes, workspace=member.workspace)


def _is_last_pilot(member: TeamMember) -> bool:
    if member.role != TeamRole.PILOT:
        return False
    Initiative.objects.select_for_update().get(pk=member.initiative_id)
    pilots = TeamMember.objects.current().filter(initiative=member.initiative_id, role=TeamRole.PILOT)
    return not pilots.exclude(pk=member.pk).exists()
