"""Families of personal data of needs."""

from copil.core.privacy import NONE, OPINION, Tags

TAGS: Tags = {
    "Theme": {"label": NONE, "label_key": NONE, "code": NONE},
    "Diagnostic": {"kind": NONE, "date": NONE, "summary": OPINION},
    "SharedNeed": {
        "title": NONE,
        "summary": NONE,
        "nature": NONE,
        "nature_reason": NONE,
        "state": NONE,
        "confirmed_on": NONE,
        "explanation": NONE,
    },
    "Need": {"text": OPINION, "closeness": NONE, "confirmed_on": NONE},
    "NeedOrigin": {"kind": NONE, "date": NONE, "document": NONE},
    "SetAsideProposal": {"signature": NONE, "sides": NONE, "reason": NONE},
    "ProblemSheet": {
        "title": NONE,
        "context": NONE,
        "stakes": NONE,
        "needs_summary": NONE,
        "origin": NONE,
        "validation": NONE,
        "earlier_experiences": NONE,
    },
}
