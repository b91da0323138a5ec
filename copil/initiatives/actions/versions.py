"""Move an initiative to another version of its method, and back: what was said on its activities stays."""

import datetime as dt

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.identity.models import User
from copil.initiatives import journey, versions
from copil.initiatives.actions.common import index, record
from copil.initiatives.enums import InitiativeState
from copil.initiatives.models import Initiative, Method, MethodMove, StageMove

_NOTE = "Changement de version de la méthode."


@transaction.atomic
def change_method(
    *, initiative: Initiative, after: Method, stage: str, expected: int, by: User | None, at: dt.datetime
) -> MethodMove:
    """Put an initiative under another version, at one of its stages; nothing said or planned is touched.

    Raises ``ActionRefused`` for a version it may not go to, ``Conflict`` when the initiative changed.
    """
    if initiative.state == InitiativeState.FINISHED:
        raise ActionRefused("La démarche est terminée : elle garde la version qu’elle a suivie.")
    if after.pk not in {one.pk for one in versions.targets_of(initiative)}:
        raise ActionRefused("Cette démarche ne peut pas passer à cette version.")
    if stage not in {one.key for one in journey.method_of(after).stages}:
        raise ActionRefused("Cette étape n’existe pas dans la nouvelle version.")
    move = MethodMove(
        initiative=initiative,
        workspace=initiative.workspace,
        before=initiative.method,
        after=after,
        stage_before=initiative.current_stage,
        moved_by=by,
        moved_at=at,
    )
    _put(initiative, after, stage, expected, by, at)
    move.save()
    index(initiative, at=at)
    changes = {"method": [str(move.before), str(after)]}
    record(initiative, verb="change_method", by=by, at=at, changes=changes)
    return move


@transaction.atomic
def undo_change_of_method(
    *, initiative: Initiative, expected: int, by: User | None, at: dt.datetime
) -> MethodMove:
    """Bring an initiative back to the version it had; what was said since stays, on either version."""
    move = versions.last_move(initiative)
    if move is None:
        raise ActionRefused("Il n’y a pas de changement de version à annuler.")
    kept = {one.key for one in journey.method_of(move.before).stages}
    stage = initiative.current_stage if initiative.current_stage in kept else move.stage_before
    _put(initiative, move.before, stage, expected, by, at)
    MethodMove.objects.filter(pk=move.pk).update(undone_at=at)
    index(initiative, at=at)
    changes = {"method": [str(move.after), str(move.before)]}
    record(initiative, verb="undo_method", by=by, at=at, changes=changes)
    return move


def _put(
    initiative: Initiative, method: Method, stage: str, expected: int, by: User | None, at: dt.datetime
) -> None:
    entered = stage != initiative.current_stage
    initiative.method, initiative.current_stage = method, stage
    save_versioned(initiative, fields=["method", "current_stage"], expected=expected)
    if entered:
        StageMove.objects.create(
            initiative=initiative,
            workspace=initiative.workspace,
            stage=stage,
            note=_NOTE,
            moved_by=by,
            moved_at=at,
        )
