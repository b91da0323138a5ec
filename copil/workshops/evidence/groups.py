"""Evidence found in working groups: themes, people wanted, facilitators, calendar, who answered."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.utils import timezone

from copil.core import typography
from copil.directory.enums import ParticipantType
from copil.initiatives.evidence import Evidence, Facts
from copil.meetings.enums import MeetingState, Reply
from copil.meetings.models import Participant
from copil.workshops.enums.groups import Rank
from copil.workshops.models import GroupMember, GroupSession, WorkingGroup
from copil.workshops.verbs import GROUP

THEMES, TARGETS = "workshops.themes_set", "workshops.targets_set"
FACILITATORS = "workshops.facilitators_named"
TYPES = "workshops.actor_types_covered"
SERVICES = "workshops.other_services_in_groups"
CALENDAR, MOBILISED = "workshops.calendar_set", "workshops.participants_mobilised"
KEYS = frozenset({THEMES, TARGETS, FACILITATORS, TYPES, SERVICES, CALENDAR, MOBILISED})

_CANCELLED = MeetingState.CANCELLED
_THREE = frozenset(ParticipantType) - {ParticipantType.OTHERS}


@dataclass
class _Group:
    """A group as the facts see it; ``targeted`` is when somebody was first wanted in it."""

    pk: uuid.UUID
    formed: dt.datetime
    led: bool
    led_at: dt.datetime | None
    targeted: dt.datetime | None = None
    kinds: set[str] = field(default_factory=set)
    others: int = 0


def from_groups(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the groups and those wanted in them prove (two queries)."""
    found: dict[uuid.UUID, dict[uuid.UUID, _Group]] = defaultdict(dict)
    rows = WorkingGroup.objects.current().filter(initiative__in=initiative_ids).in_order()
    names = ("initiative", "pk", "created_at", "facilitator", "facilitator_at")
    for initiative, pk, formed, led, led_at in rows.values_list(*names):
        found[initiative][pk] = _Group(pk, formed, led is not None, led_at)
    members = GroupMember.objects.current().filter(group__in=rows.order_by().values("pk"))
    values = members.values_list("group__initiative", "group", "kind", "other_service", "created_at")
    for initiative, group, kind, other, wanted_at in values.order_by("pk"):
        one = found[initiative][group]
        one.targeted = min(wanted_at, one.targeted or wanted_at)
        one.kinds.add(kind)
        one.others += other
    return {initiative: _facts(list(groups.values())) for initiative, groups in found.items()}


def from_sessions(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the sessions prove: their dates, and who answered an invitation (two queries)."""
    groups = WorkingGroup.objects.current().filter(initiative__in=initiative_ids)
    planned = Q(sessions__archived_at=None, sessions__meeting__archived_at=None)
    planned &= Q(sessions__meeting__starts_at__isnull=False) & ~Q(sessions__meeting__state=_CANCELLED)
    counted = groups.annotate(
        dated=Count("sessions", filter=planned), dated_at=Max("sessions__created_at", filter=planned)
    )
    calendar: dict[uuid.UUID, list[tuple[uuid.UUID, dt.datetime | None]]] = defaultdict(list)
    rows = counted.order_by("theme_key", "pk").values_list("initiative", "pk", "dated", "dated_at")
    for initiative, pk, dated, dated_at in rows:
        calendar[initiative].append((pk, dated_at if dated == len(Rank) else None))
    asked = Participant.objects.current().filter(
        person=OuterRef("person"),
        meeting__in=GroupSession.objects.current()
        .filter(group=OuterRef(OuterRef("group")))
        .values("meeting"),
        invitation__reply__in=Reply.given(),
    )
    members = GroupMember.objects.current().filter(group__in=groups.order_by().values("pk"))
    first = asked.order_by("invitation__replied_at").values("invitation__replied_at")[:1]
    people: dict[uuid.UUID, list[dt.datetime | None]] = defaultdict(list)
    for initiative, told in members.annotate(told=Subquery(first)).values_list("group__initiative", "told"):
        people[initiative].append(told)
    return {pk: _sessions(listed, people[pk]) for pk, listed in calendar.items()}


def _sessions(
    groups: Sequence[tuple[uuid.UUID, dt.datetime | None]], people: Sequence[dt.datetime | None]
) -> Facts:
    facts: Facts = {}
    dated = [(pk, when) for pk, when in groups if when]
    if dated:
        text = f"Groupes avec leurs trois dates : {len(dated)} sur {len(groups)}"
        whole = len(dated) == len(groups)
        facts[CALENDAR] = _evidence(text, dated[-1][0], complete=whole, on=[when for _, when in dated])
    told = [when for when in people if when]
    if told:
        text = f"Participants visés qui ont répondu : {len(told)} sur {len(people)}"
        facts[MOBILISED] = _evidence(text, groups[-1][0], complete=len(told) == len(people), on=told)
    return facts


def _facts(groups: Sequence[_Group]) -> Facts:
    total = len(groups)
    named = typography.plural(total, "groupe")
    formed = [one.formed for one in groups]
    text = f"{named}, chacun avec son thème"
    facts = {THEMES: _evidence(text, groups[0].pk, complete=True, on=formed)}
    wanted, led = [one for one in groups if one.kinds], [one for one in groups if one.led]
    for key, kept, days, said in (
        (TARGETS, wanted, [one.targeted for one in wanted], "Groupes avec leurs participants visés"),
        (FACILITATORS, led, [one.led_at for one in led], "Groupes avec leur animation"),
        (TYPES, [one for one in groups if one.kinds >= _THREE], [], "Groupes où les trois types sont réunis"),
    ):
        if kept:
            text = f"{said} : {len(kept)} sur {total}"
            facts[key] = _evidence(text, kept[-1].pk, complete=len(kept) == total, on=days)
    others = [one for one in groups if one.others]
    if others:
        text = f"Agents d’autres services dans les groupes : {sum(one.others for one in others)}"
        facts[SERVICES] = _evidence(text, others[-1].pk, complete=True)
    return facts


def _evidence(
    text: str, group: uuid.UUID, *, complete: bool, on: Sequence[dt.datetime | None] = ()
) -> Evidence:
    """Return a fact, of the day it became so: the last of those it is made of."""
    last = max((when for when in on if when), default=None)
    return Evidence(
        typography.french(text),
        complete=complete,
        kind=GROUP,
        object_id=group,
        on=timezone.localtime(last).date() if last else None,
    )
