"""The points of an agenda, and the documents that go with a meeting."""

from django.db import models
from django.db.models import Q

from copil.directory.models import Person
from copil.files.models import StoredFile
from copil.identity.models import Owned, User
from copil.meetings.enums import Expected, ItemState
from copil.meetings.models.meetings import Meeting, OfMeetingQuerySet


class AgendaQuerySet(OfMeetingQuerySet):
    """Questions asked about the points of an agenda."""

    def kept(self) -> "AgendaQuerySet":
        """Return those on the agenda."""
        return self.current().filter(state=ItemState.KEPT)

    def in_order(self) -> "AgendaQuerySet":
        return self.order_by("position", "created_at", "pk")


class AgendaItem(Owned):
    """A point of an agenda: how long, who presents it, what it is meant to end in. ``subject`` is soft."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    title = models.CharField("le point", max_length=200)
    duration = models.PositiveSmallIntegerField("durée, en minutes", default=10)
    presenter = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="qui le présente"
    )
    expected = models.CharField(
        "ce qui en est attendu", max_length=12, choices=Expected, default=Expected.DISCUSSION
    )
    details = models.TextField("précisions", blank=True)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.KEPT, editable=False)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer = models.CharField("pourquoi il n’est pas retenu", max_length=300, blank=True)
    subject_kind = models.CharField(max_length=40, blank=True, editable=False)
    subject_id = models.UUIDField(null=True, blank=True, editable=False)
    subject_label = models.CharField(max_length=200, blank=True, editable=False)

    objects = AgendaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="agenda_state_known"),
            models.CheckConstraint(condition=Q(expected__in=Expected.values), name="agenda_expected_known"),
            models.CheckConstraint(
                condition=Q(duration__gte=1, duration__lte=600), name="agenda_lasts_something"
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.SET_ASIDE) | ~Q(answer=""), name="agenda_set_aside_why"
            ),
            models.CheckConstraint(
                condition=Q(subject_kind="", subject_id=None)
                | (~Q(subject_kind="") & Q(subject_id__isnull=False)),
                name="agenda_subject_whole",
            ),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="agenda_by_subject")]

    def __str__(self) -> str:
        return self.title


class MeetingDocument(Owned):
    """A document to read before, or to have in the room: a file kept here, or an address."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="documents")
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pour le point"
    )
    title = models.CharField("intitulé", max_length=200)
    link = models.URLField("adresse", max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(file=None) & ~Q(link="")) | (Q(file__isnull=False) & Q(link="")),
                name="meeting_document_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.title
