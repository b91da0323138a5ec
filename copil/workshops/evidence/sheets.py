"""Evidence found in action sheets: each group has written its own, whole."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from copil.core import typography
from copil.initiatives.evidence import Evidence, Facts
from copil.workshops.models import ActionSheet, WorkingGroup
from copil.workshops.verbs import SHEET

SHEETS = "workshops.action_sheets_complete"
KEYS = frozenset({SHEETS})


def from_sheets(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the sheets of an initiative prove (two queries).

    Whole when no sheet lacks anything and every group has one.
    """
    groups: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    formed = WorkingGroup.objects.current().filter(initiative__in=initiative_ids)
    for initiative, pk in formed.order_by("pk").values_list("initiative", "pk"):
        groups[initiative].add(pk)
    sheets: dict[uuid.UUID, list[tuple[uuid.UUID, uuid.UUID | None, bool]]] = defaultdict(list)
    rows = ActionSheet.objects.current().filter(initiative__in=initiative_ids)
    values = rows.order_by("pk").values_list("initiative", "pk", "group", "missing_count")
    for initiative, pk, group, missing in values:
        sheets[initiative].append((pk, group, missing == 0))
    return {initiative: _facts(listed, groups[initiative]) for initiative, listed in sheets.items()}


def _facts(listed: Sequence[tuple[uuid.UUID, uuid.UUID | None, bool]], groups: set[uuid.UUID]) -> Facts:
    whole = [pk for pk, _, complete in listed if complete]
    silent = len(groups - {group for _, group, _ in listed})
    text = f"Fiches action complètes : {len(whole)} sur {len(listed)}"
    if silent:
        text = f"{text} ; {typography.plural(silent, 'groupe')} sans fiche"
    complete = len(whole) == len(listed) and not silent
    last = whole[-1] if whole else listed[-1][0]
    told = Evidence(typography.french(text), complete=complete, kind=SHEET, object_id=last)
    return {SHEETS: told}
