"""The small Markdown subset that people type: bold, italic, lists and links, nothing else."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from copil.core.typography import french
from copil.documents.blocks import DEEPEST_LIST, Block, BulletList, Item, NumberedList, Paragraph, Run, Text
from copil.documents.safety import clean, link_is_safe

# The "zero" preset knows paragraphs only: no HTML, no heading, no code, no image can appear by accident.
# The same grammar as on screen (`copil.core.markdown`), where links are judged by one rule too.
_PARSER = MarkdownIt("zero").enable(["emphasis", "list", "link", "newline", "escape"])
_PARSER.validateLink = lambda url: True  # type: ignore[method-assign]  # the documented way to override it


def from_markdown(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text typed by a person, none for a blank text.

    A line feed is a line break, as in the field where it was typed, and spaces and apostrophes become
    those of French. A link that is not an absolute web, e-mail or telephone address keeps its text only;
    lists deeper than three levels are flattened into the third.
    """
    tokens = iter(_PARSER.parse(clean(french(text))))
    return tuple(_blocks(tokens, depth=1, closing=""))


def _blocks(tokens: Iterator[Token], *, depth: int, closing: str) -> Iterator[Block]:
    """Yield the blocks up to the closing token."""
    for token in tokens:
        if token.type == closing:
            return
        if token.type == "inline":
            styled = _runs(token.children or [])
            if any(run.text.strip() for run in styled):
                yield Paragraph(styled)
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            yield from _list(tokens, opening=token.type, depth=depth)


def _list(tokens: Iterator[Token], *, opening: str, depth: int) -> Iterator[Block]:
    """Yield the list that just opened, or nothing when none of its items has a text."""
    kind = BulletList if opening == "bullet_list_open" else NumberedList
    items: list[Text | Item] = []
    for token in tokens:
        if token.type == opening.replace("open", "close"):
            break
        inside = tuple(_blocks(tokens, depth=depth + 1, closing="list_item_close"))
        items.extend(_items(inside, depth=depth))
    if items:
        yield kind(items)


def _items(inside: tuple[Block, ...], *, depth: int) -> Iterator[Text | Item]:
    """Yield one item for what a list item held, more where its lists are flattened."""
    text: list[Run] = []
    nested: list[Text | Item] = []
    kind: type[BulletList] | type[NumberedList] = BulletList
    for block in inside:
        if isinstance(block, Paragraph):
            text += ([Run("\n")] if text else []) + [*_as_runs(block.text)]
        elif isinstance(block, BulletList | NumberedList):
            kind = kind if nested else type(block)
            nested.extend(block.items)
    if text and nested and depth < DEEPEST_LIST:
        yield Item(tuple(text), kind(nested))
        return
    if text:
        yield tuple(text)
    yield from nested


def _as_runs(text: Text) -> tuple[Run, ...]:
    return (Run(text),) if isinstance(text, str) else tuple(text)


def _runs(tokens: list[Token]) -> tuple[Run, ...]:
    """Return the runs of inline tokens, neighbours of one style joined."""
    styles = {"strong": 0, "em": 0}
    href = ""
    found: list[Run] = []
    for token in tokens:
        name, _, edge = token.type.rpartition("_")
        if name in styles:
            styles[name] += 1 if edge == "open" else -1
        elif name == "link":
            href = _href(token) if edge == "open" else ""
        else:
            text = "\n" if token.type in {"softbreak", "hardbreak"} else token.content
            _append(found, Run(text, bold=styles["strong"] > 0, italic=styles["em"] > 0, href=href))
    return tuple(found)


def _append(found: list[Run], run: Run) -> None:
    if found and (found[-1].bold, found[-1].italic, found[-1].href) == (run.bold, run.italic, run.href):
        run = Run(found.pop().text + run.text, bold=run.bold, italic=run.italic, href=run.href)
    if run.text:
        found.append(run)


def _href(token: Token) -> str:
    href = str(token.attrs.get("href", ""))
    return href if link_is_safe(href) else ""
