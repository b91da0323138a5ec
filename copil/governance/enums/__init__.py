"""Kinds and states of governance, one file per family."""

from copil.governance.enums.bodies import BodyKind, BodyState, Frequency, QuorumKind, Voice

__all__ = ["BodyKind", "BodyState", "Frequency", "QuorumKind", "Voice"]
