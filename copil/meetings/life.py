"""What the guards of the life of a meeting read, gathered from the database."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from copil.meetings.enums import AmendmentState, Approval, MeetingState
from copil.meetings.models import AgendaItem, Amendment, ItemNotes, Meeting, Minutes, Outcome, Participant
from copil.meetings.rules.life import Facts


def takes_amendments(meeting: Meeting, *, at: dt.datetime) -> bool:
    """Tell whether corrections may be asked of minutes: sent, their consultation not over (one query)."""
    over = Minutes.objects.filter(meeting=meeting, until__lt=timezone.localdate(at))
    return meeting.state == MeetingState.SENT and not over.exists()


def facts_of(meeting: Meeting, *, at: dt.datetime) -> Facts:
    """Return what the guards read of a meeting (one query)."""
    today, day = timezone.localdate(at), meeting.day
    here = OuterRef("pk")
    points = AgendaItem.objects.kept().filter(meeting=here)
    notes = ItemNotes.objects.filter(item=OuterRef("pk")).exclude(text="")
    outcomes = Outcome.objects.current().filter(item=OuterRef("pk"))
    found = Meeting.objects.filter(pk=meeting.pk).values_list(
        Exists(points),
        Exists(Participant.objects.current().filter(meeting=here)),
        Exists(points.filter(Q(Exists(notes)) | Q(Exists(outcomes)))),
        Exists(Amendment.objects.current().filter(meeting=here, state=AmendmentState.ASKED)),
        Exists(Minutes.objects.filter(meeting=here, approval=Approval.CONSULTATION, until__gte=today)),
    )
    has_points, has_people, has_words, waits, opened = found.get()
    return Facts(
        has_date=meeting.starts_at is not None,
        day_reached=day is not None and day <= today,
        has_points=has_points,
        has_people=has_people,
        has_words=has_words,
        amendments_wait=waits,
        consultation_open=opened,
    )
