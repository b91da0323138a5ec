"""Which needs the objectives of an initiative answer."""

import uuid
from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q

from copil.identity.models import Workspace
from copil.initiatives.models import Carrier, Initiative, Objective, ObjectiveNeed
from copil.needs.models import Need, NeedQuerySet


def needs_of(initiative: Initiative, workspace: Workspace) -> NeedQuerySet:
    """Return the needs that a carrier brought to the initiative: those of its shared need."""
    lead = [initiative.shared_need_id] if initiative.workspace_id == workspace.pk else []
    brought = Carrier.objects.filter(initiative=initiative, workspace=workspace).exclude(shared_need=None)
    held = Q(shared_need__in=[one for one in lead if one]) | Q(shared_need__in=brought.values("shared_need"))
    merged = Q(shared_need__in=_merged(initiative) if lead else [])
    rows: NeedQuerySet = Need.objects.in_workspace(workspace).current().filter(held | merged)
    return rows.select_related("organisation").order_by("organisation__name_key", "pk")


def said_here(objective: Objective, workspace: Workspace) -> list[uuid.UUID]:
    """Return the needs of a workspace that an objective answers."""
    rows = ObjectiveNeed.objects.current().in_workspace(workspace).filter(objective=objective)
    return list(rows.values_list("need", flat=True))


def said_of(objectives: Sequence[Objective], workspace: Workspace) -> dict[uuid.UUID, list[Need]]:
    """Return, for each objective, the needs of this workspace that it answers (one query)."""
    rows = ObjectiveNeed.objects.current().in_workspace(workspace).filter(objective__in=objectives)
    found: dict[uuid.UUID, list[Need]] = defaultdict(list)
    for row in rows.select_related("need__organisation").order_by("need__organisation__name_key", "pk"):
        found[row.objective_id].append(row.need)
    return found


def _merged(initiative: Initiative) -> list[uuid.UUID]:
    """Return where the needs of a shared need went when it was joined with another."""
    shared = initiative.shared_need
    return [shared.merged_into_id] if shared is not None and shared.merged_into_id else []
