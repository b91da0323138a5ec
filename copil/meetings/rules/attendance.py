"""Who was there, from what was noted: a fold over the notes, the same in whatever order they arrive.

Three devices may note the same people, one of them cut from the network for ten minutes: the state of a
person is computed again from every note about them, sorted by the instant at which each was made, then by its
identifier. Notes received twice are one note; notes received late fall into their place.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from copil.meetings.enums import AttendanceStatus as Status
from copil.meetings.enums import NoteKind, Reply

OPENS_BEFORE = dt.timedelta(hours=2)
CLOSES_AFTER = dt.timedelta(hours=12)
THERE = (Status.PRESENT, Status.REMOTE, Status.VISITOR)
_FROM_REPLY = {Reply.NO.value: Status.EXCUSED, Reply.REPRESENTED.value: Status.REPRESENTED}


@dataclass(frozen=True)
class Note:
    """One thing noted about a person: what, when it happened, and an identifier that orders equals."""

    key: str
    kind: str
    happened_at: dt.datetime


@dataclass(frozen=True)
class State:
    """What is known of a person: "" while nothing is."""

    status: str = ""
    arrived_at: dt.datetime | None = None
    left_at: dt.datetime | None = None


def folded(notes: Iterable[Note]) -> State:
    """Return what the notes about one person say together."""
    state = State()
    for note in sorted(notes, key=lambda one: (one.happened_at, one.key)):
        state = _after(state, note)
    return state


def _after(state: State, note: Note) -> State:
    if note.kind == NoteKind.UNDO:
        return State()
    if note.kind == NoteKind.LEFT:
        return replace(state, left_at=note.happened_at) if state.status in THERE else state
    status = Status(note.kind)
    if status not in THERE:
        return State(status.value)
    arrived = state.arrived_at if state.status in THERE and state.arrived_at else note.happened_at
    return State(status.value, arrived, None)


def is_open(*, starts_at: dt.datetime, ends_at: dt.datetime, at: dt.datetime) -> bool:
    """Tell whether arrivals are noted at an instant: from two hours before until twelve hours after."""
    return starts_at - OPENS_BEFORE <= at <= ends_at + CLOSES_AFTER


def moment(told: dt.datetime, *, opens: dt.datetime, at: dt.datetime) -> dt.datetime:
    """Return the instant a device tells, brought back between the opening and now: clocks are often wrong."""
    return max(opens, min(told, at))


def shown(*, status: str, reply: str, is_over: bool) -> str:
    """Return what a screen says of a person: what was noted, else what they answered, else what is due.

    An absence is never guessed: nobody noted, once the meeting is over, is "unknown", a thing to do.
    """
    if status:
        return status
    announced = _FROM_REPLY.get(reply)
    if announced is not None:
        return announced.value
    return "unknown" if is_over else "expected"


def may_amend(*, shown: str, noted: bool) -> bool:
    """Tell whether somebody expected may ask for a correction of the minutes.

    Those who took part, there, remotely or through somebody else; everybody while no attendance was noted.
    """
    return not noted or shown in (Status.PRESENT, Status.REMOTE, Status.REPRESENTED)


def is_there(status: str, *, left: bool) -> bool:
    """Tell whether somebody counts among those present, ``left`` being whether they are gone by now."""
    return status in THERE and not left


@dataclass(frozen=True)
class Share:
    """How many of a group were there, out of how many expected."""

    name: str
    expected: int
    there: int


def shares(rows: Iterable[tuple[str, str]]) -> Sequence[Share]:
    """Count (group, status) pairs, the largest group first."""
    expected: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for name, status in rows:
        expected[name] += 1
        there[name] += status in THERE
    return [
        Share(name, number, there[name])
        for name, number in sorted(expected.items(), key=lambda p: (-p[1], p[0]))
    ]
