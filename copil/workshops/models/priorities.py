"""The votes by which a group put its cards in order, and what each gave back to them."""

from django.db import models
from django.db.models import Q

from copil.ballots.models import Ballot
from copil.identity.models import Owned
from copil.workshops.enums.groups import CardKind
from copil.workshops.models.boards import Board, OfBoardQuerySet


class PriorityVote(Owned):
    """A vote on the cards of a board. Once reported, ``lines`` say the rank and the figure of each card."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="priority_votes")
    ballot = models.OneToOneField(Ballot, models.PROTECT, related_name="+")
    kind = models.CharField("nature", max_length=7, choices=CardKind)
    reported_at = models.DateTimeField("reporté le", null=True, editable=False)
    summary = models.TextField("ce que le vote a donné", blank=True, editable=False)
    lines = models.JSONField(default=list, blank=True, editable=False)
    reasons = models.JSONField(default=list, blank=True, editable=False)

    objects = OfBoardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CardKind.values), name="priority_vote_kind_known"),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=False) | Q(summary=""),
                name="priority_vote_told",
            ),
        ]

    def __str__(self) -> str:
        return str(self.ballot)
