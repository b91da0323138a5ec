"""Read what a template asks for, paragraph by paragraph, and say what is wrong where.

The language is small on purpose: ``{{ champ }}``, ``{{ element.champ }}``, ``{% for element in liste %}``,
``{% if champ %}``, ``{% if not champ %}``, ``{% else %}`` and what closes them; ``p`` or ``tr`` after the
opening sign makes a loop repeat whole paragraphs or rows of a table. Nothing else is code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from lxml import etree

from copil.core.typography import NBSP
from copil.documents.kind_fields import Field, Kind
from copil.documents.word.safety import Parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_READ = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_PLACES = {"document": "Texte", "header": "En-tête", "footer": "Pied de page"}
_SIGN = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_TAG = re.compile(r"\{\{(?P<field>.*?)\}\}|\{%(?P<code>.*?)%\}", re.DOTALL)
_PATH = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?"
_FIELD = re.compile(rf"\s*({_PATH})\s*")
_CODE = re.compile(
    rf"(?P<way>p|tr)?\s+(?:for (?P<item>[a-z][a-z0-9_]*) in (?P<list>{_PATH})|if (?:not )?(?P<test>{_PATH})"
    r"|(?P<word>else|endif|endfor))\s*"
)
_TOGETHER = (
    "Dans une phrase, les deux sont dans le même paragraphe. Pour répéter des paragraphes, mettez "
    "{%p for … %} et {%p endfor %} seuls chacun dans le sien ; pour des lignes de tableau, {%tr for … %} et "
    "{%tr endfor %} seuls chacun dans la sienne."
)
_MOST_TAGS, _DEEPEST = 600, 3


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where: the part of the file, the number of the paragraph, how it begins."""

    place: str
    number: int
    excerpt: str
    message: str


@dataclass(frozen=True, slots=True)
class _Open:
    """A loop or a condition: its word, what it names and walks, how and inside what it repeats."""

    word: str
    item: str
    walked: Field | None
    way: str
    inside: etree._Element | None


@dataclass(slots=True)
class _Reading:
    """What is open at a place of the file: the loops, each with its list, and the conditions."""

    kind: Kind
    place: str
    problems: list[Problem] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    paragraph: etree._Element | None = None
    tags: int = 0
    number: int = 0
    text: str = ""

    def wrong(self, message: str) -> None:
        excerpt = self.text.strip()[:80]
        self.problems.append(Problem(self.place, self.number, excerpt, message))


def problems_of(parts: Parts, kind: Kind) -> list[Problem]:
    """Return what is wrong in a template, in the order of reading; nothing when it can be filled."""
    found: list[Problem] = []
    tags = 0
    for name, part in sorted(parts.items()):
        read = _READ.fullmatch(name)
        root = etree.fromstring(part) if name.endswith(".xml") else None
        if root is not None and not name.startswith("docProps/") and _hides(root, read=bool(read)):
            found.append(Problem(name, 0, "", "Un champ est écrit hors du texte : il ne serait pas lu."))
        if root is None or not read:
            continue
        reading = _Reading(kind, _PLACES.get(read.group(1).rstrip("0123456789"), "Notes"))
        _read(root, reading)
        found += reading.problems
        tags += reading.tags
    if not tags and not found:
        found.append(
            Problem("Texte", 0, "", "Ce document ne contient aucun champ : il serait toujours le même.")
        )
    return found


def _hides(root: etree._Element, *, read: bool) -> bool:
    """Tell whether a sign of the language stands where no reader sees it: an attribute, a hidden text."""
    for element in root.iter():
        inside = [*element.attrib.values(), element.tail or ""]
        if not read or element.tag != f"{W}t":
            inside.append(element.text or "" if isinstance(element.tag, str) else "")
        if any(_SIGN.search(text) for text in inside):
            return True
    return False


def _read(root: etree._Element, reading: _Reading) -> None:
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        reading.number, reading.text = number, "".join(_own_texts(paragraph))
        reading.paragraph = paragraph
        left = _TAG.sub("", reading.text)
        if _SIGN.search(left):
            reading.wrong("Une accolade est ouverte sans être fermée dans ce paragraphe, ou l’inverse.")
        for tag in _TAG.finditer(reading.text):
            reading.tags += 1
            _read_tag(tag, reading)
        if reading.tags > _MOST_TAGS:
            reading.wrong(f"Ce modèle contient plus de {_MOST_TAGS} champs.")
            return
    for opened in reading.open:
        reading.wrong(f"Il manque ce qui ferme «{NBSP}{opened.word}{NBSP}» : {{% end{opened.word} %}}.")


def _own_texts(paragraph: etree._Element) -> Iterator[str]:
    """Yield the texts of a paragraph, those of the paragraphs it holds left out."""
    for text in paragraph.iter(f"{W}t"):
        holder = next(text.iterancestors(f"{W}p"), None)
        if holder is paragraph:
            yield text.text or ""


def _read_tag(tag: re.Match[str], reading: _Reading) -> None:
    if tag["field"] is not None:
        found = _FIELD.fullmatch(tag["field"])
        if found is None:
            reading.wrong(
                f"«{NBSP}{tag.group()[:60]}{NBSP}» n’est pas un champ. Écrivez {{{{ nom_du_champ }}}}."
            )
            return
        asked = _resolve(found.group(1), reading)
        if asked is not None and asked.is_list:
            reading.wrong(
                f"«{NBSP}{asked.name}{NBSP}» est une liste : parcourez-la par "
                f"{{%p for {asked.item} in {found.group(1)} %}} … {{%p endfor %}}."
            )
        return
    found = _CODE.fullmatch(tag["code"])
    if found is None:
        reading.wrong(
            f"«{NBSP}{tag.group()[:60]}{NBSP}» n’est pas une instruction connue. "
            "Les seules sont for, if, else, endif et endfor."
        )
        return
    way = found["way"] or ""
    inside = _inside(way, tag.group(), reading)
    if found["list"]:
        walked = _walked(found["item"], found["list"], reading)
        reading.open.append(_Open("for", found["item"], walked, way, inside))
    elif found["test"]:
        _resolve(found["test"], reading)
        reading.open.append(_Open("if", "", None, way, inside))
    else:
        _close(found["word"], way, inside, reading)


def _inside(way: str, tag: str, reading: _Reading) -> etree._Element | None:
    """Return what holds everything that is repeated; say when the tag is not alone where it must be."""
    paragraph = reading.paragraph
    if paragraph is None or not way:
        return paragraph
    if way == "p":
        if reading.text.strip() != tag:
            reading.wrong(f"«{NBSP}{tag}{NBSP}» doit être seul dans son paragraphe.")
        return paragraph.getparent()
    row = next(paragraph.iterancestors(f"{W}tr"), None)
    if row is None or "".join(text.text or "" for text in row.iter(f"{W}t")).strip() != tag:
        reading.wrong(f"«{NBSP}{tag}{NBSP}» doit être seul dans une ligne de tableau.")
        return row
    return row.getparent()


def _walked(item: str, path: str, reading: _Reading) -> Field | None:
    """Return the list that a loop walks; None when a problem was said."""
    loops = [one for one in reading.open if one.item]
    walked = _resolve(path, reading)
    if walked is not None and not walked.is_list:
        reading.wrong(f"«{NBSP}{path}{NBSP}» n’est pas une liste : écrivez simplement {{{{ {path} }}}}.")
        walked = None
    elif loops and path.split(".", maxsplit=1)[0] not in {one.item for one in loops}:
        reading.wrong("Une boucle dans une boucle ne parcourt que les listes de ce que la première répète.")
    if len(loops) >= _DEEPEST:
        reading.wrong(f"Plus de {_DEEPEST} boucles sont ouvertes l’une dans l’autre.")
    if item in {one.name for one in reading.kind.fields} | {one.item for one in loops}:
        reading.wrong(f"«{NBSP}{item}{NBSP}» nomme déjà autre chose : choisissez un autre mot après « for ».")
    return walked


def _close(word: str, way: str, inside: etree._Element | None, reading: _Reading) -> None:
    wanted = "for" if word == "endfor" else "if"
    if not reading.open or reading.open[-1].word != wanted:
        reading.wrong(f"«{NBSP}{word}{NBSP}» ne ferme rien ici.")
        return
    opened = reading.open[-1]
    if opened.way != way or opened.inside is not inside:
        reading.wrong(f"«{NBSP}{word}{NBSP}» ne se ferme pas au même endroit que son début. {_TOGETHER}")
    if word != "else":
        reading.open.pop()


def _resolve(path: str, reading: _Reading) -> Field | None:
    """Return the field that a path names, None when a problem was said (or is already known)."""
    first, _, second = path.partition(".")
    loop = next((one for one in reversed(reading.open) if one.item == first), None)
    if loop is not None:
        walked = loop.walked
        if walked is None:
            return None
        if not second:
            if walked.inside:
                known = ", ".join(f"{first}.{one.name}" for one in walked.inside)
                reading.wrong(f"«{NBSP}{first}{NBSP}» a plusieurs valeurs : {known}.")
                return None
            return Field(first, walked.label)
        child = walked.child(second)
        if child is None:
            _unknown(path, [f"{first}.{one.name}" for one in walked.inside], reading)
        return child
    found = next((one for one in reading.kind.fields if one.name == first), None)
    if found is None or second:
        _unknown(path, [one.name for one in reading.kind.fields], reading)
        return None
    return found


def _unknown(path: str, known: list[str], reading: _Reading) -> None:
    near = get_close_matches(path, known, n=1, cutoff=0.6)
    more = f" Vouliez-vous dire «{NBSP}{near[0]}{NBSP}»{NBSP}?" if near else ""
    reading.wrong(f"Le champ «{NBSP}{path}{NBSP}» n’existe pas pour ce document.{more}")
