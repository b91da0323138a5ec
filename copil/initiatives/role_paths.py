"""Where to begin reading a method, for each role: data, read once a process by the reader of the methods."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from copil.initiatives import guide_data, method_file
from copil.initiatives.method_file import DATA
from copil.initiatives.method_file.reader import Fields
from copil.initiatives.models import Method


@dataclass(frozen=True, slots=True)
class Role:
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Stop:
    """An activity or a sheet to read, and why: exactly one of ``activity`` and ``sheet`` is written."""

    activity: str
    sheet: str
    why: str


@dataclass(frozen=True, slots=True)
class RolePath:
    method: str
    role: str
    steps: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Book:
    roles: tuple[Role, ...]
    paths: tuple[RolePath, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A stop with what is read there."""

    why: str
    activity: method_file.Activity | None
    sheet: guide_data.PracticeSheet | None


@functools.cache
def book() -> Book:
    """Return the roles and their paths."""
    return guide_data.read_file(DATA / "role_paths.yaml", _book)


def roles_of(row: Method) -> list[Role]:
    """Return the roles that have a path in a method, or in the one it was copied from."""
    keys = set(_origins(row))
    found = {path.role for path in book().paths if path.method in keys}
    return [role for role in book().roles if role.key in found]


def reading(row: Method, method: method_file.Method, *, role: str) -> list[Reading]:
    """Return what a role reads first, in order, less what the method no longer holds."""
    activities = {one.id: one for one in method.activities()}
    sheets = guide_data.practice_sheets()
    keys = list(_origins(row))
    path = next((one for one in book().paths if one.role == role and one.method in keys), None)
    stops = path.steps if path else ()
    found = (Reading(one.why, activities.get(one.activity), sheets.get(one.sheet)) for one in stops)
    return [one for one in found if one.activity or one.sheet]


def _origins(row: Method) -> Iterator[str]:
    """Give the keys of the shipped methods that a version comes from."""
    at: Method | None = row
    while at is not None:
        if at.workspace_id is None:
            yield at.key
        at = at.based_on


def _book(fields: Fields) -> Book:
    fields.only(("roles", "paths"))
    return Book(fields.each("roles", _role, required=True), fields.each("paths", _path, required=True))


def _role(fields: Fields) -> Role:
    fields.only(("key", "label"))
    return Role(fields.text("key"), fields.text("label"))


def _path(fields: Fields) -> RolePath:
    fields.only(("method", "role", "steps"))
    steps = fields.each("steps", _stop, required=True)
    return RolePath(fields.text("method"), fields.text("role"), steps)


def _stop(fields: Fields) -> Stop:
    fields.only(("why",), ("activity", "sheet"))
    return Stop(fields.text("activity"), fields.text("sheet"), fields.text("why"))
