"""Calendar files, read again by an independent library."""

import datetime as dt
from email.message import Message
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from copil.identity.models import Workspace
from copil.notifications import calendar, outbox
from copil.notifications.actions import write
from copil.notifications.calendar import Address, Appointment, Method

PARIS = ZoneInfo("Europe/Paris")
SENDER = Address("Réseau, Marne ; « Solidaire »", "copil@marne.example")
READER = Address("Lucie Ferrand", "lucie@ville.example")


def appointment(
    *,
    title: str = "Comité n° 3",
    starts_at: dt.datetime = dt.datetime(2027, 3, 16, 14, 30, tzinfo=PARIS),
    zone: str = "Europe/Paris",
    sequence: int = 0,
    cancelled: bool = False,
) -> Appointment:
    return Appointment(
        uid="01900000@copil.example.org",
        sequence=sequence,
        title=title,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=90),
        zone=zone,
        changed_at=dt.datetime(2027, 3, 1, 8, tzinfo=dt.UTC),
        place="Salle des mariages ; mairie, 48, rue de Paris",
        text="Ordre du jour :\n1. Calendrier\n2. Budget, financement",
        url="https://copil.example.org/invitation/abc",
        cancelled=cancelled,
    )


def written(one: Appointment) -> tuple[Method, str]:
    return calendar.letter(one, sender=SENDER, reader=READER)


def read(text: str) -> vobject.base.Component:
    return vobject.readOne(text)


def test_an_invitation_reads_back_whole() -> None:
    method, text = written(appointment())
    assert method is Method.REQUEST
    found = read(text)
    event = found.vevent
    assert found.method.value == "REQUEST"
    assert (event.uid.value, event.sequence.value) == ("01900000@copil.example.org", "0")
    assert event.summary.value == "Comité n° 3"
    assert event.location.value == "Salle des mariages ; mairie, 48, rue de Paris"
    assert event.description.value == "Ordre du jour :\n1. Calendrier\n2. Budget, financement"
    assert event.dtstart.value == dt.datetime(2027, 3, 16, 13, 30, tzinfo=dt.UTC)
    assert event.dtend.value - event.dtstart.value == dt.timedelta(minutes=90)
    assert event.organizer.value == "mailto:copil@marne.example"
    assert [one.value for one in event.attendee_list] == ["mailto:lucie@ville.example"]
    assert event.attendee.params["PARTSTAT"] == ["NEEDS-ACTION"]


def test_no_address_but_the_sender_and_the_reader() -> None:
    _, text = written(appointment())
    unfolded = text.replace("\r\n ", "")
    assert sorted({part.split("\r\n")[0] for part in unfolded.split("mailto:")[1:]}) == [
        "copil@marne.example",
        "lucie@ville.example",
    ]
    assert "mailto" not in calendar.feed([appointment()], name="Mes réunions")


def test_an_update_keeps_the_identifier_and_a_cancellation_says_so() -> None:
    _, update = written(appointment(sequence=2))
    method, cancelled = written(appointment(sequence=3, cancelled=True))
    assert read(update).vevent.uid.value == read(cancelled).vevent.uid.value
    assert method is Method.CANCEL
    assert read(cancelled).method.value == "CANCEL"
    assert read(cancelled).vevent.status.value == "CANCELLED"
    assert read(cancelled).vevent.sequence.value == "3"


@pytest.mark.parametrize(
    ("local", "universal"),
    [((2027, 3, 27, 9), 8), ((2027, 3, 29, 9), 7), ((2027, 10, 30, 9), 7), ((2027, 11, 2, 9), 8)],
)
def test_paris_is_described_on_both_sides_of_the_changes(
    local: tuple[int, int, int, int], universal: int
) -> None:
    """The reader knows the zone by the description in the file alone: its table of zones is left out."""
    _, text = written(appointment(starts_at=dt.datetime(*local, tzinfo=PARIS)))
    renamed = text.replace("Europe/Paris", "Ville sans nom connu")
    assert "DTSTART;TZID=Ville sans nom connu:" in renamed
    assert read(renamed).vevent.dtstart.value.astimezone(dt.UTC).hour == universal


def test_another_zone_is_written_in_universal_time() -> None:
    _, text = written(appointment(zone="America/Martinique"))
    assert "DTSTART:20270316T133000Z" in text
    assert "VTIMEZONE" not in text


def test_lines_are_folded_at_75_octets_and_end_as_they_must() -> None:
    _, text = written(appointment(title="Réunion élargie à l’été, œuvrer ensemble " * 5))
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "\n" not in text.replace("\r\n", "")


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=200))
def test_any_title_reads_back(title: str) -> None:
    assert read(written(appointment(title=title))[1]).vevent.summary.value == title


@given(st.text(max_size=80))
def test_no_title_adds_a_line_of_its_own(title: str) -> None:
    _, text = written(appointment(title=f"a\r\nATTENDEE:mailto:x@y.example\n{title}"))
    assert len(read(text).vevent.attendee_list) == 1


def test_a_feed_holds_many_and_its_name() -> None:
    later = dt.datetime(2027, 5, 4, 9, tzinfo=PARIS)
    text = calendar.feed([appointment(), appointment(starts_at=later, cancelled=True)], name="Mes réunions")
    found = read(text)
    assert found.method.value == "PUBLISH"
    assert [one.status.value for one in found.vevent_list] == ["CONFIRMED", "CANCELLED"]
    assert found.contents["x-wr-calname"][0].value == "Mes réunions"
    assert text.count("BEGIN:VTIMEZONE") == 1


@pytest.mark.django_db
def test_a_mail_carries_the_file_and_speaks_the_language_asked(workspace: Workspace) -> None:
    file = written(appointment())
    at = dt.datetime(2027, 3, 1, 8, tzinfo=dt.UTC)
    message = write(
        kind="meetings.invitation",
        email="lucie@ville.example",
        text="We meet on Tuesday.",
        at=at,
        workspace=workspace,
        language="en",
        calendar=file,
    )
    outbox.attempt_to_send(message.pk, attempt=0, at=at)
    sent = mail.outbox[0].message()
    parts = {part.get_content_type(): part for part in sent.walk()}
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    assert parts["application/ics"].get_filename() == "reunion.ics"
    for name in ("text/calendar", "application/ics"):
        assert read(_text(parts[name])).vevent.summary.value == "Comité n° 3"
    assert sent["Content-Language"] == "en"
    assert sent["Subject"] == "An invitation to a meeting"
    assert "You receive this message because" in _text(parts["text/plain"])
    assert "Vous recevez" not in _text(parts["text/plain"])


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()
