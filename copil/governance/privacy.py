"""Families of personal data of governance."""

from copil.core.privacy import IDENTITY, NONE, OPINION, Tags

TAGS: Tags = {
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
}
