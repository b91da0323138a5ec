"""The versions of a method around an initiative: a newer one, those it may go to, what its own left out."""

from dataclasses import dataclass

from django.db.models import Q

from copil.initiatives import journey, method_file
from copil.initiatives.models import (
    ActivityMark,
    Initiative,
    Method,
    MethodMove,
    PlannedActivity,
)


@dataclass(frozen=True)
class Outside:
    """What was said or planned of an activity that the method no longer holds."""

    id: str
    title: str
    mark: ActivityMark | None
    plan: PlannedActivity | None


def newest_of(method: Method) -> Method | None:
    """Return the newest version of the same method, None when this one is (one query)."""
    rows = Method.objects.family_of(method).filter(number__gt=method.number)
    return rows.defer("content").first()


def targets_of(initiative: Initiative) -> list[Method]:
    """Return the versions an initiative may go to: the newer ones, then the methods copied from its own."""
    current = initiative.method
    newer = list(Method.objects.family_of(current).filter(number__gt=current.number).defer("content"))
    copies = Method.objects.filter(
        workspace=initiative.workspace_id,
        based_on__workspace=current.workspace_id,
        based_on__key=current.key,
    ).exclude(workspace=current.workspace_id, key=current.key)
    copied = Method.objects.filter(workspace=initiative.workspace_id, key__in=copies.values("key"))
    return newer + list(copied.latest_versions())


def last_move(initiative: Initiative) -> MethodMove | None:
    """Return the change of version that may still be undone: the last one, when its version is in use."""
    rows = MethodMove.objects.filter(initiative=initiative, undone_at=None)
    rows = rows.select_related("before", "after", "moved_by").defer("before__content", "after__content")
    last: MethodMove | None = rows.order_by("-moved_at", "-pk").first()
    return last if last and last.after_id == initiative.method_id else None


def outside(walked: journey.Journey) -> list[Outside]:
    """Return what was said or planned outside the method in use; no query while there is nothing."""
    here = {one.activity.id for one in walked.activities}
    marks, plans = walked.said.marks, walked.said.plans
    left = sorted({*marks, *plans} - here)
    titles = _titles(walked.initiative) if left else {}
    return [Outside(key, titles.get(key, key), marks.get(key), plans.get(key)) for key in left]


def _titles(initiative: Initiative) -> dict[str, str]:
    """Return the title of each activity of the versions an initiative went through, its latest one."""
    moves = MethodMove.objects.filter(initiative=initiative).select_related("before", "after")
    rows = moves.defer("before__content", "after__content").order_by("-moved_at", "-pk")
    versions = {row.pk: row for move in rows for row in (move.after, move.before)}
    titles: dict[str, str] = {}
    for method in journey.methods_of(versions.values()):
        for one in method.activities():
            titles.setdefault(one.id, one.title)
    return titles


def touched(walked: journey.Journey) -> frozenset[str]:
    """Return the activities where something was done, said or planned."""
    return frozenset(one.activity.id for one in walked.activities if one.mark or one.plan or one.facts)


def family(method: Method) -> list[Method]:
    """Return every version of a method, the newest first, then those it was copied from."""
    asked = Q(workspace=method.workspace_id, key=method.key)
    found = list(
        Method.objects.filter(asked).select_related("published_by").defer("content").order_by("-number", "pk")
    )
    first = found[-1] if found else method
    origin = first.based_on
    if origin is not None:
        found += Method.objects.family_of(origin).select_related("published_by").defer("content")
    return found


def parsed(rows: list[Method]) -> list[method_file.Method]:
    """Return the methods of several versions."""
    return journey.methods_of(rows)
