"""Territories, official or added, and what leads to them."""

from copil.territories.models.perimeters import Perimeter, PerimeterCommune, PerimeterKind
from copil.territories.models.territories import (
    KIND_LABELS,
    Alias,
    PostalCode,
    SearchTerm,
    SearchTermQuerySet,
    Territory,
    TerritoryQuerySet,
)

__all__ = [
    "KIND_LABELS",
    "Alias",
    "Perimeter",
    "PerimeterCommune",
    "PerimeterKind",
    "PostalCode",
    "SearchTerm",
    "SearchTermQuerySet",
    "Territory",
    "TerritoryQuerySet",
]
