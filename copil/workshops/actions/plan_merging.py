"""Make one action of two, with trace and undo; answer a conflict; say that two actions differ."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused, Conflict
from copil.core.text import name_key
from copil.identity.models import User, reference
from copil.search import actions as search
from copil.workshops.actions.plans import index, record, record_action, renumber
from copil.workshops.models import CommonPlan, PlanAction, PlanAnswer, PlanMerge, PlanSource
from copil.workshops.plans import taking as plan_taking
from copil.workshops.rules import plans as plan_rules

_COLUMNS = {"lead_organisation": "lead_organisation_id", "lead_person": "lead_person_id"}


@transaction.atomic
def merge(
    *,
    kept: PlanAction,
    merged: PlanAction,
    choices: Mapping[str, str],
    expected: tuple[int, int],
    by: User | None,
    at: dt.datetime,
) -> PlanMerge:
    """Bring ``merged`` into ``kept``; ``choices`` say, field by field, what is kept: one, the other, both.

    ``expected`` are the versions of the two that the person compared. Raises ``Conflict`` when one changed.
    """
    one, other = _both(kept, merged)
    if (one.version, other.version) != expected:
        raise Conflict
    before: dict[str, Any] = {}
    for name in plan_taking.FIELDS:
        column = _COLUMNS.get(name, name)
        mine, its = getattr(one, column), getattr(other, column)
        value = plan_rules.merged_value(mine=mine, its=its, choice=choices.get(name, ""))
        if value != mine:
            before[column] = [_kept(mine), _kept(value)]
            setattr(one, column, value)
    _lead_follows(one)
    one.title_key, one.version = name_key(one.title), one.version + 1
    one.save()
    sources = PlanSource.objects.held().filter(action=other)
    moved = [str(pk) for pk in sources.values_list("pk", flat=True)]
    sources.update(action=one)
    PlanAction.objects.filter(pk=other.pk).update(merged_into=one, version=other.version + 1)
    kind, identifier = reference(other)
    search.remove(kind=kind, object_id=identifier)
    done: PlanMerge = PlanMerge.objects.create(
        workspace=one.workspace, plan=one.plan, kept=one, merged=other, before=before, moved=moved, by=by,
        created_at=at,
    )  # fmt: skip  # a table reads by its lines
    renumber(one.plan)
    index([one], at=at)
    record_action(one, verb="merge", by=by, at=at, changes={"other": other.title})
    return done


@transaction.atomic
def unmerge(*, merge: PlanMerge, by: User, at: dt.datetime) -> PlanAction:
    """Make two actions again; what was written since on the kept one stays.

    Refused while the kept action is itself merged into another, or out of the plan.
    """
    rows = PlanMerge.objects.select_for_update(of=("self",)).filter(pk=merge.pk, undone_at=None)
    done = rows.select_related("kept", "merged").first()
    if done is None:
        raise ActionRefused("Cette réunion est déjà défaite.")
    related = PlanAction.objects.select_for_update(of=("self",)).with_surroundings()
    one: PlanAction = related.get(pk=done.kept_id)
    other: PlanAction = related.get(pk=done.merged_id)
    if one.merged_into_id or one.is_archived:
        raise ActionRefused(f"« {one.title} » n’est plus seule dans le plan : reprenez-la d’abord.")
    for column, (was, became) in done.before.items():
        if _kept(getattr(one, column)) == became:
            field: Any = PlanAction._meta.get_field(column.removesuffix("_id"))
            setattr(one, column, field.to_python(was))
    _lead_follows(one)
    one.title_key, one.version = name_key(one.title), one.version + 1
    one.save()
    PlanSource.objects.held().filter(pk__in=done.moved).update(action=other)
    PlanAction.objects.filter(pk=other.pk).update(merged_into=None, version=other.version + 1)
    PlanMerge.objects.filter(pk=done.pk).update(undone_at=at, version=done.version + 1)
    renumber(one.plan)
    other.refresh_from_db(fields=["merged_into", "version", "position"])
    index([one, other], at=at)
    record_action(one, verb="unmerge", by=by, at=at, changes={"other": other.title})
    return other


@transaction.atomic
def keep_apart(
    *, plan: CommonPlan, actions: Sequence[uuid.UUID], reason: str, by: User | None, at: dt.datetime
) -> PlanAnswer:
    """Say that actions look alike and are not the same: they are not proposed together again."""
    rows = PlanAction.objects.kept().filter(plan=plan, pk__in=actions).order_by("number")
    found = list(rows)
    if len(found) < 2:
        raise ActionRefused("Ces actions ne sont plus toutes dans le plan.")
    keys = sorted(str(one.pk) for one in found)
    titles = " · ".join(one.title for one in found)
    signature = plan_rules.Conflict(kind="apart", actions=tuple(keys), sentence="").signature
    return _answer(plan, signature, titles, reason, apart=keys, by=by, at=at)


@transaction.atomic
def answer(
    *, plan: CommonPlan, conflict: plan_rules.Conflict, text: str, by: User | None, at: dt.datetime
) -> PlanAnswer:
    """Answer a conflict in one sentence; the answer holds as long as the conflict says the same."""
    return _answer(plan, conflict.signature, conflict.sentence, text, apart=[], by=by, at=at)


@transaction.atomic
def take_back(*, answer: PlanAnswer, by: User, at: dt.datetime) -> None:
    """Take an answer back: the conflict, or the likeness, is to be settled again."""
    if PlanAnswer.objects.current().filter(pk=answer.pk).update(archived_at=at, version=answer.version + 1):
        record(answer.plan, verb="take_back", by=by, at=at, changes={"text": answer.text})


def _answer(
    plan: CommonPlan,
    signature: str,
    sentence: str,
    text: str,
    *,
    apart: list[str],
    by: User | None,
    at: dt.datetime,
) -> PlanAnswer:
    there = PlanAnswer.objects.current().filter(plan=plan, signature=signature)
    there.update(archived_at=at)
    made: PlanAnswer = PlanAnswer.objects.create(
        workspace=plan.workspace, plan=plan, signature=signature, sentence=sentence, apart=apart, text=text,
        by=by, created_at=at,
    )  # fmt: skip  # a table reads by its lines
    record(plan, verb="answer", by=by, at=at, changes={"text": text})
    return made


def _both(kept: PlanAction, merged: PlanAction) -> tuple[PlanAction, PlanAction]:
    """Read two actions again, locked in one order whoever asks."""
    rows = PlanAction.objects.select_for_update(of=("self",)).kept().with_surroundings()
    found = {one.pk: one for one in rows.filter(pk__in=[kept.pk, merged.pk]).order_by("pk")}
    if len(found) < 2 or kept.plan_id != merged.plan_id:
        raise ActionRefused("Choisissez deux actions différentes du même plan.")
    return found[kept.pk], found[merged.pk]


def _lead_follows(action: PlanAction) -> None:
    """Nobody agreed to a name that is no longer there."""
    if action.lead_person_id is None:
        action.lead_agreed = False


def _kept(value: Any) -> Any:
    """Return a value as JSON keeps it."""
    return value if value is None or isinstance(value, bool | int | str) else str(value)
