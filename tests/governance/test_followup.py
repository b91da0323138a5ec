"""The administrative follow-up: pieces, reminders, both tracks, what it proves."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from copil.core.errors import ActionRefused
from copil.governance import followup
from copil.governance.actions import followup as actions
from copil.governance.enums.followup import PieceState
from copil.governance.models import AdminPiece
from copil.governance.rules import followup as rules
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.journal.models import JournalEntry
from copil.notifications import worker
from copil.notifications.models import Job, Notification
from tests.factories.directory import PersonFactory
from tests.factories.initiatives import InitiativeFactory

ClientFor = Callable[[User], Client]
AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
DUE = dt.date(2026, 12, 10)


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    return InitiativeFactory.create(workspace=workspace)


def piece_of(initiative: Initiative, **values: Any) -> AdminPiece:
    given = {"kind": "room", "title": "Salle de décembre", "due_on": DUE, **values}
    return actions.add_piece(
        initiative=initiative, workspace=initiative.workspace, values=given, by=None, at=AT
    )


def url(initiative: Initiative, name: str, **more: Any) -> str:
    return reverse(
        f"governance:{name}",
        kwargs={"workspace": initiative.workspace.slug, "pk": initiative.pk, **more},
    )


def test_the_states_a_piece_goes_through() -> None:
    assert rules.moves_from(PieceState.TO_DO)[0] is PieceState.SENT
    with pytest.raises(ActionRefused, match="rouvrez-la"):
        rules.refuse_move(state=PieceState.DONE, to=PieceState.SENT)
    assert rules.is_late(state=PieceState.SENT, due_on=DUE, today=DUE + dt.timedelta(days=1))
    assert not rules.is_late(state=PieceState.DONE, due_on=DUE, today=DUE + dt.timedelta(days=1))
    assert rules.same_pace(administrative=AT, technical=None)
    assert not rules.same_pace(administrative=AT, technical=AT + dt.timedelta(days=31))


@pytest.mark.django_db
def test_a_piece_is_added_changed_moved_taken_off_and_brought_back(
    initiative: Initiative, pilote: User, membre: User, client_for: ClientFor
) -> None:
    client = client_for(pilote)
    data = {"kind": "order", "title": "Affiches", "amount": "1 234,50", "due_on": "2026-12-10"}
    assert client.post(url(initiative, "piece_add"), data).status_code == 302
    piece = AdminPiece.objects.get()
    assert piece.amount == Decimal("1234.50")
    edit = url(initiative, "piece_edit", piece=piece.pk)
    assert "1\u00a0234,5" in client.get(url(initiative, "followup")).content.decode()
    stale = client.post(edit, {**data, "title": "Affiches A3", "version": "0"})
    assert (stale.status_code, "Affiches A3" in stale.content.decode()) == (409, True)
    assert client.post(edit, {**data, "title": "Affiches A3", "version": "1"}).status_code == 302
    move = url(initiative, "piece_move", piece=piece.pk)
    assert client_for(membre).post(move, {"state": "sent"}).status_code == 403
    for state in ("sent", "agreed", "done"):
        client.post(move, {"state": state})
    client.post(move, {"state": "to_do"}, headers={"referer": "http://testserver/"})
    piece.refresh_from_db()
    assert (piece.state, piece.title) == ("done", "Affiches A3")
    client.post(url(initiative, "piece_remove", piece=piece.pk))
    assert not AdminPiece.objects.current().exists()
    assert "Remettre au suivi" in client.get(url(initiative, "followup") + "?etat=retirees").content.decode()
    client.post(url(initiative, "piece_restore", piece=piece.pk))
    verbs = JournalEntry.objects.filter(object_id=piece.pk).order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["add", "update", "move", "move", "move", "remove", "restore"]


@pytest.mark.django_db
def test_whoever_sees_to_it_is_reminded_once_before_and_once_after(initiative: Initiative) -> None:
    person = PersonFactory.create(workspace=initiative.workspace, email="karim@marne.example")
    piece = piece_of(initiative, person=person)
    assert Job.objects.filter(name=actions.REMIND).count() == 2
    for _ in range(2):
        actions.remind_of(piece.pk, due_on=DUE, when="soon", at=timezone.now())
        actions.remind_of(piece.pk, due_on=DUE, when="late", at=timezone.now())
    actions.remind_of(piece.pk, due_on=DUE + dt.timedelta(days=1), when="late", at=timezone.now())
    told = Notification.objects.exclude(kind="governance.piece_given").order_by("pk")
    assert [one.kind for one in told] == ["governance.piece_due", "governance.piece_late"]
    worker.run_all()
    assert any("Salle de décembre" in one.body for one in mail.outbox)
    assert not any("Salle" in one.subject for one in mail.outbox)
    actions.move_piece(piece=piece, to=PieceState.DONE, by=None, at=AT)
    AdminPiece.objects.update(told_late_for=None)
    assert not actions.remind_of(piece.pk, due_on=DUE, when="late", at=AT)


@pytest.mark.django_db
def test_the_late_come_first_and_the_table_says_all(
    initiative: Initiative, pilote: User, client_for: ClientFor, django_assert_num_queries: Any
) -> None:
    today = timezone.localdate()
    piece_of(initiative, title="Plus tard", due_on=today + dt.timedelta(days=9))
    piece_of(initiative, title="En retard", due_on=today - dt.timedelta(days=9), amount=Decimal("10.10"))
    piece_of(initiative, title="=1+1", due_on=None)
    client = client_for(pilote)
    page = client.get(url(initiative, "followup")).content.decode()
    assert page.index("En retard,") < page.index("Plus tard")
    late = client.get(url(initiative, "followup") + "?etat=retard").content.decode()
    assert "Plus tard" not in late
    table = client.get(url(initiative, "followup_export", file_format="csv") + "?etat=toutes")
    lines = b"".join(table.streaming_content).decode()  # type: ignore[attr-defined]  # a stream
    assert "10,1" in lines
    assert "'=1+1" in lines
    assert client.get(url(initiative, "followup_export", file_format="xlsx")).status_code == 200


@pytest.mark.django_db
def test_the_administrative_track_proves_it_keeps_pace(initiative: Initiative) -> None:
    assert followup.provide([initiative.pk]) == {}
    piece_of(initiative)
    found = followup.provide([initiative.pk])[initiative.pk][followup.CURRENT]
    assert found.complete
    assert "1 pièce suivie" in found.text.replace("\u00a0", " ")
