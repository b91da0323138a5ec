"""Whoever is put out is out at the next request, and the links of somebody erased open nothing."""

import datetime as dt

import pytest
from django.utils import timezone

from conftest import ClientFor
from copil.accounts import actions as accounts
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import Membership, User, Workspace, reference
from copil.pages.erasing import actions, people
from tests.factories.directory import PersonFactory
from tests.factories.tasks import TaskFactory

pytestmark = pytest.mark.django_db


def test_a_member_suspended_is_out_at_the_next_request(
    workspace: Workspace, pilote: User, membre: User, client_for: ClientFor
) -> None:
    client, home = client_for(membre), f"/e/{workspace.slug}/"
    assert client.get(home).status_code == 200
    accounts.suspend(membership=Membership.objects.get(user=membre), by=pilote, at=timezone.now())
    assert client.get(home).status_code == 404


def test_the_links_of_somebody_erased_open_nothing(workspace: Workspace, pilote: User) -> None:
    at = timezone.now()
    person = PersonFactory.create(workspace=workspace, user=None)
    task = TaskFactory.create(workspace=workspace, person=person)
    target, purpose = reference(task), LinkPurpose.STATUS
    token = links.issue(
        workspace=workspace, purpose=purpose, target=target, at=at, lifetime=dt.timedelta(days=9)
    )
    assert links.find(token, purpose=purpose, at=at) is not None
    subject = people.of_sheet(person)
    actions.erase(subject=subject, workspace=workspace, alone=False, attachments=False, by=pilote, at=at)
    assert links.find(token, purpose=purpose, at=at) is None
