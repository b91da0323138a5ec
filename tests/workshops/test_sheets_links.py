"""The two links of an action sheet: lead an action or not, say how far it is; what they refuse."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from copil.core.errors import ActionRefused
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, User, Workspace
from copil.journal.models import JournalEntry
from copil.notifications.models import Notification, OutboxMessage
from copil.workshops import actions, follow
from copil.workshops.enums.sheets import LeadState
from copil.workshops.models import ActionSheet, ActionStatement, LeadRequest
from tests.factories.directory import PersonFactory
from tests.workshops.test_sheets import sheet_of

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db
SAID = {"state": "doing", "progress": "30", "weather": "cloud", "sentence": "Le local est trouvé."}


def token_in(kind: str, path: str) -> str:
    found = re.search(rf"/{path}/([\w-]+)/", OutboxMessage.objects.filter(kind=kind).latest("pk").body)
    assert found
    return found.group(1)


def asked(sheet: ActionSheet, by: User) -> str:
    """Ask the lead by mail; return the address of the link."""
    now = timezone.now()
    until = timezone.localdate(now) + dt.timedelta(days=7)
    actions.ask_lead(sheet=sheet, email="ines@asso.example", until=until, by=by, at=now)
    return f"/porter-une-action/{token_in('workshops.lead_asked', 'porter-une-action')}/"


def followed(sheet: ActionSheet, by: User) -> str:
    """Let the lead accept and send the link of follow-up; return its address."""
    now = timezone.now()
    actions.settle_lead(sheet=sheet, answer="accepted", reason="", by=by, at=now)
    actions.send_update_link(sheet=sheet, email="ines@asso.example", by=by, at=now)
    return f"/avancement-action/{token_in('workshops.update_link', 'avancement-action')}/"


def test_opening_the_link_answers_nothing(pilote: User, workspace: Workspace) -> None:
    sheet = sheet_of(workspace)
    address, lines = asked(sheet, pilote), JournalEntry.objects.count()
    page = Client().get(address)
    assert page.status_code == 200
    assert "Un atelier vélo partagé" in page.content.decode()
    assert page["Cache-Control"].startswith("max-age=0")
    sheet.refresh_from_db()
    assert (sheet.lead_state, JournalEntry.objects.count()) == (LeadState.ASKED, lines)
    assert SignedLink.objects.get(purpose=LinkPurpose.SHEET_LEAD).token_digest not in address


def test_who_declines_says_why_and_may_think_again(pilote: User, workspace: Workspace) -> None:
    sheet = sheet_of(workspace)
    address, nobody = asked(sheet, pilote), Client()
    refused = nobody.post(address, {"answer": "declined", "note": "Plutôt en mai"}).content.decode()
    assert "Dites en quelques mots pourquoi" in refused
    assert "Plutôt en mai" in refused
    assert nobody.post(address, {"answer": "declined", "reason": "Trop loin"}).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.lead_state, sheet.lead_reason) == (LeadState.DECLINED, "Trop loin")
    assert nobody.post(address, {"answer": "accepted"}).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.lead_state, sheet.lead_reason) == (LeadState.ACCEPTED, "")
    again = nobody.post(address, {"answer": "declined", "reason": "Non"}).content.decode()
    assert "Vous avez accepté" in again
    assert Notification.objects.filter(user=pilote, kind="workshops.lead_answered").exists()


def test_a_note_is_kept_without_an_answer(pilote: User, workspace: Workspace, client_for: ClientFor) -> None:
    sheet = sheet_of(workspace)
    address = asked(sheet, pilote)
    assert Client().post(address, {"answer": "note", "note": "Dire « réparer »"}).status_code == 302
    kept = LeadRequest.objects.get()
    assert (kept.note, kept.answer) == ("Dire « réparer »", "")
    page = client_for(pilote).get(
        reverse("workshops:sheet", kwargs={"workspace": workspace.slug, "pk": sheet.pk})
    )
    assert "Dire «" in page.content.decode()


@pytest.mark.parametrize("way", ["withdraw", "again", "other_lead", "archive", "late"])
def test_a_link_closes(way: str, pilote: User, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet, now = sheet_of(workspace), timezone.now()
    address = asked(sheet, pilote)
    if way == "withdraw":
        assert actions.withdraw_lead_request(sheet=sheet, by=pilote, at=now)
        told = OutboxMessage.objects.get(kind="workshops.lead_withdrawn")
        assert (told.recipient, "Vous n’avez rien à faire" in told.body) == ("ines@asso.example", True)
    elif way == "again":
        until = timezone.localdate(now) + dt.timedelta(days=9)
        actions.ask_lead_again(sheet=sheet, email="i@asso.example", until=until, by=pilote, at=now)
    elif way == "other_lead":
        sheet.refresh_from_db()
        values = {"title": sheet.title, "lead_person": PersonFactory.create(workspace=workspace)}
        actions.update_sheet(sheet=sheet, values=values, expected=sheet.version, by=pilote, at=now)
    elif way == "archive":
        actions.archive_sheet(sheet=sheet, by=pilote, at=now)
    else:
        SignedLink.objects.update(expires_at=now)
    unknown = Client().get("/porter-une-action/inconnu/")
    for answer in (Client().get(address), Client().post(address, {"answer": "accepted"})):
        assert (answer.status_code, answer.content) == (404, unknown.content)
    sheet.refresh_from_db()
    assert sheet.lead_state in (LeadState.PROPOSED, LeadState.ASKED)


def test_a_link_serves_one_purpose(pilote: User, workspace: Workspace) -> None:
    token = asked(sheet_of(workspace), pilote).split("/")[2]
    assert Client().get(f"/avancement-action/{token}/").status_code == 404
    assert links.find(token, purpose=LinkPurpose.SHEET_UPDATE, at=timezone.now()) is None


def test_too_many_answers_from_one_place_wait(
    pilote: User, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copil.surveys.throttle.allows", lambda request: False)
    page = Client().post(asked(sheet_of(workspace), pilote), {"answer": "accepted"})
    assert "Trop d’envois" in page.content.decode()
    assert not LeadRequest.objects.get().answer


def test_a_lead_says_how_far_the_action_is(pilote: User, workspace: Workspace) -> None:
    sheet = sheet_of(workspace)
    address, nobody = followed(sheet, pilote), Client()
    assert nobody.post(address, SAID).status_code == 302
    assert nobody.post(address, SAID).status_code == 302
    assert ActionStatement.objects.count() == 1
    blocked = {**SAID, "state": "blocked", "sentence": "Plus rien ne bouge."}
    assert "dites par quoi" in nobody.post(address, blocked).content.decode()
    more = {"blocked_by": "La mairie", "unblocked_when": "Le conseil aura voté"}
    assert nobody.post(address, {**blocked, **more}).status_code == 302
    last = follow.latest_of([sheet])[sheet.pk]
    assert (last.state, last.progress, last.blocked_by) == ("blocked", 30, "La mairie")
    assert ActionStatement.objects.count() == 2
    assert Notification.objects.filter(user=pilote, kind="workshops.statement").exists()
    actions.revoke_update_link(sheet=sheet, by=pilote, at=timezone.now())
    assert nobody.post(address, SAID).status_code == 404


def test_the_link_of_follow_up_waits_for_the_lead(pilote: User, workspace: Workspace) -> None:
    with pytest.raises(ActionRefused, match="accepté"):
        actions.send_update_link(sheet=sheet_of(workspace), email="i@a.example", by=pilote, at=timezone.now())


def test_done_is_all_of_it(pilote: User, workspace: Workspace) -> None:
    sheet = sheet_of(workspace)
    values = {**SAID, "state": "done", "progress": 60}
    said = actions.state_progress(sheet=sheet, values=values, by=pilote, at=timezone.now())
    assert said.progress == 100
