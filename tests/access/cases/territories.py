"""Territories: the same for every workspace."""

from django.utils import timezone

from copil.territories.models import PerimeterKind, Territory
from tests.access.world import World
from tests.factories.territories import TerritoryFactory

ORDER = 15


def populate(world: World) -> None:
    territory = Territory.objects.filter(code="94018").first()
    world.objects["territory"] = territory or TerritoryFactory.create(code="94018")
    kind, _ = PerimeterKind.objects.get_or_create(
        code="petr", defaults={"name": "PETR", "year": 2026, "loaded_at": timezone.now()}
    )
    world.objects["perimeter_kind"] = kind


ARGUMENTS = {
    "territories:territory": lambda world: {"key": world.objects["territory"].key},
    "territories:perimeter_kind": lambda world: {"pk": world.objects["perimeter_kind"].pk},
    "territories:perimeters_remove": lambda world: {"pk": world.objects["perimeter_kind"].pk},
}
