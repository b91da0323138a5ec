"""The path of an initiative: its method, walked as far as the facts and the people say."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from copil.initiatives import evidence, kept, method_file, rules, verdicts
from copil.initiatives.enums import ActivityState, MarkKind
from copil.initiatives.evidence import Evidence, Facts
from copil.initiatives.models import ActivityMark, Initiative, Method, PlannedActivity, StageMove


@dataclass(frozen=True)
class WalkedActivity:
    """An activity of the method with where it stands here, what proves it and what was said of it."""

    activity: method_file.Activity
    state: ActivityState
    facts: tuple[tuple[str, Evidence], ...]
    mark: ActivityMark | None
    plan: PlannedActivity | None

    @property
    def is_settled(self) -> bool:
        return self.state in rules.SETTLED

    @property
    def day(self) -> dt.date | None:
        """Return the day it was said done, else that of the last fact; None when a fact has no day."""
        if self.mark is not None:
            return timezone.localdate(self.mark.said_at)
        days = [fact.on for _, fact in self.facts]
        return max((one for one in days if one is not None), default=None) if all(days) else None


@dataclass(frozen=True)
class WalkedStep:
    """A step with its activities."""

    step: method_file.Step
    activities: tuple[WalkedActivity, ...]

    @property
    def progress(self) -> rules.Progress:
        return rules.progress([activity.state for activity in self.activities])


@dataclass(frozen=True)
class WalkedStage:
    """A stage with its steps; ``position`` is ``past``, ``now`` or ``ahead`` of where the initiative is."""

    stage: method_file.Stage
    position: str
    steps: tuple[WalkedStep, ...]

    @property
    def activities(self) -> Iterator[WalkedActivity]:
        for step in self.steps:
            yield from step.activities

    @property
    def progress(self) -> rules.Progress:
        return rules.progress([activity.state for activity in self.activities])


@dataclass(frozen=True)
class WalkedGate:
    """A moment of decision with the activities it looks at; it never blocks the others."""

    gate: method_file.Gate
    activities: tuple[WalkedActivity, ...]

    @property
    def progress(self) -> rules.Progress:
        return rules.progress([activity.state for activity in self.activities])


@dataclass(frozen=True)
class Said:
    """What people said of the activities of one initiative: marks in force and plans, by activity."""

    marks: dict[str, ActivityMark]
    plans: dict[str, PlannedActivity]


@dataclass(frozen=True)
class Journey:
    """The whole path of one initiative."""

    initiative: Initiative
    method: method_file.Method
    stages: tuple[WalkedStage, ...]
    facts: Facts
    said: Said

    @property
    def activities(self) -> Iterator[WalkedActivity]:
        for stage in self.stages:
            yield from stage.activities

    @property
    def current(self) -> WalkedStage:
        return next((stage for stage in self.stages if stage.position == "now"), self.stages[0])

    @property
    def progress(self) -> rules.Progress:
        return rules.progress([activity.state for activity in self.activities])

    def activity(self, activity_id: str) -> WalkedActivity | None:
        """Return one activity, or None when the method has no such one."""
        return next((walked for walked in self.activities if walked.activity.id == activity_id), None)

    def next_activities(self) -> list[tuple[WalkedActivity, str]]:
        """Return the open activities in the order worth doing them, each with its reason."""
        stages = [
            (stage.stage.key, [(walked.activity.id, walked.state) for walked in stage.activities])
            for stage in self.stages
        ]
        by_id = {walked.activity.id: walked for walked in self.activities}
        ordered = rules.next_first(
            stages=stages, current=self.initiative.current_stage, after=self.method.order()
        )
        return [(by_id[activity_id], reason) for activity_id, reason in ordered]

    def next_up(self) -> WalkedActivity | None:
        """Return the open activity to do first: the earliest date planned, else the most useful."""
        ordered = [walked for walked, _ in self.next_activities()]
        dated = [(one.plan.due_on, one) for one in ordered if one.plan and one.plan.due_on]
        if dated:
            return min(dated, key=lambda pair: pair[0])[1]
        return ordered[0] if ordered else None

    def gates(self) -> list[WalkedGate]:
        """Return the moments of decision with the activities each looks at."""
        by_id = {walked.activity.id: walked for walked in self.activities}
        return [
            WalkedGate(gate, tuple(by_id[one] for one in gate.activities if one in by_id))
            for gate in self.method.gates
        ]


_PARSED: dict[tuple[uuid.UUID, str], method_file.Method] = {}
_MOST_PARSED = 64


def methods_of(rows: Iterable[Method]) -> list[method_file.Method]:
    """Return the methods of published versions, in order (one query when some were not read yet).

    Parsed once a process, since a version never changes.
    """
    asked = [(row.pk, row.digest) for row in rows]
    parsed = {one: method for one in asked if (method := _PARSED.get(one))}
    unread = {pk for pk, digest in asked if (pk, digest) not in parsed}
    if unread:
        contents = Method.objects.filter(pk__in=unread).values_list("pk", "digest", "content")
        fresh = {(pk, digest): method_file.from_json(content) for pk, digest, content in contents}
        if len(_PARSED) + len(fresh) > _MOST_PARSED:
            _PARSED.clear()
        _PARSED.update(fresh)
        parsed |= fresh
    return [parsed[one] for one in asked]


def method_of(row: Method) -> method_file.Method:
    """Return the method of a published version."""
    [method] = methods_of([row])
    return method


def journeys_of(initiatives: Sequence[Initiative]) -> dict[uuid.UUID, Journey]:
    """Return the paths of several initiatives (``method`` fetched): a constant number of queries."""
    ids = [initiative.pk for initiative in initiatives]
    facts = kept.facts_of(ids)
    said: dict[uuid.UUID, Said] = {pk: Said({}, {}) for pk in ids}
    in_force = ActivityMark.objects.filter(initiative__in=ids, lifted_at=None)
    for mark in in_force.select_related("said_by", "carried_by"):
        said[mark.initiative_id].marks[mark.activity] = mark
    for plan in PlannedActivity.objects.filter(initiative__in=ids).select_related("person"):
        said[plan.initiative_id].plans[plan.activity] = plan
    return {one.pk: _walk(one, facts[one.pk], said[one.pk]) for one in initiatives}


def journey_of(initiative: Initiative) -> Journey:
    """Return the path of one initiative."""
    return journeys_of([initiative])[initiative.pk]


def judged_rules(walked: Journey, *, today: dt.date) -> list[verdicts.Judged]:
    """Return the verdict on each minimum rule of the method, in its order (one query)."""
    initiative = walked.initiative
    rows = StageMove.objects.filter(initiative=initiative).order_by("moved_at", "pk")
    moves = [(stage, timezone.localdate(at)) for stage, at in rows.values_list("stage", "moved_at")]
    known = verdicts.Known(
        facts=walked.facts,
        provided=evidence.provided_keys(),
        standings={
            one.activity.id: verdicts.Standing(one.activity.title, one.state, one.day, stage.stage.key)
            for stage in walked.stages
            for one in stage.activities
        },
        stays=verdicts.stays(stages=walked.method.stages, moves=moves, opened_on=initiative.opened_on),
        today=today,
    )
    return [verdicts.judge(rule=rule, known=known) for rule in walked.method.rules]


def _walk(initiative: Initiative, facts: dict[str, Evidence], said: Said) -> Journey:
    method = method_of(initiative.method)
    keys = [stage.key for stage in method.stages]
    here = keys.index(initiative.current_stage) if initiative.current_stage in keys else 0
    stages = []
    for number, stage in enumerate(method.stages):
        position = "now" if number == here else "past" if number < here else "ahead"
        steps = tuple(
            WalkedStep(step, tuple(_walked(activity, facts, said) for activity in step.activities))
            for step in stage.steps
        )
        stages.append(WalkedStage(stage, position, steps))
    return Journey(initiative, method, tuple(stages), facts, said)


def _walked(activity: method_file.Activity, facts: dict[str, Evidence], said: Said) -> WalkedActivity:
    mark = said.marks.get(activity.id)
    keys = activity.evidence.keys if activity.evidence else ()
    state = rules.activity_state(
        evidence=activity.evidence, facts=facts, said=MarkKind(mark.kind) if mark else None
    )
    held = tuple((key, facts[key]) for key in keys if key in facts)
    return WalkedActivity(activity, state, held, mark, said.plans.get(activity.id))
