"""A session conducted: one clock for every device, a script changed for this session only, people called."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from copil.core.errors import Conflict
from copil.documents import writers
from copil.identity.models import User
from copil.journal.models import JournalEntry
from copil.meetings.actions import inviting
from copil.meetings.enums import MeetingState
from copil.meetings.models import Invitation, Meeting
from copil.notifications.models import OutboxMessage
from copil.workshops import actions
from copil.workshops.actions import conducting
from copil.workshops.enums.groups import Rank
from copil.workshops.enums.scripts import Beat
from copil.workshops.models import GroupSession, SessionScript
from tests.counting import queries_of
from tests.factories.directory import PersonFactory

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def url(session: GroupSession, name: str, **kwargs: object) -> str:
    where = {"workspace": session.workspace.slug, "pk": session.group_id, "rank": session.rank, **kwargs}
    return reverse(f"workshops:{name}", kwargs=where)


def beat(client: Client, session: GroupSession, what: Beat, number: int, **headers: str) -> str:
    data = {"geste": what.value, "beat": number}
    answer = client.post(url(session, "session_beat"), data, headers=headers, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_device_reads_the_same_clock(
    client_for: ClientFor, pilote: User, membre: User, session: GroupSession
) -> None:
    one, page = client_for(pilote), url(session, "session_conduct")
    assert "Démarrer la séance" in one.get(page).content.decode()
    assert not SessionScript.objects.exists()
    beat(one, session, Beat.START, 0)
    assert "Étape 1 sur 6" in client_for(membre).get(page).content.decode()
    assert "Démarrer" not in client_for(membre).get(page).content.decode()
    again = url(session, "session_clock")
    assert one.get(again, {"vu": "1.1"}).status_code == 204
    assert "Étape 2 sur 6" in beat(one, session, Beat.NEXT, 1, **{"HX-Request": "true"})
    moved = one.get(again, {"vu": "1.1"}).content.decode()
    assert "Étape 2 sur 6" in moved
    assert "<html" not in moved
    said = beat(one, session, Beat.NEXT, 1)
    assert "Un autre appareil" in said
    assert "Étape 2 sur 6" in said
    assert client_for(membre).post(url(session, "session_beat"), {"geste": "avancer"}).status_code == 403
    script = SessionScript.objects.get()
    assert (script.current, script.beat) == (2, 2)


def test_a_session_is_ended_and_told_in_the_history(session: GroupSession, pilote: User) -> None:
    at = timezone.now()
    for number, what in enumerate((Beat.START, Beat.MORE, Beat.PAUSE, Beat.END)):
        conducting.beat(session=session, what=what, expected=number, by=pilote, at=at)
    held = SessionScript.objects.get()
    assert held.ended_at == at
    assert held.state.of(1).extra == 1
    verbs = JournalEntry.objects.order_by("seq").values_list("verb", flat=True)
    assert [one for one in verbs if one.endswith("_session")][-2:] == ["begin_session", "end_session"]
    with pytest.raises(Conflict):
        conducting.beat(session=session, what=Beat.START, expected=0, by=pilote, at=at)


def test_a_script_changes_for_one_session(
    client_for: ClientFor, pilote: User, membre: User, session: GroupSession
) -> None:
    client = client_for(pilote)
    data = {"title": "Saluer", "minutes": 5, "need": "", "text": "Debout.", "version": 1}
    edit = url(session, "step_edit", step=1)
    assert client.post(edit, data).status_code == 302
    second = client.post(edit, {**data, "title": "Ouvrir"})
    assert second.status_code == 409
    assert "Saluer" in second.content.decode()
    client.post(url(session, "step_add"), {"title": "Photo", "minutes": 3})
    client.post(url(session, "step_move", step=7), {"sens": "monter", "version": 3})
    client.post(url(session, "step_remove", step=2), {"version": 4})
    client.post(url(session, "step_remove", step=3), {"version": 4})
    steps = SessionScript.objects.get().own_steps
    assert [one.key for one in steps] == [1, 3, 4, 5, 7, 6]
    assert steps[0].title == "Saluer"
    assert client.get(url(session, "step_edit", step=99)).status_code == 404
    assert client_for(membre).get(edit).status_code == 403
    client.post(url(session, "script_reset"), {"version": 5})
    assert SessionScript.objects.get().steps == []


def test_a_session_planned_again_keeps_its_script(pilote: User, session: GroupSession) -> None:
    at = timezone.now()
    values = {"title": "Saluer", "minutes": 5}
    conducting.change_step(session=session, key=1, values=values, expected=1, by=pilote, at=at)
    Meeting.objects.update(state=MeetingState.CANCELLED, cancelling_reason="Neige")
    again = actions.plan_session(
        group=session.group,
        rank=Rank(session.rank),
        values={"starts_at": session.meeting.starts_at},
        by=pilote,
        at=at,
    )
    assert again.script.own_steps[0].title == "Saluer"


@pytest.mark.parametrize("file_format", writers.FORMATS)
def test_the_script_is_printed(
    client_for: ClientFor, pilote: User, session: GroupSession, file_format: str
) -> None:
    answer = client_for(pilote).get(url(session, "script_file", file_format=file_format))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    if file_format == "html":
        assert "Faire le tour de table" in answer.content.decode()


def test_those_who_did_not_answer_are_asked_again_once_confirmed(
    client_for: ClientFor, pilote: User, membre: User, session: GroupSession
) -> None:
    for email in ("une@asso.example", ""):
        person = PersonFactory.create(workspace=session.workspace, email=email)
        actions.add_member(group=session.group, person=person, organisation=None, by=None, at=timezone.now())
    client = client_for(pilote)
    page = reverse("workshops:group_call", args=[session.workspace.slug, session.group_id])
    assert "Cette réunion est un brouillon" in client.get(page).content.decode()
    meeting = Meeting.objects.get(pk=session.meeting_id)
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CALLED)
    inviting.tell(meeting=meeting, at=timezone.now())
    assert Invitation.objects.count() == 2
    sent = OutboxMessage.objects.count()
    shown = client.get(page).content.decode()
    assert "1\u00a0courriel partira" in shown
    assert "à prévenir autrement" in shown
    assert OutboxMessage.objects.count() == sent
    assert client.post(page).status_code == 302
    assert OutboxMessage.objects.count() == sent + 1
    assert client_for(membre).get(page).status_code == 403


def test_the_screens_ask_the_same_number_of_queries(
    client_for: ClientFor, pilote: User, session: GroupSession
) -> None:
    client = client_for(pilote)
    assert queries_of(client, url(session, "session_conduct")) <= 15
