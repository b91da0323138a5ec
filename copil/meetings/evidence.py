"""Evidence found in meetings: committees, launch and restitution held, minutes sent.

Also answers for the minutes of working-group sessions, which are meetings.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from copil.core import typography
from copil.governance.enums import Topic
from copil.governance.models import Decision
from copil.initiatives.evidence import Evidence, Facts
from copil.meetings.enums import MeetingKind, MeetingState
from copil.meetings.models import AgendaItem, Meeting

COMMITTEES = "meetings.committees_held"
MINUTES = "meetings.minutes_sent"
LAUNCH = "meetings.launch_held"
RESTITUTION = "meetings.restitution_held"
ANNOUNCED = "meetings.continuation_announced"
SESSIONS = "workshops.minutes_sent"
KEYS = frozenset({COMMITTEES, MINUTES, LAUNCH, RESTITUTION, ANNOUNCED, SESSIONS})

_KIND = "meetings.meeting"
_ENOUGH = 2
_SESSIONS = (MeetingKind.SESSION_1, MeetingKind.SESSION_2, MeetingKind.SESSION_3)
_TOLD = frozenset(MeetingState.told())


@dataclass(frozen=True)
class _Held:
    """A meeting that took place."""

    pk: uuid.UUID
    kind: str
    day: str
    told: bool


def provide(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the meetings held prove (two queries)."""
    rows = Meeting.objects.current().filter(initiative__in=initiative_ids, state__in=MeetingState.held())
    held: dict[uuid.UUID, list[_Held]] = defaultdict(list)
    values = rows.order_by("starts_at", "pk").values_list("initiative", "pk", "kind", "state", "starts_at")
    for initiative, pk, kind, state, starts_at in values:
        day = typography.day(starts_at, "medium") if starts_at else ""
        held[initiative].append(_Held(pk, kind, day, state in _TOLD))
    announcing = _announcing(initiative_ids) if held else frozenset()
    return {pk: _facts(meetings, announcing) for pk, meetings in held.items()}


def _announcing(initiative_ids: Sequence[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Return the restitutions whose agenda or minutes name the decision to go on or to stop (one query)."""
    decided = Decision.objects.current().adopted().filter(topic__in=[Topic.CONTINUATION, Topic.TERMS])
    about = Q(subject_kind="governance.decision", subject_id__in=decided.values("pk"))
    named = about | Q(outcomes__archived_at=None, outcomes__decision__in=decided.values("pk"))
    points = AgendaItem.objects.kept().filter(
        named, meeting__initiative__in=initiative_ids, meeting__kind=MeetingKind.RESTITUTION
    )
    return frozenset(points.values_list("meeting", flat=True))


def _facts(meetings: Sequence[_Held], announcing: frozenset[uuid.UUID]) -> Facts:
    of_kind = defaultdict(list)
    for one in meetings:
        of_kind["session" if one.kind in _SESSIONS else one.kind].append(one)
    facts: Facts = {}
    committees = of_kind[MeetingKind.STEERING]
    if committees:
        text = f"{typography.plural(len(committees), 'comité de pilotage tenu', 'comités de pilotage tenus')}"
        text += f", le dernier le {committees[-1].day}"
        facts[COMMITTEES] = _evidence(text, committees[-1], complete=len(committees) >= _ENOUGH)
        facts |= _sent(MINUTES, committees)
    facts |= _sent(SESSIONS, of_kind["session"])
    for key, kind, name in (
        (LAUNCH, MeetingKind.LAUNCH, "Événement de lancement tenu"),
        (RESTITUTION, MeetingKind.RESTITUTION, "Événement de restitution tenu"),
    ):
        if of_kind[kind]:
            last = of_kind[kind][-1]
            facts[key] = _evidence(f"{name} le {last.day}", last, complete=True)
    for one in of_kind[MeetingKind.RESTITUTION]:
        if one.told and one.pk in announcing:
            facts[ANNOUNCED] = _evidence(f"Suite annoncée le {one.day}", one, complete=True)
    return facts


def _sent(key: str, meetings: Sequence[_Held]) -> Facts:
    """The minutes that left, out of the meetings held."""
    told = [one for one in meetings if one.told]
    if not told:
        return {}
    text = f"Comptes rendus envoyés : {len(told)} sur {len(meetings)}"
    return {key: _evidence(text, told[-1], complete=len(told) == len(meetings))}


def _evidence(text: str, meeting: _Held, *, complete: bool) -> Evidence:
    return Evidence(typography.french(text), complete=complete, kind=_KIND, object_id=meeting.pk)
