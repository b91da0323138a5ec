"""The PDF is tagged, in our font only, and never fails on a character."""

import io
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from copil.documents.blocks import (
    Block,
    Break,
    Document,
    Facts,
    Heading,
    NumberedList,
    Paragraph,
    Run,
    Table,
)
from copil.documents.writers import pdf
from copil.documents.writers.printable import COVERED, DRAWN, printable
from tests.documents.reading import pdf_text
from tests.documents.sample import sample


@pytest.fixture(scope="module")
def rich() -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf.write(sample())))


def _root(reader: pypdf.PdfReader) -> Any:
    """Return the catalogue of the file; its entries are read as they come."""
    return reader.root_object


def _fonts(reader: pypdf.PdfReader) -> set[str]:
    names = set()
    for page in reader.pages:
        resources: Any = page["/Resources"]
        fonts = resources.get_object().get("/Font", {})
        names |= {font.get_object()["/BaseFont"].partition("+")[2] for font in fonts.values()}
    return names


def _tags(node: Any) -> Iterator[Any]:
    """Yield the structure elements in reading order."""
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, ArrayObject):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _tags(node["/K"])


def _names(reader: pypdf.PdfReader) -> list[str]:
    return [str(tag["/S"]) for tag in _tags(_root(reader)["/StructTreeRoot"])]


def test_it_says_its_language_its_title_and_its_author(rich: pypdf.PdfReader) -> None:
    root = _root(rich)
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert rich.metadata is not None
    assert rich.metadata.title == sample().title
    assert rich.metadata.author == "Nadia Benhaddou"


def test_it_claims_pdf_ua_1(rich: pypdf.PdfReader) -> None:
    assert b"<pdfuaid:part>1</pdfuaid:part>" in _root(rich)["/Metadata"].get_object().get_data()


def test_its_tags_tell_headings_lists_tables_and_figures(rich: pypdf.PdfReader) -> None:
    names = _names(rich)
    headings = [block for block in sample().blocks if isinstance(block, Heading)]
    assert [name for name in names if name in {"/Title", "/H1", "/H2", "/H3", "/H4"}] == [
        "/Title",
        *(f"/H{heading.level}" for heading in headings),
    ]
    assert names.count("/Table") == 3
    assert names.count("/THead") == 3
    assert names.count("/TH") == 4 + 2 + 3
    assert {"/L", "/LI", "/LBody", "/BlockQuote", "/Link", "/Caption"} <= set(names)


def test_pictures_have_words_and_decoration_has_none(rich: pypdf.PdfReader) -> None:
    figures = [tag for tag in _tags(_root(rich)["/StructTreeRoot"]) if tag["/S"] == "/Figure"]
    words = [figure["/Alt"] for figure in figures]
    drawn = ["flèche vers la droite", "case à cocher", "case cochée", "coché"]
    assert words == ["Recrutement 9, mobilité 6, logement 3.", *drawn]


def test_headings_are_bookmarks(rich: pypdf.PdfReader) -> None:
    assert [str(entry["/Title"]) for entry in rich.outline if not isinstance(entry, list)] == [
        "La démarche en bref",
        "Moyens",
        "Signatures",
    ]


def test_our_font_alone_is_embedded(rich: pypdf.PdfReader) -> None:
    cuts = {"Regular", "Bold", "Italic", "BoldItalic"}
    assert _fonts(rich) == {f"AtkinsonHyperlegible-{cut}" for cut in cuts}


def test_the_font_holds_every_character_said_to_be_covered() -> None:
    letters = "".join(chr(code) for code in sorted(COVERED))
    document = Document("Caractères", [NumberedList([f"a{letter}" for letter in letters if letter.strip()])])
    reader = pypdf.PdfReader(io.BytesIO(pdf.write(document)))
    assert _fonts(reader) == {"AtkinsonHyperlegible-Regular", "AtkinsonHyperlegible-Bold"}


def test_pages_are_numbered_and_say_who_issues_them(rich: pypdf.PdfReader) -> None:
    count = len(rich.pages)
    for number, page in enumerate(rich.pages, 1):
        text = page.extract_text().replace("\u00a0", " ")
        assert f"page {number} sur {count}" in text
        assert "Réseau Marne Solidaire · 6 octobre 2026 · Fiche F-2026-031" in text
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)


def test_a_long_table_repeats_its_head_on_each_page() -> None:
    rows = [[f"Organisation {number}", str(number)] for number in range(120)]
    reader = pypdf.PdfReader(io.BytesIO(pdf.write(Document("Liste", [Table(["Structure", "Voix"], rows)]))))
    assert len(reader.pages) >= 3
    assert all("Structure" in page.extract_text() for page in reader.pages)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("24\u202f300\u2007€", "24\u00a0300\u00a0€"),
        ("anti\u2011gel", "anti-gel"),
        ("ﬁn № 3 ①", "fin No 3 1"),
        ("⇒ ✔ ☒ ■", "→ ✓ ☑ •"),
        ("zéro\u200bespace", "zéroespace"),
        ("tran\u00adche", "tranche"),
        ("Bravo 🎉 !", "Bravo  !"),
        ("Ольга, Ελένη", "Ольга, Ελένη"),
        ("日本", "??"),
        ("œuvre, Łódź, ≥ 3 °C", "œuvre, Łódź, ≥ 3 °C"),
    ],
)
def test_what_the_font_lacks_is_replaced(typed: str, shown: str) -> None:
    assert printable(typed) == shown


def test_drawn_characters_stay_for_the_template() -> None:
    text = "".join(sorted(DRAWN))
    assert printable(text) == text


@pytest.mark.parametrize("text", ["lien\u00ad", "🎉", " ", "a\n", "\n→"])
def test_a_link_of_strange_text_is_printed(text: str) -> None:
    document = Document("Titre", [Paragraph([Run("avant "), Run(text, href="https://ville.example/a")])])
    assert "avant" in pdf_text(pdf.write(document))


def test_every_letter_kept_from_another_script_is_printed() -> None:
    kept = [
        chr(code)
        for code in range(0x370, 0x2000)
        if printable(chr(code)) == chr(code) and code not in COVERED
    ]
    assert len(kept) > 400
    document = Document("Lettres", [Paragraph(" ".join(kept))])
    assert "Ж" in pdf_text(pdf.write(document))


def test_cards_to_cut_are_two_on_a_page_and_a_long_one_has_its_own() -> None:
    def card(title: str, sentences: int) -> list[Block]:
        return [Heading(1, title), Facts([("Porteur", "La Fabrique")]), Paragraph("Réparer. " * sentences)]

    blocks = [*card("Une", 20), Break(), *card("Deux", 260), *card("Trois", 500), Break(), *card("Quatre", 9)]
    document = Document(title="Se déplacer", kicker="Fiche action", blocks=blocks, compact=True, to_cut=True)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.write(document))).pages]
    held = [[title for title in ("Une", "Deux", "Trois", "Quatre") if title in page] for page in pages]
    assert held == [["Une", "Deux"], ["Trois"], ["Quatre"]]
    assert pages[0].count("Fiche action · Se déplacer") == 2
