"""What the rows of the three registers say, with the oddities of real files."""

import datetime as dt
import json
from pathlib import Path

import pytest

from copil.cli import entry as cli
from copil.core.errors import ActionRefused
from copil.directory.models import RegisterEntry, RegisterLoad
from copil.directory.registers import files, loading, rows
from copil.directory.registers.rows import Fact
from copil.territories.models import Territory
from tests.factories.exchange import table

UNIT = {
    "siren": "812345676",
    "statutDiffusionUniteLegale": "O",
    "dateCreationUniteLegale": "1998-12-31",
    "sigleUniteLegale": "[ND]",
    "identifiantAssociationUniteLegale": "W941009876",
    "trancheEffectifsUniteLegale": "NN",
    "etatAdministratifUniteLegale": "A",
    "nomUniteLegale": "",
    "denominationUniteLegale": "LES AMIS DU MOULIN",
    "categorieJuridiqueUniteLegale": "9220",
    "activitePrincipaleUniteLegale": "94.99Z",
    "nicSiegeUniteLegale": "00017",
}
ESTABLISHMENT = {
    "siren": "812345676",
    "nic": "00017",
    "siret": "81234567600017",
    "etablissementSiege": "true",
    "numeroVoieEtablissement": "14",
    "typeVoieEtablissement": "QUAI",
    "libelleVoieEtablissement": "DES CARRIERES",
    "codePostalEtablissement": "94220",
    "libelleCommuneEtablissement": "CHARENTON-LE-PONT",
    "codeCommuneEtablissement": "94018",
    "etatAdministratifEtablissement": "A",
    "enseigne1Etablissement": "",
    "denominationUsuelleEtablissement": "[ND]",
}


def rna(**cells: str) -> Fact:
    said = rows.read_rna({"id": "W941000001", "titre": "LE MOULIN", **cells})
    assert isinstance(said, Fact)
    return said


def test_the_beginning_of_a_title_is_no_acronym() -> None:
    assert (
        rna(titre="LES AMIS DES MOULINS DE LA MARNE", titre_court="LES AMIS DES MOULINS DE...").acronym == ""
    )
    assert rna(titre="LES AMIS DU MOULIN", titre_court="L.A.M.").acronym == "L.A.M."


def written(path: Path, *lines: dict[str, str], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    content = [list(lines[0]), *(list(line.values()) for line in lines)]
    path.write_bytes(table(content, encoding=encoding, delimiter=delimiter))
    return path


def load(path: Path, register: str) -> loading.Report:
    return loading.load(path, register=register, dry_run=False, progress=lambda *_: None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("__LE  MOULIN_", "LE MOULIN"),
        ('"LE MOULIN"', "LE MOULIN"),
        ("- LES AMIS DE L'ÎLE -", "LES AMIS DE L'ÎLE"),
        ("A.S.C.M.", "A.S.C.M."),
        ("(RE)NAÎTRE", "(RE)NAÎTRE"),
        ("«\u00a0LA RUCHE\u00a0»", "LA RUCHE"),
        ("____", ""),
        ("\x00LE\x07 MOULIN", "LE MOULIN"),
    ],
)
def test_names_without_what_registers_leave_around_them(typed: str, kept: str) -> None:
    assert rows.clean_name(typed) == kept


def test_dates_that_are_not_dates() -> None:
    assert rna(date_creat="0001-01-01").created_on is None
    assert rna(date_creat="0201-05-04").created_on is None
    assert rna(date_creat="31/12/1998").created_on == dt.date(1998, 12, 31)
    assert rna(date_creat="1998-12-31 00:00:00").created_on == dt.date(1998, 12, 31)


@pytest.mark.parametrize("position", ["D", "S", "R", "d"])
def test_closed_positions_are_kept_and_say_so(position: str) -> None:
    fact = rna(position=position, date_disso="2019-05-02")
    assert (fact.state, fact.closed_on) == ("closed", dt.date(2019, 5, 2))
    assert rna(position="A", date_disso="2019-05-02").closed_on is None


def test_the_older_file_of_the_register_of_associations() -> None:
    header = [
        "id",
        "id_ex",
        "siret",
        "titre",
        "objet",
        "adr1",
        "adr3",
        "adrs_codepostal",
        "libcom",
        "position",
    ]
    columns = files.columns_of(header, "rna")
    cells = [
        "01P1000001",
        "",
        "0",
        "_LE MOULIN",
        "",
        "CHEZ LE MEUNIER",
        "RUE HAUTE",
        "94220",
        "CHARENTON",
        "A",
    ]
    fact = rows.read_rna({name: cells[index] for index, name in columns.items()})
    assert isinstance(fact, Fact)
    assert (fact.identifier, fact.siret, fact.name) == ("01P1000001", "", "LE MOULIN")
    assert fact.address == "CHEZ LE MEUNIER, RUE HAUTE"
    assert fact.place.name == "CHARENTON"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"denominationUniteLegale": "", "nomUniteLegale": "CASTAN"}, rows.NATURAL_PERSON),
        ({"categorieJuridiqueUniteLegale": "1000"}, rows.NATURAL_PERSON),
        ({"denominationUniteLegale": "[ND]"}, rows.NO_DENOMINATION),
        ({"siren": "812345677"}, "clé de contrôle"),
        ({"siren": ""}, "neuf chiffres"),
    ],
)
def test_legal_units_that_are_refused(changed: dict[str, str], reason: str) -> None:
    said = rows.read_unit({**UNIT, **changed})
    assert isinstance(said, str)
    assert reason in said


@pytest.mark.django_db
@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ","), ("cp1252", ";"), ("utf-8", "\t")])
def test_units_and_establishments_in_any_order(
    encoding: str, delimiter: str, tmp_path: Path, communes: dict[str, Territory]
) -> None:
    unit = {**UNIT, "denominationUniteLegale": "LES AMIS DU MOULIN BRÛLÉ"}
    places = written(tmp_path / "e.csv", ESTABLISHMENT, encoding=encoding, delimiter=delimiter)
    units = written(tmp_path / "u.csv", unit, encoding=encoding, delimiter=delimiter)
    assert load(places, "sirene-etab").counts.created == 1
    assert RegisterEntry.objects.get().name == ""
    assert load(units, "sirene-ul").counts.created == 1
    seat = RegisterEntry.objects.get(register="sirene-etab")
    assert (seat.name, seat.is_seat, seat.commune) == ("LES AMIS DU MOULIN BRÛLÉ", True, communes["94018"])
    assert seat.address == "14 QUAI DES CARRIERES"
    assert load(places, "sirene-etab").counts.unchanged == 1
    assert RegisterEntry.objects.get(register="sirene-ul").siret == "81234567600017"
    seat.refresh_from_db()
    assert seat.name == "LES AMIS DU MOULIN BRÛLÉ"


@pytest.mark.django_db
def test_the_date_of_a_file_is_in_its_name(tmp_path: Path) -> None:
    load(written(tmp_path / "StockUniteLegale_20261031.csv", UNIT), "sirene-ul")
    assert RegisterLoad.objects.get().file_date == dt.date(2026, 10, 31)
    assert RegisterEntry.objects.get().source_date == dt.date(2026, 10, 31)


@pytest.mark.django_db(transaction=True)
def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path / "u.csv", UNIT, {**UNIT, "siren": "1"})
    command = ["import", "organisations", str(path), "--format", "sirene-ul"]
    assert cli.main([*command, "--dry-run", "--json"]) == 0
    foreseen = json.loads(capsys.readouterr().out)
    assert cli.main([*command, "--json"]) == 0
    said = capsys.readouterr()
    assert {**json.loads(said.out), "seconds": 0} == {**foreseen, "seconds": 0}
    assert foreseen["created"] == foreseen["refused"] == 1
    assert "ligne 3" in said.err
    assert cli.main([*command, "--workspace", "reseau-marne", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unchanged"] == 1
    assert cli.main([*command[:3], "--format", "csv"]) == 1
    assert "--workspace" in capsys.readouterr().err


def test_the_file_of_another_register_is_refused() -> None:
    with pytest.raises(ActionRefused, match="il lui manque"):
        files.columns_of(["siret", "nom"], "rna")
