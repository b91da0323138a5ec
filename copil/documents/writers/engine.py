"""The typesetting engine: one place that knows its fonts, its templates and how it is called."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).resolve().parent.parent
TEMPLATES = HERE / "typst"
FONTS = HERE / "fonts"


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Return our fonts and the engine's own, never the machine's: the same pages everywhere."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])


def to_pdf(template: str, data: Mapping[str, object]) -> bytes:
    """Return the PDF/UA-1 of a template filled with the data (JSON values)."""
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )


@lru_cache(maxsize=64)
def to_png(svg: str, width_mm: float, ppi: int = 220) -> bytes:
    """Return the picture as PNG, as wide as asked, for the formats that cannot hold SVG."""
    return typst.compile(
        TEMPLATES / "picture.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"svg": svg, "width": str(width_mm)},
        format="png",
        ppi=ppi,
    )


def redrawn(folder: Path, name: str, *, width_mm: float, height_mm: float, ppi: int) -> bytes:
    """Return a picture of a folder drawn again as PNG; ``RuntimeError`` when it cannot be read.

    The engine sees that folder only: a drawing that names another file finds nothing. The page has the
    size asked for, whatever the picture says of itself: what it takes in memory is known beforehand.
    """
    page = folder / "page.typ"
    page.write_text(
        f"#set page(width: {width_mm}mm, height: {height_mm}mm, margin: 0pt, fill: white)\n"
        f'#image("{name}", width: 100%, height: 100%, fit: "contain")\n',
        encoding="utf-8",
    )
    return typst.compile(page, root=folder, font_paths=_fonts(), format="png", ppi=ppi)


def first_page(template: str, data: Mapping[str, object], *, ppi: int = 100) -> bytes:
    """Return the first page of a template filled with the data, as PNG."""
    # One page gives its bytes, several a list of them.
    pages: Any = typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="png",
        ppi=ppi,
    )
    first: bytes = pages[0] if isinstance(pages, list) else pages
    return first
