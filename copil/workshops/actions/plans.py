"""Bring the sheets together in the common plan, change it, order it; take a sheet again."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import save_versioned
from copil.core.text import name_key
from copil.identity.models import User, reference
from copil.initiatives.models import Initiative
from copil.journal import actions as journal
from copil.search import actions as search
from copil.workshops.actions.sheet_common import missing_in
from copil.workshops.entries.plans import entry_of
from copil.workshops.enums.plans import Ordering
from copil.workshops.enums.sheets import SheetState
from copil.workshops.models import ActionSheet, CommonPlan, PlanAction, PlanSource, SheetSource
from copil.workshops.plans import taking as plan_taking

FIELDS = (*plan_taking.FIELDS, "theme", "lead_agreed")
SETTINGS = ("presentation", "most_actions", "most_days")


def plan_of(initiative: Initiative) -> CommonPlan:
    """Return the plan of an initiative, an unsaved one the first time."""
    found: CommonPlan | None = CommonPlan.objects.filter(initiative=initiative).with_surroundings().first()
    return found or CommonPlan(
        pk=initiative.pk, initiative=initiative, workspace=initiative.workspace, version=0
    )


@transaction.atomic
def gather(
    *, initiative: Initiative, besides: Collection[uuid.UUID], by: User | None, at: dt.datetime
) -> list[PlanAction]:
    """Take every complete sheet that is not in the plan yet, and those of ``besides`` on purpose."""
    plan = held(initiative, at=at)
    wanted = set(besides)
    left = [one for one in plan_taking.left_out(initiative) if one.is_complete or one.pk in wanted]
    if not left:
        raise ActionRefused("Aucune fiche complète n’attend d’entrer dans le plan.")
    last = PlanAction.objects.filter(plan=plan).aggregate(number=Max("number"), position=Max("position"))
    number, position = last["number"] or 0, last["position"] or 0
    made = []
    lacking = missing_in(left)
    for rank, one in enumerate(plan_taking.read(left), start=1):
        action = PlanAction.objects.create(
            workspace=plan.workspace,
            plan=plan,
            number=number + rank,
            position=position + rank,
            theme=one.sheet.group,
            title_key=name_key(one.sheet.title),
            created_at=at,
            **one.values,
        )
        PlanSource.objects.create(
            workspace=plan.workspace,
            action=action,
            home=action,
            sheet=one.sheet,
            sheet_version=one.sheet.version,
            taken=one.words,
            taken_at=at,
            missing=lacking[one.sheet.pk],
            created_at=at,
        )
        made.append(action)
    ActionSheet.objects.filter(pk__in=[one.pk for one in left]).update(state=SheetState.IN_PLAN)
    renumber(plan)
    index(made, at=at)
    record(plan, verb="gather", by=by, at=at, changes={"actions": len(made)})
    return made


@transaction.atomic
def settle(
    *, initiative: Initiative, values: Mapping[str, Any], expected: int, by: User | None, at: dt.datetime
) -> CommonPlan:
    """Write the presentation and what a lead holds at most; raise ``Conflict`` when it changed meanwhile."""
    plan = held(initiative, at=at)
    for name in SETTINGS:
        setattr(plan, name, values[name])
    save_versioned(plan, fields=list(SETTINGS), expected=expected)
    record(plan, verb="settle", by=by, at=at)
    return plan


@transaction.atomic
def change(
    *, action: PlanAction, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime
) -> PlanAction:
    """Change an action of the plan; its sheet stays as it is. Raises ``Conflict`` on a stale version."""
    stored = locked(action)
    changes = {}
    for name in FIELDS:
        if name in values and getattr(stored, name) != values[name]:
            changes[name] = [str(getattr(stored, name) or ""), str(values[name] or "")]
            setattr(stored, name, values[name])
    stored.title_key = name_key(stored.title)
    save_versioned(stored, fields=[*FIELDS, "title_key"], expected=expected)
    index([stored], at=at)
    record_action(stored, verb="change", by=by, at=at, changes=changes)
    return stored


@transaction.atomic
def take_again(*, source: PlanSource, by: User, at: dt.datetime) -> None:
    """Take from its sheet what changed since; what was written by hand elsewhere stays."""
    action = locked(source.action)
    (one,) = plan_taking.read([ActionSheet.objects.with_surroundings().get(pk=source.sheet_id)])
    now = one.words
    fields = [name for name in plan_taking.TAKEN if now[name] != source.taken.get(name, "")]
    for name in fields:
        setattr(action, name, one.values[name])
    action.title_key = name_key(action.title)
    save_versioned(action, fields=[*fields, "title_key"], expected=action.version)
    PlanSource.objects.filter(pk=source.pk).update(
        taken=now, taken_at=at, sheet_version=one.sheet.version, version=source.version + 1
    )
    index([action], at=at)
    record_action(action, verb="take_again", by=by, at=at, changes={"sheet": one.sheet.title})


@transaction.atomic
def remove(*, action: PlanAction, by: User, at: dt.datetime) -> None:
    """Take an action out of the plan; its sheets may come in again."""
    stored = locked(action)
    sources = PlanSource.objects.held().filter(action=stored)
    sheets = list(sources.values_list("sheet", flat=True))
    sources.update(archived_at=at)
    for state, there in ((SheetState.COMPLETE, {"missing_count": 0}), (SheetState.DRAFT, {})):
        ActionSheet.objects.filter(pk__in=sheets, state=SheetState.IN_PLAN, **there).update(state=state)
    PlanAction.objects.filter(pk=stored.pk).update(archived_at=at, version=stored.version + 1)
    renumber(stored.plan)
    kind, identifier = reference(stored)
    search.remove(kind=kind, object_id=identifier)
    record_action(stored, verb="remove", by=by, at=at)


@transaction.atomic
def move(*, action: PlanAction, rank: int, by: User, at: dt.datetime) -> int:
    """Put an action at a rank, from 1; return the rank it took."""
    rows = PlanAction.objects.select_for_update(of=("self",)).kept().filter(plan=action.plan_id)
    ordered = list(rows.by_priority())
    stored = next((one for one in ordered if one.pk == action.pk), None)
    if stored is None:
        raise ActionRefused("Cette action n’est plus dans le plan.")
    ordered.remove(stored)
    at_rank = max(1, min(rank, len(ordered) + 1))
    ordered.insert(at_rank - 1, stored)
    _number(ordered)
    record_action(stored, verb="move", by=by, at=at, changes={"rank": at_rank})
    return at_rank


@transaction.atomic
def order(*, plan: CommonPlan, by_what: Ordering, by: User, at: dt.datetime) -> None:
    """Order the whole plan: the earliest first, those made of most sheets, or as the groups chose."""
    rows = list(PlanAction.objects.select_for_update(of=("self",)).kept().filter(plan=plan).by_priority())
    if by_what == Ordering.DATES:
        rows.sort(key=lambda one: (one.start_date is None, one.start_date or dt.date.max))
    elif by_what == Ordering.CHOICES:
        ranks = _ranks(plan)
        rows.sort(key=lambda one: (one.pk not in ranks, ranks.get(one.pk, 0)))
    else:
        asked: dict[uuid.UUID, int] = {}
        for pk in PlanSource.objects.held().filter(action__plan=plan).values_list("action", flat=True):
            asked[pk] = asked.get(pk, 0) + 1
        rows.sort(key=lambda one: -asked.get(one.pk, 0))
    _number(rows)
    record(plan, verb="order", by=by, at=at, changes={"by": by_what.label.lower()})


def held(initiative: Initiative, *, at: dt.datetime) -> CommonPlan:
    """Return the plan held until the end of the transaction, begun when there is none."""
    rows = CommonPlan.objects.select_for_update(of=("self",)).select_related("workspace", "initiative")
    found: CommonPlan | None = rows.filter(initiative=initiative).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            made: CommonPlan = CommonPlan.objects.create(
                pk=initiative.pk,
                initiative=initiative,
                workspace=initiative.workspace,
                version=0,
                created_at=at,
            )
    except IntegrityError as error:
        raise Conflict from error
    return made


def locked(action: PlanAction) -> PlanAction:
    """Return an action as it is stored, held until the end of the transaction; refuse one that is gone."""
    rows = PlanAction.objects.select_for_update(of=("self",)).kept().with_surroundings()
    found: PlanAction | None = rows.filter(pk=action.pk).first()
    if found is None:
        raise ActionRefused("Cette action n’est plus dans le plan.")
    return found


def index(actions: list[PlanAction], *, at: dt.datetime) -> None:
    """Write actions in the index of their workspace."""
    if actions:
        search.index_many(workspace=actions[0].workspace, entries=map(entry_of, actions), at=at)


def record(
    plan: CommonPlan, *, verb: str, by: User | None, at: dt.datetime, changes: dict[str, Any] | None = None
) -> None:
    """Write the line of an act on the plan, in the history of the initiative too."""
    journal.record(
        by=by,
        at=at,
        workspace=plan.workspace,
        verb=verb,
        obj=reference(plan),
        label=plan.initiative.title,
        changes=changes,
        initiative_id=plan.initiative_id,
    )


def record_action(
    action: PlanAction, *, verb: str, by: User | None, at: dt.datetime, changes: dict[str, Any] | None = None
) -> None:
    """Write the line of an act on an action of the plan."""
    journal.record(
        by=by,
        at=at,
        workspace=action.workspace,
        verb=verb,
        obj=reference(action),
        label=action.title,
        changes=changes,
        initiative_id=action.plan.initiative_id,
    )


def _ranks(plan: CommonPlan) -> dict[uuid.UUID, int]:
    """Return the best rank that a group gave to an idea of each action (two queries)."""
    rows = SheetSource.objects.current().filter(card__priority__isnull=False)
    sources = PlanSource.objects.held().filter(action__plan=plan).values_list("sheet", "action")
    actions = dict(sources)
    ranks: dict[uuid.UUID, int] = {}
    for sheet, rank in rows.filter(sheet__in=list(actions)).values_list("sheet", "card__priority"):
        ranks[actions[sheet]] = min(rank, ranks.get(actions[sheet], rank))
    return ranks


def renumber(plan: CommonPlan) -> None:
    """Close the ranks of a plan: 1, 2, 3, with no gap."""
    _number(list(PlanAction.objects.kept().filter(plan=plan).by_priority()))


def _number(actions: list[PlanAction]) -> None:
    changed = []
    for rank, one in enumerate(actions, start=1):
        if one.position != rank:
            one.position = rank
            changed.append(one)
    PlanAction.objects.bulk_update(changed, ["position"])
