"""The clock of a session being conducted: plain functions over values, the instant passed in.

Nothing ticks here. What is kept is the step being held, since when, and the seconds spent on each: a page
loaded again, or on another device, reads the same time.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from copil.core.errors import ActionRefused

MINUTE = 60
MOST_EXTRA = 120
_ZERO = dt.timedelta()


@dataclass(frozen=True)
class Step:
    """A step of a script: what to do, for how many minutes, with what."""

    key: int
    title: str
    minutes: int
    text: str = ""
    need: str = ""


@dataclass(frozen=True)
class Times:
    """The seconds already spent on a step, and the minutes added to it."""

    spent: int = 0
    extra: int = 0


@dataclass(frozen=True)
class State:
    """Which step is held, since when its clock runs (None: paused), when the session began and ended."""

    current: int | None = None
    running_since: dt.datetime | None = None
    times: Mapping[int, Times] = field(default_factory=dict)
    began_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None

    @property
    def is_running(self) -> bool:
        return self.running_since is not None

    def of(self, key: int) -> Times:
        """Return the times of a step, none yet when nothing was kept."""
        return self.times.get(key, Times())


@dataclass(frozen=True)
class Reading:
    """What the clock says at an instant, in seconds; ``drift`` is positive when late, negative when ahead."""

    step: Step
    number: int
    allotted: int
    spent: int
    after: int
    ends_at: dt.datetime
    due_at: dt.datetime

    @property
    def left(self) -> int:
        """Return the seconds left to the step; negative once it overruns."""
        return self.allotted - self.spent

    @property
    def drift(self) -> int:
        """Return by how many minutes the session will end after its hour, before it when negative."""
        return round((self.ends_at - self.due_at) / dt.timedelta(minutes=1))


def spent_on(state: State, key: int, *, at: dt.datetime) -> int:
    """Return the seconds spent on a step at an instant."""
    kept = state.of(key).spent
    if state.current == key and state.running_since is not None:
        kept += int(max(_ZERO, at - state.running_since).total_seconds())
    return kept


def read(
    *, steps: Sequence[Step], state: State, due_at: dt.datetime | None, at: dt.datetime
) -> Reading | None:
    """Return what the clock says; None while the session is not conducted.

    The session should end at ``due_at``; without one, as long after it began as its steps last together. It
    will end once the step held and those that follow have had their time; what overruns pushes the rest.
    """
    found = next((place for place, one in enumerate(steps) if one.key == state.current), None)
    if found is None or state.began_at is None:
        return None
    step = steps[found]
    allotted = (step.minutes + state.of(step.key).extra) * MINUTE
    spent = spent_on(state, step.key, at=at)
    after = sum((one.minutes + state.of(one.key).extra) * MINUTE for one in steps[found + 1 :])
    ends_at = at + dt.timedelta(seconds=max(0, allotted - spent) + after)
    whole = dt.timedelta(minutes=sum(one.minutes for one in steps))
    return Reading(step, found + 1, allotted, spent, after, ends_at, due_at or state.began_at + whole)


def start(*, steps: Sequence[Step], state: State, at: dt.datetime) -> State:
    """Begin with the first step, or go on from where the session was paused or ended."""
    if not steps:
        raise ActionRefused("Ce déroulé n’a aucune étape : ajoutez-en une d’abord.")
    known = {one.key for one in steps}
    current = state.current if state.current in known else steps[0].key
    since = state.running_since if state.current == current and state.running_since else at
    return replace(state, current=current, running_since=since, began_at=state.began_at or at, ended_at=None)


def pause(*, state: State, at: dt.datetime) -> State:
    """Stop the clock of the step held, its time kept."""
    return replace(_kept(state, at=at), running_since=None)


def extend(*, state: State, minutes: int) -> State:
    """Give some more minutes to the step held."""
    if state.current is None or state.ended_at is not None:
        raise ActionRefused("Aucune étape n’est en cours.")
    held = state.of(state.current)
    if held.extra + minutes > MOST_EXTRA:
        raise ActionRefused("Cette étape a déjà reçu deux heures de plus : passez à la suivante.")
    return replace(state, times={**state.times, state.current: replace(held, extra=held.extra + minutes)})


def go(*, steps: Sequence[Step], state: State, by: int, at: dt.datetime) -> State:
    """Go to the next step, or back to the one before, the clock running if it ran."""
    place = next((place for place, one in enumerate(steps) if one.key == state.current), None)
    if place is None or not 0 <= place + by < len(steps):
        raise ActionRefused("Il n’y a pas d’autre étape de ce côté.")
    return replace(
        _kept(state, at=at), current=steps[place + by].key, running_since=at if state.is_running else None
    )


def end(*, state: State, at: dt.datetime) -> State:
    """End the session: the clock stops, the times stay."""
    if state.began_at is None or state.ended_at is not None:
        raise ActionRefused("Cette séance n’est pas en cours de conduite.")
    return replace(_kept(state, at=at), running_since=None, ended_at=at)


def _kept(state: State, *, at: dt.datetime) -> State:
    """Write down the seconds that the step held has run."""
    if state.current is None:
        return state
    held = replace(state.of(state.current), spent=spent_on(state, state.current, at=at))
    return replace(state, times={**state.times, state.current: held})
