"""Every nature in every role is counted somewhere, in every method."""

from itertools import product

import pytest

from conftest import ClientFor
from copil.directory.counting import counted
from copil.directory.enums import ActorType, Kind, OrganisationRole, ParticipantType, PartnerFamily
from copil.identity.models import User


@pytest.mark.parametrize(("kind", "role"), list(product(Kind, OrganisationRole)))
def test_every_pair_is_counted(kind: Kind, role: OrganisationRole) -> None:
    one = counted(kind=kind, role=role)
    funds = role in (OrganisationRole.PERMANENT_FUNDER, OrganisationRole.ONE_OFF_FUNDER)
    assert (one.family == PartnerFamily.FUNDERS) == funds
    assert (one.family == PartnerFamily.BENEFICIARIES) == (role == OrganisationRole.BENEFICIARY)


def test_every_type_is_reached() -> None:
    reached = [counted(kind=kind, role=role) for kind, role in product(Kind, OrganisationRole)]
    assert {one.actor_type for one in reached} == set(ActorType)
    assert {one.family for one in reached} == set(PartnerFamily)
    assert {one.participant_type for one in reached} == set(ParticipantType)


@pytest.mark.parametrize(
    ("kind", "role", "actor", "family"),
    [
        (Kind.LOCAL_AUTHORITY, OrganisationRole.ONE_OFF_FUNDER, ActorType.CO_FUNDERS, PartnerFamily.FUNDERS),
        (Kind.STATE_SERVICE, OrganisationRole.PERMANENT_FUNDER, ActorType.STATE, PartnerFamily.FUNDERS),
        (Kind.COMPANY, OrganisationRole.PROVIDER, ActorType.CONSULTANTS, PartnerFamily.RESOURCES),
        (Kind.UNION, OrganisationRole.NETWORK, ActorType.ASSOCIATIONS, PartnerFamily.BENEFICIARY_NETWORKS),
        (Kind.LOCAL_AUTHORITY, OrganisationRole.NETWORK, ActorType.SERVICES, PartnerFamily.CARRIER_NETWORK),
    ],
)
def test_some_that_matter(
    kind: Kind, role: OrganisationRole, actor: ActorType, family: PartnerFamily
) -> None:
    one = counted(kind=kind, role=role)
    assert (one.actor_type, one.family) == (actor, family)


@pytest.mark.django_db
def test_the_page_shows_a_nature(membre: User, visiteur: User, client_for: ClientFor) -> None:
    path = "/e/reseau-marne/organisations/comptage/"
    page = client_for(membre).get(path, {"nature": "service_etat"}).content.decode()
    assert "Services et opérateurs de l’État" in page
    assert client_for(membre).get(path, {"nature": "?"}).status_code == 200
    assert client_for(visiteur).get(path).status_code == 404
