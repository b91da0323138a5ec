"""Attendance in figures, for a meeting, a series, an initiative, a period."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from conftest import ClientFor
from copil.identity.models import User, Workspace
from copil.meetings.enums import MeetingState
from copil.meetings.models import Attendance, Invitation, Meeting, Participant
from copil.meetings.rules import statistics as rules
from copil.meetings.statistics import bars
from tests.factories.directory import OrganisationFactory
from tests.factories.meetings import AT, STARTS
from tests.meetings.test_attendance import expected


def test_every_status_has_its_column_and_visitors_come_on_top() -> None:
    rows = [("Élus", one) for one in ("present", "remote", "represented", "excused", "absent", "unknown")]
    rows += [("Habitants", "visitor"), ("Habitants", "expected"), ("Élus", "present")]
    elected, others = rules.by_group(rows)
    assert (elected.expected, elected.there, elected.present, elected.absent) == (7, 3, 2, 1)
    assert (others.expected, others.unknown, others.visitors) == (1, 1, 1)
    whole = rules.total([elected, others], name="Ensemble")
    assert (whole.expected, whole.visitors, whole.unknown) == (8, 1, 2)
    first, second = bars([elected, others])
    assert (first.said, second.there) == ("3 sur 7", 0)
    assert first.there < first.expected


def held(workspace: Workspace, number: int = 2) -> Meeting:
    meeting = expected(workspace, number)
    kept = list(Participant.objects.filter(meeting=meeting).order_by("person__name_key"))
    kept[0].organisation = OrganisationFactory.create(workspace=workspace, kind="collectivite")
    kept[0].save(update_fields=["organisation"])
    Attendance.objects.create(workspace=workspace, participant=kept[0], status="present", arrived_at=STARTS)
    Invitation.objects.create(workspace=workspace, participant=kept[1], reply="no", replied_at=AT)
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.WRITING)
    return meeting


@pytest.mark.django_db
def test_counted_shown_and_exported(
    workspace: Workspace, pilote: User, visiteur: User, client_for: ClientFor
) -> None:
    meeting, other = held(workspace), held(workspace)
    series = uuid.uuid4()
    Meeting.objects.filter(pk=other.pk).update(series=series)
    client, here = client_for(pilote), {"workspace": workspace.slug}
    url = reverse("meetings:statistics", kwargs=here)
    page = client.get(url).content.decode()
    assert "2 participations sur 4 attendues" in page.replace("\u00a0", " ")
    assert "Collectivité" in page
    assert "<svg" in page
    for narrowed in (
        f"?reunion={meeting.pk}",
        f"?serie={series}",
        "?par=reunion&du=2026-12-10&au=2026-12-10",
    ):
        assert "sur" in client.get(url + narrowed).content.decode()
    assert "1 participation sur 2" in client.get(f"{url}?serie={series}").content.decode().replace(
        "\u00a0", " "
    )
    assert "Aucune présence" in client.get(url + "?du=2027-01-01").content.decode()
    assert client.get(url + "?demarche=x&reunion=y&du=z&par=0").status_code == 200
    export = reverse("meetings:statistics_export", kwargs={**here, "file_format": "csv"})
    answer: Any = client.get(export + "?par=college")
    text = b"".join(answer.streaming_content).decode()
    assert "Personnes invitées;4;2;0;0;2;0;0;0" in text
    assert "Ensemble;4;2" in text
    assert client_for(visiteur).get(url).status_code == 404


@pytest.mark.django_db
def test_two_hundred_people_take_the_queries_of_two(
    workspace: Workspace, pilote: User, client_for: ClientFor, django_assert_max_num_queries: Any
) -> None:
    held(workspace, 200)
    client = client_for(pilote)
    url = reverse("meetings:statistics", kwargs={"workspace": workspace.slug})
    client.get(url)
    with django_assert_max_num_queries(10):
        page = client.get(url).content.decode()
    assert page.count("<tr>") < 30
