"""Territories: the same for every workspace."""

from copil.territories.models import Territory
from tests.access.world import World
from tests.factories.territories import TerritoryFactory

ORDER = 15


def populate(world: World) -> None:
    territory = Territory.objects.filter(code="94018").first()
    world.objects["territory"] = territory or TerritoryFactory.create(code="94018")


ARGUMENTS = {"territories:territory": lambda world: {"key": world.objects["territory"].key}}
