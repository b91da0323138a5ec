"""What governance keeps, one file per family."""

from copil.governance.models.bodies import Body, BodyQuerySet, College, Mandate, MandateQuerySet

__all__ = ["Body", "BodyQuerySet", "College", "Mandate", "MandateQuerySet"]
