"""What working groups keep, one file per family."""

from copil.workshops.models.allocations import Allocation, Place, PlaceTie
from copil.workshops.models.bilans import Bilan, Lesson
from copil.workshops.models.boards import Board, BoardAct, Card, CardAnswer, CardComment, Cluster
from copil.workshops.models.conducting import SessionScript
from copil.workshops.models.groups import GroupMember, GroupSession, WorkingGroup
from copil.workshops.models.plans import (
    CommonPlan,
    PlanAction,
    PlanActionQuerySet,
    PlanAnswer,
    PlanEdition,
    PlanMerge,
    PlanSource,
)
from copil.workshops.models.priorities import PriorityVote
from copil.workshops.models.sheet_follow import ActionStatement, LeadRequest, UpdateLink
from copil.workshops.models.sheet_sources import SheetSource
from copil.workshops.models.sheets import ActionSheet, SheetIndicator, SheetPartner

__all__ = [
    "ActionSheet",
    "ActionStatement",
    "Allocation",
    "Bilan",
    "Board",
    "BoardAct",
    "Card",
    "CardAnswer",
    "CardComment",
    "Cluster",
    "CommonPlan",
    "GroupMember",
    "GroupSession",
    "LeadRequest",
    "Lesson",
    "Place",
    "PlaceTie",
    "PlanAction",
    "PlanActionQuerySet",
    "PlanAnswer",
    "PlanEdition",
    "PlanMerge",
    "PlanSource",
    "PriorityVote",
    "SessionScript",
    "SheetIndicator",
    "SheetPartner",
    "SheetSource",
    "UpdateLink",
    "WorkingGroup",
]
