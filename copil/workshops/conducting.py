"""A session as its facilitator sees it: its steps with their hours, what the clock says."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from copil.core import typography
from copil.workshops import clock
from copil.workshops.actions.conducting import steps_of
from copil.workshops.clock import MINUTE, Reading, State, Step
from copil.workshops.models import GroupSession, SessionScript


@dataclass(frozen=True)
class Line:
    """A step in its script: its place, the hour foreseen, the minutes it was given and those it took."""

    step: Step
    number: int
    begins_at: dt.datetime | None
    minutes: int
    spent: int
    now: bool
    done: bool

    @property
    def took(self) -> int:
        """Return the minutes it took, rounded up."""
        return -(-self.spent // MINUTE)


@dataclass(frozen=True)
class Conduct:
    """All that the screen of a session shows."""

    lines: Sequence[Line]
    state: State
    reading: Reading | None
    total: int
    over: int
    version: int
    beat: int
    own: bool
    at: dt.datetime

    @property
    def stamp(self) -> str:
        """Return what changes with the script and with its clock."""
        return f"{self.version}.{self.beat}"

    @property
    def is_last(self) -> bool:
        return self.reading is not None and self.reading.number == len(self.lines)

    @property
    def drift(self) -> str:
        """Say how far from its hour the session will end."""
        if self.reading is None:
            return ""
        return told(self.reading.drift)

    @property
    def left(self) -> str:
        """Say the minutes left to the step held, or by how many it overruns."""
        if self.reading is None:
            return ""
        left = self.reading.left
        return f"{'' if left >= 0 else '+'}{abs(left) // MINUTE}:{abs(left) % MINUTE:02d}"


def script_of(session: GroupSession) -> SessionScript | None:
    """Return the script kept for a session, if one was ever needed (one query)."""
    found: SessionScript | None = SessionScript.objects.filter(session=session).first()
    return found


def conduct_of(session: GroupSession, script: SessionScript | None, *, at: dt.datetime) -> Conduct:
    """Return how a session is conducted, its meeting fetched (no query)."""
    meeting = session.meeting
    steps, state = steps_of(session, script), script.state if script else State()
    due = meeting.ends_at
    if due and state.began_at and timezone.localdate(due) != timezone.localdate(state.began_at):
        due = None
    reading = clock.read(steps=steps, state=state, due_at=due, at=at)
    total = sum(one.minutes for one in steps)
    return Conduct(
        lines=_lines(steps, state, reading, begins_at=meeting.starts_at, at=at),
        state=state,
        reading=reading if state.ended_at is None else None,
        total=total,
        over=max(0, total - meeting.duration),
        version=script.version if script else 1,
        beat=script.beat if script else 0,
        own=bool(script and script.steps),
        at=at,
    )


def told(drift: int) -> str:
    """Say an advance or a delay in minutes."""
    if not drift:
        return "À l’heure"
    return f"{typography.lasting(abs(drift))} {'de retard' if drift > 0 else 'd’avance'}"


def _lines(
    steps: Sequence[Step],
    state: State,
    reading: Reading | None,
    *,
    begins_at: dt.datetime | None,
    at: dt.datetime,
) -> list[Line]:
    """Return the steps with their hours: as planned, then as foreseen once the clock has started."""
    held = reading.number if reading else 0
    begins = begins_at
    if reading is not None:
        begins = at - dt.timedelta(seconds=reading.spent)
    found = []
    for number, step in enumerate(steps, start=1):
        times = state.of(step.key)
        minutes = step.minutes + times.extra
        spent = clock.spent_on(state, step.key, at=at)
        passed = bool(held) and number < held
        found.append(
            Line(
                step=step,
                number=number,
                begins_at=None if passed else begins,
                minutes=minutes,
                spent=spent,
                now=number == held and state.ended_at is None,
                done=passed or (state.ended_at is not None and spent > 0),
            )
        )
        if begins is not None and not passed:
            lasts = dt.timedelta(minutes=minutes)
            if number == held:
                lasts = max(lasts, dt.timedelta(seconds=spent))
            begins += lasts
    return found
