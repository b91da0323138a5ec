"""The look of a workspace goes into the four outputs; ours stays when it has none."""

import io
import zipfile
from dataclasses import replace

import docx
import pypdf
import pytest

from copil.documents import logos
from copil.documents.look import Look, contrast, nearest
from copil.documents.writers import FORMATS, write
from tests.documents.pictures import png
from tests.documents.reading import READERS, squash
from tests.documents.sample import sample

LOOK = Look(
    accent="0A5C36", ground="d9efe3", footer="12, rue des Bords – SIRET 123", logo_name="Marne Solidaire"
)


@pytest.fixture(scope="module")
def look() -> Look:
    return replace(LOOK, logo=logos.cleaned(png(600, 200)))


@pytest.mark.parametrize("key", FORMATS)
def test_the_foot_of_the_workspace_is_on_every_output(key: str, look: Look) -> None:
    content = write(replace(sample(), look=look), key)
    text = READERS[key](content)
    if key == "docx":
        text = docx.Document(io.BytesIO(content)).sections[0].footer.paragraphs[0].text
    if key == "odt":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = archive.read("styles.xml").decode()
    assert squash(look.footer) in squash(text)


def test_colours_and_logo_are_in_the_word_file(look: Look) -> None:
    content = write(replace(sample(), look=look), "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        styles = archive.read("word/styles.xml").decode()
        assert "0A5C36" in styles
        assert "D9EFE3" in styles
        assert "75205F" not in styles
        assert "0A5C36" in archive.read("word/numbering.xml").decode()
        assert look.logo in [archive.read(name) for name in archive.namelist() if "media" in name]
    shape = docx.Document(io.BytesIO(content)).inline_shapes[0]
    assert shape._inline.docPr.get("descr") == "Logo de Marne Solidaire"
    assert round(shape.width.mm / shape.height.mm, 1) == 3


def test_colours_and_logo_are_in_the_open_document(look: Look) -> None:
    content = write(replace(sample(), look=look), "odt")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        styles, text = archive.read("styles.xml").decode(), archive.read("content.xml").decode()
        pictures = [archive.read(name) for name in archive.namelist() if name.startswith("Pictures/")]
    assert "#0a5c36" in styles
    assert "#75205f" not in styles + text
    assert "#d9efe3" in text
    assert look.logo in pictures
    assert "Logo de Marne Solidaire" in text


def test_colours_and_logo_are_in_the_page(look: Look) -> None:
    page = write(replace(sample(), look=look), "html").decode()
    assert "var(--c-accent,#0a5c36)" in page
    assert "75205f" not in page.split("<main>")[0]
    assert 'alt="Logo de Marne Solidaire"' in page
    assert "data:image/png;base64," in page


def test_the_pdf_stays_accessible_with_a_logo(look: Look) -> None:
    with_logo = pypdf.PdfReader(io.BytesIO(write(replace(sample(), look=look), "pdf")))
    without = pypdf.PdfReader(io.BytesIO(write(sample(), "pdf")))
    assert len(with_logo.pages[0].images) == len(without.pages[0].images) + 1
    assert "/Marked" in str(with_logo.root_object["/MarkInfo"])


def test_a_logo_is_printed_inside_its_frame(look: Look) -> None:
    assert look.logo_width_mm == pytest.approx(18 * 709 / 236, abs=0.5)
    assert replace(LOOK, logo=logos.cleaned(png(64, 64))).logo_width_mm == 18


@pytest.mark.parametrize("wrong", [{"accent": "red"}, {"ground": "#fffff"}, {"logo": b"GIF89a"}])
def test_what_is_not_a_look_is_a_fault(wrong: dict[str, str | bytes]) -> None:
    with pytest.raises(ValueError, match=r"colour|logo"):
        Look(**wrong)  # type: ignore[arg-type]  # wrong on purpose


def test_the_colour_proposed_is_the_nearest_that_can_be_read() -> None:
    assert round(contrast("000000", "ffffff")) == 21
    better = nearest("f0a000", against="ffffff", wanted=4.5, darker=True)
    assert contrast(better, "ffffff") >= 4.5
    assert nearest("75205f", against="ffffff", wanted=4.5, darker=True) == "75205f"
