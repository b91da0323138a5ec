"""The typed blocks that an app hands to the document engine.

A `documents.py` builds one `Document`; `copil.documents.writers` turns it into PDF, DOCX, ODT or HTML.
No Django here: a document is a value, built and checked without a database. Everything is checked at
construction, so that a writer never meets a lame table or an unsafe link: `ValueError` is a fault of the
calling code, never of the person who typed the text.

Text is a `str`, or a sequence of `Run` where part of it is bold, italic or a link; a line feed inside is a
line break. What people typed goes through `from_markdown` (in `copil.documents.markdown`).
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from copil.documents.look import OURS, Look
from copil.documents.safety import clean, link_is_safe, refuse_unsafe_svg

MISSING = "Non renseigné"
NOTHING = "Rien à ce jour."
DEEPEST_HEADING = 4
DEEPEST_LIST = 3


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. `href` takes http, https, mailto and tel addresses only."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""

    def __post_init__(self) -> None:
        _set(self, text=clean(self.text))
        if self.href and not link_is_safe(self.href):
            raise ValueError(f"unsafe link: {self.href!r}")


Text: TypeAlias = str | Sequence[Run]


def runs(text: Text) -> tuple[Run, ...]:
    """Return the text as runs; a plain string is one run, an empty one is none."""
    if isinstance(text, str):
        return (Run(text),) if text else ()
    return tuple(text)


def plain(text: Text) -> str:
    """Return the text without its styles."""
    return text if isinstance(text, str) else "".join(run.text for run in text)


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside the document: level 1 is a section (the document's own title stands above it)."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if not 1 <= self.level <= DEEPEST_HEADING:
            raise ValueError(f"a heading has a level from 1 to {DEEPEST_HEADING}, not {self.level}")
        _set(self, text=_required(self.text, "a heading").replace("\n", " "))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; an empty one is refused."""

    text: Text

    def __post_init__(self) -> None:
        _set(self, text=_text(self.text))
        if not plain(self.text).strip():
            raise ValueError("a paragraph needs a text")


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value pairs. An empty value is printed « Non renseigné »: a sheet hides no gap."""

    pairs: Sequence[tuple[str, Text]]

    def __post_init__(self) -> None:
        if not self.pairs:
            raise ValueError("facts need at least one pair")
        _set(self, pairs=tuple((_required(label, "a fact"), _value(value)) for label, value in self.pairs))


@dataclass(frozen=True, slots=True)
class Table:
    """A data table with a header row.

    `numeric` lists the columns (from 0) set to the right; `widths` gives one relative width a column, for
    a table as wide as the text (without it, columns take the width of what they hold); `total` is a last
    row in bold; `row_headers` makes the first column the header of its row. Without rows, `empty` is
    printed in place of the table.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[Text]]
    caption: str = ""
    numeric: Sequence[int] = ()
    widths: Sequence[float] = ()
    total: Sequence[Text] = ()
    row_headers: bool = False
    empty: str = NOTHING

    def __post_init__(self) -> None:
        columns = len(self.header)
        if not columns:
            raise ValueError("a table needs at least one column")
        _set(
            self,
            header=tuple(_required(cell, "a column") for cell in self.header),
            rows=_rows(self.rows, columns),
            caption=clean(self.caption),
            numeric=tuple(sorted(set(self.numeric))),
            widths=tuple(self.widths),
            total=_rows([self.total], columns)[0] if self.total else (),
            empty=_required(self.empty, "an empty table"),
        )
        if any(not 0 <= column < columns for column in self.numeric):
            raise ValueError(f"numeric columns go from 0 to {columns - 1}, not {self.numeric}")
        if self.widths and (len(self.widths) != columns or min(self.widths) <= 0):
            raise ValueError(f"a table of {columns} columns needs {columns} widths above 0")


@dataclass(frozen=True, slots=True)
class Item:
    """A list item that holds a list."""

    text: Text
    children: "BulletList | NumberedList"

    def __post_init__(self) -> None:
        _set(self, text=_text(self.text))


@dataclass(frozen=True, slots=True)
class BulletList:
    """An unordered list. Without items, `empty` is printed in place of the list."""

    items: Sequence[Text | Item]
    empty: str = NOTHING

    def __post_init__(self) -> None:
        _set(self, items=_items(self.items), empty=_required(self.empty, "an empty list"))
        _refuse_deep(self, 1)


@dataclass(frozen=True, slots=True)
class NumberedList:
    """An ordered list, from 1. Without items, `empty` is printed in place of the list."""

    items: Sequence[Text | Item]
    empty: str = NOTHING

    def __post_init__(self) -> None:
        _set(self, items=_items(self.items), empty=_required(self.empty, "an empty list"))
        _refuse_deep(self, 1)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture drawn as SVG with presentation attributes, and what it says in words.

    `title` is printed above it, `description` is its text alternative, `table` (printed after it) holds
    the same figures. `width` is a share of the text width. SVG with scripts, styles, entities or
    outside references is refused.
    """

    svg: str
    title: str
    description: str
    table: Table | None = None
    width: float = 1.0

    def __post_init__(self) -> None:
        refuse_unsafe_svg(self.svg)
        title = _required(self.title, "a figure")
        _set(self, title=title, description=_required(self.description, "the description of a figure"))
        if not 0 < self.width <= 1:
            raise ValueError(f"the width of a figure is a share from 0 to 1, not {self.width}")


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words and, when known, who said them."""

    text: Text
    source: str = ""

    def __post_init__(self) -> None:
        _set(self, text=_text(self.text), source=clean(self.source))
        if not plain(self.text).strip():
            raise ValueError("a quote needs a text")


@dataclass(frozen=True, slots=True)
class Signatures:
    """A signing sheet: rows tall enough to sign, a last column « Signature », `spare` empty rows after."""

    rows: Sequence[Sequence[str]]
    header: Sequence[str] = ("Nom et prénom", "Qualité")
    spare: int = 0
    caption: str = ""

    def __post_init__(self) -> None:
        if not self.rows and self.spare < 1:
            raise ValueError("signatures need a row or a spare row")
        header = tuple(_required(cell, "a column") for cell in self.header)
        if not header:
            raise ValueError("signatures need at least one column")
        rows = tuple(tuple(plain(cell) for cell in row) for row in _rows(self.rows, len(header)))
        _set(self, header=header, rows=rows, caption=clean(self.caption))


@dataclass(frozen=True, slots=True)
class Break:
    """The start of a new page."""


Block: TypeAlias = (
    Heading | Paragraph | Facts | Table | BulletList | NumberedList | Figure | Quote | Signatures | Break
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: its title block, what its footer says, and its blocks in reading order.

    Headings never skip a level. `date` is printed in French; `footer` is a free mention at the foot
    (reference, retention notice); `kicker` stands above the title (the initiative, the body); `look` is
    what the workspace that issues it puts of its own; `compact` sets it smaller and closer, for what must
    hold on one page. `to_cut` makes a card of each of its sections, in PDF: two on a page, with a line to
    cut along and no title block; in the other formats its breaks are pages.
    """

    title: str
    blocks: Sequence[Block]
    subtitle: str = ""
    kicker: str = ""
    organisation: str = ""
    author: str = ""
    date: datetime.date | None = None
    footer: str = ""
    language: str = "fr"
    look: Look = OURS
    compact: bool = False
    to_cut: bool = False

    def __post_init__(self) -> None:
        lines = ("subtitle", "kicker", "organisation", "author", "footer")
        _set(self, **{name: clean(getattr(self, name)).replace("\n", " ") for name in lines})
        _set(self, title=_required(self.title, "a document").replace("\n", " "), blocks=tuple(self.blocks))
        if not self.blocks:
            raise ValueError("a document needs at least one block")
        if len(self.language) != 2 or not self.language.isalpha():
            raise ValueError(f"a language has two letters, not {self.language!r}")
        self._refuse_skipped_levels()

    def _refuse_skipped_levels(self) -> None:
        level = 0
        for heading in self.headings():
            if heading.level > level + 1:
                raise ValueError(f"heading {heading.text!r} of level {heading.level} follows level {level}")
            level = heading.level

    def cards(self) -> list[list[Block]]:
        """Return its blocks by section, without the breaks between them."""
        cards: list[list[Block]] = []
        for block in self.blocks:
            if not cards or (isinstance(block, Heading) and block.level == 1):
                cards.append([])
            if not isinstance(block, Break):
                cards[-1].append(block)
        return cards

    def headings(self) -> Iterator[Heading]:
        """Yield the headings in order."""
        return (block for block in self.blocks if isinstance(block, Heading))


def _set(block: Any, **values: object) -> None:
    """Write the cleaned values of a frozen dataclass under construction."""
    for name, value in values.items():
        object.__setattr__(block, name, value)


def _text(text: Text) -> Text:
    return clean(text) if isinstance(text, str) else tuple(text)


def _value(text: Text) -> Text:
    return _text(text) if plain(text).strip() else MISSING


def _required(text: str, what: str) -> str:
    cleaned = clean(text).strip()
    if not cleaned:
        raise ValueError(f"{what} needs a text")
    return cleaned


def _rows(rows: Sequence[Sequence[Text]], columns: int) -> tuple[tuple[Text, ...], ...]:
    for number, row in enumerate(rows, 1):
        if len(row) != columns:
            raise ValueError(f"row {number} has {len(row)} cells, the header has {columns}")
    return tuple(tuple(_text(cell) for cell in row) for row in rows)


def _items(items: Sequence[Text | Item]) -> tuple[Text | Item, ...]:
    kept = tuple(item if isinstance(item, Item) else _text(item) for item in items)
    for number, item in enumerate(kept, 1):
        if not plain(item.text if isinstance(item, Item) else item).strip():
            raise ValueError(f"item {number} of a list needs a text")
    return kept


def _refuse_deep(block: BulletList | NumberedList, depth: int) -> None:
    if depth > DEEPEST_LIST:
        raise ValueError(f"a list holds at most {DEEPEST_LIST} levels")
    for item in block.items:
        if isinstance(item, Item):
            _refuse_deep(item.children, depth + 1)
