"""Screens that need several apps."""

from tests.access.world import World

ORDER = 90


def _initiative(world: World) -> dict[str, object]:
    return {"pk": world.objects["initiative"].pk}


ARGUMENTS = {"pages:initiative": _initiative}
