"""The ODT has outline levels, French, head rows, lists, counted pages."""

import io

import odfdo
import pytest

from copil.documents.blocks import Heading
from copil.documents.writers import odt
from tests.documents.sample import sample


@pytest.fixture(scope="module")
def rich() -> odfdo.Document:
    return odfdo.Document(io.BytesIO(odt.write(sample())))


def test_headings_have_outline_levels(rich: odfdo.Document) -> None:
    headings = rich.body.get_elements("//text:h")
    found = [
        (heading.get_attribute_integer("text:outline-level"), heading.inner_text) for heading in headings
    ]
    assert found == [(block.level, block.text) for block in sample().blocks if isinstance(block, Heading)]


def test_properties_and_language(rich: odfdo.Document) -> None:
    assert rich.meta.title == sample().title
    assert rich.meta.initial_creator == "Nadia Benhaddou"
    assert rich.meta.language == "fr-FR"
    assert rich.meta.creation_date is not None
    assert rich.meta.creation_date.date() == sample().date
    defaults = rich.styles.get_element(
        "//style:default-style[@style:family='paragraph']/style:text-properties"
    )
    assert defaults is not None
    assert (defaults.get_attribute("fo:language"), defaults.get_attribute("fo:country")) == ("fr", "FR")


def test_every_style_used_is_defined(rich: odfdo.Document) -> None:
    names = "@style:name"
    defined = {
        str(style.get_attribute("style:name"))
        for part in (rich.styles, rich.content)
        for style in part.get_elements(f"//style:style[{names}] | //text:list-style[{names}]")
    }
    used = {
        str(element.get_attribute(name))
        for name in ("text:style-name", "table:style-name", "draw:style-name")
        for element in rich.body.get_elements(f"//*[@{name}]")
    }
    assert used <= defined


def test_heads_of_tables_are_head_rows(rich: odfdo.Document) -> None:
    tables = rich.body.get_elements("//table:table")
    heads = [table.get_elements("table:table-header-rows/table:table-row") for table in tables]
    assert [len(rows) for rows in heads] == [0, 1, 1, 1]
    titles = [title.inner_text for title in rich.body.get_elements("//table:table/table:title")]
    assert titles == ["Plan de financement au 6 octobre 2026", "Copil préparatoire n° 3"]


def test_lists_are_lists(rich: odfdo.Document) -> None:
    lists = rich.body.get_elements("//office:text/text:list")
    assert [str(one.get_attribute("text:style-name")) for one in lists] == ["Bullets", "Numbers", "Numbers"]
    assert len(rich.body.get_elements("//text:list-item/text:list")) == 2


def test_pictures_have_words_and_the_motif_is_decoration(rich: odfdo.Document) -> None:
    motif, chart = rich.body.get_elements("//draw:frame")
    assert motif.get_attribute_string("draw:decorative") == "true"
    assert [part.inner_text for part in chart.get_elements("svg:title | svg:desc")] == [
        "Structures par thème",
        "Recrutement 9, mobilité 6, logement 3.",
    ]
    for image in rich.body.get_elements("//draw:image"):
        part = rich.get_part(str(image.get_attribute("xlink:href")))
        assert isinstance(part, bytes)
        assert part.startswith(b"\x89PNG")


def test_links_are_links(rich: odfdo.Document) -> None:
    (link,) = rich.body.get_elements("//text:a")
    assert link.get_attribute("xlink:href") == "https://marne-solidaire.example/enquete?a=1&b=2"


def test_the_foot_counts_the_pages(rich: odfdo.Document) -> None:
    foot = rich.styles.get_element("//style:footer/text:p")
    assert foot is not None
    assert foot.inner_text.startswith("Réseau Marne Solidaire · 6\u00a0octobre 2026 · Fiche F-2026-031")
    assert len(foot.get_elements("text:page-number | text:page-count")) == 2


def test_a_break_starts_the_page_of_what_follows(rich: odfdo.Document) -> None:
    breaking = rich.content.get_elements("//style:style[style:paragraph-properties/@fo:break-before='page']")
    names = [str(style.get_attribute("style:name")) for style in breaking]
    assert names == ["NewPageHeading_20_1"]
    (heading,) = rich.body.get_elements(f"//text:h[@text:style-name='{names[0]}']")
    assert heading.inner_text == "Signatures"
