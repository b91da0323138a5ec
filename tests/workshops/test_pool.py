"""Those shared out: found by name or type, group by group; each group of the size it was given."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from copil.identity.models import User
from copil.workshops import actions
from copil.workshops.models import Allocation, GroupSession, Place
from tests.factories.directory import PersonFactory

pytestmark = pytest.mark.django_db


def test_each_group_takes_the_people_it_was_given(
    client_for: Callable[[User], Client], pilote: User, session: GroupSession
) -> None:
    at, workspace, initiative = timezone.now(), session.workspace, session.group.initiative
    other = actions.create(
        workspace=workspace, initiative=initiative, values={"theme": "Se loger"}, by=None, at=at
    )
    for number in range(12):
        person = PersonFactory.create(workspace=workspace, family_name=f"Martin{number:02d}")
        actions.add_member(group=session.group, person=person, organisation=None, by=None, at=at)
    made = actions.begin(workspace=workspace, initiative=initiative, event=None, people=[], by=pilote, at=at)
    page = reverse("workshops:allocation", args=[workspace.slug, made.pk])
    client, settle = client_for(pilote), f"{page}criteres/"
    shown = client.get(settle).content.decode()
    assert "Personnes dans «\u00a0Se loger\u00a0»" in shown
    weights = dict.fromkeys(("type_weight", "organisation_weight", "service_weight", "wish_weight"), "1")
    data = {**weights, "territory": "ignore", "seed": "1", "version": Allocation.objects.get().version}
    refused = client.post(settle, {**data, f"taille_{other.pk}": "13"}).content.decode()
    assert "13 personnes, pour 12" in refused
    assert client.post(settle, {**data, f"taille_{other.pk}": "4"}).status_code == 302
    assert Place.objects.filter(group=other).count() == 4
    found = client.get(page, {"q": "martin07"}).content.decode()
    assert "Martin07" in found
    assert "Martin08" not in found
    alone = client.get(page, {"groupe": str(session.group_id)}).content.decode()
    assert "8\u00a0personnes" in alone
