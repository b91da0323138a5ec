"""Needs of structures, what brings them together, and the problem they make."""

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

__all__ = [
    "Diagnostic",
    "Need",
    "NeedOrigin",
    "NeedQuerySet",
    "ProblemSheet",
    "SetAsideProposal",
    "SharedNeed",
    "SharedNeedQuerySet",
    "Theme",
    "ThemeQuerySet",
]
