"""A hostile Word file is refused before anything reads it in earnest, with what to do."""

import re

import pytest

from copil.core.errors import ActionRefused
from copil.documents.word import safety
from tests.documents.words import changed, word
from tests.factories.workbooks import spoilt

PLAIN = word("Bonjour {{ titre }}")
BODY, RELS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def relation(kind: str, target: str, mode: str = "External") -> tuple[str, str]:
    mark = (
        f'<Relationship Id="rId99" Type="{REL}{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    )
    return ("</Relationships>", mark)


def text(before: str, after: str) -> bytes:
    return changed(PLAIN, {}, replace={BODY: (before, after)})


def test_a_sound_file_gives_its_parts() -> None:
    assert BODY in safety.parts_of(PLAIN)


def test_a_link_that_a_reader_clicks_on_may_stay() -> None:
    kept = changed(PLAIN, {}, replace={RELS: relation("hyperlink", "https://example.org/aide")})
    assert safety.parts_of(kept)


DECLARED = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><w:document'
HOSTILE = {
    "empty": (b"", safety.OTHER),
    "a picture": (b"\x89PNG\r\n\x1a\n", safety.OTHER),
    "an old document": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, safety.OTHER),
    "a protected document": (
        b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        safety.PASSWORD,
    ),
    "too heavy": (b"PK\x03\x04" + b"\0" * safety.MAX_BYTES, safety.TOO_HEAVY),
    "cut short": (PLAIN[:2000], safety.DAMAGED),
    "damaged on the way": (spoilt(PLAIN, "word/document.xml"), safety.DAMAGED),
    "another archive": (changed(PLAIN, {BODY: None}), safety.OTHER),
    "a bomb": (changed(PLAIN, {"word/media/a.xml": b"<a>" + b" " * (7 << 20) + b"</a>"}), safety.TOO_BIG),
    "a small bomb": (changed(PLAIN, {"word/a.dat": b"\0" * (5 << 20)}), safety.TOO_BIG),
    "many parts": (changed(PLAIN, {f"word/a{n}.dat": b"" for n in range(500)}), safety.TOO_BIG),
    "macros": (changed(PLAIN, {"word/vbaProject.bin": b"\xd0\xcf"}), safety.MACROS),
    "macros by their type": (
        changed(PLAIN, {}, replace={TYPES: ("document.main+xml", "document.macroEnabled.main+xml")}),
        safety.MACROS,
    ),
    "a template file": (
        changed(PLAIN, {}, replace={TYPES: ("document.main+xml", "template.main+xml")}),
        safety.OTHER,
    ),
    "an embedded object": (changed(PLAIN, {"word/embeddings/a.xlsx": b"PK"}), safety.MACROS),
    "an attached template": (
        changed(PLAIN, {}, replace={RELS: relation("attachedTemplate", "https://example.org/a.dotm")}),
        safety.OUTSIDE,
    ),
    "a picture elsewhere": (
        changed(PLAIN, {}, replace={RELS: relation("image", "https://example.org/pixel.png")}),
        safety.OUTSIDE,
    ),
    "a link to a file": (
        changed(PLAIN, {}, replace={RELS: relation("hyperlink", "file:///etc/passwd")}),
        safety.OUTSIDE,
    ),
    "a document inside": (
        changed(PLAIN, {}, replace={RELS: relation("aFChunk", "a.html", "Internal")}),
        safety.OUTSIDE,
    ),
    "a field that fetches": (
        text("<w:t>Bonjour", '<w:instrText>INCLUDETEXT "http://example.org/a"</w:instrText><w:t>Bonjour'),
        safety.OUTSIDE,
    ),
    "a field that runs": (
        text("<w:t>Bonjour", "<w:instrText>DDE</w:instrText><w:instrText>AUTO cmd</w:instrText><w:t>Bonjour"),
        safety.OUTSIDE,
    ),
    "entities": (text("<w:document", DECLARED), safety.TRAPPED),
    "another encoding": (
        changed(PLAIN, {"word/footer9.xml": '<?xml version="1.0"?><a/>'.encode("utf-16")}),
        safety.TRAPPED,
    ),
    "a declared encoding": (
        changed(PLAIN, {"word/footer9.xml": b'<?xml version="1.0" encoding="utf-7"?><a/>'}),
        safety.TRAPPED,
    ),
    "lame text": (text("</w:body>", ""), safety.DAMAGED),
    "a way out of the folder": (changed(PLAIN, {"word/../../a.xml": b"<a/>"}), safety.DAMAGED),
    "the same name twice": (changed(PLAIN, {"WORD/document.xml": b"<a/>"}), safety.DAMAGED),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name: str) -> None:
    content, why = HOSTILE[name]
    with pytest.raises(ActionRefused, match=re.escape(why)):
        safety.parts_of(content)
