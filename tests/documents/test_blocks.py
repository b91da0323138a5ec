"""Blocks are checked when they are built: a writer never meets a lame table or an unsafe link."""

from collections.abc import Callable

import pytest

from copil.documents.blocks import (
    MISSING,
    BulletList,
    Document,
    Facts,
    Figure,
    Heading,
    Item,
    NumberedList,
    Paragraph,
    Quote,
    Run,
    Signatures,
    Table,
    Text,
    plain,
    runs,
)

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="5" height="5"/></svg>'


def _nested(depth: int) -> BulletList:
    return BulletList(["fond"]) if depth == 1 else BulletList([Item("niveau", _nested(depth - 1))])


@pytest.mark.parametrize(
    "build",
    [
        lambda: Heading(0, "Titre"),
        lambda: Heading(5, "Titre"),
        lambda: Heading(1, "  "),
        lambda: Paragraph(""),
        lambda: Paragraph([Run(" ")]),
        lambda: Facts([]),
        lambda: Facts([("", "valeur")]),
        lambda: Table([], []),
        lambda: Table(["A", "B"], [["1"]]),
        lambda: Table(["A", ""], []),
        lambda: Table(["A"], [["1"]], numeric=[1]),
        lambda: Table(["A"], [["1"]], widths=[1, 2]),
        lambda: Table(["A"], [["1"]], widths=[0]),
        lambda: Table(["A", "B"], [["1", "2"]], total=["3"]),
        lambda: BulletList([""]),
        lambda: NumberedList([Item(" ", BulletList(["a"]))]),
        lambda: _nested(4),
        lambda: Quote(""),
        lambda: Signatures([]),
        lambda: Signatures([["A"]]),
        lambda: Figure(DRAWING, "", "description"),
        lambda: Figure(DRAWING, "titre", ""),
        lambda: Figure(DRAWING, "titre", "description", width=1.5),
        lambda: Document("", [Paragraph("a")]),
        lambda: Document("Titre", []),
        lambda: Document("Titre", [Paragraph("a")], language="français"),
        lambda: Document("Titre", [Heading(2, "Saut")]),
        lambda: Document("Titre", [Heading(1, "Un"), Heading(3, "Saut")]),
    ],
)
def test_a_lame_block_is_refused(build: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        build()


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "//hote.example/x",
        "\\\\hote\\x",
        "https:\\\\hote",
        "/e/reseau/besoins/",
        "data:text/html,x",
        "https://",
        "https://a b",
        'https://a"b',
        "mailto:",
        "ftp://hote/x",
        " https://hote",
        "https://hote\n",
    ],
)
def test_an_unsafe_link_is_refused(href: str) -> None:
    with pytest.raises(ValueError, match="unsafe link"):
        Run("ici", href=href)


@pytest.mark.parametrize(
    "href", ["https://ville.example/a?b=c#d", "mailto:a@ville.example", "tel:+33140000000"]
)
def test_a_web_mail_or_telephone_link_is_kept(href: str) -> None:
    assert Run("ici", href=href).href == href


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<style>text{fill:red}</style>",
        '<rect style="fill:red"/>',
        '<rect onclick="alert(1)"/>',
        '<image href="https://hote.example/x.png"/>',
        '<use href="https://hote.example/x.svg#a"/>',
        '<rect fill="url(https://hote.example/x)"/>',
        '<rect fill="u\\72l(//hote.example)"/>',
        "<foreignObject/>",
        '<p xmlns="http://www.w3.org/1999/xhtml">x</p>',
        "<!-- note -->",
        "<rect>",
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(inside: str) -> None:
    with pytest.raises(ValueError, match="figure"):
        Figure(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>', "Titre", "Description")


@pytest.mark.parametrize("svg", ["", "<p>x</p>", "<svg/>", f'<!DOCTYPE svg [<!ENTITY a "b">]>{DRAWING}'])
def test_a_figure_needs_a_plain_svg_root(svg: str) -> None:
    with pytest.raises(ValueError, match="figure"):
        Figure(svg, "Titre", "Description")


def test_a_drawing_may_refer_to_itself() -> None:
    inside = '<defs><marker id="a"/></defs><path d="M0 0h9" marker-end="url(#a)"/><use href="#a"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    assert Figure(svg, "Titre", "Description").svg == svg


def test_texts_lose_what_no_writer_can_print() -> None:
    paragraph = Paragraph("24\u202f300\u202f€\r\nsuite\x00\x1b\ud800")
    assert paragraph.text == "24\u00a0300\u00a0€\nsuite"


def test_an_empty_fact_says_so() -> None:
    assert Facts([("Coût", " ")]).pairs == (("Coût", MISSING),)


def test_a_block_is_a_value() -> None:
    rows: list[list[Text]] = [["a", [Run("b", bold=True)]]]
    table = Table(["A", "B"], rows)
    rows[0][0] = "changé"
    assert table == Table(["A", "B"], [["a", (Run("b", bold=True),)]])
    assert hash(table) == hash(Table(["A", "B"], [["a", (Run("b", bold=True),)]]))


def test_text_reads_as_runs_or_plain() -> None:
    text = (Run("un "), Run("deux", bold=True))
    assert (runs("un"), runs(""), runs(text)) == ((Run("un"),), (), text)
    assert (plain("un"), plain(text)) == ("un", "un deux")
