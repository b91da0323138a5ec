"""What is shared with networks, proposals among it, needs of several carriers."""

from collections.abc import Callable

from django.utils import timezone

from copil.accounts import actions as accounts
from copil.identity.models import NetworkMembership
from copil.initiatives.models import Method
from copil.needs import actions, network_proposals
from copil.needs.models import Need, NetworkShare
from copil.needs.network_proposals import NetworkProposal
from tests.access.world import World
from tests.factories.directory import OrganisationFactory
from tests.factories.identity import WorkspaceFactory
from tests.factories.needs import NeedFactory

ORDER = 45
JOINT = ("Partager une machine à coudre", "Prêter une surjeteuse")
LIKE_JOINT = "Partager une machine à coudre ou une surjeteuse"
Values = Callable[[World], dict[str, object]]
ALIKE = ("Solliciter le mécénat des entreprises", "Bâtir un dossier de mécénat pour les entreprises")
COMMON = (
    "Les subventions arrivent trop tard pour payer les salaires",
    "Payer les salaires avant la subvention",
)


def populate(world: World) -> None:
    """Put a partner in the workspace's network; both share needs, some of them recognised as common."""
    by, at, network = world.users["admin"], timezone.now(), world.objects["network"]
    partner = WorkspaceFactory.create(
        name=world.text("Partenaire"), slug=f"partenaire-{world.workspace.slug}"
    )
    theirs = accounts.invite_workspace(
        network=network, identifier=partner.slug, workspace=world.workspace, by=by, at=at
    )
    accounts.accept_network(stay=theirs, by=None, at=at)
    ours: NetworkMembership = world.objects["stay"]
    mine = [_shared(world, ours, text) for text in (ALIKE[0], COMMON[0])]
    other = [_shared(world, theirs, text) for text in (ALIKE[1], COMMON[1])]
    world.objects["network_need"] = actions.accept_in_network(
        workspace=partner,
        network=network,
        title=world.text("Payer à temps"),
        shares=[mine[1].pk, other[1].pk],
        by=None,
        at=at,
    )
    joint = [_shared(world, stay, text) for stay, text in ((ours, JOINT[0]), (theirs, JOINT[1]))]
    common = actions.accept_in_network(
        workspace=world.workspace,
        network=network,
        title=world.text("Mutualiser"),
        shares=[share.pk for share in joint],
        by=by,
        at=at,
    )
    actions.confirm_part(network_need=common, stay=theirs, by=None, at=at)
    world.objects["joint_need"] = common
    world.objects["stay_of_partner"] = theirs
    _shared(world, ours, LIKE_JOINT)
    world.objects["share"] = mine[0]
    world.objects["network_set_aside"] = actions.set_aside_in_network(
        workspace=world.workspace,
        network=network,
        sides=[[mine[1].pk], [other[0].pk]],
        reason=world.text("Autre chose"),
        by=by,
        at=at,
    )


def _shared(world: World, stay: NetworkMembership, text: str) -> NetworkShare:
    organisation = OrganisationFactory.create(workspace=stay.workspace, name=world.text("Structure"))
    need: Need = NeedFactory.create(organisation=organisation, text=world.text(text))
    return actions.share_needs(
        stay=stay, needs=[need], texts={}, name_allowed=False, by=None, at=timezone.now()
    )[0]


def _pk(name: str) -> Values:
    return lambda world: {"pk": world.objects[name].pk}


def _joining(world: World) -> dict[str, object]:
    """The common need that one more need of ours seems to say."""
    return {"pk": world.objects["network"].pk, "common_pk": world.objects["joint_need"].pk}


def _signature(world: World) -> dict[str, object]:
    """The proposal of the two needs alike."""
    return {"pk": world.objects["network"].pk, "signature": _first(world).signature}


def _first(world: World) -> NetworkProposal:
    return network_proposals.of_network(world.objects["network"], reader=world.workspace).proposals[0]


ARGUMENTS: dict[str, Values] = {
    "accounts:network_exclude": _pk("stay_of_partner"),
    "needs:network_join": _joining,
    "needs:network_join_refuse": _joining,
    "needs:need_sharing": _pk("need"),
    "needs:share_edit": _pk("share"),
    "needs:network_needs": _pk("network"),
    "needs:network_proposals": _pk("network"),
    "needs:network_accept": _pk("network"),
    "needs:network_set_aside": _signature,
    "needs:network_set_asides": _pk("network"),
    "needs:network_set_aside_restore": _pk("network_set_aside"),
    "needs:network_commons": _pk("network"),
    "needs:network_need": _pk("network_need"),
    "needs:network_confirm": _pk("network_need"),
    "needs:network_decline": _pk("network_need"),
    "needs:network_bring": _pk("network_need"),
    "initiatives:open_joint": _pk("joint_need"),
    "initiatives:network_panel": _pk("joint_need"),
}
DATA: dict[str, Values] = {
    "accounts:network_exclude": lambda _: {"reason": "Hors de la charte"},
    "needs:share": lambda world: {
        "need": [str(world.objects["need"].pk)],
        f"text-{world.objects['need'].pk}": "Un local, dit autrement",
        "stay": str(world.objects["stay"].pk),
    },
    "needs:share_edit": lambda world: {"text": "Une trésorerie", "version": world.objects["share"].version},
    "needs:shares_withdraw": lambda world: {"shares": [str(world.objects["share"].pk)]},
    "needs:network_accept": lambda world: {
        "title": "Tenir la trésorerie",
        "shares": [str(pk) for pk in _first(world).shares],
    },
    "initiatives:open_joint": lambda _: {
        "title": "Partager les machines",
        "method": str(Method.objects.get(workspace=None, key="ingenierie-collective").pk),
    },
    "needs:network_set_aside": lambda _: {"reason": "Autre sujet"},
    "needs:network_bring": lambda world: {"shares": [str(world.objects["share"].pk)]},
}
