"""Polls to find the date of a meeting: the dates proposed, who is asked, what each answered."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from copil.identity.models import Owned, OwnedQuerySet, User
from copil.meetings.models.meetings import Meeting, OfMeetingQuerySet
from copil.meetings.models.participants import Participant
from copil.meetings.poll_enums import PollReply, PollState, Zone


class DatePoll(Owned):
    """A question asked before a meeting has its date: which of these suit you?

    ``round`` rises each time everybody is written to; ``shared`` lets those asked see each other's answers.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="polls")
    state = models.CharField(max_length=10, choices=PollState, default=PollState.DRAFT, editable=False)
    message = models.CharField("un mot pour les personnes interrogées", max_length=300, blank=True)
    closes_at = models.DateTimeField("réponses jusqu’au")
    quorum = models.PositiveSmallIntegerField("combien de personnes au moins", default=0)
    zone = models.CharField("vacances scolaires", max_length=1, choices=Zone, blank=True)
    shared = models.BooleanField("chaque personne interrogée voit les réponses des autres", default=False)
    round = models.PositiveSmallIntegerField(default=0, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    reason = models.CharField("pourquoi il est abandonné", max_length=300, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(archived_at=None) & ~Q(state=PollState.CANCELLED),
                name="poll_once_at_a_time",
            ),
            models.CheckConstraint(condition=Q(state__in=PollState.values), name="poll_state_known"),
            models.CheckConstraint(condition=Q(zone__in=Zone.values), name="poll_zone_known"),
            models.CheckConstraint(
                condition=Q(state=PollState.DRAFT)
                | Q(state=PollState.CANCELLED)
                | Q(opened_at__isnull=False),
                name="poll_opened_at",
            ),
            models.CheckConstraint(
                condition=Q(state=PollState.CLOSED, closed_at__isnull=False)
                | (~Q(state=PollState.CLOSED) & Q(closed_at=None)),
                name="poll_closed_at",
            ),
        ]

    def __str__(self) -> str:
        return f"Dates : {self.meeting}"

    @property
    def is_draft(self) -> bool:
        return self.state == PollState.DRAFT

    @property
    def is_closed(self) -> bool:
        return self.state == PollState.CLOSED

    def takes_answers(self, *, at: dt.datetime) -> bool:
        """Tell whether answers may be given: it is open, in time, and its meeting still a draft."""
        alive = self.meeting.is_draft and not self.meeting.is_archived
        return alive and self.state == PollState.OPEN and at < self.closes_at


class OfPollQuerySet(OwnedQuerySet):
    """What belongs to a poll is seen by those who see the meeting."""

    def visible_to(self, user: User) -> Self:
        return self.filter(poll__meeting__in=Meeting.objects.visible_to(user).values("pk"))

    def of_poll(self, poll: DatePoll) -> Self:
        """Return those of a poll, what was put aside left out."""
        return self.current().filter(poll=poll)


class PollSlot(Owned):
    """A date proposed; ``kept_for`` is the meeting that takes place then."""

    poll = models.ForeignKey(DatePoll, models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField("commence le")
    kept_for = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfPollQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "starts_at"], condition=Q(archived_at=None), name="poll_slot_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class PollVoterQuerySet(OfPollQuerySet):
    """Questions asked about those who are asked."""

    def asked(self, poll: DatePoll) -> Self:
        """Return those asked who are still expected at the meeting."""
        return self.of_poll(poll).filter(participant__archived_at=None)

    def in_order(self) -> Self:
        """Sort those whose presence is needed first, then by name."""
        return self.order_by(F("required").desc(), "participant__person__name_key", "pk")


class PollVoter(Owned):
    """Somebody asked: how much their presence counts, what they were sent, when they answered."""

    poll = models.ForeignKey(DatePoll, models.PROTECT, related_name="voters")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    required = models.BooleanField("présence nécessaire", default=False)
    weight = models.PositiveSmallIntegerField("poids", default=1)
    language = models.CharField("langue", max_length=5, default="fr")
    round = models.PositiveSmallIntegerField(default=0, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    trouble = models.CharField(max_length=200, blank=True, editable=False)
    word = models.CharField("un mot", max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, editable=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)

    objects = PollVoterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "participant"], name="poll_voter_once"),
            models.CheckConstraint(condition=Q(weight__lte=9), name="poll_voter_weight"),
        ]

    def __str__(self) -> str:
        return str(self.participant)


class PollAnswerQuerySet(OwnedQuerySet):
    """Answers are seen by those who see the meeting; screens show less (``polling.py``)."""

    def visible_to(self, user: User) -> Self:
        return self.filter(voter__poll__meeting__in=Meeting.objects.visible_to(user).values("pk"))


class PollAnswer(Owned):
    """What somebody said of one date."""

    voter = models.ForeignKey(PollVoter, models.PROTECT, related_name="answers")
    slot = models.ForeignKey(PollSlot, models.PROTECT, related_name="+")
    reply = models.CharField("réponse", max_length=10, choices=PollReply)

    objects = PollAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voter", "slot"], name="poll_answer_once"),
            models.CheckConstraint(condition=Q(reply__in=PollReply.values), name="poll_answer_known"),
        ]

    def __str__(self) -> str:
        return self.get_reply_display()
