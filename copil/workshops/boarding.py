"""A board ready to be shown: its lanes, what each card says with what surrounds it, what waits to be read."""

import math
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Count, Q

from copil.workshops.actions.cards import problems_open_to
from copil.workshops.enums.groups import CardState, Rank
from copil.workshops.models import Board, Card, CardAnswer, CardComment, Cluster, WorkingGroup

CLUSTER, PROBLEM, LOOSE = "r", "p", "seules"
BY_CLUSTER, BY_PROBLEM = "rapprochement", "probleme"
_SHOWN = CardState.SHOWN
# A lane of the wall in lines of text at its size there: its characters in a line, its lines, those that the
# margins of a card take.
_LINE, _HIGHEST, _MARGINS = 22, 15, 2


@dataclass(frozen=True)
class Shown:
    """A card with the cards that say the same, the problems it answers, its remarks and its neighbours."""

    card: Card
    same: Sequence[Card] = ()
    problems: Sequence[Card] = ()
    comments: Sequence[CardComment] = ()


@dataclass(frozen=True)
class Lane:
    """A column: a cluster, a problem with its ideas, or what belongs to none yet."""

    key: str
    title: str
    cards: Sequence[Shown]
    cluster: Cluster | None = None
    problem: Card | None = None


@dataclass(frozen=True)
class Content:
    """What is on a board."""

    board: Board
    cards: Sequence[Shown]
    clusters: Sequence[Cluster]
    problems: Sequence[Card]
    waiting: Sequence[Shown] = ()
    aside: Sequence[Card] = ()
    waiting_comments: Sequence[CardComment] = ()

    @property
    def way(self) -> str:
        """Return how its lanes are cut when nobody says: ideas by the problem they answer."""
        return BY_PROBLEM if self.board.rank != Rank.PROBLEMS and self.problems else BY_CLUSTER

    @property
    def ways(self) -> list[tuple[str, str]]:
        """Return the ways to cut its lanes, with their words."""
        named = [(BY_PROBLEM, "Par problème"), (BY_CLUSTER, "Par rapprochement")]
        return named if self.way == BY_PROBLEM or self.has_ideas else []

    @property
    def may_be_ordered(self) -> bool:
        """Say whether the group is to choose among these cards: ideas, or the board where they come."""
        return self.has_ideas or self.board.rank == Rank.IDEAS

    @property
    def has_ideas(self) -> bool:
        return any(not one.card.is_problem for one in self.cards)


@dataclass
class _Around:
    """What surrounds cards, by card."""

    same: dict[uuid.UUID, list[Card]] = field(default_factory=lambda: defaultdict(list))
    problems: dict[uuid.UUID, list[Card]] = field(default_factory=lambda: defaultdict(list))
    comments: dict[uuid.UUID, list[CardComment]] = field(default_factory=lambda: defaultdict(list))


def of_group(group: WorkingGroup) -> list[tuple[Rank, Board | None]]:
    """Return the boards of a group by session, with their number of cards (one query)."""
    said = Count("cards", filter=Q(cards__archived_at=None, cards__state=_SHOWN, cards__merged_into=None))
    rows = Board.objects.current().filter(group=group).annotate(number=said)
    found = {one.rank: one for one in rows}
    return [(rank, found.get(rank)) for rank in (Rank.PROBLEMS, Rank.IDEAS)]


def content_of(board: Board) -> Content:
    """Read a board (five queries, however many cards)."""
    rows = Card.objects.current().filter(board=board).select_related("author", "cluster").in_order()
    cards = list(rows)
    comments = CardComment.objects.current().filter(card__board=board).select_related("author", "card")
    said = list(comments.order_by("created_at", "pk"))
    problems = list(problems_open_to(board).select_related("board"))
    around = _around(cards, said, _ties(board, problems))
    alone = [one for one in cards if one.merged_into_id is None]
    clusters = Cluster.objects.current().filter(board=board).in_order()
    return Content(
        board=board,
        cards=[_shown(one, around) for one in alone if one.state == _SHOWN],
        clusters=list(clusters),
        problems=problems,
        waiting=[_shown(one, around) for one in cards if one.state == CardState.PROPOSED],
        aside=[one for one in cards if one.state == CardState.ASIDE],
        waiting_comments=[one for one in said if one.state == CardState.PROPOSED],
    )


def lanes(content: Content, way: str, *, cards: Iterable[Shown] | None = None) -> list[Lane]:
    """Cut a board into lanes, those of none last; ``cards`` are those kept by a search."""
    shown = list(content.cards if cards is None else cards)
    if way == BY_PROBLEM:
        return _by_problem(content, shown)
    found: dict[uuid.UUID | None, list[Shown]] = defaultdict(list)
    known = {one.pk for one in content.clusters}
    for one in shown:
        found[one.card.cluster_id if one.card.cluster_id in known else None].append(one)
    made = [Lane(f"{CLUSTER}-{one.pk}", one.title, found[one.pk], cluster=one) for one in content.clusters]
    loose = "Pas encore rapprochées" if content.clusters else "Cartes"
    return [*made, Lane(LOOSE, loose, found[None])]


def screens(made: Iterable[Lane], *, lanes_each: int = 3) -> list[list[Lane]]:
    """Return what a wall shows at a time, read at five metres: a few lanes of a few cards, no empty one."""
    pieces = [replace(lane, cards=piece) for lane in made for piece in _pieces(lane.cards)]
    return [pieces[start : start + lanes_each] for start in range(0, len(pieces), lanes_each)]


def _pieces(cards: Sequence[Shown], *, cards_each: int = 3) -> list[list[Shown]]:
    """Cut a lane so that no piece is higher than a wall: long texts are fewer at a time."""
    pieces: list[list[Shown]] = []
    high = 0
    for one in cards:
        lines = _MARGINS + math.ceil(len(one.card.text) / _LINE)
        if not pieces or len(pieces[-1]) == cards_each or high + lines > _HIGHEST:
            pieces.append([])
            high = 0
        pieces[-1].append(one)
        high += lines
    return pieces


def _by_problem(content: Content, shown: Sequence[Shown]) -> list[Lane]:
    found: dict[uuid.UUID | None, list[Shown]] = defaultdict(list)
    known = {one.pk for one in content.problems}
    for one in shown:
        if not one.card.is_problem:
            first = next((problem.pk for problem in one.problems if problem.pk in known), None)
            found[first].append(one)
    made = [Lane(f"{PROBLEM}-{one.pk}", one.text, found[one.pk], problem=one) for one in content.problems]
    return [*made, Lane(LOOSE, "Sans problème relié", found[None])]


def _ties(board: Board, problems: Sequence[Card]) -> Mapping[uuid.UUID, list[Card]]:
    """Return the problems that each idea answers; one said by another card is that other card."""
    known = {one.pk: one for one in problems}
    rows = CardAnswer.objects.current().filter(card__board=board).order_by("created_at", "pk")
    ties: dict[uuid.UUID, list[Card]] = defaultdict(list)
    for card, problem, spoken in rows.values_list("card", "problem", "problem__merged_into"):
        told = known.get(problem) or known.get(spoken)
        if told is not None and told not in ties[card]:
            ties[card].append(told)
    return ties


def _around(
    cards: Sequence[Card], comments: Sequence[CardComment], ties: Mapping[uuid.UUID, list[Card]]
) -> _Around:
    around = _Around()
    for one in cards:
        if one.merged_into_id is not None and one.state == _SHOWN:
            around.same[one.merged_into_id].append(one)
        for problem in ties.get(one.pk, ()):
            speaks = one.merged_into_id or one.pk
            if problem not in around.problems[speaks]:
                around.problems[speaks].append(problem)
    for comment in comments:
        if comment.state == _SHOWN:
            around.comments[comment.card_id].append(comment)
    return around


def _shown(card: Card, around: _Around) -> Shown:
    return Shown(card, around.same[card.pk], around.problems[card.pk], around.comments[card.pk])
