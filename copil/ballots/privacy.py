"""Families of personal data of votes."""

from copil.core.privacy import NONE, OPINION, Tags

TAGS: Tags = {
    "Ballot": dict.fromkeys(
        (
            *("title", "title_key", "question", "method", "secret", "dots", "budget", "quorum", "state"),
            *("opened_at", "closed_at", "published_at", "subject_kind", "subject_id"),
        ),
        NONE,
    ),
    "Option": dict.fromkeys(("position", "label", "cost", "subject_kind", "subject_id"), NONE),
    "Criterion": dict.fromkeys(("position", "label", "weight"), NONE),
    "Voter": {"voted": NONE, "open_paper": OPINION},
    "Urn": {"papers": NONE},
    # Keys of the roll, then papers: of an open vote, whose they are; emptied once they are in the urn.
    "PaperBatch": {"people": NONE, "first": OPINION, "second": OPINION, "poured_at": NONE},
}
