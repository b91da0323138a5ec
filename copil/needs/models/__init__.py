"""Needs of structures, what brings them together, and the problem they make."""

from copil.needs.models.answers import Antecedent, PartnerOpinion
from copil.needs.models.needs import (
    Diagnostic,
    Need,
    NeedOrigin,
    NeedQuerySet,
    ProblemSheet,
    SetAsideProposal,
    SharedNeed,
    SharedNeedQuerySet,
    Theme,
    ThemeQuerySet,
)
from copil.needs.models.networks import (
    NetworkNeed,
    NetworkPart,
    NetworkSetAside,
    NetworkShare,
    NetworkShareQuerySet,
)
from copil.needs.models.offers import Offer, OfferCheck, OfferQuerySet
from copil.needs.models.plans import PlanLine

__all__ = [
    "Antecedent",
    "Diagnostic",
    "Need",
    "NeedOrigin",
    "NeedQuerySet",
    "NetworkNeed",
    "NetworkPart",
    "NetworkSetAside",
    "NetworkShare",
    "NetworkShareQuerySet",
    "Offer",
    "OfferCheck",
    "OfferQuerySet",
    "PartnerOpinion",
    "PlanLine",
    "ProblemSheet",
    "SetAsideProposal",
    "SharedNeed",
    "SharedNeedQuerySet",
    "Theme",
    "ThemeQuerySet",
]
