"""The HTML is semantic, safe by construction and carries no style of its own in a page of the product."""

import re
from html.parser import HTMLParser

from copil.documents.blocks import Document, Facts, Heading, Paragraph, Quote, Run, Table
from copil.documents.writers.html import blocks_html, body_html, standalone_html
from tests.documents.sample import sample

ATTACK = "<script>alert(1)</script>\"'&amp;<img src=x onerror=alert(1)>"


class _Tags(HTMLParser):
    """Collect the start tags with their attributes and check that each element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"br", "meta"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def named(self, *names: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag in names]


def test_a_page_has_language_title_and_one_main() -> None:
    html = standalone_html(sample())
    tags = _Tags(html)
    assert tags.named("html") == [{"lang": "fr"}]
    assert f"<title>{sample().title}</title>" in html
    assert [len(tags.named(name)) for name in ("main", "article", "h1", "style")] == [1, 1, 1, 1]


def test_headings_follow_the_level_of_the_page() -> None:
    for top in (1, 2):
        found = re.findall(r"<h(\d)", body_html(sample(), top=top))
        levels = [block.level + top for block in sample().blocks if isinstance(block, Heading)]
        assert [int(level) for level in found] == [top, *levels]


def test_the_deepest_heading_stays_a_heading() -> None:
    blocks = [Heading(level, f"Niveau {level}") for level in (1, 2, 3, 4)]
    assert '<h6 class="doc-h4">Niveau 4</h6>' in blocks_html(blocks, top=3)


def test_table_cells_name_their_headers() -> None:
    tags = _Tags(body_html(sample()))
    scopes = [attrs["scope"] for attrs in tags.named("th")]
    assert scopes == ["col"] * 4 + ["row"] * 4 + ["col"] * 2 + ["col"] * 3
    assert len(tags.named("caption")) == 2


def test_a_scrolling_frame_is_named_and_takes_the_focus() -> None:
    frames = [attrs for attrs in _Tags(body_html(sample())).named("div") if attrs.get("class") == "doc-frame"]
    assert len(frames) == 3
    assert all(
        frame["tabindex"] == "0" and frame["role"] == "group" and frame["aria-label"] for frame in frames
    )


def test_a_figure_has_words_and_the_motif_none() -> None:
    tags = _Tags(body_html(sample()))
    assert [attrs["aria-label"] for attrs in tags.named("div") if attrs.get("role") == "img"] == [
        "Recrutement 9, mobilité 6, logement 3."
    ]
    assert tags.named("svg")[0]["aria-hidden"] == "true"


def test_a_fragment_has_no_style_and_no_handler() -> None:
    tags = _Tags(body_html(sample()))
    assert not tags.named("style", "script", "link")
    for _, attrs in tags.tags:
        assert not [name for name in attrs if name == "style" or name.startswith("on")]


def test_everything_typed_is_escaped() -> None:
    document = Document(
        ATTACK,
        [
            Heading(1, ATTACK),
            Paragraph([Run(ATTACK, bold=True), Run(ATTACK, href="https://ville.example/?a=1&b='2'")]),
            Facts([(ATTACK, ATTACK)]),
            Table([ATTACK], [[ATTACK]], caption=ATTACK, total=[ATTACK]),
            Quote(ATTACK, ATTACK),
        ],
        subtitle=ATTACK,
        kicker=ATTACK,
        organisation=ATTACK,
        author=ATTACK,
        footer=ATTACK,
    )
    tags = _Tags(standalone_html(document))
    assert not tags.named("script", "img")
    assert tags.named("a") == [{"href": "https://ville.example/?a=1&b='2'", "rel": "noopener nofollow"}]
