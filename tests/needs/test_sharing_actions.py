"""The verbs that bring needs together, cut, join, and keep apart; and those of a shared need."""

import datetime as dt

import pytest

from copil.core.errors import ActionRefused, Conflict
from copil.identity.models import User, Workspace
from copil.journal.actions import verify
from copil.journal.models import JournalEntry
from copil.needs import actions
from copil.needs.enums import SharedNeedState
from copil.needs.models import Need, SetAsideProposal, SharedNeed
from copil.search import queries
from tests.factories.needs import NeedFactory, SharedNeedFactory
from tests.needs.conftest import Said

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 6, 12)


def held(shared: SharedNeed) -> set[object]:
    return set(Need.objects.filter(shared_need=shared).values_list("pk", flat=True))


@pytest.fixture
def shared(workspace: Workspace, said: Said, pilote: User, now: dt.datetime) -> SharedNeed:
    return actions.accept_proposal(
        workspace=workspace,
        title=" La relève ",
        needs=said.alike,
        explanation={"reasons": ["Mots proches."]},
        closeness={said.ids[0]: 0.51234},
        by=pilote,
        at=now,
    )


def test_accepting_brings_together_and_keeps_why(
    shared: SharedNeed, said: Said, workspace: Workspace
) -> None:
    assert shared.title == "La relève"
    assert held(shared) == {need.pk for need in said.alike}
    assert Need.objects.get(pk=said.ids[0]).closeness == {"mean": 0.512}
    assert SharedNeed.objects.get().explanation == {"reasons": ["Mots proches."]}
    assert queries.find(workspace=workspace, question="relève", kind="needs.sharedneed").exists()
    assert verify(workspace) == []


def test_the_second_of_two_people_who_accept_is_told(
    shared: SharedNeed, said: Said, workspace: Workspace, pilote: User, now: dt.datetime
) -> None:
    with pytest.raises(ActionRefused, match="autre personne"):
        actions.accept_proposal(workspace=workspace, title="Encore", needs=said.alike[:2], by=pilote, at=now)
    with pytest.raises(ActionRefused, match="autre personne"):
        actions.add_needs(shared_need=shared, needs=said.alike[:1], by=pilote, at=now)
    assert SharedNeed.objects.count() == 1


def test_one_need_alone_is_not_brought_together(
    said: Said, workspace: Workspace, pilote: User, now: dt.datetime
) -> None:
    with pytest.raises(ActionRefused, match="au moins deux"):
        actions.accept_proposal(workspace=workspace, title="Seul", needs=said.alike[:1], by=pilote, at=now)
    with pytest.raises(ActionRefused, match="intitulé"):
        actions.accept_proposal(workspace=workspace, title="  ", needs=said.alike, by=pilote, at=now)


def test_needs_of_another_workspace_stay_there(
    said: Said, workspace: Workspace, pilote: User, now: dt.datetime
) -> None:
    foreign = NeedFactory.create()
    with pytest.raises(ActionRefused):
        actions.accept_proposal(
            workspace=workspace, title="Mêlé", needs=[said.alone, foreign], by=pilote, at=now
        )
    assert Need.objects.get(pk=foreign.pk).shared_need is None


def test_what_is_left_out_is_remembered(
    said: Said, workspace: Workspace, pilote: User, now: dt.datetime
) -> None:
    actions.accept_proposal(
        workspace=workspace,
        title="La relève",
        needs=said.alike[:2],
        left_out=said.alike[2:],
        by=pilote,
        at=now,
    )
    assert SetAsideProposal.objects.get().sides == sorted([sorted(said.ids[:2]), [said.ids[2]]])


def test_splitting_frees_and_keeps_apart(
    shared: SharedNeed, said: Said, pilote: User, now: dt.datetime
) -> None:
    actions.split_shared_need(shared_need=shared, needs=said.alike[:1], by=pilote, at=now)
    assert held(shared) == {need.pk for need in said.alike[1:]}
    assert SetAsideProposal.objects.count() == 1
    rest = list(Need.objects.filter(shared_need=shared))
    with pytest.raises(ActionRefused, match="archivez plutôt"):
        actions.split_shared_need(shared_need=shared, needs=rest, by=pilote, at=now)
    with pytest.raises(ActionRefused, match="au moins un besoin"):
        actions.split_shared_need(shared_need=shared, needs=[], by=pilote, at=now)


def test_merging_moves_the_needs_and_leaves_a_trace(
    shared: SharedNeed, said: Said, workspace: Workspace, pilote: User, now: dt.datetime
) -> None:
    other = SharedNeedFactory.create(workspace=workspace, title="Dirigeants")
    actions.add_needs(shared_need=other, needs=[said.alone], by=pilote, at=now)
    actions.merge_shared_needs(kept=shared, merged=other, by=pilote, at=now)
    assert held(shared) == {need.pk for need in [*said.alike, said.alone]}
    gone = SharedNeed.objects.get(pk=other.pk)
    assert gone.is_archived
    assert gone.merged_into == shared
    with pytest.raises(ActionRefused, match="réuni avec"):
        actions.restore_shared_need(shared_need=other, by=pilote, at=now)
    with pytest.raises(ActionRefused, match="archivé"):
        actions.merge_shared_needs(kept=shared, merged=other, by=pilote, at=now)
    with pytest.raises(ActionRefused, match="lui-même"):
        actions.merge_shared_needs(kept=shared, merged=shared, by=pilote, at=now)


def test_setting_aside_is_kept_once_undone_and_taken_up_again(
    said: Said, workspace: Workspace, pilote: User, now: dt.datetime
) -> None:
    sides = [[need] for need in said.alike]
    proposal = actions.set_aside_proposal(workspace=workspace, sides=sides, reason="Non", by=pilote, at=now)
    with pytest.raises(ActionRefused, match="déjà écartés"):
        actions.set_aside_proposal(workspace=workspace, sides=sides[::-1], reason="", by=pilote, at=now)
    actions.restore_proposal(proposal=proposal, by=pilote, at=now)
    with pytest.raises(ActionRefused, match="n’est plus écarté"):
        actions.restore_proposal(proposal=proposal, by=pilote, at=now)
    again = actions.set_aside_proposal(workspace=workspace, sides=sides, reason="Si", by=pilote, at=now)
    assert again.pk == proposal.pk
    assert SetAsideProposal.objects.current().get().reason == "Si"
    with pytest.raises(ActionRefused, match="au moins deux"):
        actions.set_aside_proposal(workspace=workspace, sides=sides[:1], reason="", by=pilote, at=now)


def test_a_choice_against_the_facts_says_why(shared: SharedNeed, pilote: User, now: dt.datetime) -> None:
    with pytest.raises(ActionRefused, match="expliquez"):
        actions.choose_nature(
            shared_need=shared,
            nature="common",
            reason=" ",
            advised="identical",
            expected=1,
            by=pilote,
            at=now,
        )
    actions.choose_nature(
        shared_need=shared, nature="common", reason="Vu", advised="identical", expected=1, by=pilote, at=now
    )
    stored = SharedNeed.objects.get(pk=shared.pk)
    assert (stored.nature, stored.nature_reason, stored.version) == ("common", "Vu", 2)
    with pytest.raises(Conflict):
        actions.choose_nature(
            shared_need=shared, nature="common", reason="", advised="common", expected=1, by=pilote, at=now
        )


def test_states_follow_one_another(
    shared: SharedNeed, workspace: Workspace, pilote: User, now: dt.datetime
) -> None:
    actions.confirm_shared_need(shared_need=shared, on=DAY, by=pilote, at=now)
    assert SharedNeed.objects.get().state == SharedNeedState.CONFIRMED
    with pytest.raises(ActionRefused, match="ne peut pas devenir"):
        actions.confirm_shared_need(shared_need=shared, on=DAY, by=pilote, at=now)
    actions.move_shared_need(shared_need=shared, state="set_aside", by=pilote, at=now)
    assert SharedNeed.objects.get().confirmed_on is None
    with pytest.raises(ActionRefused, match="ne peut pas devenir"):
        actions.confirm_shared_need(shared_need=shared, on=DAY, by=pilote, at=now)
    actions.move_shared_need(shared_need=shared, state="accepted", by=pilote, at=now)
    with pytest.raises(ActionRefused, match="le jour"):
        actions.move_shared_need(shared_need=shared, state="confirmed", by=pilote, at=now)
    empty = SharedNeedFactory.create(workspace=workspace)
    with pytest.raises(ActionRefused, match="aucun besoin"):
        actions.confirm_shared_need(shared_need=empty, on=DAY, by=pilote, at=now)


def test_the_archive_frees_the_needs_and_gives_back_those_still_free(
    shared: SharedNeed, said: Said, workspace: Workspace, pilote: User, now: dt.datetime
) -> None:
    actions.archive_shared_need(shared_need=shared, by=pilote, at=now)
    assert held(shared) == set()
    assert not queries.find(workspace=workspace, question="relève", kind="needs.sharedneed").exists()
    actions.create_shared_need(workspace=workspace, title="Autre", needs=said.alike[:1], by=pilote, at=now)
    assert actions.restore_shared_need(shared_need=shared, by=pilote, at=now) == 2
    assert held(shared) == {need.pk for need in said.alike[1:]}
    assert "held" not in SharedNeed.objects.get(pk=shared.pk).explanation


def test_a_problem_is_written_once_then_changed(shared: SharedNeed, pilote: User, now: dt.datetime) -> None:
    sheet = actions.write_problem_sheet(
        shared_need=shared, values={"title": "Qui prendra la suite ", "stakes": "Tout"}, by=pilote, at=now
    )
    with pytest.raises(Conflict):
        actions.write_problem_sheet(shared_need=shared, values={"title": "Deux fois"}, by=pilote, at=now)
    values = {"title": "Qui prendra la suite", "context": "Ici"}
    assert actions.save_problem_sheet(sheet=sheet, values=values, expected=1, by=pilote, at=now)
    with pytest.raises(Conflict):
        actions.save_problem_sheet(sheet=sheet, values={"context": "Là"}, expected=1, by=pilote, at=now)
    found = queries.find(workspace=shared.workspace, question="suite", kind="needs.problemsheet")
    assert found.get().object_id == sheet.pk
    assert JournalEntry.objects.filter(verb="write_problem", object_id=shared.pk).count() == 1
    assert verify(shared.workspace) == []
