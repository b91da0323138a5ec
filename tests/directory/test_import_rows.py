"""What a row of a file becomes: fields, identifiers, communes, refusals, remarks."""

from decimal import Decimal

import pytest

from copil.directory.imports import targets
from copil.directory.models import Organisation, Profile
from copil.exchange.importers import details_of
from copil.exchange.models import ImportRow, ImportRun
from copil.identity.models import User, Workspace
from copil.notifications import worker
from copil.territories.models import Territory
from tests.directory import rna
from tests.factories.directory import OrganisationFactory
from tests.factories.exchange import confirmed, table, verified

pytestmark = pytest.mark.usefixtures("communes")


def imported(workspace: Workspace, by: User, content: bytes) -> ImportRun:
    run = confirmed(workspace, by, content)
    worker.run_all()
    run.refresh_from_db()
    assert run.state == "done"
    return run


def reasons(run: ImportRun) -> list[str]:
    return list(ImportRow.objects.filter(run=run).order_by("number").values_list("reason", flat=True))


def test_columns_of_the_register_are_recognised() -> None:
    mapped = targets.guess(rna.COLUMNS)
    named = {rna.COLUMNS[index]: key for index, key in mapped.items()}
    assert named == targets.RNA
    assert "nature" not in named, "in the register, this column is not the nature of an organisation"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_an_extract_of_the_register(
    workspace: Workspace, pilote: User, communes: dict[str, Territory], encoding: str
) -> None:
    content = rna.extract(
        [{"siret": "81234567600017", "titre_court": "LAM", "siteweb": "www.moulin.example"},
         {"id": "W941000002", "titre": "ÉTEINTE", "position": "D"},
         {"id": "W941000003", "titre": "ŒUVRE DES ÎLES", "adrs_codeinsee": "94999", "adrs_libcommune": ""}],
        encoding=encoding,
    )  # fmt: skip  # a table reads by its lines
    run = imported(workspace, pilote, content)
    assert (run.created, run.updated, run.unchanged, run.refused) == (2, 0, 0, 1)
    moulin = Organisation.objects.get(rna="W941000001")
    assert (moulin.name, moulin.acronym, moulin.kind) == ("LES AMIS DU MOULIN", "LAM", "association")
    assert (moulin.siret, moulin.siren) == ("81234567600017", "812345676")
    assert (moulin.address, moulin.postal_code) == ("14 B QUAI DES CARRIÈRES", "94220")
    assert moulin.website == "https://www.moulin.example"
    assert moulin.commune == communes["94018"]
    assert moulin.profile.founded_year == 1998
    assert moulin.internal_note == ""
    assert "Association dissoute." in reasons(run)
    islands = Organisation.objects.get(rna="W941000003")
    assert islands.name == "ŒUVRE DES ÎLES"
    assert islands.commune == communes["94018"], "a former code leads to the commune of today"


def test_a_file_of_people_s_own(workspace: Workspace, pilote: User, communes: dict[str, Territory]) -> None:
    content = table(
        [["N° adhérent", "Raison sociale", "Type de structure", "Code postal", "Ville", "Tél", "E-mail",
          "Budget", "ETP", "Date de création", "Nb adhérents"],
         ["A-12", "Mairie de Saint-Maurice", "Commune", "94410", "St Maurice", "0143680000",
          "mairie@x.example", "1 250 000,50", "12,5", "31/12/1998", "14 000"]],
        encoding="cp1252",
    )  # fmt: skip  # a table reads by its lines
    run = imported(workspace, pilote, content)
    assert run.created == 1
    one = Organisation.objects.get(external_ref="A-12")
    assert (one.kind, one.phone, one.email) == ("collectivite", "01 43 68 00 00", "mairie@x.example")
    assert one.commune == communes["94069"]
    profile = Profile.objects.get(organisation=one)
    assert (profile.budget_amount, profile.fte) == (Decimal("1250000.50"), Decimal("12.50"))
    assert (profile.founded_year, profile.members_count, profile.answered) == (1998, 14000, 4)


@pytest.mark.parametrize(("cells", "reason"), [
    ({"nom": "", "rna": "W941000009"}, "Il manque le nom"),
    ({"nom": "x" * 251}, "trop long"),
    ({"siret": "81234567600018"}, "clé de contrôle"),
    ({"siren": "732829320", "siret": "81234567600017"}, "pas de la même organisation"),
    ({"rna": "W12"}, "commence par W"),
    ({"nature": "Confrérie"}, "Nature « Confrérie » inconnue"),
])  # fmt: skip  # a table reads by its lines
def test_refused_rows_say_why(workspace: Workspace, pilote: User, cells: dict[str, str], reason: str) -> None:
    row = {"nom": "Le Moulin", "siren": "", "siret": "", "rna": "", "nature": "", **cells}
    run = verified(workspace, pilote, table([list(row), list(row.values()), ["Une autre", "", "", "", ""]]))
    assert (run.created, run.refused) == (1, 1)
    assert reason in reasons(run)[0]


def test_what_is_doubtful_is_left_aside_aloud(workspace: Workspace, pilote: User) -> None:
    content = table(
        [["nom", "courriel", "téléphone", "site", "budget", "date de création", "code postal", "commune"],
         ["Le Moulin", "moulin@", "12", "voir facebook", "peu", "hier", "ABC", "Nulle-Part"]]
    )  # fmt: skip  # a table reads by its lines
    run = imported(workspace, pilote, content)
    assert run.created == 1
    text = reasons(run)[0]
    for word in ("moulin@", "« 12 »", "facebook", "« peu »", "« hier »", "« ABC »", "Nulle-Part"):
        assert word in text
    assert Organisation.objects.get().email == ""


@pytest.mark.parametrize(("postal_code", "name", "code"), [
    ("94220", "Charenton-le-Pont", "94018"),
    ("94220", "CHARENTON LE PONT CEDEX", "94018"),
    ("94227", "Charenton-le-Pont", "94018"),
    ("", "Vincennes", "94080"),
    ("36250", "Saint-Maur", "36202"),
    ("", "Saint-Maur", None),
    ("75000", "Charenton-le-Pont", None),
    ("94220", "Carrières", "94018"),
    ("94220", "CHARENTON", "94018"),
    ("94210", "St-Maur", "94068"),
    ("94300", "Saint-Maur", None),
    ("94220", "Char", None),
])  # fmt: skip  # a table reads by its lines
def test_a_commune_is_found_by_its_name_and_postal_code(
    workspace: Workspace,
    pilote: User,
    communes: dict[str, Territory],
    postal_code: str,
    name: str,
    code: str | None,
) -> None:
    imported(workspace, pilote, table([["nom", "cp", "ville"], ["Le Moulin", postal_code, name]]))
    assert Organisation.objects.get().commune == (communes[code] if code else None)


def test_a_commune_gives_its_only_postal_code(workspace: Workspace, pilote: User) -> None:
    imported(workspace, pilote, table([["nom", "insee"], ["Le Moulin", "94018"], ["L’Île", "94068"]]))
    assert dict(Organisation.objects.values_list("name", "postal_code")) == {
        "Le Moulin": "94220",
        "L’Île": "",
    }


def test_an_empty_cell_erases_nothing(workspace: Workspace, pilote: User) -> None:
    OrganisationFactory.create(workspace=workspace, name="Le Moulin", numbered=True, phone="01 43 68 00 00")
    content = table([["nom", "siret", "téléphone", "sigle"], ["Le Moulin", "81234567600017", "", "LM"]])
    run = imported(workspace, pilote, content)
    assert run.updated == 1
    one = Organisation.objects.get()
    assert (one.phone, one.acronym, one.version) == ("01 43 68 00 00", "LM", 2)
    assert ImportRow.objects.get(run=run).values == {"acronym": ["", "LM"]}


def test_what_our_export_protected_comes_back(workspace: Workspace, pilote: User) -> None:
    imported(workspace, pilote, table([["nom"], ["'=Égal"]]))
    assert Organisation.objects.get().name == "=Égal"


def test_an_extract_of_sirene_brought_as_a_list(workspace: Workspace, pilote: User) -> None:
    header = ["siren", "sigleUniteLegale", "denominationUniteLegale", "etatAdministratifUniteLegale"]
    rows = [
        ["812345676", "USM", "UNION SPORTIVE DU MOULIN", "A"],
        ["732829320", "", "[ND]", "A"],
        ["552100554", "", "ANCIENNE SOCIÉTÉ", "C"],
    ]
    run = imported(workspace, pilote, table([header, *rows]))
    assert (run.created, run.refused) == (1, 2)
    assert reasons(run)[1:] == [
        "Le répertoire SIRENE ne publie pas son nom.",
        "Structure cessée, d’après le répertoire SIRENE.",
    ]


def test_an_acronym_stands_for_a_name_that_is_missing(workspace: Workspace, pilote: User) -> None:
    run = imported(workspace, pilote, table([["nom", "sigle"], ["", "USBE"]]))
    assert Organisation.objects.get().name == "USBE"
    details = details_of(ImportRow.objects.get(run=run).details)
    assert list(details.notes) == ["nom absent, son sigle en tient lieu : USBE"]
