"""An initiative with a pilot who is only a member of the workspace, and a contributor."""

import pytest

from copil.identity.enums import Role
from copil.identity.models import User, Workspace
from copil.initiatives.enums import TeamRole
from copil.initiatives.models import Initiative
from tests.factories.directory import PersonFactory
from tests.factories.identity import MembershipFactory, UserFactory
from tests.factories.initiatives import InitiativeFactory, TeamMemberFactory

BASE = "/e/reseau-marne/demarches/"


@pytest.fixture
def demarche(workspace: Workspace) -> Initiative:
    """A running initiative of the workspace."""
    return InitiativeFactory.create(workspace=workspace, title="Relève associative")


@pytest.fixture
def cheffe(workspace: Workspace, demarche: Initiative) -> User:
    """Pilots the initiative, without coordinating the workspace."""
    return _in_team(workspace, demarche, TeamRole.PILOT, "Samuel", "Okonkwo")


@pytest.fixture
def contributrice(workspace: Workspace, demarche: Initiative) -> User:
    """Works on the initiative."""
    return _in_team(workspace, demarche, TeamRole.CONTRIBUTOR, "Hélène", "Prigent")


@pytest.fixture
def collegue(workspace: Workspace) -> User:
    """A member of the workspace who is not in the team."""
    user = UserFactory.create(given_name="Laurent", family_name="Vidal")
    MembershipFactory.create(workspace=workspace, user=user, role=Role.MEMBER)
    return user


def _in_team(workspace: Workspace, initiative: Initiative, role: TeamRole, given: str, family: str) -> User:
    user: User = UserFactory.create(given_name=given, family_name=family)
    MembershipFactory.create(workspace=workspace, user=user, role=Role.MEMBER)
    person = PersonFactory.create(workspace=workspace, user=user, given_name=given, family_name=family)
    TeamMemberFactory.create(initiative=initiative, person=person, role=role)
    return user
