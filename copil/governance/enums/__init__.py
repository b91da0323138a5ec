"""Kinds and states of governance, one file per family."""

from copil.governance.enums.bodies import BodyKind, BodyState, Frequency, QuorumKind, Voice
from copil.governance.enums.decisions import DecisionState, Topic, Way
from copil.governance.enums.gates import Level, Opinion, Outcome, Reversible, Validator, Verdict

__all__ = [
    "BodyKind",
    "BodyState",
    "DecisionState",
    "Frequency",
    "Level",
    "Opinion",
    "Outcome",
    "QuorumKind",
    "Reversible",
    "Topic",
    "Validator",
    "Verdict",
    "Voice",
    "Way",
]
