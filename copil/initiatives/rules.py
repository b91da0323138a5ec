"""Rules of the method engine, over plain values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from copil.initiatives import method_file
from copil.initiatives.enums import ActivityState, MarkKind
from copil.initiatives.evidence import Evidence

SETTLED = frozenset(
    {
        ActivityState.COVERED,
        ActivityState.ADAPTED,
        ActivityState.SKIPPED,
        ActivityState.CARRIED_BY_OTHER,
    }
)
_SAID = {
    MarkKind.ATTESTED: ActivityState.COVERED,
    MarkKind.ADAPTED: ActivityState.ADAPTED,
    MarkKind.SKIPPED: ActivityState.SKIPPED,
    MarkKind.CARRIED_BY_OTHER: ActivityState.CARRIED_BY_OTHER,
}


def activity_state(
    *,
    evidence: method_file.Evidence | None,
    facts: Mapping[str, Evidence],
    said: MarkKind | None,
) -> ActivityState:
    """Return where an activity stands: what a named person said of it comes first, then what the facts prove.

    ``evidence`` is what the method asks for: all of its keys, or any one of them.
    """
    if said is not None:
        return _SAID[said]
    if evidence is None:
        return ActivityState.AHEAD
    held = [facts[key] for key in evidence.keys if key in facts]
    complete = [fact for fact in held if fact.complete]
    any_suffices = evidence.mode is method_file.EvidenceMode.ANY
    if complete and (any_suffices or len(complete) == len(evidence.keys)):
        return ActivityState.COVERED
    return ActivityState.IN_PROGRESS if held else ActivityState.AHEAD


@dataclass(frozen=True)
class Progress:
    """How many activities are settled, out of how many."""

    settled: int
    total: int

    @property
    def is_complete(self) -> bool:
        return self.total > 0 and self.settled == self.total


def progress(states: Sequence[ActivityState]) -> Progress:
    """Count the settled activities."""
    return Progress(settled=sum(1 for state in states if state in SETTLED), total=len(states))


def next_first(
    *,
    stages: Sequence[tuple[str, Sequence[tuple[str, ActivityState]]]],
    current: str,
    after: Mapping[str, Collection[str]],
) -> list[tuple[str, str]]:
    """Return the activities still open as ``(activity, reason)``, the most useful first.

    Order: those of the current stage already begun, those of the current stage not begun, those left open in
    earlier stages, then those of the next stage. ``reason`` is one of ``begun``, ``current``, ``left``,
    ``ahead``. Stages overlap: an activity that the method puts ``after`` open ones of a later stage waits
    behind them.
    """
    keys = [key for key, _ in stages]
    here = keys.index(current) if current in keys else 0
    begun: list[tuple[str, str]] = []
    to_do: list[tuple[str, str]] = []
    left: list[tuple[str, str]] = []
    ahead: list[tuple[str, str]] = []
    for number, (_, activities) in enumerate(stages):
        for activity, state in activities:
            if state in SETTLED:
                continue
            if number < here:
                left.append((activity, "left"))
            elif number == here and state is ActivityState.IN_PROGRESS:
                begun.append((activity, "begun"))
            elif number == here:
                to_do.append((activity, "current"))
            elif number == here + 1:
                ahead.append((activity, "ahead"))
    stage_of = {activity: number for number, (_, listed) in enumerate(stages) for activity, _ in listed}
    return _behind(begun + to_do + left + ahead, stage_of=stage_of, after=after)


def _behind(
    ordered: Sequence[tuple[str, str]], *, stage_of: Mapping[str, int], after: Mapping[str, Collection[str]]
) -> list[tuple[str, str]]:
    """Move each activity behind those of a later stage that the method puts before it."""
    place = {activity: rank for rank, (activity, _) in enumerate(ordered)}

    def rank(entry: tuple[str, str]) -> tuple[int, int]:
        activity = entry[0]
        waits_for = [
            place[one]
            for one in after.get(activity, ())
            if one in place and stage_of[one] > stage_of[activity]
        ]
        last = max([place[activity], *waits_for])
        return last, place[activity] if last == place[activity] else len(ordered)

    return sorted(ordered, key=rank)
