"""Who was there, and every note it comes from."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from copil.identity.models import Owned, OwnedQuerySet, User
from copil.meetings.enums import AttendanceStatus, NoteKind
from copil.meetings.models.meetings import Meeting
from copil.meetings.models.participants import Participant


class OfParticipantQuerySet(OwnedQuerySet):
    """What belongs to somebody expected is seen by those who see the meeting."""

    def visible_to(self, user: User) -> Self:
        return self.filter(participant__meeting__in=Meeting.objects.visible_to(user).values("pk"))

    def of_meeting(self, meeting: Meeting) -> Self:
        """Return those of the people expected today."""
        return self.filter(participant__meeting=meeting, participant__archived_at=None)


class Attendance(Owned):
    """Whether a person was there, from when to when: computed from the notes about them."""

    participant = models.OneToOneField(Participant, models.PROTECT, related_name="attendance")
    status = models.CharField("présence", max_length=12, choices=AttendanceStatus)
    arrived_at = models.DateTimeField("arrivée", null=True)
    left_at = models.DateTimeField("départ", null=True)

    objects = OfParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=AttendanceStatus.values), name="attendance_status_known"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("arrived_at")), name="attendance_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} ({self.get_status_display()})"


class AttendanceNote(Owned):
    """One thing noted about somebody; ``key`` is given by whoever notes it: a copy is known as one."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="attendance_notes")
    key = models.UUIDField()
    kind = models.CharField(max_length=12, choices=NoteKind)
    happened_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = OfParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "key"], name="attendance_note_once"),
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="attendance_note_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.happened_at:%H:%M})"
