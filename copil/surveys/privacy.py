"""Families of personal data of forms."""

from copil.core.privacy import CONTACT, NONE, OPINION, Tags

TAGS: Tags = {
    "Survey": dict.fromkeys(
        (
            *("title", "title_key", "languages", "kept_days", "state", "number", "address"),
            *("closes_at", "subject_kind", "subject_id"),
        ),
        NONE,
    ),
    "SurveyVersion": dict.fromkeys(("number", "content"), NONE),
    "Recipient": {"email": CONTACT, "language": NONE, "sent_at": NONE, "trouble": CONTACT},
    "Answer": {
        "values": OPINION,
        **dict.fromkeys(("language", "holder_kind", "holder_id", "changed_at"), NONE),
    },
}
