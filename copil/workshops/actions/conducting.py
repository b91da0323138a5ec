"""Conduct a session: its clock, kept for every device; its script, changed for this session only."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import save_versioned
from copil.identity.models import User
from copil.workshops import clock, scripts
from copil.workshops.actions.common import locked, record
from copil.workshops.clock import State, Step
from copil.workshops.enums.scripts import Beat
from copil.workshops.models import GroupSession, SessionScript

MOST_STEPS = 20
_HELD = "Cette étape est en cours : passez d’abord à une autre."
_USED = "Cette séance a commencé : son déroulé reste comme il a été conduit."


@transaction.atomic
def beat(*, session: GroupSession, what: Beat, expected: int, by: User, at: dt.datetime) -> SessionScript:
    """Move the clock of a session; raise ``Conflict`` when another device moved it first."""
    held = _held(session, at=at)
    if held.beat != expected:
        raise Conflict
    steps = steps_of(session, held)
    moves: dict[Beat, Callable[[], State]] = {
        Beat.START: lambda: clock.start(steps=steps, state=held.state, at=at),
        Beat.PAUSE: lambda: clock.pause(state=held.state, at=at),
        Beat.MORE: lambda: clock.extend(state=held.state, minutes=1),
        Beat.NEXT: lambda: clock.go(steps=steps, state=held.state, by=1, at=at),
        Beat.BACK: lambda: clock.go(steps=steps, state=held.state, by=-1, at=at),
        Beat.END: lambda: clock.end(state=held.state, at=at),
    }
    began = held.began_at is None
    state = moves[what]()
    held.current, held.running_since = state.current, state.running_since
    held.began_at, held.ended_at = state.began_at, state.ended_at
    held.times = {str(key): asdict(one) for key, one in state.times.items()}
    held.beat += 1
    held.save(update_fields=["current", "running_since", "began_at", "ended_at", "times", "beat"])
    if what is Beat.END or (what is Beat.START and began):
        verb = "end_session" if what is Beat.END else "begin_session"
        record(session.group, verb=verb, by=by, at=at, changes={"rank": session.rank})
    return held


@transaction.atomic
def add_step(*, session: GroupSession, values: Mapping[str, Any], by: User | None, at: dt.datetime) -> None:
    """Add a step at the end of the script of a session."""
    held = _held(session, at=at)
    steps = steps_of(session, held)
    if len(steps) >= MOST_STEPS:
        raise ActionRefused(f"Un déroulé compte {MOST_STEPS} étapes au plus.")
    key = max((one.key for one in steps), default=0) + 1
    _write(session, held, [*steps, Step(key=key, **values)], expected=held.version, by=by, at=at)


@transaction.atomic
def change_step(
    *,
    session: GroupSession,
    key: int,
    values: Mapping[str, Any],
    expected: int,
    by: User | None,
    at: dt.datetime,
) -> None:
    """Change a step: its title, its minutes, its guidance, what it works with."""
    held = _held(session, at=at)
    steps = list(steps_of(session, held))
    place = _place(steps, key)
    steps[place] = replace(steps[place], **values)
    _write(session, held, steps, expected=expected, by=by, at=at)


@transaction.atomic
def move_step(
    *, session: GroupSession, key: int, places: int, expected: int, by: User, at: dt.datetime
) -> None:
    """Move a step up or down; at an end, it stays."""
    held = _held(session, at=at)
    steps = list(steps_of(session, held))
    place = _place(steps, key)
    steps.insert(max(0, min(place + places, len(steps) - 1)), steps.pop(place))
    _write(session, held, steps, expected=expected, by=by, at=at)


@transaction.atomic
def remove_step(*, session: GroupSession, key: int, expected: int, by: User, at: dt.datetime) -> None:
    """Take a step off, unless it is the one being held or the only one."""
    held = _held(session, at=at)
    steps = list(steps_of(session, held))
    place = _place(steps, key)
    if held.current == key:
        raise ActionRefused(_HELD)
    if len(steps) == 1:
        raise ActionRefused("Gardez au moins une étape.")
    del steps[place]
    _write(session, held, steps, expected=expected, by=by, at=at)


@transaction.atomic
def reset(*, session: GroupSession, expected: int, by: User, at: dt.datetime) -> None:
    """Go back to the script proposed, before the session is conducted."""
    held = _held(session, at=at)
    if held.began_at is not None:
        raise ActionRefused(_USED)
    held.steps = []
    save_versioned(held, fields=["steps"], expected=expected)
    record(session.group, verb="reset_script", by=by, at=at, changes={"rank": session.rank})


def carry_over(*, before: GroupSession, session: GroupSession, at: dt.datetime) -> None:
    """Keep the script of a session that is planned again: what was prepared is not lost."""
    known = SessionScript.objects.filter(session=before).exclude(steps=[]).first()
    if known is not None:
        SessionScript.objects.create(
            workspace_id=session.workspace_id, session=session, steps=known.steps, created_at=at
        )


def steps_of(session: GroupSession, script: SessionScript | None) -> tuple[Step, ...]:
    """Return the steps of a session: its own, or those proposed for its rank."""
    return (script.own_steps if script else ()) or scripts.proposed(session.rank)


def _held(session: GroupSession, *, at: dt.datetime) -> SessionScript:
    """Return the script of a session, held until the end of the transaction; written the first time."""
    locked(session.group)
    rows = SessionScript.objects.select_for_update(of=("self",))
    found: SessionScript | None = rows.filter(session=session).first()
    return found or SessionScript.objects.create(
        workspace_id=session.workspace_id, session=session, created_at=at
    )


def _place(steps: Sequence[Step], key: int) -> int:
    for place, one in enumerate(steps):
        if one.key == key:
            return place
    raise ActionRefused("Cette étape n’est plus dans le déroulé.")


def _write(
    session: GroupSession,
    held: SessionScript,
    steps: Sequence[Step],
    *,
    expected: int,
    by: User | None,
    at: dt.datetime,
) -> None:
    held.steps = [asdict(one) for one in steps]
    save_versioned(held, fields=["steps"], expected=expected)
    record(session.group, verb="change_script", by=by, at=at, changes={"rank": session.rank})
