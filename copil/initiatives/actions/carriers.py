"""What a carrier says of its role and of the coherence of an initiative; what participants have to know."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused, Conflict
from copil.core.text import name_key
from copil.directory.actions.common import normalised, write
from copil.identity.models import User, Workspace
from copil.initiatives.actions.common import record
from copil.initiatives.models import CarrierSheet, Initiative, RequiredSkill

ROLE_FIELDS = ("mission", "function", "mandate", "territory", "territory_note", "access")
FACES = ("frame", "needs", "plans", "ground")
COHERENCE_FIELDS = tuple(name for face in FACES for name in (face, f"{face}_reason"))


@transaction.atomic
def save_carrier_role(
    *,
    initiative: Initiative,
    workspace: Workspace,
    values: Mapping[str, Any],
    expected: int,
    by: User | None,
    at: dt.datetime,
) -> bool:
    """Write the role of a carrier; tell whether anything changed. ``expected`` is 0 for the first time.

    Raises ``Conflict`` when somebody wrote it in between.
    """
    given = normalised({name: values[name] for name in ROLE_FIELDS if name in values})
    changes = _write(initiative, workspace, given, expected=expected, at=at)
    if changes:
        told = {name: [str(before or ""), str(after or "")] for name, (before, after) in changes.items()}
        record(initiative, verb="save_role", by=by, at=at, changes=told, workspace=workspace)
    return bool(changes)


@transaction.atomic
def save_coherence(
    *,
    initiative: Initiative,
    workspace: Workspace,
    values: Mapping[str, str],
    expected: int,
    by: User | None,
    at: dt.datetime,
) -> bool:
    """Write the verdicts of a carrier on the faces of coherence, each with its reason, and date them.

    Raises ``ActionRefused`` for a verdict without a reason, ``Conflict`` on a stale version.
    """
    given = normalised({name: values[name] for name in COHERENCE_FIELDS if name in values})
    if any(given.get(face) and not given.get(f"{face}_reason") for face in FACES):
        raise ActionRefused("Expliquez chaque avis en une phrase.")
    changes = _write(initiative, workspace, given, expected=expected, at=at)
    if changes:
        rows = CarrierSheet.objects.filter(initiative=initiative, workspace=workspace)
        rows.update(checked_at=at, checked_by=by)
        record(initiative, verb="check_coherence", by=by, at=at, changes=changes, workspace=workspace)
    return bool(changes)


@transaction.atomic
def add_required_skill(
    *, initiative: Initiative, workspace: Workspace, text: str, by: User | None, at: dt.datetime
) -> RequiredSkill:
    """Name something that the participants have to know."""
    key = name_key(text)[:240]
    if not key:
        raise ActionRefused("Écrivez le savoir requis.")
    if RequiredSkill.objects.current().filter(initiative=initiative, text_key=key).exists():
        raise ActionRefused("Ce savoir est déjà dans la liste.")
    skill: RequiredSkill = RequiredSkill.objects.create(
        initiative=initiative, workspace=workspace, text=text.strip(), text_key=key, created_at=at
    )
    record(initiative, verb="add_skill", by=by, at=at, changes={"text": skill.text}, workspace=workspace)
    return skill


@transaction.atomic
def remove_required_skill(*, skill: RequiredSkill, by: User, at: dt.datetime) -> None:
    """Give a required skill up; that it was there is kept."""
    if not RequiredSkill.objects.current().filter(pk=skill.pk).update(archived_at=at):
        raise ActionRefused("Ce savoir n’est plus dans la liste.")
    changes = {"text": skill.text}
    record(skill.initiative, verb="remove_skill", by=by, at=at, changes=changes, workspace=skill.workspace)


def _write(
    initiative: Initiative,
    workspace: Workspace,
    given: Mapping[str, Any],
    *,
    expected: int,
    at: dt.datetime,
) -> dict[str, list[Any]]:
    """Write values on the carrier's sheet, made the first time; return what changed."""
    rows = CarrierSheet.objects.select_for_update(of=("self",)).select_related("territory")
    sheet = rows.filter(initiative=initiative, workspace=workspace).first()
    if sheet is None:
        if expected:
            raise Conflict
        Initiative.objects.select_for_update().get(pk=initiative.pk)
        sheet, created = CarrierSheet.objects.get_or_create(
            initiative=initiative, workspace=workspace, defaults={"created_at": at}
        )
        expected = sheet.version if created else 0
    return write(sheet, given, expected=expected)
