"""A file that somebody attaches is what its name says, or refused."""

import pytest

from copil.core.errors import ActionRefused
from copil.files import uploads
from tests.documents.pictures import png
from tests.documents.words import changed, word

DOCX = word("Bonjour")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("plan.pdf", b"%PDF-1.7\n", "application/pdf"),
        ("Photo.PNG", png(40, 40), "image/png"),
        ("note.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("liste.csv", "nom;âge\n".encode("cp1252"), "text/csv; charset=utf-8"),
        ("note.txt", "déjà".encode(), "text/plain; charset=utf-8"),
    ],
)
def test_what_is_safe_is_taken_with_its_type(name: str, content: bytes, media_type: str) -> None:
    assert uploads.judged(name, content) == media_type


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("page.html", b"<html>", uploads.OTHER),
        ("dessin.svg", b"<svg/>", uploads.OTHER),
        ("outil.exe", b"MZ", uploads.OTHER),
        ("note.docm", DOCX, uploads.OTHER),
        ("sansnom", b"%PDF-1.7", uploads.OTHER),
        ("plan.pdf", b"<html><script>", uploads.NOT_WHAT_IT_SAYS),
        ("photo.png", b"\xff\xd8\xff", uploads.NOT_WHAT_IT_SAYS),
        ("note.docx", b"PK\x03\x04abcd", uploads.NOT_WHAT_IT_SAYS),
        ("note.odt", DOCX, uploads.NOT_WHAT_IT_SAYS),
        ("note.txt", b"\x7fELF\x00\x01", uploads.NOT_WHAT_IT_SAYS),
        ("note.docx", changed(DOCX, {"word/vbaProject.bin": b"\xd0"}), uploads.MACROS),
        ("vide.txt", b" \n", uploads.EMPTY),
        ("gros.pdf", b"%PDF-" + b"a" * uploads.MAX_BYTES, uploads.TOO_HEAVY),
    ],
)
def test_anything_else_is_refused_with_what_to_do(name: str, content: bytes, why: str) -> None:
    with pytest.raises(ActionRefused, match=why[:30]):
        uploads.judged(name, content)
