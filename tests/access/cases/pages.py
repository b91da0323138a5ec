"""Screens that need several apps."""

from copil.search.models import SynonymGroup
from tests.access.world import World

ORDER = 90


def _initiative(world: World) -> dict[str, object]:
    return {"pk": world.objects["initiative"].pk}


def populate(world: World) -> None:
    world.objects["synonyms"] = SynonymGroup.objects.create(
        workspace=world.workspace, expressions=world.text("MDA, maison des associations")
    )


def _synonyms(world: World) -> dict[str, object]:
    return {"pk": world.objects["synonyms"].pk}


def _new_synonyms(world: World) -> dict[str, object]:
    return {"expressions": "PNR, parc naturel régional", "version": world.objects["synonyms"].version}


ARGUMENTS = {
    "pages:initiative": _initiative,
    "pages:synonym_edit": _synonyms,
    "pages:synonym_remove": _synonyms,
}
DATA = {
    "pages:synonyms": _new_synonyms,
    "pages:synonym_edit": _new_synonyms,
    "pages:recent_add": lambda world: {"q": "relève"},
}
