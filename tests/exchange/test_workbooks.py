"""Workbooks: the sheet, the row of titles, the cells, and those that are refused."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from copil.core.errors import ActionRefused
from copil.directory.imports.importer import ORGANISATIONS
from copil.directory.models import Organisation
from copil.exchange import archives, reading, uploads, workbooks
from copil.exchange.models import ImportRow
from copil.identity.models import User, Workspace
from tests.factories import workbooks as made
from tests.factories.exchange import written

XML = b"<?xml version='1.0'?>"
BILLION = XML + b"<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><workbook>&b;</workbook>"


@contextmanager
def read(folder: Path, content: bytes, **options: Any) -> Iterator[workbooks.Table]:
    path = folder / "classeur"
    path.write_bytes(content)
    with workbooks.as_table(path, words=ORGANISATIONS.words, **options) as table:
        yield table


def rows_of(table: workbooks.Table) -> list[tuple[int, tuple[str, ...]]]:
    return [(record.number, record.cells) for record in reading.records(table.path, table.dialect)]


def test_a_messy_workbook_is_read_as_a_person_would(tmp_path: Path) -> None:
    with read(tmp_path, made.messy()) as table:
        assert table.layout.sheet == "Adhérents"
        assert [sheet.name for sheet in table.layout.sheets] == ["Lisez-moi", "Adhérents"]
        rows = rows_of(table)
    assert rows[0] == (
        5, ("Nom de la structure", "N° SIRET", "Voie", "CP", "Ville", "Date de création", "Budget"),
    )  # fmt: skip  # a table reads by its lines
    assert rows[1] == (
        6,
        (
            "Le Moulin",
            "81234567600017",
            "3 quai\ndes Carrières",
            "94220",
            "Charenton-le-Pont",
            "1998-03-21",
            "1250,5",
        ),
    )
    assert rows[2] == (8, ("L’Écluse", "", "", "1230", "Ailleurs", "31/12/2004", "2 000,75 €"))
    assert rows[3][0] == 9
    assert rows[4][1][0] == "Total"


@pytest.mark.parametrize("make", [made.xlsx, made.ods])
def test_cells_of_every_kind(tmp_path: Path, make: Any) -> None:
    row: list[Any] = [
        "=1+1",
        True,
        12300000000000.0,
        0.1,
        dt.date(2026, 12, 31),
        "deux\nlignes",
        None,
        "01230",
        -3,
    ]
    with read(tmp_path, make([[f"titre {letter}" for letter in "abcdefghi"], row])) as table:
        cells = rows_of(table)[1][1]
    assert cells == ("=1+1", "oui", "12300000000000", "0,1", "2026-12-31", "deux\nlignes", "", "01230", "-3")


def test_the_sheet_and_the_row_of_titles_can_be_said(tmp_path: Path) -> None:
    content = made.sheets({"A": [["Nom"], ["x"]], "B": [["Nom", "CP"], ["Autre", "Titre"], ["y", "1"]]})
    with read(tmp_path, content) as table:
        assert table.layout.sheet == "B"
    with read(tmp_path, content, sheet="A") as table:
        assert rows_of(table) == [(1, ("Nom",)), (2, ("x",))]
    with read(tmp_path, content, sheet="B", header=2) as table:
        assert rows_of(table) == [(2, ("Autre", "Titre")), (3, ("y", "1"))]


def test_numbers_follow_the_decimal_mark_of_the_texts(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Nom", "Budget"], ["a", "1,250.50"], ["b", 1.125], ["c", "3.5"]]
    with read(tmp_path, made.xlsx(rows)) as table:
        assert table.dialect.decimal == "."
        assert rows_of(table)[2][1] == ("b", "1.125")


@pytest.mark.parametrize(("content", "said"), [
    (made.altered(made.xlsx([["a"]]), put={"xl/vbaProject.bin": b"x"}), archives.MACROS),
    (made.altered(made.xlsx([["a"]]), put={"xl/workbook.xml": BILLION}), archives.TRAPPED),
    (made.altered(made.ods([["a"], ["b"]]), put={"content.xml": BILLION}), archives.TRAPPED),
    (made.altered(b"PK\x05\x06" + b"\0" * 18, put={"word/document.xml": XML}), archives.OTHER),
    (made.altered(made.ods([["a"], ["b"]]), put={"mimetype": b"application/vnd.oasis.opendocument.text"}),
     archives.OTHER),
    (made.altered(made.ods([["a"], ["b"]]), put={"META-INF/manifest.xml": b"<encryption-data/>"}),
     archives.PASSWORD),
    (made.altered(made.xlsx([["a"]]), drop=["xl/workbook.xml"], put={"xl/workbook.bin": b"x"}), archives.OLD),
    (made.altered(made.xlsx([["a"]]), put={"xl/worksheets/sheet1.xml": b" " * (30 << 20)}), archives.TOO_BIG),
    (b"\xd0\xcf\x11\xe0" + b"\0" * 600, archives.OLD),
    (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), archives.PASSWORD),
    (made.xlsx([["a"]])[:400], archives.DAMAGED),
    (b"PK\x03\x04" + b"x" * 100, archives.DAMAGED),
    (made.spoilt(made.xlsx([["a"]]), "xl/workbook.xml"), archives.DAMAGED),
    (made.spoilt(made.xlsx([["a"]]), "xl/workbook.xml", packed=zipfile.ZIP_LZMA), archives.DAMAGED),
])  # fmt: skip  # a table reads by its lines
def test_a_hostile_workbook_is_refused_with_its_reason(content: bytes, said: str) -> None:
    with pytest.raises(ActionRefused) as refusal:
        uploads.judge(io.BytesIO(content))
    assert refusal.value.message == said


def test_a_sheet_that_would_fill_the_memory_costs_its_reader_only(tmp_path: Path) -> None:
    bomb = made.xlsx([["Nom"]])
    row = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    sheet = made.part(bomb, "xl/worksheets/sheet1.xml").replace(b"</sheetData>", row)
    content = made.altered(bomb, put={"xl/worksheets/sheet1.xml": sheet})
    assert uploads.judge(io.BytesIO(content)) == "xlsx"
    with pytest.raises(ActionRefused, match="trop grand"), read(tmp_path, content):
        pass


@pytest.mark.parametrize(("rows", "said"), [([], "vide"), ([["Nom"], *[["x"]] * 3], "")])
def test_an_empty_workbook_is_refused(tmp_path: Path, rows: list[list[str]], said: str) -> None:
    if not said:
        with read(tmp_path, made.xlsx(rows)) as table:
            assert len(rows_of(table)) == 4
        return
    with pytest.raises(ActionRefused, match=said), read(tmp_path, made.xlsx(rows)):
        pass


@pytest.mark.django_db
def test_a_messy_workbook_becomes_organisations(workspace: Workspace, pilote: User) -> None:
    run = written(workspace, pilote, made.messy())
    reasons = dict(ImportRow.objects.filter(run=run, outcome="refused").values_list("number", "reason"))
    assert reasons == {10: "Ligne de total, laissée de côté."}
    moulin = Organisation.objects.get(name="Le Moulin")
    assert (moulin.siret, moulin.address) == ("81234567600017", "3 quai des Carrières")
    assert (moulin.profile.founded_year, moulin.profile.budget_amount) == (1998, Decimal("1250.5"))
    assert Organisation.objects.get(name="L’Écluse").postal_code == "01230"
