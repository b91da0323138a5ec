"""Where actions come from, and which problems they answer: from the plan to the boards, and back."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from copil.initiatives.models import Initiative
from copil.meetings.models import Meeting
from copil.workshops.models import Card, GroupSession, PlanAction, PlanSource, SheetSource, WorkingGroup


@dataclass(frozen=True)
class Origin:
    """A sheet that an action was taken from, with its idea and the problems it answers."""

    source: PlanSource
    ideas: Sequence[Card]
    problems: Sequence[Card]
    meetings: Sequence[Meeting]


@dataclass
class Asked:
    """A problem, with the actions of the plan that answer it."""

    card: Card
    actions: list[PlanAction] = field(default_factory=list)


@dataclass(frozen=True)
class OfGroup:
    """The problems of a group, those that nothing answers first."""

    group: WorkingGroup
    problems: Sequence[Asked]

    @property
    def unanswered(self) -> int:
        """Return how many have no action."""
        return sum(not one.actions for one in self.problems)


_AROUND = ("action", "home", "sheet__group", "sheet__lead_organisation", "sheet__lead_person")


def of_action(action: PlanAction) -> list[Origin]:
    """Return where an action comes from (three queries)."""
    rows = PlanSource.objects.held().filter(action=action).select_related(*_AROUND)
    sources = list(rows.order_by("taken_at", "pk"))
    cards: dict[uuid.UUID, list[Card]] = defaultdict(list)
    told = SheetSource.objects.current().filter(sheet__in=[one.sheet_id for one in sources])
    for one in told.select_related("card__board__group").order_by("created_at", "pk"):
        cards[one.sheet_id].append(one.card)
    boards = {(card.board.group_id, card.board.rank) for listed in cards.values() for card in listed}
    sessions = GroupSession.objects.current().filter(group__in={group for group, _ in boards})
    met = {(one.group_id, one.rank): one.meeting for one in sessions.select_related("meeting")}
    return [_origin(one, cards[one.sheet_id], met) for one in sources]


def of_problems(initiative: Initiative) -> list[OfGroup]:
    """Return the problems said in the groups, with the actions that answer each of them (three queries)."""
    cards = (
        Card.objects.shown()
        .problems()
        .filter(board__group__initiative=initiative, board__group__archived_at=None, board__archived_at=None)
    )
    listed = list(cards.select_related("board__group").order_by("board__group__theme_key", "position", "pk"))
    asked = {one.pk: Asked(one) for one in listed}
    said = SheetSource.objects.current().filter(card__in=list(asked))
    pairs = list(said.values_list("sheet", "card"))
    rows = PlanSource.objects.held().filter(sheet__in={sheet for sheet, _ in pairs}, action__archived_at=None)
    actions = {one.sheet_id: one.action for one in rows.select_related("action")}
    for sheet, card in pairs:
        action = actions.get(sheet)
        if action is not None and action not in asked[card].actions:
            asked[card].actions.append(action)
    groups: dict[uuid.UUID, list[Asked]] = defaultdict(list)
    themes = {}
    for one in asked.values():
        groups[one.card.board.group_id].append(one)
        themes[one.card.board.group_id] = one.card.board.group
    return [
        OfGroup(themes[pk], sorted(there, key=lambda one: bool(one.actions))) for pk, there in groups.items()
    ]


def _origin(source: PlanSource, cards: Sequence[Card], met: dict[tuple[uuid.UUID, int], Meeting]) -> Origin:
    boards = dict.fromkeys((card.board.group_id, card.board.rank) for card in cards)
    return Origin(
        source,
        [card for card in cards if not card.is_problem],
        [card for card in cards if card.is_problem],
        [met[key] for key in boards if key in met],
    )
