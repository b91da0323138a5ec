"""The verbs of an initiative: what they write, what they refuse."""

import datetime as dt

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from copil.core.errors import ActionRefused, Conflict
from copil.core.text import name_key
from copil.directory.models import Organisation, Person, Profile
from copil.identity.models import User, Workspace
from copil.initiatives import actions, journey
from copil.initiatives.enums import ActivityState, MarkKind, ObjectiveLevel, TeamRole
from copil.initiatives.models import ActivityMark, Initiative, Method, TargetStructure
from copil.journal.actions import verify
from copil.journal.models import JournalEntry
from copil.needs.models import Diagnostic, Need, NeedOrigin, SharedNeed
from copil.search import queries
from tests.factories.identity import WorkspaceFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 18, 30, tzinfo=dt.UTC)


def organisation(workspace: Workspace, name: str) -> Organisation:
    return Organisation.objects.create(workspace=workspace, name=name, name_key=name_key(name))


def person(workspace: Workspace, name: str, user: User | None = None) -> Person:
    return Person.objects.create(workspace=workspace, family_name=name, name_key=name_key(name), user=user)


@pytest.fixture
def method(db: None) -> Method:
    published = actions.publish_shipped_methods(at=AT)
    return next(one for one in published if one.key == "ingenierie-collective")


@pytest.fixture
def shared_need(workspace: Workspace) -> SharedNeed:
    shared = SharedNeed.objects.create(workspace=workspace, title="Relève des bénévoles")
    for name in ("Fabrique", "Jardins", "Chorale"):
        Need.objects.create(
            workspace=workspace,
            organisation=organisation(workspace, name),
            text="Trouver des bénévoles",
            shared_need=shared,
        )
    return shared


@pytest.fixture
def initiative(workspace: Workspace, pilote: User, method: Method, shared_need: SharedNeed) -> Initiative:
    return actions.open_initiative(
        workspace=workspace,
        title="Relève associative",
        method=method,
        by=pilote,
        at=AT,
        opened_on=AT.date(),
        shared_need=shared_need,
        pilot=person(workspace, "Benhaddou", pilote),
    )


def state_of(initiative: Initiative, activity: str) -> ActivityState:
    walked = journey.journey_of(initiative).activity(activity)
    assert walked is not None
    return walked.state


def test_opening_takes_the_structures_along(initiative: Initiative, workspace: Workspace) -> None:
    assert initiative.current_stage == "identifier"
    assert initiative.targets.count() == 3
    assert [carrier.workspace for carrier in initiative.carriers.all()] == [workspace]
    assert (
        queries.find(workspace=workspace, question="relève", kind="initiatives.initiative").get().object_id
        == initiative.pk
    )
    assert verify(workspace) == []


def test_the_same_shipped_method_is_published_once(method: Method) -> None:
    assert actions.publish_shipped_methods(at=AT) == []
    assert Method.objects.get(key="ingenierie-collective").number == 1


def test_facts_cover_activities_as_they_come(initiative: Initiative, workspace: Workspace) -> None:
    assert state_of(initiative, "1.1.1") is ActivityState.AHEAD
    assert state_of(initiative, "1.1.6") is ActivityState.IN_PROGRESS
    need = Need.objects.filter(shared_need=initiative.shared_need).earliest("pk")
    diagnostic = Diagnostic.objects.create(
        workspace=workspace, organisation=need.organisation, date=AT.date()
    )
    NeedOrigin.objects.create(workspace=workspace, need=need, kind="diagnostic", diagnostic=diagnostic)
    SharedNeed.objects.update(state="confirmed")
    assert state_of(initiative, "1.1.1") is ActivityState.COVERED
    assert state_of(initiative, "1.1.6") is ActivityState.COVERED


def test_profiles_are_counted_structure_by_structure(initiative: Initiative, workspace: Workspace) -> None:
    targets = list(TargetStructure.objects.filter(initiative=initiative))
    for number, target in enumerate(targets):
        expected = ActivityState.IN_PROGRESS if number else ActivityState.AHEAD
        assert state_of(initiative, "1.2.2") is expected
        Profile.objects.create(
            workspace=workspace, organisation=target.organisation, sector="Culture", branch="Spectacle"
        )
    assert state_of(initiative, "1.2.2") is ActivityState.COVERED


def test_an_objective_covers_its_level_until_it_is_given_up(
    initiative: Initiative, workspace: Workspace, pilote: User
) -> None:
    objective = actions.add_objective(
        initiative=initiative,
        workspace=workspace,
        level=ObjectiveLevel.STRATEGIC,
        text="Renforcer les compétences",
        reference="competences",
        by=pilote,
        at=AT,
    )
    assert state_of(initiative, "2.2.1") is ActivityState.COVERED
    assert state_of(initiative, "2.2.2") is ActivityState.AHEAD
    with pytest.raises(ActionRefused, match="déjà retenu"):
        actions.add_objective(
            initiative=initiative,
            workspace=workspace,
            level=ObjectiveLevel.STRATEGIC,
            text="Encore",
            reference="competences",
            by=pilote,
            at=AT,
        )
    actions.remove_objective(objective=objective, by=pilote, at=AT)
    assert state_of(initiative, "2.2.1") is ActivityState.AHEAD


def mark(
    initiative: Initiative, by: User, kind: MarkKind, note: str = "Déjà fait en 2024", **more: object
) -> None:
    actions.mark_activity(
        initiative=initiative,
        workspace=initiative.workspace,
        activity="1.1.4",
        kind=kind,
        note=note,
        by=by,
        at=AT,
        **more,  # type: ignore[arg-type]  # carried_by only
    )


def test_a_word_replaces_the_one_before_and_both_are_kept(initiative: Initiative, pilote: User) -> None:
    mark(initiative, pilote, MarkKind.SKIPPED)
    mark(initiative, pilote, MarkKind.ATTESTED)
    assert state_of(initiative, "1.1.4") is ActivityState.COVERED
    assert ActivityMark.objects.filter(initiative=initiative).count() == 2
    actions.lift_mark(
        initiative=initiative, workspace=initiative.workspace, activity="1.1.4", by=pilote, at=AT
    )
    assert state_of(initiative, "1.1.4") is ActivityState.AHEAD
    with pytest.raises(ActionRefused):
        actions.lift_mark(
            initiative=initiative, workspace=initiative.workspace, activity="1.1.4", by=pilote, at=AT
        )


def test_a_word_needs_a_reason_and_a_carrier_needs_a_name(initiative: Initiative, pilote: User) -> None:
    with pytest.raises(ActionRefused, match="pourquoi"):
        mark(initiative, pilote, MarkKind.SKIPPED, note="  ")
    with pytest.raises(ActionRefused, match="quelle organisation"):
        mark(initiative, pilote, MarkKind.CARRIED_BY_OTHER)
    carrier = organisation(initiative.workspace, "C2RA")
    mark(initiative, pilote, MarkKind.CARRIED_BY_OTHER, carried_by=carrier)
    assert state_of(initiative, "1.1.4") is ActivityState.CARRIED_BY_OTHER


def test_changing_stage_keeps_the_note_and_blocks_nothing(initiative: Initiative, pilote: User) -> None:
    actions.enter_stage(initiative=initiative, stage="confirmer", note="Pressés", by=pilote, at=AT)
    mark(initiative, pilote, MarkKind.ATTESTED)  # work on an earlier stage goes on
    with pytest.raises(ActionRefused, match="déjà à l’étape"):
        actions.enter_stage(initiative=initiative, stage="confirmer", note="", by=pilote, at=AT)
    with pytest.raises(ActionRefused, match="n’existe pas"):
        actions.enter_stage(initiative=initiative, stage="inconnue", note="", by=pilote, at=AT)
    line = JournalEntry.objects.get(initiative_id=initiative.pk, verb="enter_stage")
    assert line.payload is not None
    assert line.payload["changes"]["note"] == "Pressés"


def test_the_team_keeps_a_pilot(initiative: Initiative, workspace: Workspace, pilote: User) -> None:
    first = initiative.team.get()
    with pytest.raises(ActionRefused, match="pilotage"):
        actions.remove_member(member=first, by=pilote, at=AT)
    actions.add_member(
        initiative=initiative,
        workspace=workspace,
        person=person(workspace, "Prigent"),
        role=TeamRole.PILOT,
        title="",
        by=pilote,
        at=AT,
    )
    actions.remove_member(member=first, by=pilote, at=AT)
    assert initiative.team.filter(archived_at=None).count() == 1
    again = actions.add_member(
        initiative=initiative,
        workspace=workspace,
        person=first.person,
        role=TeamRole.OBSERVER,
        title="",
        by=pilote,
        at=AT,
    )
    with pytest.raises(ActionRefused, match="déjà partie"):
        actions.add_member(
            initiative=initiative,
            workspace=workspace,
            person=again.person,
            role=TeamRole.OBSERVER,
            title="",
            by=pilote,
            at=AT,
        )


def test_the_second_of_two_saves_is_told(initiative: Initiative, pilote: User) -> None:
    mine, theirs = Initiative.objects.get(), Initiative.objects.get()
    theirs.title = "Relève en bords de Marne"
    actions.update_initiative(initiative=theirs, changed=["title"], expected=1, by=pilote, at=AT)
    mine.title = "Autre nom"
    with pytest.raises(Conflict):
        actions.update_initiative(initiative=mine, changed=["title"], expected=1, by=pilote, at=AT)
    assert Initiative.objects.get().title == "Relève en bords de Marne"


def test_finish_reopen_archive_restore(initiative: Initiative, workspace: Workspace, pilote: User) -> None:
    with pytest.raises(ActionRefused, match="précède"):
        actions.finish(initiative=initiative, ended_on=dt.date(2020, 1, 1), by=pilote, at=AT)
    actions.finish(initiative=initiative, ended_on=dt.date(2027, 6, 1), by=pilote, at=AT)
    actions.reopen(initiative=initiative, by=pilote, at=AT)
    actions.archive(initiative=initiative, by=pilote, at=AT)
    assert not queries.find(workspace=workspace, question="relève", kind="initiatives.initiative").exists()
    actions.restore(initiative=initiative, by=pilote, at=AT)
    assert queries.find(workspace=workspace, question="relève", kind="initiatives.initiative").exists()
    assert verify(workspace) == []


def test_each_carrier_sees_the_whole_initiative_and_a_stranger_nothing(
    workspace: Workspace, pilote: User, visiteur: User, method: Method
) -> None:
    neighbour = Workspace.objects.get(slug="ailleurs")
    joint = actions.open_initiative(
        workspace=workspace,
        title="Inter-réseaux",
        method=method,
        by=pilote,
        at=AT,
        opened_on=None,
        associated=[neighbour],
    )
    alone = actions.open_initiative(
        workspace=WorkspaceFactory.create(), title="Seule", method=method, by=None, at=AT, opened_on=None
    )
    for user in (pilote, visiteur):
        assert list(Initiative.objects.visible_to(user)) == [joint]
    assert alone not in Initiative.objects.visible_to(pilote)
    joint.carriers.filter(workspace=neighbour).update(left_on=timezone.localdate())
    assert not Initiative.objects.visible_to(visiteur).exists()


def test_paths_of_many_cost_as_many_queries_as_one(
    workspace: Workspace, method: Method, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def opened(number: int) -> list[Initiative]:
        return [
            actions.open_initiative(
                workspace=workspace, title=f"N° {n}", method=method, by=None, at=AT, opened_on=None
            )
            for n in range(number)
        ]

    rows = opened(20)
    with django_assert_max_num_queries(33):
        assert len(journey.journeys_of(rows[:1])) == 1
    with django_assert_max_num_queries(33):
        assert len(journey.journeys_of(rows)) == 20
