"""The same question finds the same rows on both databases."""

import datetime as dt
import uuid

import pytest

from copil.identity.models import Workspace
from copil.search import actions, queries
from copil.search.actions import Entry
from tests.factories.identity import WorkspaceFactory

pytestmark = pytest.mark.django_db

TEXTS = {
    "Relève des bénévoles": "On cherche deux personnes pour le bureau depuis un an.",
    "Trésorerie de l’association": "Les frais bancaires pèsent, la trésorerie est récurrente.",
    "Œuvres et mécénat": "Trouver des entreprises mécènes pour l’école de musique.",
    "Numéro W941009876": "Identifiant au répertoire national, dossier 2026-11, 3D.",
}


@pytest.fixture
def indexed(workspace: Workspace, now: dt.datetime) -> Workspace:
    entries = [
        Entry(kind="needs.need", object_id=uuid.UUID(int=i + 1), title=title, excerpt=text[:40], text=text)
        for i, (title, text) in enumerate(TEXTS.items())
    ]
    actions.index_many(workspace=workspace, entries=entries, at=now)
    return workspace


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("benevole", ["Relève des bénévoles"]),
        ("BÉNÉVOLES releve", ["Relève des bénévoles"]),
        ("béné", ["Relève des bénévoles"]),
        ("bureau", ["Relève des bénévoles"]),
        ("tresorerie", ["Trésorerie de l’association"]),
        ("l'association", ["Trésorerie de l’association"]),
        ("oeuvre", ["Œuvres et mécénat"]),
        ("entreprise mécène", ["Œuvres et mécénat"]),
        ("w9410", ["Numéro W941009876"]),
        ("2026 3d", ["Numéro W941009876"]),
        ("bénévoles trésorerie", []),
        ("', \" ) OR 1=1 --", []),
        ("NEAR(a b)", []),
        ("", []),
        ("   ", []),
        ("%%", []),
    ],
)
def test_finds_every_word_whatever_the_accents(indexed: Workspace, question: str, titles: list[str]) -> None:
    found = queries.find(workspace=indexed, question=question)
    assert [entry.title for entry in found] == titles


def test_title_comes_first_then_the_most_recent(workspace: Workspace, now: dt.datetime) -> None:
    older = now - dt.timedelta(days=3)
    for number, (title, at) in enumerate([("Divers", now), ("Local partagé", older), ("Autre local", now)]):
        actions.index(
            workspace=workspace,
            kind="needs.need",
            object_id=uuid.UUID(int=number + 1),
            title=title,
            text="Un local plus grand",
            at=at,
        )
    found = queries.find(workspace=workspace, question="local")
    assert [entry.title for entry in found] == ["Autre local", "Local partagé", "Divers"]


def test_an_entry_rewritten_is_found_by_its_new_words_only(indexed: Workspace, now: dt.datetime) -> None:
    actions.index(
        workspace=indexed, kind="needs.need", object_id=uuid.UUID(int=1), title="Mobilité rurale", at=now
    )
    assert not queries.find(workspace=indexed, question="bénévoles").exists()
    assert queries.find(workspace=indexed, question="mobilite").count() == 1


def test_an_entry_removed_is_not_found(indexed: Workspace) -> None:
    actions.remove(kind="needs.need", object_id=uuid.UUID(int=1))
    assert not queries.find(workspace=indexed, question="bénévoles").exists()


def test_another_workspace_finds_nothing(indexed: Workspace) -> None:
    other = WorkspaceFactory.create()
    assert not queries.find(workspace=other, question="bénévoles").exists()
    assert queries.count_by_kind(workspace=other, question="bénévoles") == {}


def test_counts_by_kind(indexed: Workspace, now: dt.datetime) -> None:
    actions.index(
        workspace=indexed,
        kind="directory.organisation",
        object_id=uuid.UUID(int=9),
        title="Les Bénévoles réunis",
        at=now,
    )
    assert queries.count_by_kind(workspace=indexed, question="bénévole") == {
        "directory.organisation": 1,
        "needs.need": 1,
    }
