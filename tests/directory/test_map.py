"""The map of a list: what is brought out on it."""

import re

from copil.directory.mapping import spread
from copil.directory.models import Organisation
from copil.identity.models import Workspace
from copil.territories.drawing import FRANCE, Ground, Layer, draw
from copil.territories.models import Territory
from tests.factories.directory import OrganisationFactory


def test_a_departement_is_not_taken_for_the_region_of_its_number(
    workspace: Workspace, communes: dict[str, Territory]
) -> None:
    for code in ("94018", "36202"):
        OrganisationFactory.create(workspace=workspace, commune=communes[code])
    shown = spread(Organisation.objects.in_workspace(workspace), level=None).map
    corsica = draw(
        Ground((Layer(FRANCE),), "de la France"), highlight={"94"}, points=(), title="", ident="carte"
    )
    lit = re.compile(r'class="land on1" d="([^"]+)"')
    assert "<svg" in shown
    assert lit.findall(corsica)[0] not in lit.findall(shown)
