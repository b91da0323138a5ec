"""The path: stages and steps, from whatever an app has, ready to be drawn."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

_STEP_ICONS = {"done": "check-circle-fill", "now": "record-circle", "skipped": "dash-circle"}
_STATES = {"done": "Fait", "now": "En cours", "todo": "À venir", "skipped": "Écarté"}


@dataclasses.dataclass(frozen=True)
class Step:
    """A stop of a stage. ``state``: done, now, todo or skipped."""

    title: str
    state: str = "todo"
    url: str = ""
    note: str = ""

    @property
    def icon(self) -> str:
        return _STEP_ICONS.get(self.state, "circle")

    @property
    def state_label(self) -> str:
        return _STATES[self.state]


@dataclasses.dataclass(frozen=True)
class Stage:
    """A station of the path. ``value`` out of ``max`` is the part of the line already walked."""

    title: str
    state: str = "todo"
    url: str = ""
    note: str = ""
    here: str = ""
    gate: str = ""
    value: float | None = None
    max: float | None = None
    steps: tuple[Step, ...] = ()

    @property
    def progress_label(self) -> str:
        return f"{self.title} : {_STATES[self.state].lower()}"


def stage_of(source: Any) -> Stage:
    """Return a :class:`Stage` from one, from a mapping or from any object with the same attributes."""
    steps: Iterable[Any] = _get(source, "steps") or ()
    state = _get(source, "state") or "todo"
    value, maximum = _get(source, "value"), _get(source, "max")
    known = bool(maximum)
    return Stage(
        **{name: _get(source, name) or "" for name in ("title", "url", "note", "here", "gate")},
        state=state,
        value=value or 0 if known else (1 if state == "done" else 0),
        max=maximum if known else 1,
        steps=tuple(_step_of(step) for step in steps),
    )


def _step_of(source: Any) -> Step:
    names = ("title", "url", "note")
    return Step(**{name: _get(source, name) or "" for name in names}, state=_get(source, "state") or "todo")


def _get(source: Any, name: str) -> Any:
    return source.get(name) if isinstance(source, Mapping) else getattr(source, name, None)
