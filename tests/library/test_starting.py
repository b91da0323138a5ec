"""An initiative that starts from an experience: what comes along, what never does, the trace both ways."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from conftest import ClientFor
from copil.core.errors import ActionRefused
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative, PresentationSheet
from copil.library import actions, starting
from copil.library.enums import Scope
from copil.library.models import Inspiration
from tests.factories.identity import WorkspaceFactory
from tests.factories.initiatives import shipped_method
from tests.factories.library import edition_of

pytestmark = pytest.mark.django_db
WORDS: dict[str, Any] = {
    "title": "Une comptable à plusieurs",
    "context": "Des comptes en retard",
    "strategic": "- Renforcer les compétences",
    "operational": "- Ouvrir un espace d’innovation\n- Tenir les comptes à jour",
    "skills": "- Lire un bilan\n- lire un bilan\n- Tenir une caisse",
    "contents": "- Le planning",
    "themes": "Mutualisation",
    "beneficiaries": "Les Jardins du Morbras",
    "coordination": "La chargée de mission",
    "cost": Decimal("5400"),
    "territory_note": "Bords de Marne",
    "carriers": "Autre espace",
}


def test_what_is_chosen_comes_along_and_nothing_else(
    workspace: Workspace, pilote: User, now: dt.datetime, client_for: ClientFor
) -> None:
    elsewhere = WorkspaceFactory.create(name="Autre espace", slug="autre")
    edition = edition_of(elsewhere, scope=Scope.PUBLIC, **WORDS)
    assert [key for key, _ in starting.parts_of(edition)] == list(starting.PARTS)
    initiative = actions.start_from(
        edition=edition,
        workspace=workspace,
        title="Partager une comptable",
        method=shipped_method(),
        taken=list(starting.PARTS),
        by=pilote,
        at=now,
    )
    assert initiative.problem_sheet is not None
    assert initiative.problem_sheet.context == "Des comptes en retard"
    assert initiative.problem_sheet.workspace == workspace
    kept = initiative.objectives.order_by("position").values_list("level", "text", "reference")
    assert [text for _, text, _ in kept] == [
        "Renforcer les compétences",
        "Ouvrir un espace d’innovation",
        "Tenir les comptes à jour",
    ]
    assert [reference for _, _, reference in kept] == ["competences", "innovation", ""]
    assert initiative.required_skills.count() == 2
    sheet = PresentationSheet.objects.get(initiative=initiative)
    assert (sheet.typology, sheet.contents, sheet.themes) == ("B", "- Le planning", "Mutualisation")
    assert (sheet.cost, sheet.coordination, sheet.beneficiaries) == (None, "", "")
    assert (initiative.territory_note, initiative.team.count(), initiative.targets.count()) == ("", 0, 0)
    trace = Inspiration.objects.get()
    assert (trace.source, trace.source_title) == (edition.sheet_id, "Une comptable à plusieurs")
    client = client_for(pilote)
    page = client.get(f"/e/reseau-marne/experiences/{edition.sheet_id}/").content.decode()
    assert "Partager une comptable" in page
    panel = client.get(f"/e/reseau-marne/demarches/{initiative.pk}/experiences-proches/").content.decode()
    assert "Inspirée de" in panel


def test_nothing_comes_along_that_was_not_chosen(
    workspace: Workspace, pilote: User, now: dt.datetime
) -> None:
    edition = edition_of(workspace, **WORDS)
    initiative = actions.start_from(
        edition=edition,
        workspace=workspace,
        title="À notre façon",
        method=shipped_method(),
        taken=["objectives"],
        by=pilote,
        at=now,
    )
    assert initiative.problem_sheet is None
    assert initiative.required_skills.count() == 0
    assert PresentationSheet.objects.get(initiative=initiative).typology == ""


def test_elsewhere_only_the_number_is_known(
    workspace: Workspace, pilote: User, membre: User, now: dt.datetime, client_for: ClientFor
) -> None:
    elsewhere = WorkspaceFactory.create(slug="autre")
    edition = edition_of(workspace, scope=Scope.PUBLIC, **WORDS)
    actions.start_from(
        edition=edition,
        workspace=elsewhere,
        title="Un secret d’ailleurs",
        method=shipped_method(),
        taken=[],
        by=pilote,
        at=now,
    )
    page = client_for(membre).get(f"/e/reseau-marne/experiences/{edition.sheet_id}/").content.decode()
    assert "Un secret d’ailleurs" not in page
    assert "démarche d’un autre espace" in page
    assert "Partir de celle-ci" not in page


def test_one_does_not_start_from_what_is_not_published_here(
    workspace: Workspace, pilote: User, now: dt.datetime
) -> None:
    edition = edition_of(WorkspaceFactory.create(slug="autre"), **WORDS)
    with pytest.raises(ActionRefused, match="publiée"):
        actions.start_from(
            edition=edition,
            workspace=workspace,
            title="Rien",
            method=shipped_method(),
            taken=[],
            by=pilote,
            at=now,
        )
    assert not Initiative.objects.filter(title="Rien").exists()


def test_the_form_opens_the_initiative(workspace: Workspace, pilote: User, client_for: ClientFor) -> None:
    edition = edition_of(workspace, **WORDS)
    client = client_for(pilote)
    address = f"/e/reseau-marne/experiences/{edition.sheet_id}/partir/"
    shown = client.get(address).content.decode()
    assert "Ce qui ne vient jamais" in shown
    typed = {"title": "La nôtre", "method": str(shipped_method().pk), "taken": ["problem", "skills"]}
    answer = client.post(address, typed)
    initiative = Initiative.objects.get(title="La nôtre")
    assert answer.headers["Location"] == f"/e/reseau-marne/demarches/{initiative.pk}/"
    assert client.get(answer.headers["Location"]).status_code == 200
