"""What a document says, line by line, and how two states of it differ. No Django here.

A line belongs to the section (the nearest heading above it); a table gives one line a row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from copil.documents.blocks import (
    Break,
    BulletList,
    Document,
    Facts,
    Figure,
    Heading,
    Item,
    NumberedList,
    Paragraph,
    Quote,
    Signatures,
    Table,
    Text,
    plain,
)

Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SectionChanges:
    """What a section says no more, and what it says now."""

    section: str
    removed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)


def lines_of(document: Document) -> list[Line]:
    """Return what a document says, as ``(section, line)``, its date and its layout left out."""
    lines: list[Line] = [("", document.title), ("", document.subtitle), ("", document.organisation)]
    section = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            section = block.text
            continue
        lines += [(section, line) for line in _said(block)]
    return [(where, text) for where, text in lines if text.strip()]


def differences(before: Sequence[Line], after: Sequence[Line]) -> list[SectionChanges]:
    """Return what changed between two states, by section, in the order of the later one."""
    found: dict[str, SectionChanges] = {}
    matcher = SequenceMatcher(None, list(before), list(after), autojunk=False)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        for section, text in before[old_start:old_end]:
            found.setdefault(section, SectionChanges(section)).removed.append(text)
        for section, text in after[new_start:new_end]:
            found.setdefault(section, SectionChanges(section)).added.append(text)
    return list(found.values())


def _said(block: object) -> Iterator[str]:
    if isinstance(block, Paragraph | Quote):
        yield plain(block.text)
    elif isinstance(block, Facts):
        yield from (f"{label}\N{NO-BREAK SPACE}: {plain(value)}" for label, value in block.pairs)
    elif isinstance(block, Table):
        yield from (_row(row) for row in block.rows)
        if block.total:
            yield _row(block.total)
    elif isinstance(block, BulletList | NumberedList):
        yield from _items(block)
    elif isinstance(block, Figure):
        yield block.description
    elif isinstance(block, Signatures):
        yield from (_row(row) for row in block.rows)
    elif not isinstance(block, Break):
        raise TypeError(f"a block that says nothing known: {block!r}")


def _items(block: BulletList | NumberedList) -> Iterator[str]:
    for item in block.items:
        if isinstance(item, Item):
            yield plain(item.text)
            yield from _items(item.children)
        else:
            yield plain(item)


def _row(cells: Sequence[Text]) -> str:
    return " – ".join(text for cell in cells if (text := plain(cell).strip()))
