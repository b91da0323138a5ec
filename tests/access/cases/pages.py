"""Screens that need several apps."""

from django.utils import timezone

from copil.identity.models import Membership
from copil.notifications.enums import JobState
from copil.notifications.models import Job
from copil.pages.full_export import shelf
from copil.search.models import CommonSynonyms, SynonymGroup
from tests.access.world import World

ORDER = 90


def _initiative(world: World) -> dict[str, object]:
    return {"pk": world.objects["initiative"].pk}


def populate(world: World) -> None:
    world.objects["synonyms"] = SynonymGroup.objects.create(
        workspace=world.workspace, expressions=world.text("MDA, maison des associations")
    )
    # Of the installation: not of one world or the other.
    common, _ = CommonSynonyms.objects.get_or_create(
        expressions="CBE, comité de bassin d’emploi", defaults={"created_at": timezone.now()}
    )
    world.objects["common_synonyms"] = common
    world.objects["archive"] = Job.objects.create(
        name=shelf.MAKE,
        workspace=world.workspace,
        payload={"by": str(world.users["admin"].pk)},
        state=JobState.DONE,
        ended_at=timezone.now(),
    )
    path = shelf.path_of(world.objects["archive"].pk)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"PK")


def _archive(world: World) -> dict[str, object]:
    return {"pk": world.objects["archive"].pk}


def _common(world: World) -> dict[str, object]:
    return {"pk": world.objects["common_synonyms"].pk}


def _synonyms(world: World) -> dict[str, object]:
    return {"pk": world.objects["synonyms"].pk}


def _new_synonyms(world: World) -> dict[str, object]:
    return {"expressions": "PNR, parc naturel régional", "version": world.objects["synonyms"].version}


def _member(world: World) -> dict[str, object]:
    return {"pk": Membership.objects.get(workspace=world.workspace, user=world.users["observer"]).pk}


ARGUMENTS = {
    "pages:erase_person": lambda world: {"pk": world.objects["person"].pk},
    "pages:erase_account": _member,
    "pages:leaving_take": _archive,
    "pages:initiative": _initiative,
    "pages:synonym_edit": _synonyms,
    "pages:synonym_remove": _synonyms,
    "pages:synonyms_common_remove": _common,
}
DATA = {
    "pages:synonyms": _new_synonyms,
    "pages:synonym_edit": _new_synonyms,
    "pages:recent_add": lambda world: {"q": "relève"},
}
