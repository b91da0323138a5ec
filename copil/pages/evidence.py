"""Evidence found in what is written across apps: the pack for elected members was issued."""

import uuid
from collections.abc import Mapping, Sequence

from copil.core import typography
from copil.documents.models import ArchivedDocument
from copil.initiatives.evidence import Evidence, Facts
from copil.pages.sponsor_pack import KIND

ISSUED = "documents.sponsor_pack_issued"
KEYS = frozenset({ISSUED})
_INITIATIVE = "initiatives.initiative"


def provide(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return the last pack issued for each initiative, as a fact (one query)."""
    rows = ArchivedDocument.objects.filter(
        kind=KIND, subject_kind=_INITIATIVE, subject_id__in=initiative_ids, archived_at=None
    )
    last = dict(rows.order_by("issued_at").values_list("subject_id", "issued_at"))
    return {
        initiative: {
            ISSUED: Evidence(
                f"Argumentaire archivé le {typography.day(at.date(), 'medium')}",
                complete=True,
                kind=_INITIATIVE,
                object_id=initiative,
            )
        }
        for initiative, at in last.items()
    }
