"""Open, change, walk, finish and archive an initiative."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.core.text import name_key
from copil.directory.models import Organisation, Person
from copil.identity.models import User, Workspace
from copil.initiatives import journey
from copil.initiatives.actions.common import index, record
from copil.initiatives.enums import CarrierRole, InitiativeState, TeamRole
from copil.initiatives.models import (
    Carrier,
    Initiative,
    Method,
    PresentationSheet,
    StageMove,
    TargetStructure,
    TeamMember,
)
from copil.needs.models import Need, ProblemSheet, SharedNeed
from copil.search import actions as search
from copil.territories.models import Territory

EDITABLE = ("title", "summary", "territory", "territory_note", "opened_on", "problem_sheet", "shared_need")


@transaction.atomic
def open_initiative(
    *,
    workspace: Workspace,
    title: str,
    method: Method,
    by: User | None,
    at: dt.datetime,
    opened_on: dt.date | None,
    summary: str = "",
    shared_need: SharedNeed | None = None,
    problem_sheet: ProblemSheet | None = None,
    territory: Territory | None = None,
    territory_note: str = "",
    pilot: Person | None = None,
    associated: Sequence[Workspace] = (),
    targeted: Sequence[Organisation] | None = None,
) -> Initiative:
    """Open an initiative under a version of a method, at its first stage.

    The structures of the shared need become the ones it is meant for, unless they are given (``targeted``);
    the shared need's problem sheet becomes its own unless another is given.
    """
    if problem_sheet is None and shared_need is not None:
        problem_sheet = ProblemSheet.objects.filter(shared_need=shared_need).first()
    first_stage = journey.method_of(method).stages[0].key
    initiative = Initiative.objects.create(
        workspace=workspace,
        title=title.strip(),
        title_key=name_key(title)[:240],
        summary=summary,
        method=method,
        shared_need=shared_need,
        problem_sheet=problem_sheet,
        territory=territory,
        territory_note=territory_note,
        current_stage=first_stage,
        opened_on=opened_on,
        created_at=at,
    )
    Carrier.objects.create(initiative=initiative, workspace=workspace, role=CarrierRole.LEAD)
    for other in associated:
        Carrier.objects.create(initiative=initiative, workspace=other, role=CarrierRole.ASSOCIATED)
    StageMove.objects.create(
        initiative=initiative, workspace=workspace, stage=first_stage, moved_by=by, moved_at=at
    )
    PresentationSheet.objects.create(initiative=initiative, workspace=workspace)
    if pilot is not None:
        TeamMember.objects.create(
            initiative=initiative, workspace=workspace, person=pilot, role=TeamRole.PILOT
        )
    if targeted is None and shared_need is not None:
        targeted = _structures_of(shared_need)
    TargetStructure.objects.bulk_create(
        TargetStructure(initiative=initiative, workspace=workspace, organisation=one)
        for one in targeted or ()
    )
    index(initiative, at=at)
    record(initiative, verb="open", by=by, at=at, changes={"method": str(method)})
    return initiative


def _structures_of(shared_need: SharedNeed) -> list[Organisation]:
    needs = Need.objects.current().filter(shared_need=shared_need)
    return list(Organisation.objects.filter(pk__in=needs.values("organisation")).order_by("pk"))


@transaction.atomic
def update_initiative(
    *, initiative: Initiative, changed: Sequence[str], expected: int, by: User, at: dt.datetime
) -> None:
    """Save the fields changed on ``initiative`` (among ``EDITABLE``).

    Raises ``Conflict`` when somebody saved since version ``expected``.
    """
    fields = [name for name in EDITABLE if name in changed]
    initiative.title_key = name_key(initiative.title)[:240]
    save_versioned(initiative, fields=[*fields, "title_key"], expected=expected)
    index(initiative, at=at)
    changes: dict[str, Any] = {name: str(getattr(initiative, name) or "") for name in fields}
    record(initiative, verb="update", by=by, at=at, changes=changes)


@transaction.atomic
def enter_stage(
    *, initiative: Initiative, stage: str, note: str, by: User | None, at: dt.datetime
) -> StageMove:
    """Say which stage the initiative is in, forwards or backwards, with a note; no work is ever blocked."""
    stages = {one.key: one.title for one in journey.method_of(initiative.method).stages}
    if stage not in stages:
        raise ActionRefused("Cette étape n’existe pas dans la méthode de la démarche.")
    before = Initiative.objects.select_for_update().get(pk=initiative.pk).current_stage
    if before == stage:
        raise ActionRefused(f"La démarche est déjà à l’étape « {stages[stage]} ».")
    move = StageMove.objects.create(
        initiative=initiative,
        workspace=initiative.workspace,
        stage=stage,
        note=note.strip(),
        moved_by=by,
        moved_at=at,
    )
    Initiative.objects.filter(pk=initiative.pk).update(current_stage=stage)
    initiative.current_stage = stage
    changes = {"stage": [stages.get(before, before), stages[stage]], "note": note.strip()}
    record(initiative, verb="enter_stage", by=by, at=at, changes=changes)
    return move


@transaction.atomic
def finish(*, initiative: Initiative, ended_on: dt.date, by: User | None, at: dt.datetime) -> None:
    """Say that the initiative is over; it stays readable and its sheet can still be completed."""
    if initiative.state == InitiativeState.FINISHED:
        raise ActionRefused("Cette démarche est déjà terminée.")
    if initiative.opened_on is not None and ended_on < initiative.opened_on:
        raise ActionRefused("La date de fin précède la date d’ouverture.")
    _set_state(initiative, InitiativeState.FINISHED, ended_on)
    record(initiative, verb="finish", by=by, at=at, changes={"ended_on": ended_on})


@transaction.atomic
def reopen(*, initiative: Initiative, by: User, at: dt.datetime) -> None:
    """Take a finished initiative up again."""
    if initiative.state == InitiativeState.RUNNING:
        raise ActionRefused("Cette démarche est déjà en cours.")
    _set_state(initiative, InitiativeState.RUNNING, None)
    record(initiative, verb="reopen", by=by, at=at)


@transaction.atomic
def archive(*, initiative: Initiative, by: User, at: dt.datetime) -> None:
    """Put an initiative away: out of the lists and of the search, nothing lost."""
    if initiative.is_archived:
        raise ActionRefused("Cette démarche est déjà archivée.")
    Initiative.objects.filter(pk=initiative.pk).update(archived_at=at)
    initiative.archived_at = at
    search.archive(kind="initiatives.initiative", object_id=initiative.pk)
    record(initiative, verb="archive", by=by, at=at)


@transaction.atomic
def restore(*, initiative: Initiative, by: User, at: dt.datetime) -> None:
    """Bring an archived initiative back."""
    if not initiative.is_archived:
        raise ActionRefused("Cette démarche n’est pas archivée.")
    Initiative.objects.filter(pk=initiative.pk).update(archived_at=None)
    initiative.archived_at = None
    index(initiative, at=at)
    record(initiative, verb="restore", by=by, at=at)


def _set_state(initiative: Initiative, state: InitiativeState, ended_on: dt.date | None) -> None:
    Initiative.objects.filter(pk=initiative.pk).update(state=state, ended_on=ended_on)
    initiative.state = state
    initiative.ended_on = ended_on
