"""Users, workspaces, memberships and networks for tests."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from copil.identity.enums import NetworkLevel, NetworkMembershipState, Role
from copil.identity.models import Membership, Network, NetworkMembership, User, Workspace


class UserFactory(DjangoModelFactory[User]):
    """An open account with a long password."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne-{n}@marne.example")
    given_name = "Hélène"
    family_name = factory.Sequence(lambda n: f"Prigent {n}")
    password = factory.django.Password("chemin-partage-2026")


class WorkspaceFactory(DjangoModelFactory[Workspace]):
    """A workspace."""

    class Meta:
        model = Workspace

    name = factory.Sequence(lambda n: f"Espace {n}")
    slug = factory.Sequence(lambda n: f"espace-{n}")


class MembershipFactory(DjangoModelFactory[Membership]):
    """A member."""

    class Meta:
        model = Membership

    workspace = factory.SubFactory(WorkspaceFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.MEMBER


class NetworkFactory(DjangoModelFactory[Network]):
    """A network without members."""

    class Meta:
        model = Network

    name = factory.Sequence(lambda n: f"Réseau {n}")
    slug = factory.Sequence(lambda n: f"reseau-{n}")
    level = NetworkLevel.REGIONAL.value


class StayFactory(DjangoModelFactory[NetworkMembership]):
    """A workspace in a network."""

    class Meta:
        model = NetworkMembership

    network = factory.SubFactory(NetworkFactory)
    workspace = factory.SubFactory(WorkspaceFactory)
    state = NetworkMembershipState.ACTIVE.value
    invited_at = factory.LazyFunction(timezone.now)
    joined_at = factory.LazyFunction(timezone.now)
