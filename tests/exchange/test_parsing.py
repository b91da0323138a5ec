"""Cells as people and spreadsheets write them."""

import datetime as dt
from decimal import Decimal

import pytest

from copil.exchange import parsing
from copil.exchange.exports import csv_lines, safe_cell


@pytest.mark.parametrize(("cell", "decimal", "value"), [
    ("1 250,50", ",", "1250.50"),
    ("1\u202f250,50 €", ",", "1250.50"),
    ("1.250,50", ",", "1250.50"),
    ("1.250", ",", "1250"),
    ("168000.5", ",", "168000.5"),
    ("4,2", ",", "4.2"),
    ("−3,5", ",", "-3.5"),
    ("1,250.50", ".", "1250.50"),
    ("12", ".", "12"),
    ("douze", ",", None),
    ("1,2,3", ",", None),
    ("", ",", None),
    ("1e5", ",", None),
    ("NaN", ".", None),
])  # fmt: skip  # a table reads by its lines
def test_number(cell: str, decimal: str, value: str | None) -> None:
    assert parsing.number(cell, decimal=decimal) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(("cell", "order", "value"), [
    ("31/12/2026", "dmy", dt.date(2026, 12, 31)),
    ("1.2.98", "dmy", dt.date(1998, 2, 1)),
    ("01/02/2026", "mdy", dt.date(2026, 1, 2)),
    ("2026-12-31", "dmy", dt.date(2026, 12, 31)),
    ("2026-12-31T10:00:00", "ymd", dt.date(2026, 12, 31)),
    ("31/12/2026 00:00", "dmy", dt.date(2026, 12, 31)),
    ("31/02/2026", "dmy", None),
    ("0001-01-01", "ymd", None),
    ("hier", "dmy", None),
])  # fmt: skip  # a table reads by its lines
def test_date(cell: str, order: str, value: dt.date | None) -> None:
    assert parsing.date(cell, order=order) == value


def test_year() -> None:
    assert parsing.year("2014", order="dmy") == 2014
    assert parsing.year("31/12/1998", order="dmy") == 1998
    assert parsing.year("14", order="dmy") is None
    assert parsing.is_unknown_date("0001-01-01")


def test_texts_lose_what_cannot_be_seen_and_keep_their_lines() -> None:
    assert parsing.text("  A\u00a0 b \r\n\r\nc\u202e\x00 ") == "A b\n\nc"
    assert parsing.line("A\r\nb\tc") == "A b c"
    assert parsing.line("e\u0301cole") == "école"


@pytest.mark.parametrize("cell", ["=1+1", "+33 1 43", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_export_makes_a_formula_and_an_import_undoes_the_guard(cell: str) -> None:
    guarded = safe_cell(cell)
    assert guarded == f"'{cell}"
    assert parsing.line(guarded) == " ".join(cell.split())


def test_exported_table_opens_in_a_french_spreadsheet() -> None:
    text = "".join(csv_lines(["Nom", "=Titre"], [["L’œuvre; la suite", None], ["=1", 3]]))
    assert text.startswith("\ufeff")
    assert text.splitlines()[1:] == ['"L’œuvre; la suite";', "'=1;3"]
    assert text.splitlines()[0] == "\ufeffNom;'=Titre"
