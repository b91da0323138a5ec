"""What meetings keep, one file per family."""

from copil.meetings.models.agenda import AgendaItem, MeetingDocument
from copil.meetings.models.arrivals import ArrivalWindow, DoorVisitor
from copil.meetings.models.attendance import Attendance, AttendanceNote
from copil.meetings.models.hospitality import Hospitality
from copil.meetings.models.invitations import Convocation, Invitation, InvitationQuerySet
from copil.meetings.models.logistics import LogisticsHand, LogisticsLine, LogisticsLineQuerySet
from copil.meetings.models.meetings import Meeting, MeetingQuerySet, OfMeetingQuerySet
from copil.meetings.models.minutes import Amendment, ItemNotes, Minutes, NotesVersion, Outcome
from copil.meetings.models.participants import Participant
from copil.meetings.models.places import Booking, BookingQuerySet, Place, PlaceQuerySet, Room, RoomQuerySet
from copil.meetings.models.polls import DatePoll, PollAnswer, PollSlot, PollVoter
from copil.meetings.models.registrations import (
    PlaceReserve,
    Registration,
    RegistrationPage,
    RegistrationQuerySet,
)

__all__ = [
    "AgendaItem",
    "Amendment",
    "ArrivalWindow",
    "Attendance",
    "AttendanceNote",
    "Booking",
    "BookingQuerySet",
    "Convocation",
    "DatePoll",
    "DoorVisitor",
    "Hospitality",
    "Invitation",
    "InvitationQuerySet",
    "ItemNotes",
    "LogisticsHand",
    "LogisticsLine",
    "LogisticsLineQuerySet",
    "Meeting",
    "MeetingDocument",
    "MeetingQuerySet",
    "Minutes",
    "NotesVersion",
    "OfMeetingQuerySet",
    "Outcome",
    "Participant",
    "Place",
    "PlaceQuerySet",
    "PlaceReserve",
    "PollAnswer",
    "PollSlot",
    "PollVoter",
    "Registration",
    "RegistrationPage",
    "RegistrationQuerySet",
    "Room",
    "RoomQuerySet",
]
