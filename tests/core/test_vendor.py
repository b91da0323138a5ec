"""The files we serve but did not write: untouched, licensed, and light."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tools import vendor_assets

CORE = vendor_assets.ROOT / "copil" / "core"
STATIC = CORE / "static"
TEMPLATES = sorted(
    path for path in (vendor_assets.ROOT / "copil").rglob("*.html") if "templates" in path.parts
)
INLINE = re.compile(
    r"<style|\sstyle=|\son(?!e=)[a-z]+=|<script(?![^>]*\ssrc=)|javascript:|hx-on", re.IGNORECASE
)


def symbols() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "vendor" / "icons.svg").read_text("utf-8")))


def test_vendored_files_are_those_recorded() -> None:
    assert vendor_assets.current() == vendor_assets.recorded()


def test_every_third_party_comes_with_its_licence() -> None:
    names = {name for name in vendor_assets.recorded() if name.startswith("LICENSE")}
    assert names == {
        "LICENSE-atkinson-hyperlegible.txt",
        "LICENSE-bootstrap-icons.txt",
        "LICENSE-bootstrap.txt",
    }


def test_the_sheet_of_icons_holds_what_is_listed() -> None:
    assert symbols() == {*vendor_assets.ICONS, "copil"}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_name_real_icons_and_files_and_hold_no_code(template: Path) -> None:
    text = template.read_text("utf-8")
    icons = re.findall(r'<c-icon[^>]*?\sname="([^"{]+)"', text) + re.findall(r'\sicon="([^"{]+)"', text)
    icons += re.findall(r'{% nav_entry "[^"]+" "[^"]+" "([^"]+)"', text)
    assert set(icons) <= symbols()
    for name in re.findall(r"{% static [\"']([^\"'{]+)[\"']", text):
        assert finders.find(name), name
    assert not INLINE.search(text)
    assert "\u202f" not in text
    assert text.count("\n") <= 200


def test_what_a_page_loads_stays_light() -> None:
    def packed(path: Path) -> int:
        return len(gzip.compress(path.read_bytes(), 9))

    scripts = set((STATIC / "core" / "js").glob("*.js")) - {
        STATIC / "core" / "js" / "palette.js"
    }  # on demand
    ours = sum(path.stat().st_size for path in scripts)
    fonts = sum(path.stat().st_size for path in (STATIC / "vendor" / "fonts").glob("*.woff2"))
    sheets = packed(STATIC / "core" / "copil.css") + packed(STATIC / "vendor" / "bootstrap.min.css")
    htmx = finders.find("django_htmx/htmx-2.min.js")
    assert htmx is not None
    assert ours <= 12_000
    assert fonts + sheets + packed(STATIC / "vendor" / "icons.svg") + packed(Path(htmx)) + ours <= 140_000


def test_the_stylesheet_uses_only_its_own_files() -> None:
    sheet = STATIC / "core" / "copil.css"
    for url in re.findall(r"url\(([^)]+)\)", sheet.read_text("utf-8")):
        assert (sheet.parent / url).resolve().is_file(), url
