"""A logo is drawn again or refused, with what to do."""

import struct

import pytest

from copil.core.errors import ActionRefused
from copil.documents import logos
from tests.documents.pictures import SVG, jpeg, png


def test_what_is_kept_is_a_fresh_png_without_what_the_file_said() -> None:
    kept = logos.cleaned(png(300, 100))

    assert kept.startswith(b"\x89PNG")
    assert b"secret" not in kept
    across, down = struct.unpack(">II", kept[16:24])
    assert (across, round(across / down)) == (709, 3)


def test_a_drawing_becomes_a_picture() -> None:
    assert logos.cleaned(SVG.encode()).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"GIF89a" + b"\0" * 60, logos.OTHER),
        (b"%PDF-1.7", logos.OTHER),
        (b"", logos.OTHER),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * (2 << 20), logos.TOO_HEAVY),
        (png(300, 100)[:120], logos.DAMAGED),
        (png(300, 10), logos.TOO_SMALL),
        (png(40, 40, said=(60_000, 60_000)), logos.TOO_LARGE),
        (png(700, 40), logos.TOO_LONG),
        (jpeg(9_000, 9_000), logos.TOO_LARGE),
        (jpeg(300, 100), logos.DAMAGED),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", logos.DAMAGED),
    ],
)
def test_a_file_that_is_not_a_sound_picture_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(ActionRefused, match=why[:40]):
        logos.cleaned(content)


@pytest.mark.parametrize(
    "trap",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)" width="9" height="9"/>',
        '<image href="https://example.org/pixel.png"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        '<a href="https://example.org/"><rect width="9" height="9"/></a>',
        "<style>@import url(https://example.org/a.css);</style>",
        '<rect style="fill:url(https://example.org/a.svg#b)" width="9" height="9"/>',
        "<foreignObject><p>x</p></foreignObject>",
        "<g>" * 60 + "</g>" * 60,
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(trap: str) -> None:
    with pytest.raises(ActionRefused, match="autre chose que des traits"):
        logos.cleaned(SVG.replace("<rect", f"{trap}<rect", 1).encode())


@pytest.mark.parametrize("head", ['<!DOCTYPE svg [<!ENTITY a "b">]>', '<?xml-stylesheet href="a.css"?>'])
def test_a_drawing_that_declares_anything_is_refused(head: str) -> None:
    with pytest.raises(ActionRefused, match="autre chose que des traits"):
        logos.cleaned(f"{head}{SVG}".encode())


def test_a_drawing_of_an_absurd_size_is_refused_before_it_is_drawn() -> None:
    with pytest.raises(ActionRefused, match="trop allongé"):
        logos.cleaned(SVG.replace("0 0 120 40", "0 0 10 100000000").encode())
