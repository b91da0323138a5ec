"""The minutes of a meeting: what was said on each point, what came out of it, how it was approved."""

from typing import Self

from django.db import models
from django.db.models import Q

from copil.directory.models import Person
from copil.governance.enums import Way
from copil.governance.models import Decision
from copil.identity.models import Owned, OwnedQuerySet, User
from copil.meetings.enums import AmendmentState, Approval, OutcomeKind
from copil.meetings.models.agenda import AgendaItem
from copil.meetings.models.meetings import Meeting, OfMeetingQuerySet
from copil.tasks.models import Task


class Minutes(Owned):
    """The minutes of one meeting: when they left, how and when they were approved, when they were locked."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    approval = models.CharField("approbation", max_length=12, choices=Approval, default=Approval.NEXT)
    until = models.DateField("consultation ouverte jusqu’au", null=True, blank=True)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField("approuvé le", null=True, blank=True, editable=False)
    approved_in = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="approuvé en réunion"
    )
    locked_at = models.DateTimeField("clos le", null=True, blank=True, editable=False)

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(approval__in=Approval.values), name="minutes_approval_known"),
            models.CheckConstraint(
                condition=Q(approval=Approval.NEXT, until=None)
                | (Q(approval=Approval.CONSULTATION) & Q(until__isnull=False)),
                name="minutes_consultation_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"Compte rendu : {self.meeting}"


class OfItemQuerySet(OwnedQuerySet):
    """What belongs to a point is seen by those who see its meeting."""

    def visible_to(self, user: User) -> Self:
        return self.filter(item__meeting__in=Meeting.objects.visible_to(user).values("pk"))


class ItemNotes(Owned):
    """What was said on one point: its own version, so that two people may write two points at once."""

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="notes")
    text = models.TextField("ce qui s’est dit", blank=True)

    objects = OfItemQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text[:80]


class NotesVersionQuerySet(OwnedQuerySet):
    """Versions are seen by those who see the meeting."""

    def visible_to(self, user: User) -> Self:
        return self.filter(notes__item__meeting__in=Meeting.objects.visible_to(user).values("pk"))


class NotesVersion(Owned):
    """What the notes of a point said before or after a save, and whose hand it was."""

    notes = models.ForeignKey(ItemNotes, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = NotesVersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notes", "number"], name="notes_version_once")]

    def __str__(self) -> str:
        return f"{self.notes_id} ({self.number})"


class Outcome(Owned):
    """What came out of a point: an information, a decision, an action or an opinion.

    A decision and an action point to what they became in the register and among the tasks.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="outcomes")
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    kind = models.CharField("nature", max_length=12, choices=OutcomeKind)
    text = models.CharField("en une phrase", max_length=300)
    reason = models.TextField("pourquoi", blank=True)
    way = models.CharField("prise", max_length=10, choices=Way, blank=True)
    votes_for = models.PositiveSmallIntegerField("pour", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("contre", null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField("abstention", null=True, blank=True)
    present = models.PositiveSmallIntegerField("voix présentes", null=True, blank=True)
    needed = models.PositiveSmallIntegerField("quorum", null=True, blank=True, editable=False)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="qui s’en charge"
    )
    due_on = models.DateField("pour le", null=True, blank=True)
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    task = models.OneToOneField(Task, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    objects = OfItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OutcomeKind.values), name="outcome_kind_known"),
            models.CheckConstraint(
                condition=Q(decision=None) | Q(kind=OutcomeKind.DECISION), name="outcome_decision_decides"
            ),
            models.CheckConstraint(
                condition=Q(task=None) | Q(kind=OutcomeKind.ACTION), name="outcome_task_acts"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_settled(self) -> bool:
        """Whether it already stands in the register or among the tasks."""
        return self.decision_id is not None or self.task_id is not None


class Amendment(Owned):
    """A change that somebody who was there asks of the minutes, and the answer given."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="amendments")
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="sur le point"
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="demandé par")
    text = models.TextField("ce qu’il faudrait écrire")
    state = models.CharField(
        "état", max_length=8, choices=AmendmentState, default=AmendmentState.ASKED, editable=False
    )
    answer = models.CharField("réponse", max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=AmendmentState.ASKED, answered_at=None)
                | (~Q(state=AmendmentState.ASKED) & Q(answered_at__isnull=False)),
                name="amendment_answered_at",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
