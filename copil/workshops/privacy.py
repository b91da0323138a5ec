"""Families of personal data of working groups."""

from copil.core.privacy import NONE, OPINION, Tags

TAGS: Tags = {
    "WorkingGroup": dict.fromkeys(("theme", "theme_key", "question", "wanted_types", "seats"), NONE),
    "GroupMember": dict.fromkeys(("kind", "other_service"), NONE),
    "GroupSession": {"rank": NONE},
    "Allocation": dict.fromkeys(
        (
            *("state", "seed", "type_weight", "organisation_weight", "service_weight", "wish_weight"),
            *("territory", "proven", "accepted_at"),
        ),
        NONE,
    ),
    "Place": dict.fromkeys(("kind", "other_service", "locked"), NONE),
    "PlaceTie": {"tie": OPINION},
}
