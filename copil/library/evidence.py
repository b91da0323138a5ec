"""Evidence found in the library: an experience sheet was published."""

import uuid
from collections.abc import Mapping, Sequence

from copil.core import typography
from copil.initiatives.evidence import Evidence, Facts
from copil.library.enums import Scope
from copil.library.models import Edition

PUBLISHED = "library.sheet_published"
KEYS = frozenset({PUBLISHED})


def provide(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return the edition in force of each initiative, as a fact (one query)."""
    rows = Edition.objects.in_force().filter(sheet__initiative__in=initiative_ids)
    told = rows.values_list("sheet__initiative", "sheet", "scope", "published_at", "stay__network__name")
    return {
        initiative: {
            PUBLISHED: Evidence(
                _told(scope, network, typography.day(at.date(), "medium")),
                complete=True,
                kind="library.experiencesheet",
                object_id=sheet,
            )
        }
        for initiative, sheet, scope, at, network in told
    }


def _told(scope: str, network: str | None, day: str) -> str:
    read_by = {
        Scope.WORKSPACE: "dans l’espace",
        Scope.NETWORK: f"dans le réseau {network}",
        Scope.PUBLIC: "pour tous",
    }[Scope(scope)]
    return f"Fiche expérience publiée {read_by}, le {day}"
