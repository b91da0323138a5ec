"""The DOCX has real styles, French, repeated heads, lists that start again, counted pages."""

import io
import itertools
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from copil.documents.blocks import Document, Facts, Heading, Paragraph, Table
from copil.documents.writers import docx as writer
from tests.documents.sample import sample


@pytest.fixture(scope="module")
def rich() -> WordDocument:
    return docx.Document(io.BytesIO(writer.write(sample())))


def _style(paragraph: WordParagraph) -> str:
    assert paragraph.style is not None
    return str(paragraph.style.name)


def _styled(document: WordDocument, start: str) -> list[WordParagraph]:
    return [paragraph for paragraph in document.paragraphs if _style(paragraph).startswith(start)]


def test_headings_have_heading_styles(rich: WordDocument) -> None:
    found = [(int(_style(paragraph)[-1]), paragraph.text) for paragraph in _styled(rich, "Heading")]
    wanted = [(block.level, block.text) for block in sample().blocks if isinstance(block, Heading)]
    assert found == wanted
    assert [paragraph.text for paragraph in _styled(rich, "Title")] == [sample().title]


def test_every_style_used_is_defined(rich: WordDocument) -> None:
    defined = {style.style_id for style in rich.styles}
    used = {element.get(qn("w:val")) for element in rich.element.body.iter(qn("w:pStyle"), qn("w:tblStyle"))}
    assert used <= defined


def test_properties_and_language(rich: WordDocument) -> None:
    properties = rich.core_properties
    assert (properties.title, properties.author) == (sample().title, "Nadia Benhaddou")
    assert (properties.language, properties.created.isoformat()) == ("fr-FR", "2026-10-06T00:00:00+00:00")
    assert {element.get(qn("w:val")) for element in rich.styles.element.iter(qn("w:lang"))} == {"fr-FR"}


def test_heads_of_tables_repeat_and_rows_stay_whole(rich: WordDocument) -> None:
    facts, *tables = rich.tables
    assert not list(facts._tbl.iter(qn("w:tblHeader")))
    for table in tables:
        heads = [row for row in table._tbl.tr_lst if row.find(f".//{qn('w:tblHeader')}") is not None]
        assert heads == [table._tbl.tr_lst[0]]
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in table._tbl.tr_lst)
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert look.get(qn("w:firstRow")) == "1"


def test_tables_carry_their_caption(rich: WordDocument) -> None:
    captions = [element.get(qn("w:val")) for element in rich.element.body.iter(qn("w:tblCaption"))]
    assert captions == ["Plan de financement au 6 octobre 2026", "Copil préparatoire n° 3"]


def test_lists_are_lists_and_each_numbered_one_starts_again(rich: WordDocument) -> None:
    items: list[tuple[str, Any]] = [(paragraph.text, paragraph._p.pPr) for paragraph in _styled(rich, "List")]
    numbers = {text: (marks.numPr.numId.val, marks.numPr.ilvl.val) for text, marks in items}
    assert numbers["Recruter ensemble"] == (1, 0)
    assert numbers["La diffuser à 9\u00a0h\u00a030, le lundi"][1] == 1
    assert numbers["Inviter"] == (1, 1)
    assert numbers["Cadrage"] == (numbers["Bilan"][0], 0)
    assert numbers["Reprise à un"][0] not in {1, numbers["Cadrage"][0]}
    starts = rich.part.numbering_part.element.findall(f".//{qn('w:startOverride')}")
    assert len(starts) == 9


def test_pictures_have_words_and_the_motif_is_decoration(rich: WordDocument) -> None:
    motif, chart = rich.element.body.iter(qn("wp:docPr"))
    assert motif.get("descr") is None
    assert motif[0][0].tag.endswith("}ext")
    assert chart.get("descr") == "Recrutement 9, mobilité 6, logement 3."


def test_links_are_links(rich: WordDocument) -> None:
    (link,) = [found for paragraph in rich.paragraphs for found in paragraph.hyperlinks]
    assert (link.text, link.address) == ("l’enquête", "https://marne-solidaire.example/enquete?a=1&b=2")


def test_the_foot_counts_the_pages(rich: WordDocument) -> None:
    paragraph = rich.sections[0].footer.paragraphs[0]
    fields = [field.get(qn("w:instr")) for field in paragraph._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert paragraph.text.startswith("Réseau Marne Solidaire · 6\u00a0octobre 2026 · Fiche F-2026-031\tpage")


def test_the_page_is_a4(rich: WordDocument) -> None:
    section = rich.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_a_break_starts_the_page_of_what_follows() -> None:
    content = writer.write(sample())
    breaking = [
        paragraph.text
        for paragraph in docx.Document(io.BytesIO(content)).paragraphs
        if paragraph.paragraph_format.page_break_before
    ]
    assert breaking == ["Signatures"]


def test_two_tables_stay_apart() -> None:
    table = Table(["A"], [["1"]])
    document = Document("Titre", [Paragraph("a"), table, table, Facts([("A", "1")])])
    kinds = [child.tag for child in docx.Document(io.BytesIO(writer.write(document))).element.body]
    pairs = set(itertools.pairwise(kinds))
    assert (qn("w:tbl"), qn("w:tbl")) not in pairs
