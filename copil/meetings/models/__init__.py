"""What meetings keep, one file per family."""

from copil.meetings.models.agenda import AgendaItem, MeetingDocument
from copil.meetings.models.attendance import Attendance, AttendanceNote
from copil.meetings.models.invitations import Convocation, Invitation, InvitationQuerySet
from copil.meetings.models.meetings import Meeting, MeetingQuerySet, OfMeetingQuerySet
from copil.meetings.models.minutes import Amendment, ItemNotes, Minutes, NotesVersion, Outcome
from copil.meetings.models.participants import Participant
from copil.meetings.models.polls import DatePoll, PollAnswer, PollSlot, PollVoter

__all__ = [
    "AgendaItem",
    "Amendment",
    "Attendance",
    "AttendanceNote",
    "Convocation",
    "DatePoll",
    "Invitation",
    "InvitationQuerySet",
    "ItemNotes",
    "Meeting",
    "MeetingDocument",
    "MeetingQuerySet",
    "Minutes",
    "NotesVersion",
    "OfMeetingQuerySet",
    "Outcome",
    "Participant",
    "PollAnswer",
    "PollSlot",
    "PollVoter",
]
