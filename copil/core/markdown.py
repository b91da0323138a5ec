"""The small Markdown people may type: bold, italic, lists, links. Anything else stays the text it was.

Safe by construction: the HTML is written here, token by token, from a closed list of tags; raw HTML,
images, titles and code are never parsed, and every piece of text goes through ``escape``.
"""

import re
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

# "zero" parses paragraphs and text only; everything allowed is named here.
_PARSER = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False}).enable(
    ["emphasis", "list", "link", "newline", "escape"]
)
# Addresses are judged below, by one rule of ours: the parser's own judgement is switched off.
_PARSER.validateLink = lambda url: True  # type: ignore[method-assign]  # the documented way to override it

_TAGS = {
    "paragraph_open": "<p>",
    "paragraph_close": "</p>",
    "bullet_list_open": "<ul>",
    "bullet_list_close": "</ul>",
    "ordered_list_open": "<ol>",
    "ordered_list_close": "</ol>",
    "list_item_open": "<li>",
    "list_item_close": "</li>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "em_open": "<em>",
    "em_close": "</em>",
    "softbreak": "<br>",
    "hardbreak": "<br>",
}


def safe_address(url: str) -> bool:
    """Tell whether a typed link may be followed: a known scheme, or a path of this site.

    Browsers read ``\\`` as ``/`` and drop tabs and line ends inside an address, so an address holding
    any of these is refused before its start is looked at.
    """
    lowered = url.lower()
    if "\\" in url or "%5c" in lowered or any(ord(char) <= 0x20 or 0x7F <= ord(char) <= 0x9F for char in url):
        return False
    if web := re.match(r"https?://([^/?#]*)", lowered):
        return bool(web[1]) and "@" not in web[1]
    if lowered.startswith(("mailto:", "tel:")):
        return True
    return url.startswith("/") and not url.startswith("//")


def render(text: str) -> SafeString:
    """Return the HTML of a typed text: paragraphs, lists, bold, italic and links, nothing else."""
    return mark_safe("".join(_block(_PARSER.parse(text))))  # noqa: S308  # every piece is escaped or constant


def plain(text: str) -> str:
    """Return the words of a typed text without their marks: a list row, a search entry, a mail subject."""
    words = []
    for token in _PARSER.parse(text):
        if token.type == "inline":
            words.append(
                "".join(" " if child.tag == "br" else child.content for child in token.children or [])
            )
    return " ".join(" ".join(words).split())


def _block(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        if token.type == "inline":
            yield from _inline(token.children or [])
        elif not token.hidden:
            yield _TAGS.get(token.type, "")


def _inline(tokens: Iterable[Token]) -> Iterable[str]:
    open_links: list[bool] = []
    for token in tokens:
        if token.type == "link_open":
            url = str(token.attrGet("href") or "")
            open_links.append(safe_address(url))
            if open_links[-1]:
                yield f'<a href="{escape(url)}" rel="noopener nofollow ugc">'
        elif token.type == "link_close":
            if open_links.pop():
                yield "</a>"
        elif token.type in _TAGS:
            yield _TAGS[token.type]
        else:
            yield escape(token.content)
