"""The review of the groups ready to be shown: figures, lessons, what is left before the restitution."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from copil.core import typography
from copil.governance.enums import Topic
from copil.governance.models import Decision
from copil.initiatives.models import Initiative
from copil.meetings.enums import MeetingState
from copil.meetings.models import AgendaItem, Attendance, Meeting
from copil.meetings.rules.attendance import THERE
from copil.workshops.enums.plans import LessonKind
from copil.workshops.models import Bilan, GroupSession, Lesson, WorkingGroup
from copil.workshops.rules import bilans as bilan_rules
from copil.workshops.rules.bilans import Order


@dataclass(frozen=True)
class Shown:
    """A review with what surrounds it."""

    bilan: Bilan
    figures: Sequence[tuple[str, str]]
    lessons: Sequence[tuple[LessonKind, Sequence[Lesson]]]
    aside: Sequence[Lesson]
    order: Order
    decisions: Sequence[Decision]
    decided: Decision | None
    announced: bool

    @property
    def counted(self) -> int:
        """Return how many lessons there are."""
        return sum(len(there) for _, there in self.lessons)


def shown(bilan: Bilan) -> Shown:
    """Read what surrounds a review (a constant number of queries)."""
    initiative = bilan.initiative
    sessions = sessions_of(initiative)
    rows = list(Lesson.objects.filter(bilan=bilan).in_order()) if not bilan._state.adding else []
    kept = [one for one in rows if not one.is_archived]
    about = Decision.objects.current().filter(initiative=initiative, topic=Topic.CONTINUATION)
    decisions = list(about.select_related("body").latest_first())
    decided = next((one for one in decisions if one.is_adopted), None)
    return Shown(
        bilan=bilan,
        figures=figures(initiative, sessions),
        lessons=[(kind, [one for one in kept if one.kind == kind]) for kind in LessonKind],
        aside=[one for one in rows if one.is_archived],
        order=bilan_rules.order(
            last_session=sessions.last,
            committee=bilan.committee.starts_at if bilan.committee else None,
            restitution=bilan.restitution.starts_at if bilan.restitution else None,
        ),
        decisions=decisions,
        decided=decided,
        announced=_announced(bilan.restitution, decided),
    )


@dataclass(frozen=True)
class Held:
    """The sessions of the groups: how many are planned, how many were held, when the last one begins."""

    planned: int
    held: int
    last: dt.datetime | None


def sessions_of(initiative: Initiative) -> Held:
    """Read the sessions of the groups (one query)."""
    rows = GroupSession.objects.current().filter(
        group__initiative=initiative, group__archived_at=None, meeting__archived_at=None
    )
    told = rows.exclude(meeting__state=MeetingState.CANCELLED).aggregate(
        planned=Count("pk"),
        held=Count("pk", filter=Q(meeting__state__in=MeetingState.held())),
        last=Max("meeting__starts_at"),
    )
    return Held(told["planned"], told["held"], told["last"])


def figures(initiative: Initiative, sessions: Held) -> list[tuple[str, str]]:
    """Return what the groups were, in figures: groups, sessions held, people who came (two queries)."""
    groups = WorkingGroup.objects.current().filter(initiative=initiative)
    held = GroupSession.objects.current().filter(
        group__in=groups.values("pk"), meeting__state__in=MeetingState.held()
    )
    came = Attendance.objects.filter(
        participant__archived_at=None, participant__meeting__in=held.values("meeting"), status__in=THERE
    )
    people = came.values("participant__person").distinct().count()
    return [
        ("Groupes", typography.number(groups.count())),
        ("Réunions tenues", f"{sessions.held} sur {sessions.planned}"),
        ("Personnes venues", typography.number(people)),
    ]


def _announced(restitution: Meeting | None, decided: Decision | None) -> bool:
    """Tell whether the decision stands on the agenda of the restitution."""
    if restitution is None or decided is None:
        return False
    points = AgendaItem.objects.kept().filter(meeting=restitution)
    return points.filter(subject_kind="governance.decision", subject_id=decided.pk).exists()
