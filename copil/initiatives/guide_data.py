"""The reading matter shipped beside the methods: practice sheets, reference objectives, short lists.

Read from `data/` once per process, by the same strict reader as the method files. Texts hold at most
the small Markdown subset of the product (bold, italic, lists, links).
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from copil.initiatives.method_file.catalogue import DATA
from copil.initiatives.method_file.model import Origin
from copil.initiatives.method_file.problems import MethodFileError, Problems
from copil.initiatives.method_file.reader import Fields, Reader
from copil.initiatives.method_file.tree import parse, read_text

T = TypeVar("T")


class Level(StrEnum):
    STRATEGIC = "strategic"
    OPERATIONAL = "operational"


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Shown in this order: paragraphs, list, table, then links to other sheets."""

    heading: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...]
    table: Table | None
    refs: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class PracticeSheet:
    """`experiences` lists the keys of the experiences that an experience sheet presents."""

    key: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    experiences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Objective:
    """`also_level` is the other level under which some sources print the same objective."""

    key: str
    level: Level
    also_level: Level | None
    label: str
    description: str
    aliases: tuple[str, ...]
    results_heading: str


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    label: str
    description: str


@dataclass(frozen=True, slots=True)
class ReferenceList:
    key: str
    title: str
    entries: tuple[Entry, ...]


def read_file(path: Path, read: Callable[[Fields], T]) -> T:
    """Return `read` applied to the top of a data file, or raise MethodFileError with every problem."""
    problems = Problems()
    text = read_text(path, problems)
    node = parse(text, problems) if text is not None else None
    if node is None:
        raise MethodFileError(problems.sorted())
    value = read(Reader(problems).fields(node, "", 1))
    if problems:
        raise MethodFileError(problems.sorted())
    return value


@functools.cache
def practice_sheets() -> dict[str, PracticeSheet]:
    """Return the practice and experience sheets by key (FP1 to FP7, FE1, FE2)."""
    sheets = (read_file(path, _sheet) for path in sorted((DATA / "practice_sheets").glob("*.yaml")))
    return {sheet.key: sheet for sheet in sheets}


@functools.cache
def objectives() -> dict[str, Objective]:
    """Return the ten reference objectives by key, strategic ones first."""
    found = read_file(DATA / "reference_objectives.yaml", _objectives)
    return {objective.key: objective for objective in found}


@functools.cache
def reference_lists() -> dict[str, ReferenceList]:
    """Return the short lists by key: typology, partner_families, contact_questions, and so on."""
    found = read_file(DATA / "reference_lists.yaml", _lists)
    return {item.key: item for item in found}


def _sheet(fields: Fields) -> PracticeSheet:
    fields.only(("key", "title", "lead", "sections"), ("experiences",))
    return PracticeSheet(
        key=fields.text("key"),
        title=fields.text("title"),
        lead=fields.text("lead"),
        sections=fields.each("sections", _section, required=True),
        experiences=fields.texts("experiences"),
    )


def _section(fields: Fields) -> Section:
    fields.only(("heading", "origin"), ("paragraphs", "list", "table", "refs"))
    return Section(
        heading=fields.text("heading"),
        paragraphs=fields.texts("paragraphs"),
        items=fields.texts("list"),
        table=fields.one("table", _table),
        refs=fields.texts("refs"),
        origin=fields.choice("origin", Origin, Origin.SOURCE),
    )


def _table(fields: Fields) -> Table:
    fields.only(("caption", "columns", "rows"))
    table = Table(fields.text("caption"), fields.texts("columns", required=True), fields.rows("rows"))
    for index, row in enumerate(table.rows):
        if len(row) != len(table.columns):
            path = f"{fields.at('rows')}[{index}]"
            line = fields.reader.lines.get(path, fields.line)
            message = f"Cette ligne a {len(row)}\u00a0cases pour {len(table.columns)}\u00a0colonnes."
            fields.reader.problems.add(line, path, message)
    return table


def _objectives(fields: Fields) -> tuple[Objective, ...]:
    fields.only(("objectives",))
    return fields.each("objectives", _objective, required=True)


def _objective(fields: Fields) -> Objective:
    fields.only(("key", "level", "label", "description", "aliases"), ("also_level", "results_heading"))
    other = fields.has("also_level")
    return Objective(
        key=fields.text("key"),
        level=fields.choice("level", Level, Level.OPERATIONAL),
        also_level=fields.choice("also_level", Level, Level.OPERATIONAL) if other else None,
        label=fields.text("label"),
        description=fields.text("description"),
        aliases=fields.texts("aliases"),
        results_heading=fields.text("results_heading"),
    )


def _lists(fields: Fields) -> tuple[ReferenceList, ...]:
    fields.only(("lists",))
    return fields.each("lists", _list, required=True)


def _list(fields: Fields) -> ReferenceList:
    fields.only(("key", "title", "entries"))
    entries = fields.each("entries", _entry, required=True)
    return ReferenceList(fields.text("key"), fields.text("title"), entries)


def _entry(fields: Fields) -> Entry:
    fields.only(("key", "label", "description"))
    return Entry(fields.text("key"), fields.text("label"), fields.text("description"))
