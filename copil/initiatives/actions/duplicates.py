"""Open an initiative from another one, with what was chosen of it."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.identity.models import User, Workspace
from copil.initiatives import duplicates
from copil.initiatives.actions.common import record
from copil.initiatives.actions.initiatives import open_initiative
from copil.initiatives.enums import Carried
from copil.initiatives.models import (
    CarrierSheet,
    ExistingItem,
    Initiative,
    Objective,
    RequiredSkill,
    TeamMember,
)

_ROLE = ("mission", "function", "mandate", "territory", "territory_note", "access")
_EXISTING = ("kind", "name", "name_key", "since", "link", "fate", "reason")


@transaction.atomic
def duplicate(
    *,
    initiative: Initiative,
    workspace: Workspace,
    title: str,
    opened_on: dt.date | None,
    carried: Collection[str],
    by: User | None,
    at: dt.datetime,
) -> Initiative:
    """Open an initiative under the same version of the method, at its first stage, with what was chosen.

    Nothing of where the first one stands on its path is taken: neither marks, plans, stages nor documents
    issued. People only when asked, and those of this workspace. Raises ``ActionRefused`` without a name.
    """
    if not title.strip():
        raise ActionRefused("Donnez un nom à la nouvelle démarche.")
    leads = initiative.workspace_id == workspace.pk
    starts = leads and Carried.NEED in carried
    problem = initiative.problem_sheet if starts else None
    aimed = duplicates.targets(initiative, workspace) if Carried.TARGETS in carried else []
    new = open_initiative(
        workspace=workspace,
        title=title,
        method=initiative.method,
        by=by,
        at=at,
        opened_on=opened_on,
        summary=initiative.summary,
        shared_need=initiative.shared_need if starts else None,
        problem_sheet=problem if problem and problem.workspace_id == workspace.pk else None,
        territory=initiative.territory,
        territory_note=initiative.territory_note,
        targeted=[row.organisation for row in aimed],
    )
    _purposes(initiative, new, carried, at=at)
    if Carried.EXISTING in carried:
        _existing(initiative, new, by=by, at=at)
    if Carried.ROLE in carried and (role := duplicates.role(initiative, workspace)):
        values = {name: getattr(role, name) for name in _ROLE}
        CarrierSheet.objects.create(initiative=new, workspace=workspace, created_at=at, **values)
    if Carried.TEXTS in carried:
        for row in duplicates.texts(initiative):
            values = {name: getattr(row, name) for name in duplicates.text_fields(row)}
            type(row).objects.create(initiative=new, workspace=workspace, created_at=at, **values)
    if Carried.PEOPLE in carried:
        TeamMember.objects.bulk_create(
            TeamMember(initiative=new, workspace=workspace, person=row.person, role=row.role, title=row.title)
            for row in duplicates.people(initiative, workspace)
        )
    record(new, verb="duplicate", by=by, at=at, changes={"source": initiative.title}, workspace=workspace)
    return new


def _purposes(source: Initiative, new: Initiative, carried: Collection[str], *, at: dt.datetime) -> None:
    if Carried.OBJECTIVES in carried:
        Objective.objects.bulk_create(
            Objective(
                initiative=new,
                workspace=new.workspace,
                level=row.level,
                reference=row.reference,
                text=row.text,
                position=row.position,
                created_at=at,
            )
            for row in duplicates.objectives(source)
        )
    if Carried.SKILLS in carried:
        RequiredSkill.objects.bulk_create(
            RequiredSkill(
                initiative=new, workspace=new.workspace, text=row.text, text_key=row.text_key, created_at=at
            )
            for row in duplicates.skills(source)
        )


def _existing(source: Initiative, new: Initiative, *, by: User | None, at: dt.datetime) -> None:
    rows = duplicates.existing(source)
    ExistingItem.objects.bulk_create(
        ExistingItem(
            initiative=new,
            workspace=new.workspace,
            owner=row.owner if row.owner and row.owner.workspace_id == new.workspace_id else None,
            decided_by=by if row.fate else None,
            decided_at=at if row.fate else None,
            created_at=at,
            **{name: getattr(row, name) for name in _EXISTING},
        )
        for row in rows
    )
