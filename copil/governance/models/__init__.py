"""What governance keeps, one file per family."""

from copil.governance.models.bodies import Body, BodyQuerySet, College, Mandate, MandateQuerySet
from copil.governance.models.decisions import Decision, DecisionQuerySet

__all__ = ["Body", "BodyQuerySet", "College", "Decision", "DecisionQuerySet", "Mandate", "MandateQuerySet"]
