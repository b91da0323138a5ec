"""The six experiences of the guide: the figures of the source, found by other words than theirs."""

from decimal import Decimal

import pytest

from conftest import ClientFor
from copil.algorithms.text.normalise import words
from copil.algorithms.text.stopwords import STOP_WORDS
from copil.identity.models import User, Workspace
from copil.initiatives.models import PresentationSheet
from copil.library import catalogue, comparing
from copil.library.enums import Scope, SheetState
from copil.library.models import Edition, ExperienceSheet
from copil.library.search_entries import text_of
from copil.pages.demo import experiences
from copil.pages.demo.library import load_library
from copil.pages.demo.source import Cast, read
from tests.factories.identity import WorkspaceFactory
from tests.factories.initiatives import InitiativeFactory, shipped_method
from tests.factories.needs import ProblemSheetFactory

pytestmark = pytest.mark.django_db
TITLES = {
    "E1": "Appréhender le secteur",
    "E2": "Savoir mener",
    "E3": "Mieux gérer",
    "E4": "Aide à la mise en œuvre",
    "E5": "Communication de projets",
    "E6": "Appui à la constitution",
}
# type, structures, days, cost, per structure, per day
FIGURES: dict[str, tuple[str, int, int, int, str, str]] = {
    "E1": ("A", 30, 3, 2500, "83.33", "833.33"),
    "E2": ("A", 36, 4, 7700, "213.89", "1925.00"),
    "E3": ("A", 22, 10, 9000, "409.09", "900.00"),
    "E4": ("B", 60, 16, 15000, "250.00", "937.50"),
    "E5": ("B", 5, 3, 3600, "720.00", "1200.00"),
    "E6": ("B", 3, 4, 5400, "1800.00", "1350.00"),
}
KINDS = {
    "E1": ("information",),
    "E2": ("information",),
    "E3": ("formation",),
    "E4": ("information", "collectif", "individuel"),
    "E5": ("individuel",),
    "E6": ("collectif",),
}
# Asked with none of the words of the experience; those of the second list bring it without putting it first.
FIRST = {
    "E1": [
        "agios et découvert",
        "dialoguer avec son banquier",
        "fins de mois difficiles",
        "rendez-vous chez le banquier",
    ],
    "E2": ["sponsoring", "donateurs", "fondations", "solliciter des sponsors"],
    "E3": ["embaucher", "recruter", "former ses permanents"],
    "E4": ["touristes", "accueil des vacanciers", "réorganisation"],
    "E5": ["théâtre dans les villages", "concert dans un village", "ruralité", "être visible dans la presse"],
    "E6": [],
}
AMONG = {
    "E4": ["un village de vacanciers"],
    "E3": ["un employeur dans un club"],
    "E6": ["groupement d’employeurs", "mise en commun", "emploi partagé", "partager un poste"],
}


@pytest.fixture
def main(pilote: User, workspace: Workspace) -> Workspace:
    """The workspace of the demonstration, with the six experiences in its library."""
    content = read("workspaces")
    shipped_method()
    cast = Cast(today=content["today"], written_for=content["today"])
    cast.workspaces = {"reseau-marne": workspace}
    for row in content["workspaces"][1:]:
        cast.workspaces[row["slug"]] = WorkspaceFactory.create(slug=row["slug"], name=row["name"])
    running = InitiativeFactory.create(
        workspace=workspace,
        title="Relève associative en bords de Marne",
        problem_sheet=ProblemSheetFactory.create(workspace=workspace, context="Trouver la suite"),
    )
    PresentationSheet.objects.filter(initiative=running).update(typology="B")
    experiences.load_experiences(cast)
    listed = read("library")
    assert len(listed["published"]) == 6
    for row in listed["in_review"]:
        cast.users |= {row["by"]: pilote, row["reviewer"]: pilote}
    load_library(cast)
    return workspace


def known(key: str) -> Edition:
    edition: Edition = Edition.objects.in_force().get(title__startswith=TITLES[key])
    return edition


def asked(question: str, workspace: Workspace) -> list[str]:
    """Return the keys of the experiences found, in order."""
    readable = Edition.objects.readable_in(workspace)
    found = catalogue.find(readable, workspace=workspace, question=question, chosen={}, sort=None)
    keys = {str(known(key).pk): key for key in TITLES}
    return [keys[str(one.pk)] for one in found.rows]


def test_their_figures_are_those_of_the_source(main: Workspace) -> None:
    readable = Edition.objects.readable_in(main)
    shelved = {str(one.pk): one for one in catalogue.shelved(readable)}
    totals = [0, 0, 0]
    for key, (kind, structures, days, cost, per_structure, per_day) in FIGURES.items():
        edition = known(key)
        figures = (edition.beneficiaries_count, edition.days, edition.cost)
        assert (edition.typology, *figures) == (kind, structures, Decimal(days), Decimal(cost))
        measures = comparing.cost_measures(edition, readable)
        assert [one.value for one in measures] == [Decimal(per_structure), Decimal(per_day)]
        assert [len(one.among) for one in measures] == [2, 2]
        assert shelved[str(edition.pk)].kinds == KINDS[key]
        assert (edition.scope, edition.results, edition.coordination) == (Scope.PUBLIC, "", "")
        for place, number in enumerate((structures, days, cost)):
            totals[place] += number
    assert totals == [156, 40, 43200]


def test_they_are_found_by_other_words_than_theirs(main: Workspace) -> None:
    number = 0
    for key in TITLES:
        edition = known(key)
        own = set(words(f"{edition.title} {text_of(edition)}")) - STOP_WORDS
        for question in (*FIRST[key], *AMONG.get(key, ())):
            assert not own & set(words(question)), f"{question}: {own & set(words(question))}"
            found = asked(question, main)
            assert key in found, question
            if question in FIRST[key]:
                assert found[0] == key, f"{question}: {found}"
            number += 1
    assert number == 24


def test_the_demonstration_holds_every_state_worth_showing(main: Workspace) -> None:
    states = set(ExperienceSheet.objects.in_workspace(main).values_list("state", flat=True))
    assert states == {SheetState.PUBLISHED, SheetState.DRAFT, SheetState.IN_REVIEW}


def test_the_library_narrows_sorts_and_pages(main: Workspace, pilote: User, client_for: ClientFor) -> None:
    client = client_for(pilote)
    base = "/e/reseau-marne/experiences/"
    for query, expected in {
        "?type=A": {"E1", "E2", "E3"},
        "?secteur=Culture": {"E2", "E5"},
        "?cout=3000": {"E1"},
        "?journees=3&type=B": {"E5"},
        "?intervention=information": {"E1", "E2", "E4"},
        "?contenu=Mutualisation": {"E6"},
        "?q=ressources+humaines&type=A": {"E3"},
        "?porteur=ailleurs": set(),
    }.items():
        page = client.get(base + query).content.decode()
        assert {key for key, title in TITLES.items() if title in page} == expected, query
    cheapest = client.get(base + "?tri=cout").content.decode()
    assert cheapest.index(TITLES["E1"]) < cheapest.index(TITLES["E6"])
    assert "Aucune expérience ne correspond" in client.get(base + "?q=zzzz").content.decode()
    assert "Culture (2)" in client.get(base).content.decode()
