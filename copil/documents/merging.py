"""What a document gives to a template: texts and lists, found in its blocks. No Django here."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from copil.core.typography import day
from copil.documents.blocks import (
    MISSING,
    Block,
    BulletList,
    Document,
    Facts,
    Figure,
    Heading,
    Item,
    NumberedList,
    Paragraph,
    Quote,
    Table,
    plain,
)
from copil.documents.kind_fields import Field, Kind, Where

Value = str | list["Value"] | dict[str, "Value"]
Context = dict[str, Value]
_NEW_PARAGRAPH = "\a"


@dataclass(slots=True)
class _Part:
    where: Where
    blocks: list[Block] = field(default_factory=list)


def context_of(document: Document, kind: Kind) -> Context:
    """Return every field of a kind with its value: what is not said is an empty text or list."""
    parts = _parts(document)
    given: Context = {
        "titre": document.title,
        "surtitre": document.kicker,
        "sous_titre": document.subtitle,
        "espace": document.organisation,
        "date": day(document.date, "medium") if document.date else "",
        "mention": document.footer or document.look.footer,
        "parties": [_whole(part) for part in parts if part.where],
    }
    for one in kind.own:
        found = next((part.blocks for part in parts if part.where == one.where), [])
        given[one.name] = _value(one, found)
    return given


def sample_of(kind: Kind) -> Context:
    """Return a value for every field, to try a template: two items in each list."""
    return {one.name: _example(one) for one in kind.fields}


def _example(one: Field) -> Value:
    if not one.is_list:
        return one.label
    if not one.inside:
        return [f"{one.label} 1", f"{one.label} 2"]
    return [{child.name: _example(child) for child in one.inside} for _ in range(2)]


def _parts(document: Document) -> list[_Part]:
    """Cut the document at its titles; what stands before the first is under no title."""
    parts = [_Part(())]
    path: Where = ()
    for block in document.blocks:
        if isinstance(block, Heading):
            path = (*path[: block.level - 1], block.text)
            parts.append(_Part(path))
        else:
            parts[-1].blocks.append(block)
    return parts


def _value(one: Field, blocks: list[Block]) -> Value:
    if one.fact:
        pairs = (pair for block in blocks if isinstance(block, Facts) for pair in block.pairs)
        said = next((plain(value) for label, value in pairs if label == one.fact), "")
        return "" if said == MISSING else said
    if one.inside:
        columns = [child.name for child in one.inside]
        return [
            dict(zip(columns, (plain(cell) for cell in row), strict=False))
            for block in blocks
            if isinstance(block, Table) and list(block.header) == [child.label for child in one.inside]
            for row in block.rows
        ]
    if one.is_list:
        return [text for block in blocks for text in _points(block)]
    return _NEW_PARAGRAPH.join(
        text for block in blocks if not isinstance(block, Facts | Table) for text in _said(block)
    )


def _whole(part: _Part) -> Value:
    rows = [row for block in part.blocks if isinstance(block, Table) for row in block.rows]
    return {
        "titre": part.where[-1],
        "texte": _NEW_PARAGRAPH.join(text for block in part.blocks for text in _said(block)),
        "reperes": [
            {"nom": label, "valeur": plain(value)}
            for block in part.blocks
            if isinstance(block, Facts)
            for label, value in block.pairs
        ],
        "points": [text for block in part.blocks for text in _points(block)],
        "lignes": [{"texte": " – ".join(plain(cell) for cell in row if plain(cell).strip())} for row in rows],
    }


def _points(block: Block) -> Iterator[str]:
    if isinstance(block, BulletList | NumberedList):
        for item in block.items:
            if isinstance(item, Item):
                yield plain(item.text)
                yield from _points(item.children)
            else:
                yield plain(item)


def _said(block: Block) -> Iterator[str]:
    """Return what a block says, a paragraph each."""
    if isinstance(block, Paragraph | Quote):
        yield plain(block.text)
    elif isinstance(block, Facts):
        yield from (f"{label}\N{NO-BREAK SPACE}: {plain(value)}" for label, value in block.pairs)
    elif isinstance(block, Table):
        yield from (" – ".join(plain(cell) for cell in row if plain(cell).strip()) for row in block.rows)
    elif isinstance(block, Figure):
        yield block.description
    else:
        yield from (f"• {text}" for text in _points(block))
