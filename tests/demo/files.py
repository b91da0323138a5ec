"""The demonstration files, read once for the tests, and small questions about them."""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Model

COPIL = Path(__file__).resolve().parents[2] / "copil"
DATA = COPIL / "pages" / "demo" / "data"
COMMUNES = COPIL / "territories" / "data" / "communes_core.csv.gz"
INITIATIVES_DATA = COPIL / "initiatives" / "data"
FILES = (
    "workspaces",
    "organisations",
    "people",
    "diagnostics",
    "needs",
    "offers",
    "plans",
    "initiatives",
    "networks",
)
Row = dict[str, Any]


def read(path: Path) -> Row:
    """Read one YAML file."""
    content: Row = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


READ: dict[str, Row] = {name: read(DATA / f"{name}.yaml") for name in FILES}
ORGANISATIONS: dict[str, Row] = {row["ref"]: row for row in READ["organisations"]["organisations"]}
PEOPLE: dict[str, Row] = {row["ref"]: row for row in READ["people"]["people"]}
DIAGNOSTICS: dict[str, Row] = {row["ref"]: row for row in READ["diagnostics"]["diagnostics"]}
NEEDS: dict[str, Row] = {row["ref"]: row for row in READ["needs"]["needs"]}
SHARED: dict[str, Row] = {row["ref"]: row for row in READ["needs"]["shared_needs"]}
INITIATIVES: dict[str, Row] = {row["ref"]: row for row in READ["initiatives"]["initiatives"]}
WORKSPACES: dict[str, Row] = {row["slug"]: row for row in READ["workspaces"]["workspaces"]}
ACCOUNTS: dict[str, Row] = {row["email"]: row for row in READ["workspaces"]["accounts"]}
TODAY: dt.date = READ["workspaces"]["today"]


def walk(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Give every leaf of a file with the key that holds it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from walk(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, key)
    else:
        yield key, value


LEAVES = [(name, key, value) for name in FILES for key, value in walk(READ[name])]


def place_of(ref: str) -> str:
    """Give the workspace of a person or an organisation."""
    return str((PEOPLE.get(ref) or ORGANISATIONS[ref])["workspace"])


def fits(row: Row, model: type[Model], fields: Iterable[str]) -> bool:
    """Tell whether each text of the row fits its column."""
    limits = {field: getattr(model._meta.get_field(field), "max_length", None) for field in fields}
    return all(limit is None or len(str(row.get(field, ""))) <= limit for field, limit in limits.items())
