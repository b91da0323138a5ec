"""Evidence found in the sessions of groups: held in order, problems said, priorities chosen."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import Exists, OuterRef
from django.utils import timezone

from copil.core import typography
from copil.initiatives.evidence import Evidence, Facts
from copil.meetings.enums import MeetingState
from copil.workshops.enums.groups import CardKind, Rank
from copil.workshops.models import Card, GroupSession, WorkingGroup
from copil.workshops.verbs import GROUP

PRIORITIES, IN_ORDER = "workshops.priorities_recorded", "workshops.sessions_in_order"
PROBLEMS = "workshops.problems_recorded"
KEYS = frozenset({PROBLEMS, PRIORITIES, IN_ORDER})


@dataclass
class Sat:
    """A group as its sessions show it: when each was held, whether it ranked its ideas, said its problems."""

    pk: uuid.UUID
    ranked: bool
    held: dict[int, dt.datetime] = field(default_factory=dict)
    told: bool = False

    @property
    def in_order(self) -> bool:
        """Tell whether its three sessions were held, one after the other."""
        days = [self.held.get(rank.value) for rank in Rank]
        return all(one and other and one < other for one, other in pairwise(days))

    def day(self, *ranks: Rank) -> dt.date | None:
        """Return the day of the last of some sessions that were held."""
        days = [self.held[rank] for rank in ranks if rank in self.held]
        return timezone.localtime(max(days)).date() if days else None


def provide(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the sessions held and the cards put in order prove (two queries)."""
    cards = Card.objects.shown().filter(board__group=OuterRef("pk"), board__archived_at=None)
    ranked = cards.filter(kind=CardKind.IDEA, priority__isnull=False)
    told = cards.filter(kind=CardKind.PROBLEM, board__rank=Rank.PROBLEMS)
    groups = WorkingGroup.objects.current().filter(initiative__in=initiative_ids)
    found: dict[uuid.UUID, dict[uuid.UUID, Sat]] = defaultdict(dict)
    rows = groups.annotate(ranked=Exists(ranked), told=Exists(told)).order_by("theme_key", "pk")
    for initiative, pk, has_ranks, has_problems in rows.values_list("initiative", "pk", "ranked", "told"):
        found[initiative][pk] = Sat(pk, has_ranks, told=has_problems)
    held = GroupSession.objects.current().filter(
        group__in=groups.values("pk"),
        meeting__archived_at=None,
        meeting__state__in=[*MeetingState.held()],
    )
    values = held.values_list("group__initiative", "group", "rank", "meeting__starts_at")
    for initiative, group, rank, starts_at in values.order_by("pk"):
        found[initiative][group].held[rank] = starts_at
    return {initiative: facts_of(list(sat.values())) for initiative, sat in found.items()}


def facts_of(groups: Sequence[Sat]) -> Facts:
    """Return the facts of the groups of one initiative."""
    facts: Facts = {}
    for key, rank, those, said in (
        (PROBLEMS, Rank.PROBLEMS, [one for one in groups if one.told], "Groupes qui ont dit leurs problèmes"),
        (PRIORITIES, Rank.IDEAS, [one for one in groups if one.ranked], "Groupes qui ont classé leurs idées"),
    ):
        if those:
            days = [day for one in those if (day := one.day(rank))]
            facts[key] = _evidence(said, those, len(groups), on=max(days, default=None))
    if any(one.held for one in groups):
        whole = [one for one in groups if one.in_order]
        days = [day for one in whole if (day := one.day(Rank.ACTIONS))]
        facts[IN_ORDER] = _evidence(
            "Groupes qui ont tenu leurs trois réunions, dans l’ordre",
            whole,
            len(groups),
            on=max(days, default=None),
        )
    return facts


def _evidence(said: str, those: Sequence[Sat], total: int, *, on: dt.date | None) -> Evidence:
    return Evidence(
        typography.french(f"{said} : {len(those)} sur {total}"),
        complete=len(those) == total,
        kind=GROUP if those else "",
        object_id=those[-1].pk if those else None,
        on=on,
    )
