"""The description read for people: chapters, fields, examples to copy."""

import json
import shlex
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.text import slugify

from copil.api.describing import SECURITY

EXAMPLE_ID = uuid.UUID("019a0000-0000-7000-8000-000000000001")
TOKEN = "$JETON"  # noqa: S105  # the name of a variable of the reader's shell
_TYPES = {
    "string": "texte",
    "integer": "nombre",
    "boolean": "true ou false",
    "array": "liste",
    "object": "objet",
    "null": "null",
}
_FORMATS = {"uuid": "identifiant", "date": "date", "date-time": "instant"}


@dataclass(frozen=True)
class Line:
    """A field or a parameter: its name, what it holds, whether it must be given, what it means."""

    name: str
    holds: str
    required: bool
    meaning: str


@dataclass(frozen=True)
class Operation:
    """Something that can be asked, with an example to copy."""

    key: str
    method: str
    path: str
    summary: str
    scope: str
    kind: str
    parameters: tuple[Line, ...]
    sent: tuple[Line, ...]
    example: str


@dataclass(frozen=True)
class Chapter:
    """One kind of sheet: what it holds, what can be asked of it."""

    slug: str
    title: str
    fields: tuple[Line, ...]
    operations: tuple[Operation, ...]


def chapters(description: Mapping[str, Any]) -> list[Chapter]:
    """Return the chapters of a description, in its order."""
    by_title: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            by_title.setdefault(operation["tags"][0], []).append((path, method, operation))
    return [_chapter(description, title, rows) for title, rows in by_title.items()]


def first_steps() -> str:
    """Return the example that opens the documentation."""
    return _curl("GET", "/api/v1/organisations?par_page=5", headers=())


def event() -> str:
    """Return what an address is told, as an example."""
    content = {
        "type": "organisations.update",
        "timestamp": "2027-02-28T09:30:00+00:00",
        "data": {
            "kind": "directory.organisation",
            "id": str(EXAMPLE_ID),
            "verb": "update",
            "url": f"/api/v1/organisations/{EXAMPLE_ID}",
        },
    }
    return json.dumps(content, indent=2)


def _chapter(
    description: Mapping[str, Any], title: str, rows: list[tuple[str, str, dict[str, Any]]]
) -> Chapter:
    made = tuple(_operation(description, path, method, one) for path, method, one in rows)
    shown = next((one for _, _, one in rows if one["x-kind"] == "show"), rows[0][2])
    schema = _content(shown["responses"]["200"])
    return Chapter(slugify(title), title, tuple(_lines(description, schema)), made)


def _operation(
    description: Mapping[str, Any], path: str, method: str, operation: Mapping[str, Any]
) -> Operation:
    body = operation.get("requestBody")
    sent = _content(body) if body else {}
    return Operation(
        key=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        scope=operation["security"][0][SECURITY][0],
        kind=operation["x-kind"],
        parameters=tuple(_parameter(description, one) for one in operation["parameters"]),
        sent=tuple(_lines(description, sent)),
        example=_example(path, method.upper(), operation),
    )


def _example(path: str, method: str, operation: Mapping[str, Any]) -> str:
    headers = [
        f"{one['name']}: {one['example']}"
        for one in operation["parameters"]
        if one["in"] == "header" and one.get("required")
    ]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("example")
    address = path.replace("{pk}", str(EXAMPLE_ID))
    return _curl(method, address, headers=headers, body=body)


def _curl(method: str, address: str, *, headers: Any, body: Any = None) -> str:
    """Return a command that any shell understands, one option a line."""
    parts = ["curl" if method == "GET" else f"curl -X {method}", f'-H "Authorization: Bearer {TOKEN}"']
    parts += [f"-H {shlex.quote(one)}" for one in headers]
    if body is not None:
        parts.append("-H 'Content-Type: application/json'")
        parts.append(f"-d {shlex.quote(json.dumps(body, ensure_ascii=False))}")
    parts.append(shlex.quote(f"{settings.BASE_URL}{address}"))
    return " \\\n  ".join(parts)


def _content(holder: Mapping[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = holder["content"]["application/json"]["schema"]
    return schema


def _parameter(description: Mapping[str, Any], parameter: Mapping[str, Any]) -> Line:
    return Line(
        name=parameter["name"],
        holds=_holds(description, parameter["schema"]),
        required=bool(parameter.get("required")),
        meaning=parameter.get("description", ""),
    )


def _lines(description: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Line]:
    held = _resolved(description, schema)
    required = set(held.get("required", []))
    for name, field in held.get("properties", {}).items():
        meaning = field.get("description", "")
        yield Line(name, _holds(description, field), name in required, meaning)


def _resolved(description: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = schema.get("$ref") or next((one["$ref"] for one in schema.get("allOf", [])), None)
    if reference is None:
        return schema
    found: Mapping[str, Any] = description["components"]["schemas"][reference.rsplit("/", 1)[-1]]
    return found


def _holds(description: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """Say in a few words what a field holds."""
    held = _resolved(description, schema)
    if "anyOf" in held:
        return " ou ".join(dict.fromkeys(_holds(description, one) for one in held["anyOf"]))
    if "enum" in held:
        return ", ".join(str(one) for one in held["enum"])
    if "const" in held:
        return str(held["const"])
    if held.get("type") == "array":
        return f"liste de : {_holds(description, held.get('items', {}))}"
    if "properties" in held:
        return "objet (" + ", ".join(held["properties"]) + ")"
    return _FORMATS.get(held.get("format", ""), _TYPES.get(str(held.get("type", "")), "valeur"))
