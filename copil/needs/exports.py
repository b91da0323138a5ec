"""The list of needs as a table."""

from collections.abc import Iterator
from typing import Any

from copil.core import typography
from copil.needs import presentation
from copil.needs.models import NeedQuerySet

HEADER = (
    "Besoin", "Structure", "Commune", "Thème", "Origines", "Première origine le", "Confirmé", "Confirmé le",
    "Besoin partagé", "Noté le",
)  # fmt: skip
_LOT = 500


def need_rows(rows: NeedQuerySet) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a list read by ``presentation.with_origins``, one lot in memory at a time."""
    for need in rows.iterator(_LOT):
        quote = presentation.quote(need)
        origins = quote.origins
        days = [origin.date for origin in origins if origin.date]
        commune = need.organisation.commune
        yield (
            need.text,
            need.organisation.name,
            commune.name if commune else "",
            need.theme.label if need.theme else "",
            " ; ".join(presentation.origin_in_short(origin) for origin in origins),
            min(days).isoformat() if days else "",
            "oui" if quote.confirmed else "non",
            need.confirmed_on.isoformat() if need.confirmed_on else "",
            need.shared_need.title if need.shared_need else "",
            typography.day(need.created_at, "medium"),
        )
