"""Evidence found in working groups: themes, people wanted, facilitators, calendar, who answered."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q

from copil.core import typography
from copil.directory.enums import ParticipantType
from copil.initiatives.evidence import Evidence, Facts
from copil.meetings.enums import MeetingState, Reply
from copil.meetings.models import Participant
from copil.workshops.enums import Rank
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
    """A group as the facts see it."""

    pk: uuid.UUID
    led: bool
    kinds: set[str] = field(default_factory=set)
    others: int = 0


def from_groups(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the groups and those wanted in them prove (two queries)."""
    found: dict[uuid.UUID, dict[uuid.UUID, _Group]] = defaultdict(dict)
    rows = WorkingGroup.objects.current().filter(initiative__in=initiative_ids).in_order()
    for initiative, pk, led in rows.values_list("initiative", "pk", "facilitator"):
        found[initiative][pk] = _Group(pk, led is not None)
    members = GroupMember.objects.current().filter(group__in=rows.order_by().values("pk"))
    values = members.values_list("group__initiative", "group", "kind", "other_service")
    for initiative, group, kind, other in values.order_by("pk"):
        one = found[initiative][group]
        one.kinds.add(kind)
        one.others += other
    return {initiative: _facts(list(groups.values())) for initiative, groups in found.items()}


def from_sessions(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the sessions prove: their dates, and who answered an invitation (two queries)."""
    groups = WorkingGroup.objects.current().filter(initiative__in=initiative_ids)
    planned = Q(sessions__archived_at=None, sessions__meeting__archived_at=None)
    planned &= Q(sessions__meeting__starts_at__isnull=False) & ~Q(sessions__meeting__state=_CANCELLED)
    counted = groups.annotate(dated=Count("sessions", filter=planned)).order_by("theme_key", "pk")
    calendar: dict[uuid.UUID, list[tuple[uuid.UUID, bool]]] = defaultdict(list)
    for initiative, pk, dated in counted.values_list("initiative", "pk", "dated"):
        calendar[initiative].append((pk, dated == len(Rank)))
    asked = Participant.objects.current().filter(
        person=OuterRef("person"),
        meeting__in=GroupSession.objects.current()
        .filter(group=OuterRef(OuterRef("group")))
        .values("meeting"),
        invitation__reply__in=Reply.given(),
    )
    members = GroupMember.objects.current().filter(group__in=groups.order_by().values("pk"))
    people: dict[uuid.UUID, list[bool]] = defaultdict(list)
    for initiative, told in members.annotate(told=Exists(asked)).values_list("group__initiative", "told"):
        people[initiative].append(told)
    return {pk: _sessions(listed, people[pk]) for pk, listed in calendar.items()}


def _sessions(groups: Sequence[tuple[uuid.UUID, bool]], people: Sequence[bool]) -> Facts:
    facts: Facts = {}
    dated = [pk for pk, whole in groups if whole]
    if dated:
        text = f"Groupes avec leurs trois dates : {len(dated)} sur {len(groups)}"
        facts[CALENDAR] = _evidence(text, dated[-1], complete=len(dated) == len(groups))
    if any(people):
        text = f"Participants visés qui ont répondu : {sum(people)} sur {len(people)}"
        facts[MOBILISED] = _evidence(text, groups[-1][0], complete=all(people))
    return facts


def _facts(groups: Sequence[_Group]) -> Facts:
    total = len(groups)
    named = typography.plural(total, "groupe")
    facts = {THEMES: _evidence(f"{named}, chacun avec son thème", groups[0].pk, complete=True)}
    for key, kept, said in (
        (TARGETS, [one for one in groups if one.kinds], "Groupes avec leurs participants visés"),
        (FACILITATORS, [one for one in groups if one.led], "Groupes avec leur animation"),
        (TYPES, [one for one in groups if one.kinds >= _THREE], "Groupes où les trois types sont réunis"),
    ):
        if kept:
            text = f"{said} : {len(kept)} sur {total}"
            facts[key] = _evidence(text, kept[-1].pk, complete=len(kept) == total)
    others = [one for one in groups if one.others]
    if others:
        text = f"Agents d’autres services dans les groupes : {sum(one.others for one in others)}"
        facts[SERVICES] = _evidence(text, others[-1].pk, complete=True)
    return facts


def _evidence(text: str, group: uuid.UUID, *, complete: bool) -> Evidence:
    return Evidence(typography.french(text), complete=complete, kind=GROUP, object_id=group)
