"""Evidence found in meetings: committees, launch and restitution held, minutes sent.

An event was held when somebody is noted there: a date that passed proves nothing. Also answers for the
minutes of working-group sessions, which are meetings.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from copil.core import typography
from copil.governance.enums import Topic
from copil.governance.models import Decision
from copil.initiatives.evidence import Evidence, Facts
from copil.meetings.enums import MeetingKind, MeetingState
from copil.meetings.models import AgendaItem, Attendance, Meeting
from copil.meetings.rules.attendance import THERE

COMMITTEES = "meetings.committees_held"
MINUTES = "meetings.minutes_sent"
LAUNCH = "meetings.launch_held"
RESTITUTION = "meetings.restitution_held"
ANNOUNCED = "meetings.continuation_announced"
SESSIONS = "workshops.minutes_sent"
KEYS = frozenset({COMMITTEES, MINUTES, LAUNCH, RESTITUTION, ANNOUNCED, SESSIONS})

_KIND = "meetings.meeting"
# A preparation of more than a year takes one committee more.
_ENOUGH, _LONG, _ENOUGH_WHEN_LONG = 2, dt.timedelta(days=365), 3
_SESSIONS = (MeetingKind.SESSION_1, MeetingKind.SESSION_2, MeetingKind.SESSION_3)
_TOLD = frozenset(MeetingState.told())


@dataclass(frozen=True)
class _Held:
    """A meeting that took place; ``seen`` when somebody is noted there."""

    pk: uuid.UUID
    kind: str
    on: dt.date
    told: bool
    seen: bool
    opened_on: dt.date | None

    @property
    def day(self) -> str:
        return typography.day(self.on, "medium")


def provide(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the meetings held prove (two queries)."""
    rows = Meeting.objects.current().filter(initiative__in=initiative_ids, state__in=MeetingState.held())
    there = Attendance.objects.filter(participant__meeting=OuterRef("pk"), participant__archived_at=None)
    seen = Exists(there.filter(status__in=THERE))
    held: dict[uuid.UUID, list[_Held]] = defaultdict(list)
    values = rows.order_by("starts_at", "pk").values_list(
        "initiative", "pk", "kind", "starts_at", "state", seen, "initiative__opened_on"
    )
    for initiative, pk, kind, starts_at, state, noted, opened_on in values:
        day = timezone.localtime(starts_at).date()
        held[initiative].append(_Held(pk, kind, day, state in _TOLD, noted, opened_on))
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
    facts |= _prepared(committees, of_kind[MeetingKind.LAUNCH])
    facts |= _sent(MINUTES, committees)
    facts |= _sent(SESSIONS, of_kind["session"])
    for key, kind, name in (
        (LAUNCH, MeetingKind.LAUNCH, "Événement de lancement tenu"),
        (RESTITUTION, MeetingKind.RESTITUTION, "Événement de restitution tenu"),
    ):
        if of_kind[kind]:
            last = next((one for one in reversed(of_kind[kind]) if one.seen), of_kind[kind][-1])
            text = f"{name} le {last.day}" + ("" if last.seen else ", personne n’y est noté présent")
            facts[key] = _evidence(text, last, complete=last.seen)
    for one in of_kind[MeetingKind.RESTITUTION]:
        if one.told and one.pk in announcing:
            facts[ANNOUNCED] = _evidence(f"Suite annoncée le {one.day}", one, complete=True)
    return facts


def _prepared(committees: Sequence[_Held], launches: Sequence[_Held]) -> Facts:
    """The committees held before the launch, enough of them for how long the preparation lasted."""
    ends = launches[0].on if launches else dt.date.max
    held = [one for one in committees if one.on <= ends]
    if not held:
        return {}
    begins = min(held[0].on, held[0].opened_on or held[0].on)
    is_long = (launches[0].on if launches else held[-1].on) - begins > _LONG
    enough = _ENOUGH_WHEN_LONG if is_long else _ENOUGH
    text = f"{typography.plural(len(held), 'comité de pilotage tenu', 'comités de pilotage tenus')}"
    text += f" avant le lancement, le dernier le {held[-1].day}"
    if is_long and len(held) < enough:
        text += f" ; la préparation dure plus d’un an, {enough} sont conseillés"
    return {COMMITTEES: _evidence(text, held[-1], complete=len(held) >= enough)}


def _sent(key: str, meetings: Sequence[_Held]) -> Facts:
    """The minutes that left, out of the meetings held."""
    told = [one for one in meetings if one.told]
    if not told:
        return {}
    text = f"Comptes rendus envoyés : {len(told)} sur {len(meetings)}"
    return {key: _evidence(text, told[-1], complete=len(told) == len(meetings))}


def _evidence(text: str, meeting: _Held, *, complete: bool) -> Evidence:
    return Evidence(
        typography.french(text), complete=complete, kind=_KIND, object_id=meeting.pk, on=meeting.on
    )
