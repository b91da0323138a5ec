"""Working groups: formed, filled, met three times; participants shared out; what they prove."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from copil.core.errors import ActionRefused
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.meetings.models import AgendaItem, Meeting, Participant
from copil.workshops import actions, grouping
from copil.workshops.enums.groups import Rank, Tie
from copil.workshops.evidence import groups as group_evidence
from copil.workshops.models import GroupMember, Place, WorkingGroup
from copil.workshops.rules import groups as group_rules
from tests.counting import queries_of
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.initiatives import InitiativeFactory

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
STARTS = dt.datetime(2026, 12, 10, 17, tzinfo=dt.UTC)
KINDS = ("association", "entreprise", "collectivite")


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    made: Initiative = InitiativeFactory.create(workspace=workspace)
    return made


def at(workspace: Workspace, name: str, **kwargs: object) -> str:
    return reverse(f"workshops:{name}", kwargs={"workspace": workspace.slug, **kwargs})


def formed(initiative: Initiative, theme: str = "Se déplacer") -> WorkingGroup:
    values = {"theme": theme, "question": "Comment ?", "wanted_types": list(group_rules.WANTED)}
    return actions.create(
        workspace=initiative.workspace, initiative=initiative, values=values, by=None, at=AT
    )


def wanted(group: WorkingGroup, number: int) -> list[GroupMember]:
    """Want people of the three types, each from an organisation of their own."""
    members = []
    for rank in range(number):
        organisation = OrganisationFactory.create(workspace=group.workspace, kind=KINDS[rank % 3])
        person = PersonFactory.create(workspace=group.workspace)
        members.append(
            actions.add_member(group=group, person=person, organisation=organisation, by=None, at=AT)
        )
    return members


def test_a_group_says_who_is_missing(
    client_for: ClientFor,
    pilote: User,
    membre: User,
    visiteur: User,
    workspace: Workspace,
    initiative: Initiative,
) -> None:
    data = {"theme": " Se  déplacer ", "wanted_types": ["associations", "entreprises"], "seats": "12"}
    client = client_for(pilote)
    assert client.post(at(workspace, "group_create", pk=initiative.pk), data).status_code == 302
    group = WorkingGroup.objects.get()
    assert group.theme == "Se déplacer"
    wanted(group, 1)
    page = client.get(at(workspace, "group", pk=group.pk)).content.decode()
    assert "Manque" in page
    assert client_for(membre).get(at(workspace, "group", pk=group.pk)).status_code == 200
    assert client_for(visiteur).get(at(workspace, "group", pk=group.pk)).status_code == 404
    again = client.post(at(workspace, "group_create", pk=initiative.pk), data).content.decode()
    assert "a déjà ce thème" in again


def test_the_second_to_save_sees_both_texts(
    client_for: ClientFor, pilote: User, workspace: Workspace, initiative: Initiative
) -> None:
    group = formed(initiative)
    url, client = at(workspace, "group_edit", pk=group.pk), client_for(pilote)
    data = {"theme": "Se loger", "seats": "12", "version": group.version}
    assert client.post(url, data).status_code == 302
    answer = client.post(url, {**data, "theme": "Se nourrir"})
    assert answer.status_code == 409
    assert "Se loger" in answer.content.decode()
    assert "Se nourrir" in answer.content.decode()


def test_a_group_put_aside_comes_back(
    client_for: ClientFor, pilote: User, workspace: Workspace, initiative: Initiative
) -> None:
    group, client = formed(initiative), client_for(pilote)
    client.post(at(workspace, "group_archive", pk=group.pk))
    assert WorkingGroup.objects.get().is_archived
    client.post(at(workspace, "group_restore", pk=group.pk))
    assert not WorkingGroup.objects.get().is_archived


def test_a_session_is_a_meeting_that_expects_the_group(pilote: User, initiative: Initiative) -> None:
    group = formed(initiative)
    first, *_ = wanted(group, 2)
    session = actions.plan_session(
        group=group, rank=Rank.PROBLEMS, values={"starts_at": STARTS}, by=None, at=AT
    )
    meeting = session.meeting
    assert (meeting.kind, meeting.is_draft) == ("session-1", True)
    assert AgendaItem.objects.filter(meeting=meeting).exists()
    expected = Participant.objects.current().filter(meeting=meeting)
    assert expected.count() == 2
    wanted(group, 1)
    actions.remove_member(member=first, by=pilote, at=AT)
    assert expected.count() == 2
    assert first.person_id not in expected.values_list("person", flat=True)
    with pytest.raises(ActionRefused, match="après la réunion 1"):
        actions.plan_session(group=group, rank=Rank.IDEAS, values={"starts_at": STARTS}, by=None, at=AT)
    with pytest.raises(ActionRefused, match="déjà prévue"):
        actions.plan_session(group=group, rank=Rank.PROBLEMS, values={"starts_at": STARTS}, by=None, at=AT)
    Meeting.objects.filter(pk=meeting.pk).update(archived_at=AT)
    actions.plan_session(group=group, rank=Rank.PROBLEMS, values={"starts_at": STARTS}, by=None, at=AT)


def test_people_are_shared_out_changed_by_hand_retained_and_back(
    client_for: ClientFor, pilote: User, membre: User, workspace: Workspace, initiative: Initiative
) -> None:
    one, other = formed(initiative, "Se déplacer"), formed(initiative, "Se loger")
    members = wanted(one, 12)
    client = client_for(pilote)
    client.post(at(workspace, "allocation_begin", pk=initiative.pk), {})
    places = list(Place.objects.order_by("pk"))
    assert len(places) == 12
    allocation = places[0].allocation
    assert {sum(each.group_id == group.pk for each in places) for group in (one, other)} == {6}
    lanes = {(each.group_id, each.kind) for each in places}
    assert len(lanes) == 6
    page = at(workspace, "allocation", pk=allocation.pk)
    assert "paires" in client.get(page).content.decode()
    assert client_for(membre).get(page).status_code == 403

    shown = client.get(at(workspace, "place", pk=allocation.pk, place=places[0].pk)).content.decode()
    assert "En échange de" in shown
    before = places[0].group_id
    target = other if before == one.pk else one
    against = next(each for each in places if each.group_id == target.pk)
    data = {"group": target.pk, "against": against.pk}
    client.post(at(workspace, "place_move", pk=allocation.pk, place=places[0].pk), data)
    against.refresh_from_db()
    assert against.group_id == before
    for _ in range(2):  # pressed twice, it stays as the button said
        client.post(at(workspace, "place_lock", pk=allocation.pk, place=places[0].pk), {"fixee": "oui"})
    client.post(
        at(workspace, "tie_add", pk=allocation.pk, place=places[0].pk),
        {"other": places[1].pk, "tie": "apart"},
    )
    client.post(at(workspace, "allocation_run", pk=allocation.pk))
    places[0].refresh_from_db()
    places[1].refresh_from_db()
    assert places[0].group_id == target.pk
    assert places[1].group_id != target.pk

    client.post(at(workspace, "allocation_accept", pk=allocation.pk))
    current = GroupMember.objects.current()
    assert (current.filter(group=one).count(), current.filter(group=other).count()) == (6, 6)
    client.post(at(workspace, "allocation_undo", pk=allocation.pk))
    assert set(current.values_list("group", "person")) == {(one.pk, each.person_id) for each in members}


def test_the_same_seed_gives_the_same_groups_and_what_cannot_be_is_said(
    pilote: User, initiative: Initiative
) -> None:
    one, _ = formed(initiative, "Se déplacer"), formed(initiative, "Se loger")
    wanted(one, 9)
    allocation = actions.begin(
        workspace=initiative.workspace, initiative=initiative, event=None, people=[], by=pilote, at=AT
    )
    before = grouping.read(allocation).current
    actions.run(allocation=allocation, by=pilote, at=AT)
    assert grouping.read(allocation).current == before
    first, *rest = Place.objects.order_by("pk").select_related("allocation", "person")
    for each in rest[:5]:
        actions.tie(place=first, other=each, kind=Tie.TOGETHER, by=pilote, at=AT)
    with pytest.raises(ActionRefused, match="Trop de personnes"):
        actions.run(allocation=allocation, by=pilote, at=AT)


def test_what_groups_prove(initiative: Initiative) -> None:
    group = formed(initiative)
    wanted(group, 3)
    facts = group_evidence.from_groups([initiative.pk])[initiative.pk]
    assert {key: one.complete for key, one in facts.items()} == {
        group_evidence.THEMES: True,
        group_evidence.TARGETS: True,
        group_evidence.TYPES: True,
    }
    for rank in Rank:
        starts = STARTS + dt.timedelta(weeks=3 * rank)
        actions.plan_session(group=group, rank=rank, values={"starts_at": starts}, by=None, at=AT)
    facts = group_evidence.from_sessions([initiative.pk])[initiative.pk]
    assert facts[group_evidence.CALENDAR].complete
    assert group_evidence.MOBILISED not in facts


def test_the_lists_ask_the_same_number_of_queries(
    client_for: ClientFor, pilote: User, workspace: Workspace, initiative: Initiative
) -> None:
    wanted(formed(initiative), 1)
    client, url = client_for(pilote), at(workspace, "groups", pk=initiative.pk)
    few = queries_of(client, url)
    for number in range(5):
        wanted(formed(initiative, f"Thème {number}"), 3)
    assert queries_of(client, url) == few <= 15
