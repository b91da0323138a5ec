"""Files as people keep them: titles above the headers, four ways to write accents, dates as text, totals."""

from pathlib import Path

import pytest

from copil.directory.models import Organisation
from copil.exchange import engine, reading
from copil.exchange.importers import details_of
from copil.exchange.models import ImportRow, ImportRun
from copil.identity.models import User, Workspace
from tests.factories.exchange import uploaded, verified, written

FILES = Path(__file__).parents[1] / "fixtures" / "imports"
pytestmark = pytest.mark.usefixtures("communes")


def content(name: str) -> bytes:
    return (FILES / name).read_bytes()


def notes(run: ImportRun, number: int) -> str:
    return " ; ".join(details_of(ImportRow.objects.get(run=run, number=number).details).notes)


@pytest.mark.parametrize("name", ["utf8", "utf8-marque", "windows", "utf16"])
def test_the_same_list_in_four_ways_of_writing_accents(workspace: Workspace, pilote: User, name: str) -> None:
    run = verified(workspace, pilote, content(f"adherents-{name}.csv"))
    assert (run.created, run.refused, run.rows_total) == (4, 3, 7)
    rows = dict(ImportRow.objects.filter(run=run).values_list("label", "outcome"))
    assert rows["Atelier vélo « Œuvre & Cie »"] == "created"
    assert rows["Ressourcerie du quai"] == "refused"
    assert "12 mars 2019" in notes(run, 6)
    assert "12/03/2019" in notes(run, 6)
    assert "zéro initial du code postal rétabli : 02100" in notes(run, 7)
    assert "zéro initial du téléphone rétabli : 01 43 68 00 01" in notes(run, 7)
    total = ImportRow.objects.get(run=run, number=12)
    assert total.reason == "Ligne de total, laissée de côté."
    assert total.details is None, "nothing of a total is to be corrected"


def test_merged_titles_real_dates_and_dates_as_text(workspace: Workspace, pilote: User) -> None:
    run = written(workspace, pilote, content("titres-fusionnes.xlsx"))
    assert (run.created, run.refused) == (3, 1)
    years = dict(Organisation.objects.values_list("name", "profile__founded_year"))
    assert years == {"Les Amis du moulin": 2019, "Comité des fêtes": 2004, "Atelier vélo": 2020}
    assert "lue dans un texte" in notes(run, 5)
    assert "date" not in notes(run, 6), "this one is a real date"
    assert "1er avril 2020" in notes(run, 7)
    assert Organisation.objects.get(name="Atelier vélo").postal_code == "01500"


def test_empty_columns_and_nameless_ones_are_told_by_what_they_hold(
    workspace: Workspace, pilote: User
) -> None:
    run = uploaded(workspace, pilote, content("colonnes-vides.csv"))
    assert run.mapping == {"0": "name", "3": "email", "4": "commune_name", "6": "postal_code"}


def test_two_hundred_columns_are_read(workspace: Workspace, pilote: User) -> None:
    run = uploaded(workspace, pilote, content("deux-cents-colonnes.csv"))
    source = engine.source_of(run)
    assert len(reading.columns(source.path, source.dialect)) == 200
    assert run.mapping == {"0": "name", "199": "postal_code"}


@pytest.mark.parametrize(("key", "typed", "kept", "note"), [
    ("siret", "00555000900012", "00555000900012", ""),
    ("siret", "555000900012", "00555000900012", "SIRET « 555000900012 » complété : 00555000900012"),
    ("rna", "941000001", "W941000001", "numéro RNA « 941000001 » complété : W941000001"),
    ("rna", "21000123", "W021000123", "complété : W021000123"),
])  # fmt: skip  # a table reads by its lines
def test_what_a_spreadsheet_took_off_is_given_back(
    workspace: Workspace, pilote: User, key: str, typed: str, kept: str, note: str
) -> None:
    run = verified(workspace, pilote, f"nom;{key}\nLe Moulin;{typed}\n".encode())
    if key == "siret" and run.refused:
        pytest.fail(ImportRow.objects.get(run=run).reason)
    row = ImportRow.objects.get(run=run)
    assert row.outcome == "created"
    assert note in notes(run, 2)


def test_a_number_written_as_a_power_of_ten_is_refused_with_the_reason(
    workspace: Workspace, pilote: User
) -> None:
    run = verified(workspace, pilote, b"nom;siret\nLe Moulin;8,12346E+13\n")
    (trouble,) = details_of(ImportRow.objects.get(run=run).details).troubles
    assert "abrégé" in trouble.text
