"""Families of personal data of meetings."""

from copil.core.privacy import CONTACT, FINANCIAL, IDENTITY, NONE, OPINION, SENSITIVE, Tags

TAGS: Tags = {
    "Meeting": dict.fromkeys(
        (
            *("kind", "title", "title_key", "starts_at", "duration", "place", "link", "meal", "purpose"),
            *("state", "series", "began_at", "ended_at", "cancelling_reason"),
        ),
        NONE,
    ),
    "Participant": {**dict.fromkeys(("capacity", "college"), NONE), "voice": NONE},
    "Convocation": dict.fromkeys(
        (
            *("sequence", "title", "starts_at", "duration", "place", "link"),
            *("told_at", "cancelled", "reminded_at"),
        ),
        NONE,
    ),
    "Invitation": {
        **dict.fromkeys(("language", "sequence", "sent_at", "replied_at", "reminded_at"), NONE),
        **dict.fromkeys(("reply", "word"), OPINION),
        "trouble": CONTACT,
    },
    "Hospitality": dict.fromkeys(("diet", "details"), SENSITIVE),
    "Place": dict.fromkeys(
        ("name", "name_key", "address", "access", "access_details", "transport", "opening", "notes"), NONE
    ),
    "Room": {
        **dict.fromkeys(
            (
                *("name", "name_key", "theatre", "classroom", "u_shape", "islands", "standing"),
                *("largest", "equipment", "notes"),
            ),
            NONE,
        ),
        "cost": FINANCIAL,
    },
    "Booking": {
        **dict.fromkeys(
            (
                *("use", "layout", "people", "state", "starts_at", "ends_at", "setup", "tidy"),
                *("held_from", "held_until", "meeting_at", "notes"),
            ),
            NONE,
        ),
        "cost": FINANCIAL,
    },
    "LogisticsLine": {
        **dict.fromkeys(
            (
                *("family", "key", "title", "days_before", "due_on", "by_hand", "basis", "margin"),
                *("per", "number", "notes", "done_at"),
            ),
            NONE,
        ),
        **dict.fromkeys(("estimated", "actual"), FINANCIAL),
    },
    "LogisticsHand": {},
    "RegistrationPage": dict.fromkeys(
        (
            *("introduction", "capacity", "waiting_list", "shows_places", "confirm_hours"),
            *("opens_at", "closes_at", "languages", "address", "is_open"),
        ),
        NONE,
    ),
    "PlaceReserve": dict.fromkeys(("label", "kind", "places"), NONE),
    "Registration": {
        **dict.fromkeys(("given_name", "family_name", "name_key"), IDENTITY),
        "email": CONTACT,
        **dict.fromkeys(
            (
                *("organisation_typed", "language", "state", "waits_since", "offered_until"),
                "changed_at",
            ),
            NONE,
        ),
    },
    "Attendance": dict.fromkeys(("status", "arrived_at", "left_at"), NONE),
    "AttendanceNote": dict.fromkeys(("key", "kind", "happened_at"), NONE),
    "AgendaItem": {
        **dict.fromkeys(
            (
                *("position", "title", "duration", "expected", "details", "state"),
                *("subject_kind", "subject_id", "subject_label"),
            ),
            NONE,
        ),
        "answer": OPINION,
    },
    "MeetingDocument": dict.fromkeys(("title", "link"), NONE),
    "Minutes": dict.fromkeys(("approval", "until", "sent_at", "approved_at", "locked_at"), NONE),
    "ItemNotes": {"text": OPINION},
    "NotesVersion": {"number": NONE, "text": OPINION},
    "Outcome": {
        **dict.fromkeys(
            (
                *("position", "kind", "way", "votes_for", "votes_against", "votes_abstained"),
                *("present", "needed", "due_on"),
            ),
            NONE,
        ),
        "text": OPINION,
        "reason": OPINION,
    },
    "ArrivalWindow": dict.fromkeys(("is_on", "before", "after"), NONE),
    "DoorVisitor": {"key": NONE, "structure": NONE},
    "DatePoll": dict.fromkeys(
        (
            *("state", "message", "closes_at", "quorum", "zone", "shared", "round"),
            *("opened_at", "closed_at", "reason"),
        ),
        NONE,
    ),
    "PollSlot": {"starts_at": NONE},
    "PollVoter": {
        **dict.fromkeys(("required", "weight", "language", "round", "sent_at", "reminded_at"), NONE),
        "trouble": CONTACT,
        "word": OPINION,
        "answered_at": NONE,
    },
    "PollAnswer": {"reply": OPINION},
    "Amendment": {"text": OPINION, "state": NONE, "answer": OPINION, "answered_at": NONE},
}
