"""A method as JSON, as the database stores it, and what is counted in it."""

import functools
import hashlib
import json
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, asdict, fields, is_dataclass
from enum import StrEnum
from typing import Any, TypedDict

from copil.initiatives.method_file.model import Method

FORMAT = 1


class Counts(TypedDict):
    stages: int
    steps: int
    activities: int
    questions: int
    rules: int
    gates: int


class Summary(TypedDict):
    key: str
    title: str
    version: str
    stages: int
    steps: int
    activities: int


def counts(method: Method) -> Counts:
    """Count the parts of a method; a stage listing its activities directly counts no step."""
    activities = list(method.activities())
    return Counts(
        stages=len(method.stages),
        steps=sum(1 for stage in method.stages for step in stage.steps if step.id),
        activities=len(activities),
        questions=sum(len(activity.questions) for activity in activities),
        rules=len(method.rules),
        gates=len(method.gates),
    )


def summary(method: Method) -> Summary:
    """Return the line of a method in `copil methods list --json`."""
    counted = counts(method)
    return Summary(
        key=method.key,
        title=method.title,
        version=method.version,
        stages=counted["stages"],
        steps=counted["steps"],
        activities=counted["activities"],
    )


def to_json(method: Method) -> dict[str, Any]:
    """Return plain JSON values: objects, lists, texts, null."""
    plain: dict[str, Any] = json.loads(json.dumps({"format": FORMAT, **asdict(method)}))
    return plain


def from_json(data: Mapping[str, Any]) -> Method:
    """Return the method that `to_json` wrote. Raise ValueError when the data has another shape."""
    if data.get("format") != FORMAT:
        raise ValueError(f"method data of an unknown format: {data.get('format')!r}")
    method: Method = _revive(Method, {key: value for key, value in data.items() if key != "format"}, "method")
    return method


def digest(method: Method) -> str:
    """Return the SHA-256 of the content: equal for equal methods, whatever the layout of their files."""
    canonical = json.dumps(to_json(method), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _revive(kind: Any, value: Any, path: str) -> Any:
    """Build a value of a type: dataclass, tuple, optional, enumeration or text."""
    origin = typing.get_origin(kind)
    if origin is types.UnionType:
        (inner,) = (arm for arm in typing.get_args(kind) if arm is not types.NoneType)
        return None if value is None else _revive(inner, value, path)
    if origin is tuple and isinstance(value, list):
        inner = typing.get_args(kind)[0]
        return tuple(_revive(inner, item, f"{path}[{index}]") for index, item in enumerate(value))
    if is_dataclass(kind) and isinstance(kind, type) and isinstance(value, dict):
        names = {field.name for field in fields(kind)}
        optional = {field.name for field in fields(kind) if field.default is not MISSING}
        wrong = (names ^ set(value)) - (optional - set(value))
        if wrong:
            raise ValueError(f"{path}: fields {sorted(wrong)} are missing or unknown")
        return kind(**{name: _revive(_hints(kind)[name], value[name], f"{path}.{name}") for name in value})
    if isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(value, str):
        return kind(value)
    if kind in {str, int} and type(value) is kind:
        return value
    raise ValueError(f"{path}: unexpected {type(value).__name__}")
