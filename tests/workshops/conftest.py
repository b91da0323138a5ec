"""A group with its first session planned, for the tests of its screens."""

import datetime as dt

import pytest
from django.utils import timezone

from copil.identity.models import Workspace
from copil.workshops import actions
from copil.workshops.enums.groups import Rank
from copil.workshops.models import GroupSession
from tests.factories.initiatives import InitiativeFactory


@pytest.fixture
def session(workspace: Workspace) -> GroupSession:
    """Return the first session of a group, in ten days."""
    at, initiative = timezone.now(), InitiativeFactory.create(workspace=workspace)
    values = {"theme": "Se déplacer", "question": "Comment ?"}
    group = actions.create(workspace=workspace, initiative=initiative, values=values, by=None, at=at)
    starts = {"starts_at": at + dt.timedelta(days=10)}
    return actions.plan_session(group=group, rank=Rank.PROBLEMS, values=starts, by=None, at=at)
