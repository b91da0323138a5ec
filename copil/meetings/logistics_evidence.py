"""Evidence found in logistics: several people share it, the roles of the day are held."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from copil.core import typography
from copil.initiatives.evidence import Evidence, Facts
from copil.meetings.enums import LogisticsFamily, MeetingState
from copil.meetings.models import LogisticsHand

SHARED, DAY = "meetings.logistics_shared", "meetings.day_roles_filled"
KEYS = frozenset({SHARED, DAY})
_ENOUGH = 2
_ROLES = LogisticsFamily.of_the_day()


def provide(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the plans of meetings prove, the best shared of each initiative (one query)."""
    rows = LogisticsHand.objects.filter(
        line__archived_at=None,
        line__meeting__initiative__in=initiative_ids,
        line__meeting__archived_at=None,
    ).exclude(line__meeting__state=MeetingState.CANCELLED)
    people: dict[uuid.UUID, dict[uuid.UUID, set[uuid.UUID]]] = defaultdict(lambda: defaultdict(set))
    roles: dict[uuid.UUID, set[str]] = defaultdict(set)
    values = ("line__meeting__initiative", "line__meeting", "person", "line__family", "line__days_before")
    for initiative, meeting, person, family, before in rows.order_by("pk").values_list(*values):
        people[initiative][meeting].add(person)
        if before == 0 and family in _ROLES:
            roles[meeting].add(family)
    return {pk: _facts(meetings, roles) for pk, meetings in people.items()}


def _facts(meetings: Mapping[uuid.UUID, set[uuid.UUID]], roles: Mapping[uuid.UUID, set[str]]) -> Facts:
    meeting = max(meetings, key=lambda pk: (len(meetings[pk]), pk))
    number = len(meetings[meeting])
    text = typography.plural(number, "personne nommée", "personnes nommées")
    facts: Facts = {
        SHARED: Evidence(
            f"Logistique : {text}", complete=number >= _ENOUGH, kind="meetings.meeting", object_id=meeting
        )
    }
    day = max(meetings, key=lambda pk: (len(roles.get(pk, ())), pk))
    held = [one.label.lower() for one in _ROLES if one in roles.get(day, ())]
    if held:
        facts[DAY] = Evidence(
            f"Le jour même : {', '.join(held)}",
            complete=len(held) == len(_ROLES),
            kind="meetings.meeting",
            object_id=day,
        )
    return facts
