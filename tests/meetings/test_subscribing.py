"""The calendar of one's own meetings: secret, revocable, and nobody else's."""

import pytest
import time_machine
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import ClientFor
from copil.identity.models import Membership, SignedLink, User, Workspace
from copil.meetings.actions import subscribing
from copil.meetings.enums import MeetingState
from copil.meetings.models import Meeting, Participant
from tests.factories.directory import PersonFactory
from tests.factories.meetings import AT, meeting_of

pytestmark = pytest.mark.django_db


@time_machine.travel(AT, tick=False)
def test_the_meetings_where_one_is_expected_and_no_other(
    client: Client, workspace: Workspace, membre: User, client_for: ClientFor
) -> None:
    mine = meeting_of(workspace, title="La mienne")
    meeting_of(workspace, title="Celle des autres")
    person = PersonFactory.create(workspace=workspace, user=membre)
    Participant.objects.create(workspace=workspace, meeting=mine, person=person)
    page = client_for(membre).post(reverse("meetings:subscription", kwargs={"workspace": workspace.slug}))
    token = page.context["address"].split("/")[-2]
    assert not SignedLink.objects.filter(token_digest=token).exists()
    url = reverse("meetings:feed", kwargs={"token": token})
    assert "VEVENT" not in client.get(url).content.decode()  # a draft is shown to nobody
    Meeting.objects.update(state=MeetingState.CALLED)
    answer = client.get(url)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = vobject.readOne(answer.content.decode())
    assert [one.summary.value for one in found.vevent_list] == ["La mienne"]


def test_the_address_closes_when_asked_replaced_or_when_its_holder_leaves(
    client: Client, workspace: Workspace, membre: User, client_for: ClientFor
) -> None:
    membership = Membership.objects.get(workspace=workspace, user=membre)

    def opened() -> str:
        address = subscribing.subscribe(membership=membership, at=timezone.now())
        return reverse("meetings:feed", kwargs={"token": address.split("/")[-2]})

    first, second = opened(), opened()
    assert [client.get(one).status_code for one in (first, second)] == [404, 200]
    client_for(membre).post(reverse("meetings:unsubscribe", kwargs={"workspace": workspace.slug}))
    assert client.get(second).status_code == 404
    third = opened()
    Membership.objects.filter(pk=membership.pk).update(suspended_at=timezone.now())
    assert client.get(third).status_code == 404
