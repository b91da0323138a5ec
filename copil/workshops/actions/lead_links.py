"""Close the links about an action sheet: the question to its lead, the statements of its progress."""

import datetime as dt

from django.db.models import F

from copil.identity import links
from copil.identity.models import OwnedQuerySet
from copil.workshops.models import ActionSheet, LeadRequest, UpdateLink


def close_request(sheet: ActionSheet, *, at: dt.datetime) -> int:
    """Close the question to the lead that is open; return how many were."""
    return _close(LeadRequest.objects.filter(sheet=sheet, closed_at=None), at=at)


def close_update_link(sheet: ActionSheet, *, at: dt.datetime) -> int:
    """Close the link that serves to say how far an action is; return how many were open."""
    return _close(UpdateLink.objects.filter(sheet=sheet, closed_at=None), at=at)


def _close(rows: OwnedQuerySet, *, at: dt.datetime) -> int:
    found = list(rows.values_list("pk", flat=True))
    for pk in found:
        links.revoke(target=(rows.model._meta.label_lower, pk), at=at)
    rows.update(closed_at=at, version=F("version") + 1)
    return len(found)
