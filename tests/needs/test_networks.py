"""Sharing with a network, recognising the same need at several carriers, opening an initiative together."""

import pytest
from django.utils import timezone

from conftest import ClientFor
from copil.accounts import actions as accounts
from copil.core.errors import ActionRefused
from copil.identity.enums import Role
from copil.identity.models import NetworkMembership, User, Workspace
from copil.initiatives.actions import open_joint, publish_shipped_methods
from copil.initiatives.evidence import facts_of
from copil.initiatives.models import Carrier, Method
from copil.journal.actions import verify
from copil.needs import actions, network_notices, network_proposals
from copil.needs.enums import PartState, SharedNeedState
from copil.needs.models import Need, NetworkNeed, NetworkPart, NetworkSetAside, NetworkShare
from copil.notifications.models import OutboxMessage
from copil.search import synonyms
from tests.factories.directory import OrganisationFactory
from tests.factories.identity import MembershipFactory, NetworkFactory, StayFactory, WorkspaceFactory
from tests.factories.needs import NeedFactory

pytestmark = pytest.mark.django_db
HERE = "Solliciter le mécénat des entreprises"
THERE = "Bâtir un dossier de mécénat pour les entreprises"


@pytest.fixture
def stays(workspace: Workspace, pilote: User) -> tuple[NetworkMembership, NetworkMembership]:
    """Our workspace and a neighbour, coordinated by somebody else, in the same network."""
    network = NetworkFactory.create(name="Réseau du fleuve")
    other = WorkspaceFactory.create(name="Essonne Appui", slug="essonne-appui")
    MembershipFactory.create(workspace=other, role=Role.COORDINATOR)
    return (
        StayFactory.create(network=network, workspace=workspace),
        StayFactory.create(network=network, workspace=other),
    )


def shared(stay: NetworkMembership, text: str, *, named: bool = False) -> NetworkShare:
    need = NeedFactory.create(
        organisation=OrganisationFactory.create(workspace=stay.workspace, name=f"Maison {stay.workspace}"),
        text=text,
    )
    return actions.share_needs(
        stay=stay, needs=[need], texts={}, name_allowed=named, by=None, at=timezone.now()
    )[0]


def test_from_shared_needs_to_a_joint_initiative(
    stays: tuple[NetworkMembership, NetworkMembership], pilote: User
) -> None:
    here, there = stays
    at, network = timezone.now(), here.network
    ours, theirs = shared(here, HERE, named=True), shared(there, THERE)
    assert network_notices.tell(network, at=at) == 2
    assert network_notices.tell(network, at=at) == 0
    assert all("Maison" not in one.subject + one.body for one in OutboxMessage.objects.all())
    (proposal,) = network_proposals.of_network(network, reader=here.workspace).proposals
    assert set(proposal.shares) == {ours.pk, theirs.pk}
    common = actions.accept_in_network(
        workspace=here.workspace, network=network, title="Mécénat", shares=proposal.shares, by=pilote, at=at
    )
    part = NetworkPart.objects.get(network_need=common, stay=here)
    with pytest.raises(ActionRefused):
        open_joint(part=part, title="Ensemble", method=a_method(), by=pilote, at=at, opened_on=None)
    confirmed = actions.confirm_part(network_need=common, stay=there, by=None, at=at)
    assert confirmed.shared_need is not None
    assert confirmed.shared_need.state == SharedNeedState.CONFIRMED
    assert Need.objects.get(pk=theirs.need_id).shared_need == confirmed.shared_need
    initiative = open_joint(part=part, title="Ensemble", method=a_method(), by=pilote, at=at, opened_on=None)
    carriers = {one.workspace_id: one for one in Carrier.objects.filter(initiative=initiative)}
    assert carriers[there.workspace_id].shared_need == confirmed.shared_need
    assert [one.organisation.name for one in initiative.targets.all()] == [f"Maison {here.workspace}"]
    fact = facts_of([initiative.pk])[initiative.pk]["needs.shared_confirmed"]
    assert (fact.complete, "2\u00a0porteurs sur 2" in fact.text) == (True, True)
    assert verify(here.workspace) == []
    assert verify(there.workspace) == []


def a_method() -> Method:
    publish_shipped_methods(at=timezone.now())
    return Method.objects.filter(workspace=None, key="ingenierie-collective").latest("number")


def test_each_carrier_answers_for_itself(stays: tuple[NetworkMembership, NetworkMembership]) -> None:
    here, there = stays
    at = timezone.now()
    common = actions.accept_in_network(
        workspace=here.workspace,
        network=here.network,
        title="Mécénat",
        shares=[shared(here, HERE).pk, shared(there, THERE).pk],
        by=None,
        at=at,
    )
    by = MembershipFactory.create(workspace=there.workspace).user
    actions.decline_part(network_need=common, stay=there, by=by, at=at)
    with pytest.raises(ActionRefused):
        actions.decline_part(network_need=common, stay=there, by=by, at=at)
    actions.confirm_part(network_need=common, stay=there, by=by, at=at)
    with pytest.raises(ActionRefused):
        actions.confirm_part(network_need=common, stay=there, by=by, at=at)
    more = shared(there, "Un autre besoin de mécénat")
    actions.bring_to_network_need(network_need=common, stay=there, shares=[more], by=by, at=at)
    part = NetworkPart.objects.get(network_need=common, stay=there)
    assert part.state == PartState.CONFIRMED
    assert Need.objects.filter(shared_need=part.shared_need).count() == 2
    accounts.leave_network(stay=there, by=by, at=at)
    with pytest.raises(ActionRefused):
        actions.bring_to_network_need(network_need=common, stay=there, shares=[more], by=by, at=at)


def test_a_need_of_one_carrier_or_of_others_is_not_recognised(
    stays: tuple[NetworkMembership, NetworkMembership],
) -> None:
    here, there = stays
    third = StayFactory.create(network=here.network)
    one, other, last = shared(here, HERE), shared(there, THERE), shared(third, THERE)
    for shares in ([one.pk], [other.pk, last.pk]):
        with pytest.raises(ActionRefused):
            actions.accept_in_network(
                workspace=here.workspace,
                network=here.network,
                title="Mécénat",
                shares=shares,
                by=None,
                at=timezone.now(),
            )
    assert not NetworkNeed.objects.exists()


def test_sharing_shows_what_others_will_read(
    stays: tuple[NetworkMembership, NetworkMembership], pilote: User, client_for: ClientFor
) -> None:
    here, _ = stays
    need = NeedFactory.create(
        organisation=OrganisationFactory.create(workspace=here.workspace, name="Chez Paulette"), text=HERE
    )
    client = client_for(pilote)
    page = client.get(f"/e/reseau-marne/besoins/partager/?need={need.pk}").content.decode()
    assert HERE in page
    assert "seulement si vous cochez" in page
    typed = {"need": [str(need.pk)], f"text-{need.pk}": "Du mécénat", "stay": str(here.pk)}
    empty = client.post("/e/reseau-marne/besoins/partager/", {**typed, f"text-{need.pk}": ""})
    assert "ne le videz pas" in empty.content.decode()
    assert client.post("/e/reseau-marne/besoins/partager/", typed).status_code == 302
    share = NetworkShare.objects.get()
    assert (share.text, share.name_allowed) == ("Du mécénat", False)
    listed = client.get(f"/e/reseau-marne/besoins/reseaux/{here.network_id}/").content.decode()
    assert "Du mécénat" in listed
    assert "Chez Paulette" not in listed
    client.post("/e/reseau-marne/besoins/reseaux/retirer/", {"shares": [str(share.pk)]})
    assert not NetworkShare.objects.in_force().exists()


def test_the_list_of_a_network_asks_the_same_number_of_queries(
    stays: tuple[NetworkMembership, NetworkMembership],
    pilote: User,
    client_for: ClientFor,
    django_assert_max_num_queries: object,
) -> None:
    here, there = stays
    client = client_for(pilote)
    for number in range(12):
        shared(here, f"{HERE} {number}")
        shared(there, f"{THERE} {number}")
    with django_assert_max_num_queries(15):  # type: ignore[operator]  # a fixture of pytest-django
        client.get(f"/e/reseau-marne/besoins/reseaux/{here.network_id}/")


def test_a_need_shared_later_is_proposed_to_the_common_one(
    stays: tuple[NetworkMembership, NetworkMembership], pilote: User, client_for: ClientFor
) -> None:
    here, there = stays
    at, network = timezone.now(), here.network
    third = StayFactory.create(network=network, workspace=WorkspaceFactory.create(name="Trois Rives"))
    common = actions.accept_in_network(
        workspace=there.workspace,
        network=network,
        title="Mécénat",
        shares=[shared(there, THERE).pk, shared(third, HERE).pk],
        by=None,
        at=at,
    )
    ours, apart = shared(here, "Solliciter des entreprises en mécénat"), shared(here, "Réparer la toiture")
    client = client_for(pilote)
    root = f"/e/reseau-marne/besoins/reseaux/{network.pk}/propositions/"
    page = client.get(root).content.decode()
    assert "Un besoin déjà reconnu par d’autres porteurs" in page
    assert "est proche de" in page
    assert "Réparer la toiture" not in page
    assert network_notices.tell(network, at=at) == 1
    client.post(f"{root}ne-pas-rejoindre/{common.pk}/")
    assert network_proposals.of_network(network, reader=here.workspace).joinings == []
    NetworkSetAside.objects.update(archived_at=at)
    answer = client.post(f"{root}rejoindre/{common.pk}/", follow=True)
    assert "sa part est confirmée" in answer.content.decode()
    part = NetworkPart.objects.get(network_need=common, stay=here)
    assert (part.state, part.shared_need is not None) == (PartState.CONFIRMED, True)
    ours.refresh_from_db()
    apart.refresh_from_db()
    assert (ours.network_need, apart.network_need) == (common, None)
    actions.decline_part(network_need=common, stay=here, by=pilote, at=at)
    shared(here, "Démarcher les entreprises pour du mécénat")
    assert network_proposals.of_network(network, reader=here.workspace).joinings == []


def test_words_that_mean_the_same_for_all_bring_carriers_together_those_of_one_do_not(
    stays: tuple[NetworkMembership, NetworkMembership], pilote: User
) -> None:
    here, there = stays
    shared(here, "Ouvrir une grainothèque")
    shared(there, "Échanger des semences paysannes")
    line, at = "grainothèque, semences paysannes", timezone.now()
    synonyms.create(by=pilote, at=at, workspace=here.workspace, expressions=line)
    assert not network_proposals.of_network(here.network, reader=here.workspace).proposals
    synonyms.create_common(by=pilote, at=at, workspace=here.workspace, expressions=line)
    for stay in stays:
        (proposal,) = network_proposals.of_network(here.network, reader=stay.workspace).proposals
        assert len(proposal.carriers) == 2


def test_whoever_manages_a_network_excludes_with_a_reason(
    stays: tuple[NetworkMembership, NetworkMembership], pilote: User, client_for: ClientFor
) -> None:
    here, there = stays
    shared(there, THERE)
    admin = MembershipFactory.create(workspace=there.workspace, role=Role.ADMIN).user
    NetworkMembership.objects.filter(pk=here.pk).update(manages=True)
    url = f"/e/reseau-marne/reseaux/espaces/{there.pk}/exclure/"
    assert client_for(pilote).get(url).status_code == 403
    User.objects.filter(pk=pilote.pk).update(is_operator=True)
    client = client_for(pilote)
    assert "Dites pourquoi" in client.post(url, {"reason": " "}).content.decode()
    own = f"/e/reseau-marne/reseaux/espaces/{here.pk}/exclure/"
    assert client.post(own, {"reason": "x"}, headers={"referer": "http://testserver/"}).status_code == 303
    page = client.post(url, {"reason": "Hors de la charte"}, follow=True).content.decode()
    assert "n’est plus dans le réseau" in page
    assert not NetworkShare.objects.in_force().exists()
    mail = OutboxMessage.objects.get(recipient=admin.email)
    assert "Hors de la charte" in mail.body
    theirs = client_for(admin).get("/e/essonne-appui/reseaux/").content.decode()
    assert "Motif : Hors de la charte" in theirs
    assert verify(here.workspace) == verify(there.workspace) == []
