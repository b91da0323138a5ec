"""What people were told of a meeting, and what they answered."""

from typing import Self

from django.db import models
from django.db.models import Count, Q

from copil.directory.models import Person
from copil.identity.models import Owned, OwnedQuerySet, User
from copil.meetings.enums import Reply
from copil.meetings.models.meetings import Meeting, OfMeetingQuerySet
from copil.meetings.models.participants import Participant


class Convocation(Owned):
    """What was last told of a meeting: ``sequence`` rises each time something that matters changed since."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="convocation")
    sequence = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    duration = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200, blank=True)
    link = models.CharField(max_length=500, blank=True)
    told_at = models.DateTimeField()
    cancelled = models.BooleanField(default=False)
    reminded_at = models.DateTimeField(null=True)

    objects = OfMeetingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.title} ({self.sequence})"


class InvitationQuerySet(OwnedQuerySet):
    """Questions asked about invitations; seen by those who see the meeting."""

    def visible_to(self, user: User) -> Self:
        return self.filter(participant__meeting__in=Meeting.objects.visible_to(user).values("pk"))

    def of_meeting(self, meeting: Meeting) -> Self:
        """Return those of the people expected today."""
        return self.filter(participant__meeting=meeting, participant__archived_at=None)

    def by_reply(self) -> dict[str, int]:
        """Count the invitations by answer."""
        rows = self.order_by().values_list("reply").annotate(number=Count("pk"))
        return dict(rows)


class Invitation(Owned):
    """The invitation of one person expected: in which language, what they know of, what they answered.

    ``sequence`` is that of the last convocation they were sent; None while they were sent nothing.
    """

    participant = models.OneToOneField(Participant, models.PROTECT, related_name="invitation")
    language = models.CharField("langue", max_length=5, default="fr")
    sequence = models.PositiveIntegerField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    trouble = models.CharField(max_length=200, blank=True, editable=False)
    reply = models.CharField("réponse", max_length=12, choices=Reply, default=Reply.NONE, blank=True)
    represented_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="représenté par"
    )
    word = models.CharField("un mot", max_length=300, blank=True)
    replied_at = models.DateTimeField(null=True, editable=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reply__in=Reply.values), name="invitation_reply_known"),
            models.CheckConstraint(
                condition=Q(reply=Reply.NONE, replied_at=None)
                | (~Q(reply=Reply.NONE) & Q(replied_at__isnull=False)),
                name="invitation_replied_at",
            ),
            models.CheckConstraint(
                condition=Q(represented_by=None) | Q(reply=Reply.REPRESENTED),
                name="invitation_represented_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} ({self.get_reply_display()})"
