"""What a change of version does to an initiative: each activity where something was said or planned."""

from collections.abc import Collection
from dataclasses import dataclass

from copil.initiatives.drafting.compare import changed
from copil.initiatives.method_file import Activity, Method


@dataclass(frozen=True)
class Carried:
    """An activity with what becomes of it: kept, changed (its text), gone; ``after`` is None once gone."""

    before: Activity
    after: Activity | None
    changes: tuple[str, ...]

    @property
    def state(self) -> str:
        if self.after is None:
            return "gone"
        return "changed" if self.changes else "kept"


def carry(*, before: Method, after: Method, touched: Collection[str]) -> list[Carried]:
    """Return what becomes of the ``touched`` activities of a method, in its order."""
    newer = {activity.id: activity for activity in after.activities()}
    found = []
    for activity in before.activities():
        if activity.id not in touched:
            continue
        match = newer.get(activity.id)
        changes = tuple(one.label for one in changed(activity, match)) if match else ()
        found.append(Carried(activity, match, changes))
    return found


def new_activities(*, before: Method, after: Method) -> list[Activity]:
    """Return the activities that only the newer version has."""
    known = {activity.id for activity in before.activities()}
    return [activity for activity in after.activities() if activity.id not in known]


def stage_after(*, before: Method, after: Method, current: str) -> str:
    """Return the stage to be in: the same one, else the first that holds an activity of the one left."""
    keys = [stage.key for stage in after.stages]
    if current in keys:
        return current
    left = next((stage for stage in before.stages if stage.key == current), before.stages[0])
    ids = {activity.id for activity in left.activities}
    for stage in after.stages:
        if ids.intersection(activity.id for activity in stage.activities):
            return stage.key
    place = next((n for n, stage in enumerate(before.stages) if stage is left), 0)
    return keys[min(place, len(keys) - 1)]
