"""Evidence found in the review of the groups: what was learnt, on the day of its committee."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.utils import timezone

from copil.core import typography
from copil.initiatives.evidence import Evidence, Facts
from copil.meetings.enums import MeetingState
from copil.workshops.models import Bilan, Lesson
from copil.workshops.verbs import BILAN

LESSONS = "workshops.lessons_recorded"
KEYS = frozenset({LESSONS})


def provide(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what reviews say was learnt (two queries).

    Complete once each lesson says what shows it. Its day is that of the last committee, once held: this is
    what tells that it stood before the restitution; the day of the last lesson otherwise.
    """
    bilans = Bilan.objects.current().filter(initiative__in=initiative_ids).select_related("committee")
    found = {one.pk: one for one in bilans.order_by("pk")}
    lessons: dict[uuid.UUID, list[Lesson]] = defaultdict(list)
    for lesson in Lesson.objects.current().filter(bilan__in=list(found)).in_order():
        lessons[lesson.bilan_id].append(lesson)
    return {found[pk].initiative_id: {LESSONS: _told(found[pk], there)} for pk, there in lessons.items()}


def _told(bilan: Bilan, lessons: Sequence[Lesson]) -> Evidence:
    shown = sum(bool(one.evidence.strip()) for one in lessons)
    text = f"{typography.plural(len(lessons), 'enseignement')} dans le bilan"
    if shown < len(lessons):
        text += f", {shown} avec ce qui le montre"
    committee = bilan.committee
    held = committee is not None and committee.state in MeetingState.held() and committee.starts_at
    day = timezone.localdate(held or lessons[-1].created_at)
    whole = shown == len(lessons)
    return Evidence(typography.french(text), complete=whole, kind=BILAN, object_id=bilan.pk, on=day)
