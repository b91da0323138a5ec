"""Judge a Word file by what it holds, before anything reads it in earnest."""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Mapping

from lxml import etree

from copil.core.errors import ActionRefused
from copil.core.typography import NBSP

MAX_BYTES = 3 << 20
_MAX_ENTRIES, _MAX_UNPACKED, _MAX_PART, _MAX_RATIO, _RATIO_FROM = 400, 30 << 20, 6 << 20, 150, 1 << 20
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES, _TEXT = "[Content_Types].xml", "word/document.xml"
_ACTIVE = ("vbaproject", "vbadata", "activex/", "embeddings/", "attachedtoolbars", ".bin", ".exe", ".ole")
_LINKS = re.compile(r"(https?://|mailto:)[^\s]+", re.IGNORECASE)
_FETCHING = re.compile(r"\b(INCLUDETEXT|INCLUDEPICTURE|DDE|DDEAUTO|LINK|DATABASE|IMPORT)\b", re.IGNORECASE)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

SAVE_AS = "Enregistrez-le depuis votre traitement de texte au format Word (.docx), puis déposez-le."
OTHER = f"Ce fichier n’est pas un document Word (.docx). {SAVE_AS}"
TOO_HEAVY = f"Ce modèle dépasse 3{NBSP}Mo. Allégez ses images, puis déposez-le de nouveau."
TOO_BIG = "Ce fichier prend trop de place une fois déplié : il n’a pas été ouvert."
MACROS = (
    "Ce fichier contient des macros ou des objets incorporés. Enregistrez-le au format .docx, sans macro."
)
PASSWORD = "Ce fichier est protégé par un mot de passe. Enregistrez-le sans protection, puis déposez-le."  # noqa: S105  # a sentence, no secret
OUTSIDE = (
    "Ce fichier va chercher autre chose ailleurs (modèle joint, image ou texte liés). Incorporez ses images "
    "et retirez ses liaisons, puis déposez-le de nouveau."
)
TRAPPED = "Ce fichier contient des définitions qui n’ont rien à y faire : il n’a pas été ouvert."
DAMAGED = f"Ce fichier est abîmé, il ne s’ouvre pas. {SAVE_AS}"

Parts = Mapping[str, bytes]


def parts_of(content: bytes) -> Parts:
    """Return the parts of a sound Word file, by name.

    Raises ``ActionRefused`` with what to do for anything else: another format, macros, password, what
    would fill the memory, what names an outside file, what declares entities.
    """
    if len(content) > MAX_BYTES:
        raise ActionRefused(TOO_HEAVY)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise ActionRefused(PASSWORD if "EncryptedPackage".encode("utf-16-le") in content else OTHER)
    if not content.startswith(b"PK\x03\x04"):
        raise ActionRefused(OTHER)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _unpacked(archive)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        zlib.error,
        lzma.LZMAError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as fault:
        raise ActionRefused(DAMAGED) from fault
    if _TYPES not in parts or _TEXT not in parts:
        raise ActionRefused(OTHER)
    for name, part in parts.items():
        if name.lower().endswith((".xml", ".rels")):
            _check_xml(name, part)
    types = parts[_TYPES].lower()
    if b"macroenabled" in types or b"vbaproject" in types:
        raise ActionRefused(MACROS)
    if _MAIN.encode() not in types:
        raise ActionRefused(OTHER)
    return parts


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Unpack within limits, counting what comes out and not what the archive says of itself."""
    entries = archive.infolist()
    if len(entries) > _MAX_ENTRIES:
        raise ActionRefused(TOO_BIG)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ActionRefused(PASSWORD)
    names = [entry.filename for entry in entries]
    if len({name.lower() for name in names}) != len(names) or any(_is_elsewhere(name) for name in names):
        raise ActionRefused(DAMAGED)
    if any(sign in name.lower() for name in names for sign in _ACTIVE):
        raise ActionRefused(MACROS)
    parts, total = {}, 0
    for entry in entries:
        if entry.is_dir():
            continue
        with archive.open(entry) as handle:
            part = handle.read(_MAX_PART + 1)
        total += len(part)
        swollen = len(part) > _RATIO_FROM and len(part) > _MAX_RATIO * max(entry.compress_size, 1)
        if len(part) > _MAX_PART or total > _MAX_UNPACKED or swollen:
            raise ActionRefused(TOO_BIG)
        parts[entry.filename] = part
    return parts


def _is_elsewhere(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _check_xml(name: str, part: bytes) -> None:
    """Refuse what declares anything, and what leads outside."""
    head = part[:200].lower()
    if b"<!doctype" in part.lower() or b"<!entity" in part.lower() or b"\x00" in head:
        raise ActionRefused(TRAPPED)
    if b"encoding=" in head and not re.search(rb"encoding=[\"'](utf-8|us-ascii)[\"']", head):
        raise ActionRefused(TRAPPED)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as fault:
        raise ActionRefused(DAMAGED) from fault
    if name.endswith(".rels"):
        _check_relations(root)
    elif name.startswith("word/"):
        _check_fields(root)


def _check_relations(root: etree._Element) -> None:
    """Refuse a relation that leaves the file, but for a link that a reader clicks on."""
    for relation in root.iter("{*}Relationship"):
        kind = relation.get("Type", "").rpartition("/")[2].lower()
        if kind in {"attachedtemplate", "afchunk", "oleobject", "frame", "subdocument", "vbaproject"}:
            raise ActionRefused(OUTSIDE)
        if relation.get("TargetMode", "").lower() == "external" and (
            kind != "hyperlink" or not _LINKS.fullmatch(relation.get("Target", ""))
        ):
            raise ActionRefused(OUTSIDE)


def _check_fields(root: etree._Element) -> None:
    """Refuse the instructions by which a word processor fetches something when the file opens."""
    codes = [element.get(f"{_W}instr", "") for element in root.iter(f"{_W}fldSimple")]
    codes.append("".join(element.text or "" for element in root.iter(f"{_W}instrText", f"{_W}delInstrText")))
    if any(_FETCHING.search(code) for code in codes) or next(root.iter(f"{_W}altChunk"), None) is not None:
        raise ActionRefused(OUTSIDE)
