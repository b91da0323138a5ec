"""The chain: whole when untouched, broken at the right line when altered, whole again after an erasure."""

import datetime as dt
import uuid

import pytest
from django.db import transaction

from copil.identity.models import User, Workspace, reference
from copil.journal import actions, sentences
from copil.journal.models import JournalEntry
from tests.factories.identity import WorkspaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(workspace: Workspace, pilote: User, now: dt.datetime) -> list[JournalEntry]:
    return [
        actions.record(
            by=pilote,
            at=now + dt.timedelta(minutes=number),
            workspace=workspace,
            verb="update",
            obj=reference(workspace),
            label=f"Espace n° {number}",
            changes={"name": ["Avant", f"Après {number}"], "on": dt.date(2026, 11, 1)},
        )
        for number in range(6)
    ]


def test_an_untouched_chain_holds(chain: list[JournalEntry], workspace: Workspace) -> None:
    assert [entry.seq for entry in chain] == [1, 2, 3, 4, 5, 6]
    assert actions.verify(workspace) == []


@pytest.mark.parametrize(
    ("change", "seq"),
    [
        ({"payload": {"label": "Autre", "changes": {}}}, 3),
        ({"verb": "create"}, 3),
        ({"actor": None}, 3),
        ({"object_id": uuid.UUID(int=9)}, 3),
        ({"initiative_id": uuid.UUID(int=9)}, 3),
        ({"at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, 3),
        ({"payload_digest": "0" * 64}, 3),
        ({"digest": "0" * 64}, 3),
    ],
)
def test_a_changed_line_is_named(
    chain: list[JournalEntry], workspace: Workspace, change: dict[str, object], seq: int
) -> None:
    JournalEntry.objects.filter(seq=seq).update(**change)
    assert seq in {fault.seq for fault in actions.verify(workspace)}


def test_a_deleted_line_is_named(chain: list[JournalEntry], workspace: Workspace) -> None:
    JournalEntry.objects.filter(seq=4).delete()
    assert 4 in {fault.seq for fault in actions.verify(workspace)}


def test_a_chain_cut_at_its_end_is_seen(chain: list[JournalEntry], workspace: Workspace) -> None:
    JournalEntry.objects.filter(seq__gte=5).delete()
    assert [fault.seq for fault in actions.verify(workspace)] == [6]


def test_swapped_lines_are_seen(chain: list[JournalEntry], workspace: Workspace) -> None:
    JournalEntry.objects.filter(seq=2).update(seq=100)
    JournalEntry.objects.filter(seq=3).update(seq=2)
    JournalEntry.objects.filter(seq=100).update(seq=3)
    assert {fault.seq for fault in actions.verify(workspace)} >= {2, 3}


def test_an_erasure_leaves_the_chain_whole(chain: list[JournalEntry], workspace: Workspace) -> None:
    JournalEntry.objects.filter(seq=3).update(salt="", payload=None)
    assert actions.verify(workspace) == []
    erased = JournalEntry.objects.select_related("actor").get(seq=3)
    assert "effacé" in sentences.predicate(erased, {})


def test_each_workspace_has_its_own_chain(
    chain: list[JournalEntry], workspace: Workspace, now: dt.datetime
) -> None:
    other = WorkspaceFactory.create()
    first = actions.record(by=None, at=now, workspace=other, verb="create", obj=reference(other))
    assert first.seq == 1
    assert first.previous_digest == ""
    assert actions.verify(other) == []
    assert actions.verify(workspace) == []


@pytest.mark.django_db(transaction=True)
def test_a_line_outside_a_transaction_is_a_fault_of_ours(workspace: Workspace, now: dt.datetime) -> None:
    with pytest.raises(RuntimeError):
        actions.record(by=None, at=now, workspace=workspace, verb="create", obj=reference(workspace))
    with transaction.atomic():
        actions.record(by=None, at=now, workspace=workspace, verb="create", obj=reference(workspace))
    assert actions.verify(workspace) == []


def test_a_sentence_tolerates_what_it_lacks(chain: list[JournalEntry], workspace: Workspace) -> None:
    entry = JournalEntry.objects.select_related("actor").get(seq=1)
    verbs = {("identity.workspace", "update"): "a renommé {label} en {name} ({missing})"}
    assert sentences.predicate(entry, verbs) == "a renommé Espace n° 0 en Après 0 (…)"
    assert sentences.subject(entry) == "Nadia Benhaddou"
    entry.payload = {**(entry.payload or {}), "label": "Cycle «\u00a0Relève\u00a0»"}
    quoted = sentences.predicate(entry, {("identity.workspace", "update"): "a noté « {label} »."})
    assert quoted == "a noté « Cycle “Relève” »"
    alone = sentences.predicate(
        entry, {("identity.workspace", "update"): "a retiré du besoin « X » : {label}"}
    )
    assert alone == "a retiré du besoin « X » : Cycle «\u00a0Relève\u00a0»"
    assert sentences.predicate(entry, {}) == "a enregistré un changement"
