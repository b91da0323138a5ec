"""The small Markdown: what it shows, and everything it refuses."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copil.core import markdown

ALLOWED = {"p", "ul", "ol", "li", "strong", "em", "br", "a"}


class Reader(HTMLParser):
    """Collect what a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]


def test_paragraphs_bold_italic_and_line_ends() -> None:
    shown = markdown.render("Un **mot** et *un autre*\nla suite\n\nfin")
    assert shown == "<p>Un <strong>mot</strong> et <em>un autre</em><br>la suite</p><p>fin</p>"


def test_lists() -> None:
    assert markdown.render("- un\n- deux") == "<ul><li>un</li><li>deux</li></ul>"
    assert markdown.render("1. un\n2. deux") == "<ol><li>un</li><li>deux</li></ol>"


@pytest.mark.parametrize(
    "address",
    [
        "https://exemple.fr/a?b=1&c=2",
        "http://exemple.fr",
        "mailto:a@exemple.fr",
        "tel:+33123456789",
        "/e/marne/",
    ],
)
def test_links_that_may_be_followed(address: str) -> None:
    reader = Reader(markdown.render(f"[ici]({address})"))
    assert reader.links == [address]
    assert reader.attributes == {"href", "rel"}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript&#58;alert(1)",
        "&#106;avascript:alert(1)",
        "java&#09;script:alert(1)",
        "java&#10;script:alert(1)",
        "&#1;javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//exemple.net",
        "/\\exemple.net",
        "\\\\exemple.net",
        "\\\\\\\\exemple.net",
        "/%5Cexemple.net",
        "https://banque.fr@exemple.net",
        "https:///exemple.net",
        "https://?q",
        "https:exemple.net",
        "relative",
        "#ancre",
        "<javascript:alert(1)>",
        "<//exemple.net>",
    ],
)
def test_links_that_may_not(address: str) -> None:
    shown = markdown.render(f"[ici]({address})")
    assert Reader(shown).links == []
    assert "ici" in shown


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![image](https://exemple.fr/a.png)",
        '[a](https://exemple.fr "x\\" onclick=alert(1)")',
        "<https://exemple.fr>",
        "`<b>`",
        "# titre",
        "> citation",
        "```\n<b>\n```",
        "| a | b |\n|---|---|\n| c | d |",
        '[a](https://exemple.fr/"onmouseover="alert(1))',
        "[a]: javascript:alert(1)\n[a]",
        "**<svg/onload=alert(1)>**",
    ],
)
def test_nothing_else_becomes_html(typed: str) -> None:
    reader = Reader(markdown.render(typed))
    assert set(reader.tags) <= ALLOWED
    assert reader.attributes <= {"href", "rel"}


@given(st.text(alphabet=list("ab *_[]()<>\"'&;:/\\-1.\n#!`jh"), max_size=80))
def test_any_text_gives_only_what_is_allowed(typed: str) -> None:
    reader = Reader(markdown.render(typed))
    assert set(reader.tags) <= ALLOWED
    assert reader.attributes <= {"href", "rel"}
    assert all(markdown.safe_address(link) for link in reader.links)


def test_the_words_alone() -> None:
    assert markdown.plain("Un **mot**,\n\n- un [lien](https://exemple.fr)\n- fin") == "Un mot, un lien fin"
