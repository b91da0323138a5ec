"""Calendar files (RFC 5545, RFC 5546): what a mail carries for an appointment to enter a calendar.

One event keeps one UID for ever; its SEQUENCE rises each time it changes, so that an update replaces what a
calendar holds already and a cancellation takes it out. A file sent to somebody names the workspace that
writes and that reader, nobody else.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText

CONTENT_TYPE = "text/calendar; charset=utf-8"
_PRODUCT = "-//Copil//Copil//FR"
_PARIS = "Europe/Paris"


class Method(StrEnum):
    """What a file asks of the calendar that reads it."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True)
class Appointment:
    """One event. ``sequence`` rises when it changes; ``changed_at`` is when it did."""

    uid: str
    sequence: int
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    zone: str
    changed_at: dt.datetime
    place: str = ""
    text: str = ""
    url: str = ""
    cancelled: bool = False


@dataclass(frozen=True)
class Address:
    """A name and an electronic address."""

    name: str
    email: str


def letter(appointment: Appointment, *, sender: Address, reader: Address) -> tuple[Method, str]:
    """Return the method and the text of the file sent to one reader: an invitation, or its cancellation."""
    method = Method.CANCEL if appointment.cancelled else Method.REQUEST
    event = _event(appointment)
    event.add("organizer", _person(sender))
    attendee = _person(reader)
    attendee.params["role"] = vText("REQ-PARTICIPANT")
    attendee.params["partstat"] = vText("NEEDS-ACTION")
    attendee.params["rsvp"] = vText("FALSE")  # the answer is given on our page
    event.add("attendee", attendee)
    return method, _written(_calendar(method, [(appointment, event)]))


def feed(appointments: Iterable[Appointment], *, name: str) -> str:
    """Return the text of a calendar to subscribe to; it names no person."""
    calendar = _calendar(Method.PUBLISH, [(one, _event(one)) for one in appointments])
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", dt.timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    return _written(calendar)


def _calendar(method: Method, events: list[tuple[Appointment, Event]]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    if any(appointment.zone == _PARIS for appointment, _ in events):
        calendar.add_component(_paris())
    for _, event in events:
        calendar.add_component(event)
    return calendar


def _event(one: Appointment) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("sequence", one.sequence)
    event.add("dtstamp", one.changed_at.astimezone(dt.UTC))
    event.add("dtstart", _local(one.starts_at, one.zone))
    event.add("dtend", _local(one.ends_at, one.zone))
    event.add("summary", one.title)
    if one.place:
        event.add("location", one.place)
    if one.text:
        event.add("description", one.text)
    if one.url:
        event.add("url", one.url)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if one.cancelled else "OPAQUE")
    return event


def _local(instant: dt.datetime, zone: str) -> dt.datetime:
    """Return an instant as Paris clocks show it, with its zone; elsewhere, in universal time.

    The file describes the zone of Paris itself; universal time is right everywhere without a description.
    """
    return instant.astimezone(ZoneInfo(_PARIS) if zone == _PARIS else dt.UTC)


def _paris() -> Timezone:
    """Describe the zone: the last Sundays of March and October, by a rule that has no end."""
    zone = Timezone()
    zone.add("tzid", _PARIS)
    summer, winter = dt.timedelta(hours=2), dt.timedelta(hours=1)
    daylight = TimezoneDaylight()
    daylight.add("tzname", "CEST")
    daylight.add("dtstart", dt.datetime(1996, 3, 31, 2))  # noqa: DTZ001  # the clock before the change
    daylight.add("rrule", {"freq": "yearly", "bymonth": 3, "byday": "-1su"})
    daylight.add("tzoffsetfrom", winter)
    daylight.add("tzoffsetto", summer)
    standard = TimezoneStandard()
    standard.add("tzname", "CET")
    standard.add("dtstart", dt.datetime(1996, 10, 27, 3))  # noqa: DTZ001  # the clock before the change
    standard.add("rrule", {"freq": "yearly", "bymonth": 10, "byday": "-1su"})
    standard.add("tzoffsetfrom", summer)
    standard.add("tzoffsetto", winter)
    zone.add_component(daylight)
    zone.add_component(standard)
    return zone


def _person(address: Address) -> vCalAddress:
    person = vCalAddress(f"mailto:{address.email}")
    person.params["cn"] = vText(address.name)
    return person


def _written(calendar: Calendar) -> str:
    text: str = calendar.to_ical().decode("utf-8")
    return text
