"""The four formats hold the same words in the same order, whatever people typed."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copil.documents.blocks import (
    BulletList,
    Document,
    Facts,
    Heading,
    NumberedList,
    Paragraph,
    Quote,
    Run,
    Table,
)
from copil.documents.writers import FORMATS, write
from copil.documents.writers.common import TEXT_WIDTH_MM, column_widths, foot_line, meta_line
from copil.documents.writers.printable import DRAWN
from tests.documents.reading import READERS, expected, squash
from tests.documents.sample import budget, sample

FORMAT = pytest.mark.parametrize("key", list(FORMATS))


@FORMAT
def test_every_text_of_the_document_is_there_in_order(key: str) -> None:
    found = squash(READERS[key](write(sample(), key)))
    at = 0
    for text in expected(sample()):
        # The PDF draws arrows and check boxes: they are pictures with words, not letters.
        wanted = squash("".join(char for char in text if key != "pdf" or char not in DRAWN))
        place = found.find(wanted, at)
        assert place >= 0, f"{text!r} is missing or out of order after {found[max(0, at - 60) : at]!r}"
        at = place + len(wanted)


@FORMAT
def test_one_document_gives_the_same_bytes(key: str) -> None:
    assert write(sample(), key) == write(sample(), key)


@FORMAT
def test_the_smallest_document_is_written(key: str) -> None:
    content = write(Document("Titre", [Paragraph("Texte")]), key)
    assert squash("TitreTexte") in squash(READERS[key](content))


@FORMAT
def test_the_foot_and_the_title_block_say_who_and_when(key: str) -> None:
    document = sample()
    assert meta_line(document) == "Réseau Marne Solidaire · Nadia Benhaddou · 6\u00a0octobre 2026"
    assert foot_line(document) == "Réseau Marne Solidaire · 6\u00a0octobre 2026 · Fiche F-2026-031"
    assert squash(meta_line(document)) in squash(READERS[key](write(document, key)))


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown document format: 'rtf'"):
        write(sample(), "rtf")


def test_formats_say_what_a_download_needs() -> None:
    assert {key: (one.label, one.extension) for key, one in FORMATS.items()} == {
        "pdf": ("PDF", ".pdf"),
        "docx": ("Word (DOCX)", ".docx"),
        "odt": ("LibreOffice (ODT)", ".odt"),
        "html": ("Page web (HTML)", ".html"),
    }
    assert all("/" in one.media_type for one in FORMATS.values())


def test_asked_widths_share_the_width_of_the_text() -> None:
    assert column_widths(budget()) == pytest.approx([TEXT_WIDTH_MM * part / 8.8 for part in (3, 1.4, 1.4, 3)])


def test_estimated_widths_follow_the_text_and_never_overflow() -> None:
    narrow = column_widths(Table(["Thème", "Nombre"], [["Mobilité", "6"]]))
    assert sum(narrow) < TEXT_WIDTH_MM / 2
    wide = column_widths(Table(["N°", "Objet"], [["12", "mot " * 90]]))
    assert sum(wide) == pytest.approx(TEXT_WIDTH_MM) or sum(wide) < TEXT_WIDTH_MM
    assert wide[0] < wide[1] / 4
    crowded = column_widths(Table(["a"] * 9, [["m" * 60] * 9]))
    assert sum(crowded) == pytest.approx(TEXT_WIDTH_MM)


@given(st.text(min_size=1, max_size=40), st.booleans(), st.booleans())
@settings(max_examples=25, deadline=None)
def test_no_typed_text_breaks_a_writer(text: str, bold: bool, italic: bool) -> None:
    text = f"a{text}"
    run = Run(text, bold=bold, italic=italic, href="https://ville.example/?a=<1>&b='2'"[:23])
    document = Document(
        title=text,
        kicker=text,
        author=text,
        footer=text,
        date=datetime.date(2026, 1, 1),
        blocks=[
            Heading(1, text),
            Paragraph([run]),
            Facts([(text, [run])]),
            Table([text], [[text]], caption=text, total=[text]),
            BulletList([[run]]),
            NumberedList([text]),
            Quote(text, text),
        ],
    )
    for key in FORMATS:
        assert READERS[key](write(document, key))
