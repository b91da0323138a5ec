"""What governance keeps, one file per family."""

from copil.governance.models.bodies import Body, BodyQuerySet, College, Mandate, MandateQuerySet
from copil.governance.models.decisions import Decision, DecisionQuerySet
from copil.governance.models.followup import AdminPiece, PieceQuerySet
from copil.governance.models.gates import Condition, GateReview, LightSheet, Validation
from copil.governance.models.letters import LetterVersion, MissionLetter
from copil.governance.models.public import PublicPage
from copil.governance.models.roles import RoleHolding, RoleSkill, SingleRole
from copil.governance.models.services import Backing, InternalService

__all__ = [
    "AdminPiece",
    "Backing",
    "Body",
    "BodyQuerySet",
    "College",
    "Condition",
    "Decision",
    "DecisionQuerySet",
    "GateReview",
    "InternalService",
    "LetterVersion",
    "LightSheet",
    "Mandate",
    "MandateQuerySet",
    "MissionLetter",
    "PieceQuerySet",
    "PublicPage",
    "RoleHolding",
    "RoleSkill",
    "SingleRole",
    "Validation",
]
