"""The lists of needs, of existing offers and of plans as tables."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from copil.needs import presentation
from copil.needs.models import NeedQuerySet, OfferQuerySet
from copil.needs.plans import Line

HEADER = (
    "Besoin", "Structure", "Commune", "Thème", "Origines", "Première origine le", "Confirmé", "Confirmé le",
    "Besoin partagé", "Noté le",
)  # fmt: skip  # a table reads by its lines
OFFER_HEADER = (
    "Offre", "Opérateur", "Nature", "Durée", "Contenu", "Territoire", "Thème", "Secteur ou branche",
    "Ligne de financement", "Valable jusqu’au", "Source",
)  # fmt: skip  # a table reads by its lines
PLAN_HEADER = ("Action", "Nature", "État", "Conduite par", "Début", "Fin", "Précisions")
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
            min(days) if days else None,
            quote.confirmed,
            need.confirmed_on,
            need.shared_need.title if need.shared_need else "",
            timezone.localdate(need.created_at),
        )


def offer_rows(rows: OfferQuerySet) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a register read with its surroundings, one lot in memory at a time."""
    for offer in rows.iterator(_LOT):
        yield (
            offer.title,
            offer.operator.name,
            offer.get_kind_display(),
            offer.get_rhythm_display(),
            offer.content,
            offer.territory.full_label if offer.territory else "Partout",
            offer.theme.label if offer.theme else "",
            offer.sector,
            offer.funding_line,
            offer.valid_until,
            offer.source,
        )


def plan_rows(lines: Iterable[Line]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the plan of a structure."""
    for line in lines:
        yield (
            line.title,
            line.kind.label,
            line.state.label,
            line.led_by,
            line.starts_on,
            line.ends_on,
            line.detail,
        )
