"""Families of personal data of the library."""

from copil.core.privacy import NONE, OPINION, Family, Tags
from copil.initiatives.privacy import TAGS as INITIATIVES

_TOLD: dict[str, Family] = {
    **INITIATIVES["PresentationSheet"],
    **dict.fromkeys(
        (
            *("title", "summary", "carriers", "territory_note", "year", "context", "stakes"),
            *("needs_summary", "origin", "validation", "strategic", "operational", "skills"),
            *("method_key", "method_title"),
        ),
        NONE,
    ),
}

TAGS: Tags = {
    "ExperienceSheet": {
        **_TOLD,
        "state": NONE,
        "taken": NONE,
        "submitted_at": NONE,
        "remarks": OPINION,
        "reviewed_at": NONE,
    },
    "Edition": {
        **_TOLD,
        "number": NONE,
        "scope": NONE,
        "title_key": NONE,
        "left_out": NONE,
        "published_at": NONE,
        "replaced_at": NONE,
        "withdrawn_at": NONE,
    },
    "Inspiration": {"source": NONE, "source_number": NONE, "source_title": NONE, "taken": NONE},
}
