"""The ODT file around the text: styles, foot, properties, pictures, and the styles that the text asks for."""

import datetime
import io
import struct
from functools import lru_cache
from pathlib import Path

import odfdo

from copil.documents.blocks import Document
from copil.documents.writers import odt_xml
from copil.documents.writers.common import EPOCH, coloured, foot_line, packed_again, tightened

STYLES = Path(__file__).resolve().parent / "styles"
_STYLES_END = "</office:automatic-styles>"
_SIZES = r'(fo:font-size=")([\d.]+)(?=pt)'
_SPACES = r'(fo:(?:margin-top|margin-bottom|padding|padding-top|padding-bottom)=")([\d.]+)(?=mm)'
_LOOSE, _CLOSE = 'fo:line-height="130%"', 'fo:line-height="115%"'
_THUMBNAIL = "Thumbnails/thumbnail.png"


class OdtFile:
    """A text being written: its body so far and the automatic styles that it uses."""

    def __init__(self, document: Document) -> None:
        self.body: list[str] = []
        self._styles: dict[str, str] = {}
        self._document = document
        self._file = odfdo.Document("text")
        self._file.del_part(_THUMBNAIL)
        self._file.manifest.del_full_path(_THUMBNAIL)
        self._file.set_part("styles.xml", _styles(document))
        _set_properties(self._file, document)

    def column_style(self, width_mm: float) -> str:
        """Return the name of the style of a column of that width."""
        name = f"Column{round(width_mm * 10)}"
        self._styles[name] = odt_xml.column_style(name, width_mm)
        return name

    def table_style(self, width_mm: float) -> str:
        """Return the name of the style of a table of that width."""
        name = f"Table{round(width_mm * 10)}"
        self._styles[name] = odt_xml.table_style(name, width_mm)
        return name

    def breaking_style(self, parent: str) -> str:
        """Return the name of the style that is `parent` on a new page."""
        name = f"NewPage{parent}"
        self._styles[name] = odt_xml.breaking_style(name, parent)
        return name

    def picture(self, png: bytes, *, width_mm: float, title: str, description: str) -> str:
        """Put a picture in the file and return the XML that shows it."""
        across, down = struct.unpack(">II", png[16:24])
        path = self._file.add_file(io.BytesIO(png))
        height_mm = width_mm * down / across
        return odt_xml.picture(
            path, width_mm=width_mm, height_mm=height_mm, title=title, description=description
        )

    def saved(self) -> bytes:
        """Return the bytes of the file, without the time of its making."""
        content = coloured(_source("odt-content.xml"), self._document.look)
        styles = "".join(self._styles.values())
        if self._document.compact:
            content, styles = (tightened(one, _SIZES, _SPACES) for one in (content, styles))
        content = content.replace(_STYLES_END, f"{styles}{_STYLES_END}")
        content = content.replace("<office:text/>", f"<office:text>{''.join(self.body)}</office:text>")
        self._file.set_part("content.xml", content.encode())
        buffer = io.BytesIO()
        self._file.save(buffer)
        return packed_again(buffer.getvalue())


@lru_cache(maxsize=4)
def _source(name: str) -> str:
    return (STYLES / name).read_text(encoding="utf-8")


def _styles(document: Document) -> bytes:
    """Return the styles with the language of the document and its foot."""
    language, country = document.language, "FR" if document.language == "fr" else "none"
    styles = coloured(_source("odt-styles.xml"), document.look)
    if document.compact:
        named, end, page = styles.partition("</office:styles>")
        styles = tightened(named, _SIZES, _SPACES).replace(_LOOSE, _CLOSE) + end + page
    styles = styles.replace(
        'fo:language="fr" fo:country="FR"', f'fo:language="{language}" fo:country="{country}"'
    )
    foot = odt_xml.foot(foot_line(document))
    return styles.replace("<style:footer/>", f"<style:footer>{foot}</style:footer>").encode()


def _set_properties(file: odfdo.Document, document: Document) -> None:
    meta = file.meta
    meta.title = document.title
    meta.subject = document.subtitle
    meta.initial_creator = meta.creator = document.author or document.organisation
    meta.language = "fr-FR" if document.language == "fr" else document.language
    issued = datetime.datetime.combine(document.date, datetime.time()) if document.date else EPOCH
    meta.creation_date = meta.date = issued
