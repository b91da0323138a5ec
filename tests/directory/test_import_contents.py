"""What a column seems to hold, and what is proposed for it when its title says nothing."""

import pytest
from django.utils import timezone

from conftest import ClientFor
from copil.directory.imports import contents
from copil.directory.imports.importer import ORGANISATIONS
from copil.exchange import actions
from copil.exchange.dialects import Dialect
from copil.exchange.importers import Content
from copil.exchange.models import ImportRun, KnownColumns
from copil.exchange.reading import Column
from copil.identity.models import User, Workspace
from tests.factories.exchange import confirmed, table, uploaded
from tests.factories.territories import TerritoryFactory

BASE = "/e/reseau-marne/organisations/imports/"


def judged(*values: str) -> Content:
    (found,) = contents.guess([Column(0, "Colonne 1", (), values)], Dialect())
    assert found is not None
    return found


@pytest.mark.usefixtures("communes")
@pytest.mark.parametrize(("values", "label"), [
    (("81234567600017", "812 345 676 00017"), "SIRET"),
    (("812345676", "732829320"), "SIREN"),
    (("W941000001", "w941000002"), "Numéro RNA"),
    (("a@b.example", "contact@moulin.example"), "Adresse électronique"),
    (("www.moulin.example", "https://ecluse.example/nous"), "Site internet"),
    (("01 43 68 00 00", "0143680001", "+33 1 43 68 00 02"), "Téléphone"),
    (("12/03/2019", "2019-04-02", "1.2.98"), "Date"),
    (("1998", "2004", "2019"), "Année"),
    (("oui", "non", "Oui"), "Oui ou non"),
    (("1 250,50 €", "800 €"), "Montant"),
    (("94220", "2100", "36250"), "Code postal"),
    (("12000", "25000", "8000"), "Nombre"),
    (("12", "7,5", "3"), "Nombre"),
    (("Charenton le Pont", "VINCENNES", "St Maurice"), "Commune"),
    (("Les amis du moulin", "Comité des fêtes"), "Texte"),
])  # fmt: skip  # a table reads by its lines
def test_a_column_is_recognised_by_what_it_holds(values: tuple[str, ...], label: str) -> None:
    found = judged(*values)
    assert (found.label, found.fitting, found.read) == (label, len(values), len(values))


@pytest.mark.usefixtures("communes")
def test_most_values_are_enough_and_the_others_are_counted() -> None:
    found = judged("a@b.example", "c@d.example", "e@f.example", "à demander")
    assert (found.label, found.fitting, found.read) == ("Adresse électronique", 3, 4)
    assert contents.guess([Column(0, "Vide")], Dialect()) == [None]


def test_kinds_of_streets_are_not_communes_though_some_bear_their_names(db: None) -> None:
    for number, name in enumerate(("Rue", "Place", "Chemin")):
        TerritoryFactory.create(name=name, code=f"8068{number}")
    assert judged("Rue", "place", "Chemin", "Rue").label == "Texte"
    assert judged("Rue de Paris", "Rue", "Place").label == "Texte"


@pytest.mark.usefixtures("communes")
def test_untitled_columns_are_proposed_from_what_they_hold(workspace: Workspace, pilote: User) -> None:
    rows = [
        ["Qui ?", "Joindre", "Où", "", "Budget"],
        ["Le Moulin", "a@b.example", "Vincennes", "94300", "12000"],
        ["L’Écluse", "c@d.example", "St Maurice", "94410", "94300"],
    ]
    run = uploaded(workspace, pilote, table(rows))
    assert run.mapping == {
        "0": "name", "1": "email", "2": "commune_name", "3": "postal_code", "4": "budget_amount",
    }  # fmt: skip  # a table reads by its lines


@pytest.mark.usefixtures("communes")
def test_the_guess_is_shown_with_examples(workspace: Workspace, pilote: User, client_for: ClientFor) -> None:
    rows = [["Nom", "Contact"], ["Le Moulin", "a@b.example"], ["L’Écluse", "c@d.example"], ["Lo", "rien"]]
    run = uploaded(workspace, pilote, table([*rows, *[[f"L {n}", f"x{n}@b.example"] for n in range(3)]]))
    shown = client_for(pilote).get(f"{BASE}{run.pk}/colonnes/").content.decode().replace("\u00a0", " ")
    assert "Adresse électronique" in shown
    assert "5 sur 6 valeurs lues" in shown
    assert "a@b.example · c@d.example · rien" in shown


@pytest.mark.usefixtures("communes")
def test_a_confirmed_choice_is_proposed_again_whatever_the_order(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    first = uploaded(workspace, pilote, table([["Nom", "Remarque", "Sigle"], ["Le Moulin", "x", "LM"]]))
    url = f"{BASE}{first.pk}/"
    client = client_for(pilote)
    client.post(f"{url}colonnes/", {"colonne_0": "name", "colonne_1": "purpose", "colonne_2": ""})
    assert not KnownColumns.objects.exists(), "only what is confirmed is remembered"
    client.post(f"{url}confirmer/")
    again = uploaded(workspace, pilote, table([["sigle", "REMARQUE", "nom"], ["E", "y", "L’Écluse"]]))
    assert again.mapping == {"1": "purpose", "2": "name"}
    shown = client.get(f"{BASE}{again.pk}/colonnes/").content.decode()
    assert "Mêmes titres que la dernière fois" in shown
    forgotten = client.post(f"{BASE}{again.pk}/oublier/", follow=True).content.decode()
    assert "Ce choix est oublié" in forgotten
    assert "Mêmes titres" not in forgotten
    assert ImportRun.objects.get(pk=again.pk).mapping == {"0": "acronym", "1": "internal_note", "2": "name"}
    assert KnownColumns.objects.current().count() == 0


def test_other_titles_or_another_workspace_are_guessed(workspace: Workspace, pilote: User) -> None:
    confirmed(workspace, pilote, table([["Nom", "Remarque"], ["Le Moulin", "x"]]))
    other = uploaded(workspace, pilote, table([["Nom", "Remarque", "Plus"], ["L’Écluse", "y", "z"]]))
    assert other.known_columns is None
    same = uploaded(workspace, pilote, table([["Nom", "Remarque"], ["L’Écluse", "y"]]))
    assert same.known_columns is not None
    actions.set_mapping(run=same, mapping={0: "name"}, importer=ORGANISATIONS, at=timezone.now())
    actions.confirm(by=pilote, at=timezone.now(), run=same, importer=ORGANISATIONS)
    assert KnownColumns.objects.get().mapping == {"nom": "name", "remarque": ""}, "the last one said counts"
