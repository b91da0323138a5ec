"""Evidence found in common plans: published, and whole: every sheet of the groups is in it."""

import uuid
from collections.abc import Mapping, Sequence

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils import timezone

from copil.core import typography
from copil.initiatives.evidence import Evidence, Facts
from copil.workshops.models import ActionSheet, CommonPlan, PlanSource
from copil.workshops.verbs import PLAN

PUBLISHED, WHOLE = "workshops.common_plan_published", "workshops.common_plan_complete"
KEYS = frozenset({PUBLISHED, WHOLE})


def provide(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the plans prove (two queries)."""
    found: dict[uuid.UUID, Facts] = {}
    plans = CommonPlan.objects.filter(initiative__in=initiative_ids, edition__gt=0)
    for plan in plans.annotate(last=Max("editions__published_at")).order_by("pk"):
        day = timezone.localdate(plan.last)
        text = f"Édition {plan.edition} du plan commun, publiée le {typography.day(day, 'medium')}"
        told = Evidence(typography.french(text), complete=True, kind=PLAN, object_id=plan.pk, on=day)
        found[plan.pk] = {PUBLISHED: told}
    taken = Exists(PlanSource.objects.held().filter(sheet=OuterRef("pk"), action__archived_at=None))
    sheets = ActionSheet.objects.current().filter(initiative__in=initiative_ids, group__isnull=False)
    counted = sheets.annotate(taken=taken).order_by().values("initiative")
    for row in counted.annotate(total=Count("pk"), there=Count("pk", filter=Q(taken=True))):
        total, there, pk = row["total"], row["there"], row["initiative"]
        if there:
            text = f"Fiches des groupes dans le plan commun : {there} sur {total}"
            whole = Evidence(typography.french(text), complete=there == total, kind=PLAN, object_id=pk)
            found.setdefault(pk, {})[WHOLE] = whole
    return found
