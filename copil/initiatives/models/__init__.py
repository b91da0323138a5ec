"""Initiatives, their carriers and people, and what is said of each activity of their method."""

from copil.initiatives.models.carriers import CarrierInvitation, CarrierSheet, RequiredSkill
from copil.initiatives.models.facts import KeptFacts
from copil.initiatives.models.initiatives import (
    ActivityMark,
    Carrier,
    Initiative,
    InitiativeQuerySet,
    Method,
    MethodQuerySet,
    Objective,
    ObjectiveQuerySet,
    OfInitiativeQuerySet,
    PlannedActivity,
    PresentationSheet,
    StageMove,
    TargetStructure,
    TeamMember,
    TeamMemberQuerySet,
)
from copil.initiatives.models.papers import ConceptNote, ExistingItem, MethodFrame, ObjectiveNeed
from copil.initiatives.models.presented import Presented
from copil.initiatives.models.shares import MethodShare
from copil.initiatives.models.workshop import EarlierDraft, MethodDraft, MethodMove

__all__ = [
    "ActivityMark",
    "Carrier",
    "CarrierInvitation",
    "CarrierSheet",
    "ConceptNote",
    "EarlierDraft",
    "ExistingItem",
    "Initiative",
    "InitiativeQuerySet",
    "KeptFacts",
    "Method",
    "MethodDraft",
    "MethodFrame",
    "MethodMove",
    "MethodQuerySet",
    "MethodShare",
    "Objective",
    "ObjectiveNeed",
    "ObjectiveQuerySet",
    "OfInitiativeQuerySet",
    "PlannedActivity",
    "PresentationSheet",
    "Presented",
    "RequiredSkill",
    "StageMove",
    "TargetStructure",
    "TeamMember",
    "TeamMemberQuerySet",
]
