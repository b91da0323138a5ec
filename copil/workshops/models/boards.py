"""Boards of working groups: problems, ideas that answer them, comments, what was brought together."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q

from copil.directory.models import Person
from copil.identity.models import Owned, OwnedQuerySet, User
from copil.initiatives.models import Initiative
from copil.workshops.enums.groups import BoardState, CardKind, CardState, Rank
from copil.workshops.models.groups import OfGroupQuerySet, WorkingGroup
from copil.workshops.rules.groups import LONGEST_CARD, LONGEST_COMMENT


class BoardQuerySet(OfGroupQuerySet):
    """Questions asked about boards."""

    def with_surroundings(self) -> Self:
        """Fetch what every screen names."""
        return self.select_related("workspace", "group__workspace", "group__initiative")

    def in_order(self) -> Self:
        """Sort by session."""
        return self.order_by("group", "rank", "pk")


class Board(Owned):
    """What a group writes during one of its sessions.

    ``beat`` rises at each change of anything on the board: screens ask for it. ``entry`` numbers the entry by
    phone: renewing it draws another code. ``apart`` are pairs of cards said to be different. An anonymous
    board keeps nobody's name, and stays so once it has cards; a moderated one shows a card once it was read.
    """

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="boards")
    rank = models.PositiveSmallIntegerField("réunion", choices=Rank)
    question = models.CharField("question posée à la salle", max_length=200, blank=True)
    state = models.CharField("état", max_length=6, choices=BoardState, default=BoardState.OPEN)
    anonymous = models.BooleanField("sans nom d’auteur", default=True)
    moderated = models.BooleanField("cartes relues avant d’être affichées", default=False)
    beat = models.PositiveIntegerField(default=1, editable=False)
    entry = models.PositiveSmallIntegerField(default=0, editable=False)
    apart = models.JSONField(default=list, editable=False)

    objects = BoardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "rank"], condition=Q(archived_at=None), name="board_once_a_session"
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=min(Rank), rank__lte=max(Rank)), name="board_rank_known"
            ),
            models.CheckConstraint(condition=Q(state__in=BoardState.values), name="board_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.group.theme}, réunion {self.rank}"

    @property
    def is_open(self) -> bool:
        return self.state == BoardState.OPEN and not self.is_archived


class OfBoardQuerySet(OwnedQuerySet):
    """What belongs to a board is seen by those who see its initiative."""

    def visible_to(self, user: User) -> Self:
        return self.filter(board__group__initiative__in=Initiative.objects.visible_to(user).values("pk"))


class ClusterQuerySet(OfBoardQuerySet):
    """Questions asked about cards brought together."""

    def in_order(self) -> Self:
        """Sort as the board shows them."""
        return self.order_by("position", "pk")


class Cluster(Owned):
    """Cards of a board brought together under a title."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="clusters")
    title = models.CharField("titre", max_length=120)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = ClusterQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title


class CardQuerySet(OfBoardQuerySet):
    """Questions asked about cards."""

    def shown(self) -> Self:
        """Return those that the room sees, each said once."""
        return self.filter(archived_at=None, state=CardState.SHOWN, merged_into=None)

    def of_group(self, group: WorkingGroup) -> Self:
        """Return those of the boards of a group."""
        return self.filter(board__group=group, board__archived_at=None)

    def problems(self) -> Self:
        return self.filter(kind=CardKind.PROBLEM)

    def ideas(self) -> Self:
        return self.filter(kind=CardKind.IDEA)

    def in_order(self) -> Self:
        """Sort as the board shows them."""
        return self.order_by("position", "number", "pk")

    def by_priority(self) -> Self:
        """Sort by the rank given to them, then as the board shows them."""
        return self.order_by(F("priority").asc(nulls_last=True), "position", "number", "pk")


class Card(Owned):
    """A problem, or an idea, written once; ``merged_into`` is the card that says the same thing for it.

    ``once`` is drawn by the page that sent the card: sent twice, it is one. ``typed_by`` is who copied it
    from paper, ``priority`` its rank once the group has chosen.
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="cards")
    number = models.PositiveSmallIntegerField(editable=False)
    kind = models.CharField("nature", max_length=7, choices=CardKind)
    text = models.CharField("texte", max_length=LONGEST_CARD)
    state = models.CharField("état", max_length=8, choices=CardState, default=CardState.SHOWN)
    author = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="qui le dit"
    )
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, blank=True, related_name="cards")
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    merged_into = models.ForeignKey(
        "workshops.Card", models.PROTECT, null=True, related_name="merged", editable=False
    )
    typed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    once = models.UUIDField(default=uuid.uuid4, editable=False)
    priority = models.PositiveSmallIntegerField("rang", null=True, blank=True, editable=False)

    objects = CardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "number"], name="card_number_once"),
            models.UniqueConstraint(fields=["board", "once"], name="card_sent_once"),
            models.CheckConstraint(condition=Q(kind__in=CardKind.values), name="card_kind_known"),
            models.CheckConstraint(condition=Q(state__in=CardState.values), name="card_state_known"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="card_not_in_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_problem(self) -> bool:
        return self.kind == CardKind.PROBLEM


class OfCardQuerySet(OwnedQuerySet):
    """What belongs to a card is seen by those who see its initiative."""

    def visible_to(self, user: User) -> Self:
        return self.filter(
            card__board__group__initiative__in=Initiative.objects.visible_to(user).values("pk")
        )


class CardAnswer(Owned):
    """An idea that answers a problem, of the same board or of that of an earlier session."""

    card = models.ForeignKey(Card, models.PROTECT, related_name="answers", verbose_name="idée")
    problem = models.ForeignKey(Card, models.PROTECT, related_name="answered_by", verbose_name="problème")

    objects = OfCardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["card", "problem"], condition=Q(archived_at=None), name="card_answer_once"
            ),
            models.CheckConstraint(condition=~Q(card=F("problem")), name="card_answers_another"),
        ]


class CardComment(Owned):
    """A remark on a card."""

    card = models.ForeignKey(Card, models.PROTECT, related_name="comments")
    text = models.CharField("remarque", max_length=LONGEST_COMMENT)
    state = models.CharField("état", max_length=8, choices=CardState, default=CardState.SHOWN)
    author = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="qui le dit"
    )
    typed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    once = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = OfCardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "once"], name="card_comment_sent_once"),
            models.CheckConstraint(condition=Q(state__in=CardState.values), name="card_comment_state_known"),
        ]

    def __str__(self) -> str:
        return self.text


class BoardAct(Owned):
    """What was done on a board, with what the rows held before: the way back of « Annuler ».

    ``before`` is a list of rows: model, identifier, version after the act, values before it.
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="acts")
    verb = models.CharField(max_length=20)
    said = models.CharField(max_length=120)
    before = models.JSONField(default=list)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = OfBoardQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["board", "-created_at"], name="board_act_latest")]
