"""Requests drawn from the published description: what it allows, what it forbids, the nasty in between."""

import datetime as dt
import json
import random
import string
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

NASTY = (
    "", " ", "\x00", "a\x00b", "\ud800", "e\u0301", "\u202eabc", "' OR 1=1 --", "%00", "../../etc/passwd",
    "{{7*7}}", "<script>", "\n\r\t", "9" * 40, "-1", "1e400", "NaN", "null", "\u0663", "x" * 5_000,
    "2027-02-30", "0000-00-00", "9999-12-31", "W941009876", "81234567600017", "94018", "https://", "a@b",
    "00000000-0000-0000-0000-000000000000",
)  # fmt: skip  # read as a list of words
_NUMBERS = (0, -1, 1, 2, 100, 101, 10**6, 10**30, -(10**18), 1.5, True)
_BODIES = (
    b"",
    b"{",
    b"[]",
    b"null",
    b"3",
    b'"x"',
    b"\xff\xfe",
    b"[" * 5_000,
    b'{"a":' * 3_000,
    b'{"n": NaN}',
)
_TAGS = ('"1"', '"2"', 'W/"1"', "*", "x")


@dataclass(frozen=True)
class Drawn:
    """A request, and the operation it was drawn from."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    operation: Mapping[str, Any]


def requests(description: Mapping[str, Any], *, known: Mapping[str, Any], seed: int) -> Iterator[Drawn]:
    """Draw requests for ever; ``known`` gives identifiers that exist, by the first word of a path."""
    dice = random.Random(seed)
    operations = [
        (path, method, operation)
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    ]
    while True:
        path, method, operation = dice.choice(operations)
        yield _drawn(dice, description, known, path, method, operation)


def _drawn(
    dice: random.Random,
    description: Mapping[str, Any],
    known: Mapping[str, Any],
    path: str,
    method: str,
    operation: Mapping[str, Any],
) -> Drawn:
    values = _Values(dice, description, list(known.values()))
    query, headers = {}, {}
    for one in operation["parameters"]:
        if one["in"] == "query" and dice.random() < 0.3:
            query[one["name"]] = values.plain(one["schema"])
        elif one["in"] == "header" and dice.random() < 0.9:
            headers[one["name"]] = dice.choice([*_TAGS, str(_uuid(dice))])
    if dice.random() < 0.03:
        query[dice.choice(string.ascii_letters)] = "1"
    own = known.get(path.split("/")[3])
    pk = own if own is not None and dice.random() < 0.7 else _uuid(dice)
    named = str(pk) if dice.random() < 0.97 else quote(dice.choice(NASTY), errors="replace")
    where = path.replace("{pk}", named)
    asked = f"{where}?{urlencode(query, errors='replace')}" if query else where
    return Drawn(method.upper(), asked, headers, values.body(operation), operation)


def _uuid(dice: random.Random) -> uuid.UUID:
    return uuid.UUID(int=dice.getrandbits(128))


class _Values:
    """Values for the shapes of a description, right three times out of four."""

    def __init__(self, dice: random.Random, description: Mapping[str, Any], known: list[Any]) -> None:
        self.dice, self.known = dice, known
        self.schemas = description["components"]["schemas"]

    def body(self, operation: Mapping[str, Any]) -> bytes:
        """Return a body for an operation; empty when it takes none."""
        if "requestBody" not in operation:
            return b""
        if self.dice.random() < 0.05:
            return self.dice.choice(_BODIES)
        made = self.of(operation["requestBody"]["content"]["application/json"]["schema"])
        return json.dumps(made).encode()

    def plain(self, schema: Mapping[str, Any]) -> str:
        """Return a value as an address writes it."""
        made = self.of(schema)
        return "" if made is None else str(made).lower() if isinstance(made, bool) else str(made)

    def of(self, schema: Mapping[str, Any]) -> Any:
        """Return a value of a shape, or of none."""
        if self.dice.random() < 0.08:
            return self.dice.choice([*NASTY, *_NUMBERS, None, [], {}])
        if "$ref" in schema:
            return self.of(self.schemas[schema["$ref"].rsplit("/", 1)[-1]])
        for name in ("anyOf", "allOf"):
            if name in schema:
                return self.of(self.dice.choice(schema[name]))
        if "enum" in schema:
            return self.dice.choice(schema["enum"])
        kind = schema.get("type")
        if kind == "object":
            return self._object(schema)
        if kind == "array":
            return [self.of(schema.get("items", {})) for _ in range(self.dice.randrange(3))]
        if kind == "integer":
            return self.dice.choice([1, 2, 3, 25, *_NUMBERS])
        if kind == "boolean":
            return self.dice.random() < 0.5
        return None if kind == "null" else self._text(schema)

    def _object(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        required = set(schema.get("required", []))
        made = {
            name: self.of(field)
            for name, field in schema.get("properties", {}).items()
            if self.dice.random() < (0.95 if name in required else 0.35)
        }
        if self.dice.random() < 0.05:
            made["inconnu"] = self.dice.choice(NASTY)
        return made

    def _text(self, schema: Mapping[str, Any]) -> str:
        match schema.get("format"):
            case "uuid":
                made: Any = self.dice.choice([*self.known, _uuid(self.dice)])
                return str(made)
            case "date":
                return str(dt.date(2010, 1, 1) + dt.timedelta(days=self.dice.randrange(10_000)))
        if self.dice.random() < 0.3:
            return self.dice.choice(NASTY)
        return "".join(self.dice.choices(string.ascii_letters + "éà’ -", k=self.dice.randrange(1, 30)))


def problems(drawn: Drawn, *, status: int, content_type: str) -> list[str]:
    """Return what an answer does that the description does not say."""
    if status >= 500:
        return [f"{status} for {drawn.method} {drawn.path[:200]!r} {drawn.body[:200]!r}"]
    # 405 and 404 belong to no operation: the path that was drawn led to another address.
    if str(status) not in drawn.operation["responses"] and status not in (404, 405):
        return [f"{drawn.method} {drawn.path[:120]!r}: {status} is not in the description"]
    wanted = "application/problem+json" if status >= 400 else "application/json"
    if status not in (204, 304) and not content_type.startswith(wanted):
        return [f"{drawn.method} {drawn.path[:120]!r}: {status} is {content_type!r}"]
    return []
