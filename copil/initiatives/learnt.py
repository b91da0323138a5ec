"""What the initiatives that follow a method say of it: covered, adapted, set aside, why, and in how long.

Names and words stay in the workspace whose initiatives they are. Of the others, only numbers are told, from
three initiatives on, so that nobody recognises one.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import Count
from django.utils import timezone

from copil.identity.models import Workspace
from copil.initiatives import journey, method_file
from copil.initiatives.enums import ActivityState, MarkKind
from copil.initiatives.models import ActivityMark, Initiative, InitiativeQuerySet, Method, StageMove
from copil.initiatives.shared_methods import copies_of

FEWEST_ELSEWHERE = 3
MOST_READ = 200
_DONE = (ActivityState.COVERED, ActivityState.CARRIED_BY_OTHER)
_DATED = (MarkKind.ATTESTED, MarkKind.ADAPTED)


@dataclass(frozen=True)
class Remark:
    """What a person said of an activity in an initiative of this workspace."""

    initiative: Initiative
    mark: ActivityMark


@dataclass(frozen=True)
class Learnt:
    """What became of one activity in the initiatives of this workspace, and how many times elsewhere."""

    activity: method_file.Activity
    covered: int
    adapted: int
    skipped: int
    open: int
    days: int | None
    remarks: tuple[Remark, ...]
    elsewhere_adapted: int = 0
    elsewhere_skipped: int = 0
    is_gone: bool = False

    @property
    def was_changed(self) -> bool:
        return bool(self.adapted or self.skipped or self.elsewhere_adapted or self.elsewhere_skipped)


@dataclass(frozen=True)
class Returns:
    """All that came back of a method; ``elsewhere`` is 0 below the number from which it is told."""

    initiatives: int
    elsewhere: int
    rows: tuple[Learnt, ...]


def returns_of(method: Method, *, workspace: Workspace) -> Returns:
    """Return what is learnt of a method, whatever the version followed: a constant number of queries."""
    followers = _followers(method)
    ours = list(followers.carried_by(workspace).with_surroundings().order_by("pk")[:MOST_READ])
    walked = journey.journeys_of(ours)
    days = _days([walked[one.pk] for one in ours])
    here_too = Initiative.objects.carried_by(workspace).values("pk")
    others, told = _elsewhere((followers | _followers_of_copies(method)).exclude(pk__in=here_too))
    rows = []
    here = {one.id: one for one in journey.method_of(method).activities()}
    for activity in _all_activities(here, walked.values()):
        stands = [one for path in walked.values() if (one := path.activity(activity.id))]
        states = [one.state for one in stands]
        marks = {one.mark.initiative_id: one.mark for one in stands if one.mark}
        taken = days.get(activity.id, [])
        rows.append(
            Learnt(
                activity=activity,
                covered=sum(states.count(state) for state in _DONE),
                adapted=states.count(ActivityState.ADAPTED),
                skipped=states.count(ActivityState.SKIPPED),
                open=sum(1 for one in stands if not one.is_settled),
                days=round(median(taken)) if taken else None,
                remarks=tuple(Remark(one, marks[one.pk]) for one in ours if one.pk in marks),
                elsewhere_adapted=told.get((activity.id, MarkKind.ADAPTED), 0),
                elsewhere_skipped=told.get((activity.id, MarkKind.SKIPPED), 0),
                is_gone=activity.id not in here,
            )
        )
    return Returns(len(ours), others, tuple(rows))


def _all_activities(
    here: dict[str, method_file.Activity], paths: Iterable[journey.Journey]
) -> list[method_file.Activity]:
    """Return the activities of a version, then those that only the versions still followed hold."""
    found = dict(here)
    for path in paths:
        for one in path.activities:
            found.setdefault(one.activity.id, one.activity)
    return list(found.values())


def remarks_on(method: Method, activity: str, *, workspace: Workspace) -> list[Remark]:
    """Return what the initiatives of this workspace say of one activity (one query)."""
    ours = _followers(method).carried_by(workspace)
    marks = ActivityMark.objects.filter(initiative__in=ours.values("pk"), activity=activity, lifted_at=None)
    rows = marks.select_related("initiative", "said_by").order_by("-said_at", "-pk")[:20]
    return [Remark(mark.initiative, mark) for mark in rows]


def _followers(method: Method) -> InitiativeQuerySet:
    versions = Method.objects.filter(workspace=method.workspace_id, key=method.key).values("pk")
    return Initiative.objects.current().filter(method__in=versions)


def _followers_of_copies(method: Method) -> InitiativeQuerySet:
    """Return the initiatives that follow, elsewhere, a copy of a method its workspace shared."""
    if method.workspace_id is None:
        return Initiative.objects.none()
    return Initiative.objects.current().filter(method__in=copies_of(method).values("pk"))


def _elsewhere(others: InitiativeQuerySet) -> tuple[int, dict[tuple[str, str], int]]:
    """Return how many initiatives of other workspaces there are, and what they adapted or set aside."""
    count = others.count()
    if count < FEWEST_ELSEWHERE:
        return 0, {}
    marks = ActivityMark.objects.filter(
        initiative__in=others.values("pk"), lifted_at=None, kind__in=(MarkKind.ADAPTED, MarkKind.SKIPPED)
    )
    counted = marks.values_list("activity", "kind").annotate(count=Count("pk")).order_by()
    return count, {(activity, kind): number for activity, kind, number in counted}


def _days(paths: Sequence[journey.Journey]) -> dict[str, list[int]]:
    """Return, for each activity, the days from the entry in its stage to the day it was said done."""
    entered: dict[tuple[object, str], dt.date] = {}
    moves = StageMove.objects.filter(initiative__in=[path.initiative.pk for path in paths])
    for pk, stage, at in moves.order_by("moved_at", "pk").values_list("initiative", "stage", "moved_at"):
        entered.setdefault((pk, stage), timezone.localdate(at))
    found: dict[str, list[int]] = {}
    for path in paths:
        for stage in path.stages:
            began = entered.get((path.initiative.pk, stage.stage.key)) or path.initiative.opened_on
            for one in stage.activities:
                if began is None or one.mark is None or one.mark.kind not in _DATED:
                    continue
                lasted = (timezone.localdate(one.mark.said_at) - began).days
                if lasted >= 0:
                    found.setdefault(one.activity.id, []).append(lasted)
    return found
