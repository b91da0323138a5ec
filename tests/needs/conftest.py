"""Structures that say the same thing in other words, and one that says something else."""

from dataclasses import dataclass

import pytest

from copil.directory.models import Organisation
from copil.identity.models import Workspace
from copil.needs.models import Need
from tests.factories.directory import OrganisationFactory
from tests.factories.needs import NeedFactory

RELEVE = (
    ("La Fabrique du Pont", "On cherche deux personnes pour le bureau depuis un an."),
    ("Les Jardins de Gravelle", "Personne ne veut prendre la trésorerie du bureau."),
    ("Chorale des Deux Rives", "Gouvernance vieillissante, relève du bureau à préparer."),
)
ALONE = ("Radio Confluent", "Insonoriser le studio, les voisins se plaignent.")


@dataclass
class Said:
    """Three needs alike, and another."""

    alike: list[Need]
    alone: Need

    @property
    def ids(self) -> list[str]:
        return [str(need.pk) for need in self.alike]


def say(workspace: Workspace, name: str, text: str) -> Need:
    return NeedFactory.create(
        organisation=OrganisationFactory.create(workspace=workspace, name=name), text=text
    )


@pytest.fixture
def said(workspace: Workspace) -> Said:
    alike = [say(workspace, name, text) for name, text in RELEVE]
    return Said(alike, say(workspace, *ALONE))


@pytest.fixture
def fabrique(workspace: Workspace) -> Organisation:
    return OrganisationFactory.create(workspace=workspace, name="La Fabrique du Pont")
