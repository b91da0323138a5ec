"""Where what exists already is worth seeing: in the cockpit, beside the activities it bears on."""

import uuid
from collections.abc import Sequence

from django.db.models import QuerySet

from copil.files.models import StoredFile
from copil.initiatives.enums import ExistingKind
from copil.initiatives.method_file.model import Activity
from copil.initiatives.models import ExistingItem, Initiative

# What an activity proves tells which of the things in place bear on it, by the beginning of its keys.
_BEARS_ON: dict[str, tuple[ExistingKind, ...]] = {
    "governance.": (ExistingKind.BODY, ExistingKind.PROCEDURE),
    "partners.": (ExistingKind.BODY,),
    "meetings.": (ExistingKind.BODY,),
    "workshops.": (ExistingKind.BODY, ExistingKind.TOOL),
    "needs.": (ExistingKind.PLAN,),
    "budget.": (ExistingKind.PLAN, ExistingKind.PROCEDURE),
    "plan.": (ExistingKind.PLAN, ExistingKind.TOOL),
    "evaluation.": (ExistingKind.TOOL, ExistingKind.PLAN),
    "procurement.": (ExistingKind.PROCEDURE, ExistingKind.TOOL),
    "intervention.": (ExistingKind.TOOL, ExistingKind.PROCEDURE),
    "foresight.": (ExistingKind.PLAN, ExistingKind.TOOL),
    "initiatives.existing_": tuple(ExistingKind),
    "documents.method_frame_": tuple(ExistingKind),
}


def kinds_for(activity: Activity) -> set[ExistingKind]:
    """Return the kinds of things in place that bear on an activity of the method."""
    keys: Sequence[str] = activity.evidence.keys if activity.evidence else ()
    return {
        kind for key in keys for start, kinds in _BEARS_ON.items() if key.startswith(start) for kind in kinds
    }


def beside(initiative: Initiative, activity: Activity) -> list[ExistingItem]:
    """Return what exists already and bears on an activity (one query, none when nothing can)."""
    kinds = kinds_for(activity)
    if not kinds:
        return []
    rows = ExistingItem.objects.current().filter(initiative=initiative, kind__in=kinds)
    return list(rows.select_related("owner").order_by("kind", "name_key", "pk"))


def files_of(items: Sequence[ExistingItem]) -> "QuerySet[StoredFile]":
    """Return the files kept beside things in place, the eldest first."""
    rows = StoredFile.objects.current().filter(
        owner_kind=ExistingItem._meta.label_lower, owner_id__in=[one.pk for one in items]
    )
    return rows.order_by("created_at", "pk")


def listed(initiative: Initiative) -> list[tuple[ExistingKind, list[ExistingItem]]]:
    """Return all that exists, by kind, in the order of the kinds, each with its files (two queries)."""
    rows = ExistingItem.objects.current().filter(initiative=initiative).select_related("owner", "decided_by")
    items = list(rows.order_by("name_key", "pk"))
    files: dict[uuid.UUID | None, list[StoredFile]] = {}
    for file in files_of(items):
        files.setdefault(file.owner_id, []).append(file)
    for item in items:
        item.attached = files.get(item.pk, [])
    found = [(kind, [one for one in items if one.kind == kind]) for kind in ExistingKind]
    return [(kind, those) for kind, those in found if those]
