"""Facets, archives, synonyms, corrections and recent searches: the same on both databases."""

import datetime as dt
import uuid

import pytest

from copil.core.errors import ActionRefused
from copil.identity.models import User, Workspace
from copil.search import actions, queries, recent, synonyms, vocabulary
from copil.search.actions import Entry
from copil.search.models import CommonSynonyms, SearchEntry
from copil.search.queries import Narrowing
from tests.factories.identity import WorkspaceFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 24)
ROWS = [
    ("needs.need", "Relève des bénévoles", "94", TODAY, False),
    ("needs.need", "Former les bénévoles", "93", TODAY - dt.timedelta(days=90), False),
    ("directory.organisation", "Les Bénévoles réunis", "94", TODAY - dt.timedelta(days=900), False),
    ("directory.organisation", "Bénévoles d’hier", "94", TODAY - dt.timedelta(days=900), True),
]


@pytest.fixture
def indexed(workspace: Workspace, now: dt.datetime) -> Workspace:
    entries = [
        Entry(kind=kind, object_id=uuid.UUID(int=n), title=title, place=place, day=day, archived=archived)
        for n, (kind, title, place, day, archived) in enumerate(ROWS, start=1)
    ]
    actions.index_many(workspace=workspace, entries=entries, at=now)
    return workspace


def titles(workspace: Workspace, chosen: Narrowing) -> set[str]:
    rows = queries.find(workspace=workspace, question="bénévole", narrowing=chosen, today=TODAY)
    return {row.title for row in rows}


def test_each_choice_narrows(indexed: Workspace) -> None:
    assert len(titles(indexed, Narrowing())) == 3
    assert titles(indexed, Narrowing(place="93")) == {"Former les bénévoles"}
    assert titles(indexed, Narrowing(period="mois")) == {"Relève des bénévoles"}
    assert len(titles(indexed, Narrowing(period="an"))) == 2
    assert titles(indexed, Narrowing(period="ancien")) == {"Les Bénévoles réunis"}
    assert titles(indexed, Narrowing(archived=True)) == {"Bénévoles d’hier"}
    assert len(titles(indexed, Narrowing(archived=None))) == 4


def test_a_count_says_what_the_choice_would_leave(indexed: Workspace) -> None:
    for chosen in (Narrowing(), Narrowing(kind="needs.need"), Narrowing(place="94", period="mois")):
        facets = queries.facets(workspace=indexed, question="bénévole", chosen=chosen, today=TODAY)
        assert facets.total == len(titles(indexed, chosen))
        for kind, number in facets.kinds.items():
            other = Narrowing(kind=kind, place=chosen.place, period=chosen.period)
            assert number == len(titles(indexed, other))
        for place, number in facets.places.items():
            other = Narrowing(kind=chosen.kind, place=place, period=chosen.period)
            assert number == len(titles(indexed, other))
        for period, number in facets.periods.items():
            other = Narrowing(kind=chosen.kind, place=chosen.place, period=period)
            assert number == len(titles(indexed, other))


def test_an_object_archived_leaves_then_comes_back(indexed: Workspace, now: dt.datetime) -> None:
    actions.archive(kind="needs.need", object_id=uuid.UUID(int=1))
    assert "Relève des bénévoles" not in titles(indexed, Narrowing())
    actions.index(
        workspace=indexed, kind="needs.need", object_id=uuid.UUID(int=1), title="Relève des bénévoles", at=now
    )
    assert "Relève des bénévoles" in titles(indexed, Narrowing())


def test_what_means_the_same_is_found(workspace: Workspace, pilote: User, now: dt.datetime) -> None:
    for number, title in enumerate(
        ["Économie sociale et solidaire", "Pôle de l’ESS", "Parc naturel régional"]
    ):
        actions.index(
            workspace=workspace, kind="needs.need", object_id=uuid.UUID(int=number + 1), title=title, at=now
        )
    assert queries.find(workspace=workspace, question="ess").count() == 2
    assert queries.find(workspace=workspace, question="économie sociale et solidaire").count() == 2
    assert queries.find(workspace=workspace, question="PNR").count() == 0
    synonyms.create(by=pilote, at=now, workspace=workspace, expressions="PNR ; parc naturel régional")
    assert queries.find(workspace=workspace, question="PNR").count() == 1
    assert queries.find(workspace=WorkspaceFactory.create(), question="PNR").count() == 0


def test_a_single_word_is_no_group(workspace: Workspace, pilote: User, now: dt.datetime) -> None:
    for line in ("PNR", "PNR, pnr", "", ",,,"):
        with pytest.raises(ActionRefused):
            synonyms.create(by=pilote, at=now, workspace=workspace, expressions=line)


def test_a_mistake_is_corrected_by_what_the_workspace_holds(indexed: Workspace, now: dt.datetime) -> None:
    assert vocabulary.suggestion(workspace=indexed, question="benevolles reuni") == "benevoles reuni"
    assert vocabulary.suggestion(workspace=indexed, question="bénévole") == ""
    assert vocabulary.suggestion(workspace=WorkspaceFactory.create(), question="benevolles") == ""


def test_a_word_learnt_later_is_known_and_one_gone_is_not_offered(
    workspace: Workspace, now: dt.datetime
) -> None:
    at = uuid.UUID(int=7)
    assert vocabulary.suggestion(workspace=workspace, question="castann") == ""
    actions.index(workspace=workspace, kind="directory.person", object_id=at, title="Odile Castan", at=now)
    assert vocabulary.suggestion(workspace=workspace, question="castann") == "castan"
    actions.remove(kind="directory.person", object_id=at)
    assert vocabulary.suggestion(workspace=workspace, question="castann") == ""


def test_only_members_see(indexed: Workspace, membre: User, visiteur: User) -> None:
    assert SearchEntry.objects.visible_to(membre).count() == 4
    assert SearchEntry.objects.visible_to(visiteur).count() == 0


def test_recent_searches_are_few_once_each_and_private(
    workspace: Workspace, membre: User, pilote: User, now: dt.datetime
) -> None:
    for number in range(12):
        at = now + dt.timedelta(minutes=number)
        recent.remember(user=membre, workspace=workspace, question=f"relève {number}", at=at)
    recent.remember(user=membre, workspace=workspace, question="  RELEVE 11 ", at=now + dt.timedelta(hours=1))
    recent.remember(user=membre, workspace=workspace, question="  ", at=now)
    listed = [one.question for one in recent.searches(user=membre, workspace=workspace)]
    assert listed[:2] == ["RELEVE 11", "relève 10"]
    assert len(listed) == recent.KEPT
    assert recent.searches(user=pilote, workspace=workspace) == []
    recent.forget(user=membre, workspace=workspace, question="relève 10")
    assert len(recent.searches(user=membre, workspace=workspace)) == recent.KEPT - 1
    recent.forget(user=membre, workspace=workspace)
    assert recent.searches(user=membre, workspace=workspace) == []


def test_what_the_installation_adds_holds_everywhere_and_is_shown(
    workspace: Workspace, pilote: User, now: dt.datetime
) -> None:
    other = WorkspaceFactory.create()
    for one in (workspace, other):
        actions.index(
            workspace=one, kind="needs.need", object_id=uuid.uuid4(), title="Bassin d’emploi", at=now
        )
    assert queries.find(workspace=other, question="BDE").count() == 0
    line = "BDE, bassin d’emploi"
    synonyms.create_common(by=pilote, at=now, workspace=workspace, expressions=line)
    assert queries.find(workspace=other, question="BDE").count() == 1
    assert synonyms.equivalents(other, "le BDE du coin") == ["bassin d’emploi"]
    assert synonyms.equivalents(other, "voisins") == []
    with pytest.raises(ActionRefused, match="déjà"):
        synonyms.create_common(by=pilote, at=now, workspace=workspace, expressions=line)
    group = CommonSynonyms.objects.get()
    synonyms.remove_common(by=pilote, at=now, workspace=workspace, group=group)
    assert queries.find(workspace=other, question="BDE").count() == 0
