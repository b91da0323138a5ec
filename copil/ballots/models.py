"""Votes: the question, the roll, and the papers, apart from the roll when the vote is secret."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from copil.ballots import rules
from copil.ballots.enums import BallotState, Method
from copil.core.fields import SortKeyField
from copil.directory.models import Person
from copil.identity.models import Owned, OwnedQuerySet, User
from copil.initiatives.models import Initiative


class BallotQuerySet(OwnedQuerySet):
    """Questions asked about votes."""

    def visible_to(self, user: User) -> Self:
        """Return the votes of the initiatives that the user sees."""
        return self.filter(initiative__in=Initiative.objects.visible_to(user).values("pk"))

    def with_surroundings(self) -> Self:
        """Fetch what every screen names."""
        return self.select_related("initiative", "workspace")

    def recent_first(self) -> Self:
        """Sort with the latest first."""
        return self.order_by("-created_at", "title_key", "pk")


class Ballot(Owned):
    """A vote of an initiative: what is asked, how one votes, how far it is; ``subject`` is soft."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    title = models.CharField("titre", max_length=200)
    title_key = SortKeyField(max_length=240, editable=False)
    question = models.TextField("question posée", blank=True)
    method = models.CharField("façon de voter", max_length=12, choices=Method)
    secret = models.BooleanField("secret", default=True)
    dots = models.PositiveSmallIntegerField("points par personne", default=5)
    budget = models.PositiveIntegerField("budget (€)", default=0)
    quorum = models.PositiveSmallIntegerField("quorum (% des personnes inscrites)", default=0)
    state = models.CharField("état", max_length=10, choices=BallotState, default=BallotState.DRAFT)
    opened_at = models.DateTimeField("ouvert le", null=True, blank=True)
    closed_at = models.DateTimeField("clos le", null=True, blank=True)
    published_at = models.DateTimeField("publié le", null=True, blank=True)
    subject_kind = models.CharField(max_length=40, blank=True, editable=False)
    subject_id = models.UUIDField(null=True, blank=True, editable=False)

    objects = BallotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BallotState.values), name="ballot_state_known"),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="ballot_method_known"),
            models.CheckConstraint(condition=Q(quorum__lte=100), name="ballot_quorum_a_share"),
            models.CheckConstraint(
                condition=Q(state=BallotState.DRAFT) | Q(opened_at__isnull=False), name="ballot_opened_at"
            ),
            models.CheckConstraint(
                condition=Q(subject_kind="", subject_id=None)
                | (~Q(subject_kind="") & Q(subject_id__isnull=False)),
                name="ballot_subject_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.state == BallotState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == BallotState.OPEN

    @property
    def is_over(self) -> bool:
        return self.state in (BallotState.CLOSED, BallotState.PUBLISHED)

    @property
    def is_published(self) -> bool:
        return self.state == BallotState.PUBLISHED

    @property
    def asked(self) -> rules.Question:
        """What is voted on, as values (two queries)."""
        return rules.Question(
            method=Method(self.method),
            choices=tuple(
                rules.Choice(str(one.pk), one.label, one.cost) for one in self.options.current().in_order()
            ),
            marks=tuple(
                rules.Mark(str(one.pk), one.label, one.weight) for one in self.criteria.current().in_order()
            ),
            dots=self.dots,
            budget=self.budget,
        )


class OfBallotQuerySet(OwnedQuerySet):
    """What belongs to a vote is seen by those who see it."""

    def visible_to(self, user: User) -> Self:
        return self.filter(ballot__in=Ballot.objects.visible_to(user).values("pk"))

    def in_order(self) -> Self:
        """Sort as they were written."""
        return self.order_by("position", "pk")


class Option(Owned):
    """A proposal: words of its own, or the name of an object."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="options")
    position = models.PositiveSmallIntegerField("place", default=0)
    label = models.CharField("proposition", max_length=200)
    cost = models.PositiveIntegerField("coût (€)", default=0)
    subject_kind = models.CharField(max_length=40, blank=True, editable=False)
    subject_id = models.UUIDField(null=True, blank=True, editable=False)

    objects = OfBallotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(subject_kind="", subject_id=None)
                | (~Q(subject_kind="") & Q(subject_id__isnull=False)),
                name="ballot_option_subject_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Criterion(Owned):
    """What proposals are noted on, and what it weighs."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField("place", default=0)
    label = models.CharField("critère", max_length=120)
    weight = models.PositiveSmallIntegerField("poids", default=1)

    objects = OfBallotQuerySet.as_manager()

    def __str__(self) -> str:
        return self.label


class VoterQuerySet(OfBallotQuerySet):
    """Questions asked about rolls."""

    def by_name(self) -> Self:
        """Sort by name."""
        return self.order_by("person__name_key", "pk")


class Voter(Owned):
    """The roll: who may vote, and whether they did. Of a secret vote, nothing says when, nor what.

    ``open_paper`` is what was voted when the vote is open, and stays empty when it is secret.
    """

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="voters")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="personne")
    voted = models.BooleanField("a voté", default=False)
    open_paper = models.JSONField("bulletin d’un vote ouvert", default=dict, blank=True)

    objects = VoterQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "person"], name="ballot_voter_once")]

    def __str__(self) -> str:
        return str(self.person)


class Urn(Owned):
    """The papers of a secret vote, all in one row, in the order of what they say.

    A paper has no row, no key, no instant and no place of arrival: there is nothing that a line of the roll
    could be matched with.
    """

    ballot = models.OneToOneField(Ballot, models.PROTECT, related_name="urn")
    papers = models.JSONField("bulletins", default=list)

    objects = OfBallotQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.ballot)


class PaperBatch(Owned):
    """Papers filled in by hand while they are read, twice; emptied once they are in the urn.

    ``people`` are the lines of the roll that handed one in. Each reading is kept in the order of what the
    papers say: of a secret vote, nothing ties one to a person.
    """

    FIELDS: ClassVar[Mapping[int, str]] = {1: "first", 2: "second"}

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="batches")
    people = models.JSONField(default=list)
    first = models.JSONField("première lecture", default=list)
    second = models.JSONField("seconde lecture", default=list)
    first_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    second_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    poured_at = models.DateTimeField("versés le", null=True)

    objects = OfBallotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ballot"], condition=Q(poured_at=None), name="paper_batch_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(poured_at=None) | Q(first_by=None, second_by=None),
                name="paper_batch_emptied",
            ),
        ]

    def __str__(self) -> str:
        return str(self.ballot)

    @property
    def is_begun(self) -> bool:
        """Tell whether somebody or a paper is noted."""
        return bool(self.people or self.first or self.second)

    def reading(self, number: int) -> list[Any]:
        """Return the papers of the first or of the second reading."""
        papers: list[Any] = getattr(self, self.FIELDS[number])
        return papers
