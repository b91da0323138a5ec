"""What the font of the PDF can show.

Atkinson Hyperlegible holds some 340 characters; the engine would silently take another font for the rest.
Arrows and check boxes are drawn by the template, look-alikes are replaced, Greek and Cyrillic names keep
their letters in the engine's own serif, and what no font holds becomes a question mark: a document with
one strange character is worth more than no document.
"""

import unicodedata

# The characters of the four cuts (version 1.006), as hexadecimal ranges; a test prints every one of them.
_RANGES = (
    "a 20-7e a0-ac ae-107 10a-113 116-11b 11e-123 126-127 12a-12b 12e-12f 131 136-137 13b-13e 141-148 "
    "150-155 158-15b 15e-165 16a-16b 16e-173 178-17e 192 218-21b 2c6-2c7 2d8-2dd 300-304 306-308 "
    "30a-30c 326-328 394 3a9 3bc 3c0 2013-2014 2018-201a 201c-201e 2020-2022 2026 2030 2039-203a 2044 "
    "2074 20ac 2113 2122 212e 2202 220f 2211-2212 2215 2219-221a 221e 222b 2248 2260 2264-2265 25ca"
)
_REPLACED = {
    "\u202f\u2007": "\u00a0",
    "\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000": " ",
    "\u2010\u2011": "-",
    "\u2012": "–",
    "\u2015": "—",
    "\u2032": "’",
    "\u2033": "”",
    "➔➜➡⇒⟶►▶": "→",
    "⇐⟵⬅◀": "←",
    "✔✅": "✓",
    "✘❌✖": "✗",
    "☒🗹🗷": "☑",
    "□▢◻": "☐",
    "●■▪◦‣▸◆⚫": "•",
    "⁃": "–",
    # A hyphen that hides itself stops the engine at the end of a link, and serves no one here.
    "\u00ad": "",
    "★☆": "*",
    "⩾": "≥",
    "⩽": "≤",
}
_GREEK_AND_CYRILLIC = "370-3ff 400-4ff 1f00-1fff"
_INVISIBLE = frozenset({"Cf", "Mn", "Me", "Sk", "So", "Cn", "Co", "Cs", "Cc"})

DRAWN = frozenset("→←☐☑✓✗")


def _codes(ranges: str) -> frozenset[int]:
    edges = [tuple(int(edge, 16) for edge in part.split("-")) for part in ranges.split()]
    return frozenset(code for edge in edges for code in range(edge[0], edge[-1] + 1))


COVERED = _codes(_RANGES)
_LETTERS = frozenset(
    code for code in _codes(_GREEK_AND_CYRILLIC) if unicodedata.category(chr(code))[0] == "L"
)
_KEPT = COVERED | _LETTERS | {ord(char) for char in DRAWN}
_SWAPS = {ord(char): kept for chars, kept in _REPLACED.items() for char in chars}


def printable(text: str) -> str:
    """Return the text in characters that the PDF can print or draw.

    What is covered, drawn, Greek or Cyrillic stays. The rest is replaced by its look-alike, then by its
    decomposition (« ﬁ » gives « fi », « ṽ » its letter and its mark); a pictogram or an invisible mark
    is dropped, a letter of another script becomes « ? ».
    """
    text = text.translate(_SWAPS)
    if all(ord(char) in _KEPT for char in text):
        return text
    return "".join(char if ord(char) in _KEPT else _nearest(char) for char in text)


def _nearest(char: str) -> str:
    decomposed = unicodedata.normalize("NFKD", char).translate(_SWAPS)
    if decomposed != char:
        kept = "".join(part for part in decomposed if ord(part) in _KEPT)
        if kept.strip():
            return kept
    return "" if unicodedata.category(char) in _INVISIBLE else "?"
