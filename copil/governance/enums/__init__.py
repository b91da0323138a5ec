"""Kinds and states of governance, one file per family."""

from copil.governance.enums.bodies import BodyKind, BodyState, Frequency, QuorumKind, Voice
from copil.governance.enums.decisions import DecisionState, Topic, Way

__all__ = ["BodyKind", "BodyState", "DecisionState", "Frequency", "QuorumKind", "Topic", "Voice", "Way"]
