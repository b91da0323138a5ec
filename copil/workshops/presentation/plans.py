"""The common plan ready to be shown: what looks alike, what is in conflict and what was answered."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery, UUIDField
from django.utils import timezone

from copil.workshops import follow
from copil.workshops.enums.sheets import Progress
from copil.workshops.follow import Review
from copil.workshops.models import (
    ActionSheet,
    ActionStatement,
    CommonPlan,
    PlanAction,
    PlanAnswer,
    PlanSource,
)
from copil.workshops.plans import likeness as plan_likeness
from copil.workshops.plans.likeness import Told
from copil.workshops.rules import plans as plan_rules
from copil.workshops.rules import sheets as sheet_rules


@dataclass(frozen=True)
class Settled:
    """A conflict with the actions it names, and its answer when somebody gave one."""

    conflict: plan_rules.Conflict
    actions: Sequence[PlanAction]
    answer: PlanAnswer | None

    @property
    def text(self) -> str:
        """Return the answer in words; empty when there is none."""
        return self.answer.text if self.answer else ""


@dataclass(frozen=True)
class Alike:
    """Actions that look like one another, and why."""

    actions: Sequence[PlanAction]
    reasons: Sequence[str]

    @property
    def key(self) -> str:
        """Return the actions as a form sends them."""
        return ",".join(str(one.pk) for one in self.actions)


def conflicts_of(plan: CommonPlan, actions: Sequence[PlanAction]) -> list[Settled]:
    """Return the conflicts between actions already fetched, those without an answer first (one query)."""
    found = plan_rules.conflicts(
        actions=[_compared(one) for one in actions],
        most_actions=plan.most_actions,
        most_days=plan.most_days,
    )
    answers = {one.signature: one for one in answers_of(plan)}
    known = {str(one.pk): one for one in actions}
    settled = [Settled(one, [known[pk] for pk in one.actions], answers.get(one.signature)) for one in found]
    return sorted(settled, key=lambda one: one.answer is not None)


def alike_in(plan: CommonPlan, actions: Sequence[PlanAction]) -> list[Alike]:
    """Return the actions that look alike among those already fetched (one query)."""
    apart = [
        (one, other) for kept in answers_of(plan) for one in kept.apart for other in kept.apart if one < other
    ]
    known = {str(one.pk): one for one in actions}
    found = plan_likeness.alike(actions=[_told(one) for one in actions], apart=apart)
    return [Alike([known[pk] for pk in one.ids], one.reasons) for one in found]


def answers_of(plan: CommonPlan) -> list[PlanAnswer]:
    """Return the answers in force."""
    if plan._state.adding:
        return []
    rows = PlanAnswer.objects.current().filter(plan=plan).select_related("by", "plan")
    return list(rows.order_by("-created_at", "pk"))


def reviews_of(actions: Iterable[PlanAction]) -> list[Review]:
    """Return the last meetings that reviewed actions, by the sheets they hold (one query)."""
    taken = PlanSource.objects.held().filter(action__in=actions).values("sheet")
    return follow.reviews_of(ActionSheet.objects.filter(pk__in=taken))


def _compared(action: PlanAction) -> plan_rules.Action:
    lead: uuid.UUID | None = action.lead_person_id or action.lead_organisation_id
    return plan_rules.Action(
        id=str(action.pk),
        title=action.title,
        lead=str(lead or ""),
        lead_name=str(action.lead_person or action.lead_organisation or ""),
        days=action.days,
        amount=action.amount,
        source=action.source,
        starts=action.start_date,
        ends=action.end_date,
        targets=plan_rules.targets_of(action.indicators),
    )


def _told(action: PlanAction) -> Told:
    lead = action.lead_organisation_id or action.lead_person_id
    return Told(
        id=str(action.pk),
        title=action.title,
        text=f"{action.description} {action.objectives}",
        group=action.theme.theme if action.theme else "",
        lead=str(lead or ""),
        lead_name=str(action.lead_organisation or action.lead_person or ""),
    )


@dataclass(frozen=True)
class Progressed:
    """Where an action stands, as it was last said, and by how many days it is late."""

    statement: ActionStatement | None
    late: int


def progress_of(actions: Iterable[PlanAction]) -> dict[uuid.UUID, Progressed]:
    """Return where actions stand, from the last thing said of one of their sheets (one query)."""
    listed = list(actions)
    rows = ActionStatement.objects.current().filter(
        sheet__in=PlanSource.objects.held().filter(action__in=[one.pk for one in listed]).values("sheet")
    )
    said: dict[uuid.UUID, ActionStatement] = {}
    held = PlanSource.objects.held().filter(sheet=OuterRef("sheet")).values("action")[:1]
    # Without its type the key comes back as text on SQLite.
    keyed = rows.annotate(action=Subquery(held, output_field=UUIDField()))
    for one in keyed.select_related("meeting").order_by("stated_at", "pk"):
        said[one.action] = one
    today = timezone.localdate()
    found = {}
    for action in listed:
        last = said.get(action.pk)
        state = last.state if last else Progress.TODO
        late = sheet_rules.days_late(
            state=state, start_date=action.start_date, end_date=action.end_date, today=today
        )
        found[action.pk] = Progressed(last, late)
    return found
