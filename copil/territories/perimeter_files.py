"""Read a file of perimeters: a code, a name and the code of a commune a row; nothing is written here."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from copil.algorithms.text.normalise import fold
from copil.core.errors import ActionRefused
from copil.exchange import dialects, parsing, reading, uploads
from copil.exchange.reading import Record
from copil.exchange.workbooks import Table

MOST_ROWS = 200_000
LONGEST_CODE = 14
NOT_CSV = "Donnez ce fichier au format CSV : depuis votre tableur, « Enregistrer sous », puis CSV."
THREE_COLUMNS = (
    "Ce fichier n’a pas les trois colonnes attendues : le code du périmètre, son nom et le code officiel"
    " d’une commune, une commune par ligne."
)
TOO_LONG = "Ce fichier a plus de 200 000 lignes : coupez-le en plusieurs."

_CODE, _NAME, _COMMUNE = range(3)
_KNOWN: tuple[frozenset[str], ...] = (
    frozenset("code codeperimetre codepetr codeqp codeqpv codezrr perimetre identifiant id siren".split()),
    frozenset("nom libelle nomperimetre nompetr nomqp nomqpv libelleqp libqp nomdupetr intitule".split()),
    frozenset("codecommune commune insee codeinsee inseecom codgeo com depcom codeinseecommune".split()),
)
_NOT_KEPT = re.compile(r"[^a-z0-9]+")
_COMMUNE_CODE = re.compile(r"(?:\d{4,5}|2[AB]\d{3})")
_LONGEST_NAME = 100


@dataclass
class Read:
    """What a file says: the communes of each perimeter by its code, and the rows that were refused."""

    names: dict[str, str] = field(default_factory=dict)
    members: dict[str, dict[str, None]] = field(default_factory=dict)
    refused: list[tuple[int, str]] = field(default_factory=list)
    rows: int = 0


def read(path: Path, *, communes: dict[str, str]) -> Read:
    """Understand a file, whatever its letters and separator; ``communes`` gives the key of each code.

    Refuses what is not a table of three columns; a row that cannot be used is refused with its reason.
    """
    with path.open("rb") as handle:
        if uploads.judge(handle) != uploads.CSV:
            raise ActionRefused(NOT_CSV)
    said = Read()
    for record, cells in _rows(path):
        said.rows += 1
        if said.rows > MOST_ROWS:
            raise ActionRefused(TOO_LONG)
        problem = record.problem or _add(said, cells, communes)
        if problem:
            said.refused.append((record.number, problem))
    if not said.rows:
        raise ActionRefused(THREE_COLUMNS)
    return said


def commune_code(cell: str) -> str:
    """Return the official code of a commune: « 1004 », as a spreadsheet leaves it, is « 01004 »."""
    code = "".join(parsing.line(cell).upper().split())
    return code.zfill(5) if code.isdigit() else code


def _rows(path: Path) -> Iterator[tuple[Record, tuple[str, str, str]]]:
    dialect = dialects.guess(path)
    table = Table(path, dialect)
    records = reading.records(table.path, table.dialect)
    first = next(records, None)
    if first is None:
        return
    places, is_header = _places(first.cells)
    if not is_header:
        yield first, _cut(first.cells, places)
    for record in records:
        yield record, _cut(record.cells, places)


def _places(cells: Sequence[str]) -> tuple[tuple[int, int, int], bool]:
    """Return where the three columns are, and whether the first row names them."""
    keys = [_NOT_KEPT.sub("", fold(cell)) for cell in cells]
    found = [_first(keys, names) for names in _KNOWN]
    if None not in found and len(set(found)) == len(found):
        return (found[0] or 0, found[1] or 0, found[2] or 0), True
    if len(cells) <= _COMMUNE:
        raise ActionRefused(THREE_COLUMNS)
    return (_CODE, _NAME, _COMMUNE), not _COMMUNE_CODE.fullmatch(commune_code(cells[_COMMUNE]))


def _first(keys: Iterable[str], names: frozenset[str]) -> int | None:
    return next((index for index, key in enumerate(keys) if key in names), None)


def _cut(cells: Sequence[str], places: tuple[int, int, int]) -> tuple[str, str, str]:
    code, name, commune = (cells[place] if place < len(cells) else "" for place in places)
    return code, name, commune


def _add(said: Read, cells: tuple[str, str, str], communes: dict[str, str]) -> str:
    """Take a row in; return why it cannot be."""
    code = _NOT_KEPT.sub("", fold(parsing.line(cells[_CODE]))).upper()
    name = parsing.line(cells[_NAME]) or said.names.get(code, "")
    commune = commune_code(cells[_COMMUNE])
    if not code:
        return "Il manque le code du périmètre."
    if len(code) > LONGEST_CODE:
        return f"Le code du périmètre est trop long : {LONGEST_CODE} signes au plus."
    if not name:
        return "Il manque le nom du périmètre."
    if not commune:
        return "Il manque le code de la commune."
    key = communes.get(commune)
    if key is None:
        return f"Aucune commune n’a le code officiel {commune[:20]}."
    said.names.setdefault(code, name[:_LONGEST_NAME])
    said.members.setdefault(code, {})[key] = None
    return ""
