"""Families of personal data of governance."""

from copil.core.privacy import FINANCIAL, IDENTITY, NONE, OPINION, Tags

TAGS: Tags = {
    "PublicPage": {"draft": NONE, "content": NONE, "published_at": NONE},
    "AdminPiece": {
        "kind": NONE,
        "title": NONE,
        "reference": NONE,
        "stage": NONE,
        "activity": NONE,
        "state": NONE,
        "due_on": NONE,
        "amount": FINANCIAL,
        "note": OPINION,
        "moved_at": NONE,
        "reminded_for": NONE,
        "told_late_for": NONE,
    },
    "Body": {
        "kind": NONE,
        "name": NONE,
        "name_key": NONE,
        "code": NONE,
        "purpose": NONE,
        "frequency": NONE,
        "quorum_kind": NONE,
        "quorum_value": NONE,
        "opens_to_outsiders": NONE,
        "was_there": NONE,
        "proposal": NONE,
        "set_up_on": NONE,
        "closed_on": NONE,
        "closing_reason": NONE,
    },
    "RoleHolding": {
        "role": NONE,
        "is_deputy": NONE,
        "starts_on": NONE,
        "ends_on": NONE,
        "ending_reason": OPINION,
        "days": NONE,
    },
    "SingleRole": {"role": NONE, "reason": OPINION},
    "RoleSkill": {"role": OPINION},
    "College": {"name": NONE, "seats": NONE, "position": NONE},
    "Mandate": {
        "position": NONE,
        "voice": NONE,
        "is_outsider": NONE,
        "is_elected": OPINION,
        "starts_on": NONE,
        "ends_on": NONE,
        "ending_reason": OPINION,
    },
    "Decision": {
        **dict.fromkeys(
            (
                *("subject_kind", "subject_id", "state", "year", "number", "reference", "title", "title_key"),
                *(
                    "topic",
                    "decided_on",
                    "way",
                    "votes_for",
                    "votes_against",
                    "votes_abstained",
                    "votes_absent",
                ),
                *("seats", "consequences", "review_on", "matter_code", "matter_name", "adopted_at"),
                *("reviewed_on", "is_public"),
            ),
            NONE,
        ),
        "options": OPINION,
        "reason": OPINION,
        "review_note": OPINION,
        "owner_name": IDENTITY,
    },
    "GateReview": {
        **dict.fromkeys(("gate", "title", "question", "verdict", "decided_on", "reopened_at"), NONE),
        **dict.fromkeys(("reason", "criteria", "annex", "reopening_reason"), OPINION),
    },
    "Condition": {
        **dict.fromkeys(("text", "due_on", "outcome", "settled_on"), NONE),
        "settled_note": OPINION,
    },
    "Validation": {
        **dict.fromkeys(("source", "given_on", "replaced_at"), NONE),
        **dict.fromkeys(("opinion", "text"), OPINION),
    },
    "LightSheet": {
        **dict.fromkeys(
            (
                *("title", "means", "means_why", "dates", "dates_why", "cost", "cost_why"),
                *("wanted", "unwanted", "affected", "reversible", "position"),
            ),
            NONE,
        ),
        **dict.fromkeys(("carried_by", "opposed_by"), OPINION),
    },
}
