"""Tables written for spreadsheets: what was said, and never a formula."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
import python_calamine as calamine
from django.http import Http404

from conftest import ClientFor
from copil.exchange import exports
from copil.exchange.exports import MEDIA_TYPES
from copil.identity.models import User, Workspace
from tests.factories.directory import FunctionFactory, OrganisationFactory, PersonFactory

ROW = [
    "=1+1",
    "@SUM",
    Decimal("1250.50"),
    3,
    dt.date(2026, 12, 31),
    True,
    None,
    "deux\nlignes",
    "a\x00\x0bb<&",
]
HEADER = [f"titre {number}" for number in range(len(ROW))]


def content_of(file_format: str, rows: list[list[object]]) -> bytes:
    response = exports.answer(file_format, "liste", HEADER, rows)
    assert response.headers["Content-Disposition"].startswith("attachment")
    return b"".join(response)


@pytest.mark.parametrize("file_format", ["xlsx", "ods"])
def test_a_workbook_gives_back_what_was_written(file_format: str) -> None:
    book = calamine.load_workbook(io.BytesIO(content_of(file_format, [ROW] * 300)))
    rows = book.get_sheet_by_index(0).to_python()
    assert book.sheet_names[0].startswith("liste-2")
    assert rows[0] == HEADER
    assert len(rows) == 301
    assert rows[300] == [
        "=1+1", "@SUM", 1250.5, 3, dt.date(2026, 12, 31), "oui", "", "deux\nlignes", "ab<&",
    ]  # fmt: skip  # a table reads by its lines


@pytest.mark.parametrize("file_format", ["xlsx", "ods"])
def test_no_cell_is_a_formula_and_the_titles_stay_in_sight(file_format: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content_of(file_format, [["=1+1", "=HYPERLINK(1)"]]))) as archive:
        assert archive.testzip() is None
        parts = {name: archive.read(name) for name in archive.namelist()}
    everything = b"".join(parts.values())
    assert b"<f>" not in everything
    assert b"table:formula" not in everything
    assert b'state="frozen"' in everything or b"VerticalSplitMode" in everything


def test_a_text_protects_what_looks_like_a_formula() -> None:
    text = content_of("csv", [ROW]).decode("utf-8-sig")
    assert text.splitlines()[1].startswith("'=1+1;'@SUM;1250,50;3;2026-12-31;oui;;")


def test_another_format_is_not_written() -> None:
    with pytest.raises(Http404):
        exports.answer("exe", "liste", HEADER, [])


@pytest.mark.parametrize("file_format", MEDIA_TYPES)
@pytest.mark.parametrize("path", ["organisations/", "organisations/personnes/", "besoins/"])
def test_each_list_is_exported_as_it_is_filtered(
    workspace: Workspace, membre: User, client_for: ClientFor, path: str, file_format: str
) -> None:
    moulin = OrganisationFactory.create(workspace=workspace, name="Le Moulin")
    person = PersonFactory.create(workspace=workspace, family_name="Castan")
    FunctionFactory.create(organisation=moulin, person=person, title="Présidente")
    client = client_for(membre)
    address = f"/e/{workspace.slug}/{path}export.{file_format}"
    response = client.get(f"{address}?q=introuvable")
    assert response["Content-Type"].startswith(MEDIA_TYPES[file_format].partition(";")[0])
    assert b"Moulin" not in b"".join(response)
    assert client.get(address.replace(f".{file_format}", ".exe")).status_code == 404
