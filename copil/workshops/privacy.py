"""Families of personal data of working groups."""

from copil.core.privacy import CONTACT, IDENTITY, NONE, OPINION, Tags

TAGS: Tags = {
    "WorkingGroup": dict.fromkeys(
        ("theme", "theme_key", "question", "wanted_types", "seats", "facilitator_at"), NONE
    ),
    "GroupMember": dict.fromkeys(("kind", "other_service"), NONE),
    "GroupSession": {"rank": NONE},
    "PriorityVote": dict.fromkeys(("kind", "reported_at", "summary", "lines", "reasons"), NONE),
    "SessionScript": dict.fromkeys(
        ("steps", "current", "running_since", "times", "began_at", "ended_at", "beat"), NONE
    ),
    "Allocation": dict.fromkeys(
        (
            *("state", "seed", "type_weight", "organisation_weight", "service_weight", "wish_weight"),
            *("sizes", "territory", "proven", "accepted_at"),
        ),
        NONE,
    ),
    "Place": dict.fromkeys(("kind", "other_service", "locked"), NONE),
    "PlaceTie": {"tie": OPINION},
    "ActionSheet": {
        **dict.fromkeys(
            (
                *(
                    "title",
                    "title_key",
                    "description",
                    "objectives",
                    "targets",
                    "lead_state",
                    "days",
                    "means",
                ),
                *("start_date", "end_date", "state", "missing_count", "lead_answered_at"),
            ),
            NONE,
        ),
        # The cost of an action, not what somebody earns.
        "amount": NONE,
        "lead_reason": OPINION,
    },
    "SheetPartner": {"brings": NONE},
    "SheetSource": {},
    "SheetIndicator": dict.fromkeys(("label", "unit", "baseline", "target", "due_date"), NONE),
    "LeadRequest": {
        "email": CONTACT,
        **dict.fromkeys(("until", "sent_at", "reminded_at", "answer", "answered_at", "closed_at"), NONE),
        "reason": OPINION,
        "note": OPINION,
    },
    "UpdateLink": {"email": CONTACT, **dict.fromkeys(("until", "sent_at", "closed_at"), NONE)},
    "ActionStatement": {
        **dict.fromkeys(("state", "progress", "weather", "stated_at"), NONE),
        **dict.fromkeys(("sentence", "blocked_by", "unblocked_when"), OPINION),
    },
    "Board": dict.fromkeys(
        ("rank", "question", "state", "anonymous", "moderated", "beat", "entry", "apart"), NONE
    ),
    "Cluster": dict.fromkeys(("title", "position"), NONE),
    "Card": {"text": OPINION}
    | dict.fromkeys(("number", "kind", "state", "position", "once", "priority"), NONE),
    "CardAnswer": {},
    "CardComment": {"text": OPINION, "state": NONE, "once": NONE},
    "BoardAct": {"before": OPINION, "said": OPINION, "verb": NONE, "undone_at": NONE},
    "Bilan": dict.fromkeys(("produced", "verdict", "manner"), NONE),
    "Lesson": dict.fromkeys(("kind", "text", "evidence", "audience"), NONE),
    "CommonPlan": dict.fromkeys(
        ("presentation", "edition", "most_actions", "most_days", "address", "opened_at", "indexed"), NONE
    ),
    "PlanAction": dict.fromkeys(
        (
            *("number", "position", "title", "title_key", "description", "objectives", "targets"),
            *("lead_state", "lead_agreed", "days", "amount", "source", "means", "partners"),
            *("start_date", "end_date", "indicators"),
        ),
        NONE,
    ),
    # What is kept word for word names who leads.
    "PlanSource": {"taken": IDENTITY, "sheet_version": NONE, "taken_at": NONE, "missing": NONE},
    "PlanMerge": {"before": NONE, "moved": NONE, "undone_at": NONE},
    "PlanAnswer": {"text": OPINION, "sentence": IDENTITY, "signature": NONE, "apart": NONE},
    "PlanEdition": {
        "content": IDENTITY,
        **dict.fromkeys(("number", "digest", "published_at", "note"), NONE),
    },
}
