"""Who took part: printed in the minutes, asks for corrections, makes up the quorum."""

import datetime as dt

import pytest
from django.utils import timezone

from copil.core.errors import ActionRefused
from copil.governance import composition
from copil.governance.models import Mandate
from copil.identity.models import User, Workspace
from copil.meetings import actions
from copil.meetings.documents import minutes_document
from copil.meetings.forms.minutes import OutcomeForm
from copil.meetings.models import Attendance, Meeting, Outcome, Participant
from copil.meetings.roll import roll_of
from tests.factories.directory import PersonFactory
from tests.factories.governance import body_of
from tests.factories.initiatives import InitiativeFactory
from tests.factories.meetings import meeting_of

pytestmark = pytest.mark.django_db


def test_attendance_is_printed_opens_corrections_and_counts_voices(
    workspace: Workspace, pilote: User
) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    body = body_of(workspace, initiative=initiative)
    meeting = meeting_of(workspace, initiative=initiative, body=body, starts_at=timezone.now())
    people = {}
    for name in ("Avril", "Bonnet", "Colin"):
        person = PersonFactory.create(workspace=workspace, given_name="Léa", family_name=name)
        mandate = Mandate.objects.create(
            workspace=workspace, body=body, person=person, starts_on=timezone.localdate()
        )
        people[name] = Participant.objects.create(
            workspace=workspace,
            meeting=meeting,
            person=person,
            capacity="member",
            mandate=mandate,
            voice="deliberative",
        )
    Meeting.objects.filter(pk=meeting.pk).update(state="sent")
    meeting.refresh_from_db()
    expected = roll_of(meeting)
    assert [label for label, _ in expected.lines] == ["Personnes attendues"]
    assert {one.pk for one in people.values()} <= expected.amenders
    assert expected.voices(composition.of_body(body, day=timezone.localdate())) is None
    for name, status in (("Avril", "present"), ("Bonnet", "excused")):
        Attendance.objects.create(workspace=workspace, participant=people[name], status=status)
    roll = roll_of(meeting)
    told = dict(roll.lines)
    assert told["Personnes présentes"] == ["Léa Avril"]
    assert told["Personnes excusées"] == ["Léa Bonnet"]
    assert "Léa Colin" in told["Présence non notée"]
    assert roll.amenders == {people["Avril"].pk}
    made = minutes_document(meeting, [], roll, organisation="Réseau", date=timezone.localdate())
    assert ("Personnes présentes", "Léa Avril") in made.blocks[0].pairs  # type: ignore[union-attr]  # facts

    def ask(name: str) -> None:
        actions.ask_amendment(
            meeting=meeting, participant=people[name], text="Un mot", by=pilote, at=timezone.now()
        )

    with pytest.raises(ActionRefused, match="représentées"):
        ask("Bonnet")
    ask("Avril")
    composed = composition.of_body(body, day=timezone.localdate())
    assert roll.voices(composed) == 1
    line = Outcome(kind="decision", text="Retenir")
    form = OutcomeForm(instance=line, workspace=workspace, voices=roll.voices(composed))
    assert form["present"].value() == 1
    Attendance.objects.update(left_at=timezone.now(), arrived_at=timezone.now() - dt.timedelta(hours=1))
    assert roll_of(meeting).voices(composed) == 1, "once it is over, everybody has left"
    meeting.state = "running"
    assert roll_of(meeting).voices(composed) == 0
