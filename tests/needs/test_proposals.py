"""What is proposed: found, explained, stable, kept apart when people say so; at once or by the worker."""

import datetime as dt
import random
import time
import uuid

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from copil.identity.models import User, Workspace
from copil.needs import actions, grouping, proposals
from copil.needs.grouping import Row
from copil.needs.models import Need
from copil.notifications import worker
from copil.search import synonyms
from tests.factories.needs import NeedFactory, ThemeFactory
from tests.factories.territories import TerritoryFactory
from tests.needs.conftest import Said

TEXTS = (
    "Trouver des bénévoles pour le bureau",
    "Personne ne veut la présidence du bureau",
    "La trésorerie est tendue en fin d’année",
    "Le découvert à la banque coûte cher",
    "Un local plus grand, le bail se termine",
    "Partager des locaux avec d’autres",
)


def row(number: int, text: str, shared: uuid.UUID | None = None) -> Row:
    return Row(uuid.UUID(int=number + 1), text, uuid.UUID(int=500 + number), None, shared, None, None)


@given(st.permutations([row(number, text) for number, text in enumerate(TEXTS)]))
def test_the_order_of_needs_changes_nothing(rows: list[Row]) -> None:
    expected = grouping.propose(rows=sorted(rows, key=lambda one: one.id), apart=[])
    assert grouping.propose(rows=rows, apart=[]) == expected
    assert len(expected) >= 2


def test_nothing_comes_of_nothing() -> None:
    assert grouping.propose(rows=[], apart=[]) == []
    assert grouping.propose(rows=[row(0, "Un local")], apart=[]) == []
    assert grouping.propose(rows=[row(0, "…"), row(1, "…")], apart=[]) == []


def test_people_separate_for_good() -> None:
    rows = [row(number, text) for number, text in enumerate(TEXTS[:2])]
    pair = (str(rows[0].id), str(rows[1].id))
    assert len(grouping.propose(rows=rows, apart=[])) == 1
    assert grouping.propose(rows=rows, apart=[pair]) == []


def test_a_loose_need_is_led_to_the_shared_one_it_looks_like() -> None:
    shared = uuid.UUID(int=99)
    rows = [row(0, TEXTS[0], shared), row(1, TEXTS[1], shared), row(2, "Trouver des bénévoles au bureau")]
    (proposal,) = grouping.propose(rows=[*rows, row(3, TEXTS[4])], apart=[])
    assert (proposal.shared_need, proposal.needs) == (shared, (rows[2].id,))
    assert "est proche de" in proposal.reasons[0]
    apart = [(str(rows[2].id), str(rows[0].id))]
    assert grouping.propose(rows=rows, apart=apart) == []


@pytest.mark.django_db
def test_a_proposal_says_why_and_what_separating_costs(workspace: Workspace, said: Said) -> None:
    commune = TerritoryFactory.create(lon=2.41, lat=48.82)
    theme = ThemeFactory.create(workspace=workspace, label="Gouvernance")
    for need in said.alike:
        need.organisation.commune = commune
        need.organisation.save()
    Need.objects.filter(pk__in=said.ids).update(theme=theme)
    (proposal,) = proposals.of_workspace(workspace).proposals
    assert set(proposal.needs) == {need.pk for need in said.alike}
    assert proposal.structures == 3
    assert proposal.theme == theme.pk
    assert proposal.title.startswith("Gouvernance")
    text = " ".join(proposal.reasons)
    assert "bureau" in text
    assert "Même territoire" in text
    assert all("deux structures" in cost for cost in proposal.costs.values())
    assert proposals.find(workspace, proposal.signature) == proposal
    assert proposals.find(workspace, "x" * 64) is None


@pytest.mark.django_db
def test_what_people_said_is_not_proposed_again(
    workspace: Workspace, said: Said, pilote: User, now: dt.datetime
) -> None:
    sides = [[need] for need in said.alike]
    aside = actions.set_aside_proposal(workspace=workspace, sides=sides, reason="Non", by=pilote, at=now)
    assert proposals.of_workspace(workspace).proposals == []
    actions.restore_proposal(proposal=aside, by=pilote, at=now)
    assert len(proposals.of_workspace(workspace).proposals) == 1
    shared = actions.accept_proposal(
        workspace=workspace, title="Relève", needs=said.alike[:2], left_out=said.alike[2:], by=pilote, at=now
    )
    assert proposals.of_workspace(workspace).proposals == []
    actions.split_shared_need(shared_need=shared, needs=said.alike[:1], by=pilote, at=now)
    kept_apart = {str(said.alike[1].pk), str(said.alike[0].pk)}
    found = proposals.of_workspace(workspace).proposals
    assert not any(kept_apart <= {str(pk) for pk in one.needs} for one in found)


@pytest.mark.django_db
def test_what_was_found_is_kept_until_a_need_changes(
    workspace: Workspace, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = proposals.of_workspace(workspace).proposals
    monkeypatch.setattr(grouping, "propose", lambda **_: pytest.fail("compared again"))
    assert proposals.of_workspace(workspace).proposals == first
    monkeypatch.undo()
    Need.objects.filter(pk=said.ids[0]).update(text="Le toit fuit")
    assert proposals.of_workspace(workspace).proposals != first


@pytest.mark.django_db
def test_workspaces_do_not_mix(workspace: Workspace, said: Said) -> None:
    NeedFactory.create(text=said.alike[0].text)
    (proposal,) = proposals.of_workspace(workspace).proposals
    assert set(proposal.needs) == {need.pk for need in said.alike}


@pytest.mark.django_db
def test_a_large_workspace_is_compared_by_the_worker(
    workspace: Workspace, said: Said, pilote: User, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals, "AT_ONCE", 3)
    assert proposals.of_workspace(workspace).missing
    job = proposals.look(workspace=workspace, at=timezone.now())
    assert proposals.look(workspace=workspace, at=now).pk == job.pk
    assert proposals.looking(workspace) == job
    assert worker.run_all() == 1
    assert proposals.looking(workspace) is None
    found = proposals.of_workspace(workspace)
    assert (len(found.proposals), found.stale, found.missing) == (1, False, False)
    actions.archive_need(need=said.alone, by=pilote, at=now)
    stale = proposals.of_workspace(workspace)
    assert (len(stale.proposals), stale.stale) == (1, False)  # three needs are left: compared at once
    NeedFactory.create(organisation=said.alone.organisation, text="Un four")
    assert proposals.of_workspace(workspace).stale
    actions.archive_need(need=said.alike[0], by=pilote, at=now)
    NeedFactory.create(organisation=said.alone.organisation, text="Un toit")
    assert proposals.of_workspace(workspace).proposals == []


@pytest.mark.django_db
def test_advice_follows_the_facts(workspace: Workspace, said: Said) -> None:
    rows = grouping.rows_of(Need.objects.filter(pk__in=said.ids))
    assert grouping.advice_on(rows).nature == "identical"
    assert grouping.advice_on(rows[:1]).nature == "specific"
    joint = [row(number, "Mutualiser un poste de comptable entre associations") for number in range(2)]
    assert grouping.advice_on(joint).nature == "common"
    assert grouping.advice_on([]).nature == "specific"


def test_a_hundred_and_twenty_needs_take_less_than_a_second_of_work() -> None:
    chance = random.Random(7)
    shared = uuid.UUID(int=99)
    rows = [
        row(number, f"{chance.choice(TEXTS)}, {chance.choice(TEXTS).lower()}", None if number % 5 else shared)
        for number in range(120)
    ]
    grouping.propose(rows=rows[:10], apart=[])  # reads the lexicon
    start = time.process_time()
    assert grouping.propose(rows=rows, apart=[])
    assert time.process_time() - start < 1


def test_words_that_people_say_mean_the_same_bring_needs_together(
    workspace: Workspace, pilote: User, now: dt.datetime
) -> None:
    for text in ("Monter une grainothèque", "Échanger nos semences paysannes"):
        NeedFactory.create(workspace=workspace, organisation__workspace=workspace, text=text)
    assert not proposals.of_workspace(workspace).proposals
    synonyms.create(by=pilote, at=now, workspace=workspace, expressions="grainothèque, semences paysannes")
    (proposal,) = proposals.of_workspace(workspace).proposals
    assert len(proposal.needs) == 2
    assert any("grainothèque" in reason for reason in proposal.reasons)
