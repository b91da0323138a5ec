"""What an initiative aims at, and for which structures."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from copil.core.errors import ActionRefused
from copil.directory.models import Organisation
from copil.identity.models import User, Workspace
from copil.initiatives.actions.common import record
from copil.initiatives.enums import ObjectiveLevel
from copil.initiatives.models import Initiative, Objective, ObjectiveNeed, TargetStructure
from copil.needs.models import Need


@transaction.atomic
def add_objective(
    *,
    initiative: Initiative,
    workspace: Workspace,
    level: ObjectiveLevel,
    text: str,
    by: User | None,
    at: dt.datetime,
    reference: str = "",
) -> Objective:
    """Set an objective: one of the shared list (``reference``), or in the initiative's own words."""
    current = Objective.objects.current().filter(initiative=initiative)
    if not text.strip():
        raise ActionRefused("Écrivez l’objectif en une phrase.")
    if reference and current.filter(reference=reference).exists():
        raise ActionRefused("Cet objectif de la liste commune est déjà retenu.")
    last = current.aggregate(last=Max("position"))["last"] or 0
    objective = Objective.objects.create(
        initiative=initiative,
        workspace=workspace,
        level=level,
        reference=reference,
        text=text.strip(),
        position=last + 1,
    )
    changes = {"level": level, "text": _told(text)}
    record(initiative, verb="add_objective", by=by, at=at, changes=changes, workspace=workspace)
    return objective


@transaction.atomic
def remove_objective(*, objective: Objective, by: User, at: dt.datetime) -> None:
    """Give an objective up; that it was set is kept."""
    Objective.objects.filter(pk=objective.pk).update(archived_at=at)
    changes = {"text": _told(objective.text)}
    record(
        objective.initiative,
        verb="remove_objective",
        by=by,
        at=at,
        changes=changes,
        workspace=objective.workspace,
    )


@transaction.atomic
def answer_needs(
    *, objective: Objective, workspace: Workspace, needs: Sequence[Need], by: User | None, at: dt.datetime
) -> bool:
    """Say which needs of a carrier an objective answers, in place of what was said; tell whether it changed.

    What the other carriers said of theirs is left as it is.
    """
    said = ObjectiveNeed.objects.in_workspace(workspace).filter(objective=objective)
    kept = set(said.current().values_list("need", flat=True))
    chosen = {need.pk for need in needs}
    if kept == chosen:
        return False
    said.current().exclude(need__in=chosen).update(archived_at=at)
    said.filter(need__in=chosen).update(archived_at=None)
    known = set(said.values_list("need", flat=True))
    ObjectiveNeed.objects.bulk_create(
        ObjectiveNeed(objective=objective, workspace=workspace, need=need, created_at=at)
        for need in needs
        if need.pk not in known
    )
    changes = {"text": _told(objective.text), "number": len(chosen)}
    record(objective.initiative, verb="answer_needs", by=by, at=at, changes=changes, workspace=workspace)
    return True


@transaction.atomic
def add_targets(
    *,
    initiative: Initiative,
    workspace: Workspace,
    organisations: Sequence[Organisation],
    by: User | None,
    at: dt.datetime,
) -> int:
    """Name structures the initiative is meant for; those already named are left; return how many are new."""
    known = TargetStructure.objects.current().filter(initiative=initiative)
    already = set(known.values_list("organisation", flat=True))
    new = [organisation for organisation in organisations if organisation.pk not in already]
    if not new:
        return 0
    TargetStructure.objects.bulk_create(
        TargetStructure(initiative=initiative, workspace=workspace, organisation=organisation)
        for organisation in new
    )
    changes = {"structures": [organisation.name for organisation in new]}
    record(initiative, verb="add_targets", by=by, at=at, changes=changes, workspace=workspace)
    return len(new)


@transaction.atomic
def remove_target(*, target: TargetStructure, by: User, at: dt.datetime) -> None:
    """Take a structure out of those the initiative is meant for."""
    TargetStructure.objects.filter(pk=target.pk).update(archived_at=at)
    changes = {"structure": target.organisation.name}
    record(target.initiative, verb="remove_target", by=by, at=at, changes=changes, workspace=target.workspace)


def _told(text: str) -> str:
    """Return an objective as the sentences of the journal quote it, which end with their own full stop."""
    return text.strip().removesuffix(".")
