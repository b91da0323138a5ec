"""Who took part in a meeting, as its minutes say it and as its corrections and its votes need it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copil.governance.composition import Composition
from copil.meetings.enums import AttendanceStatus, MeetingState
from copil.meetings.models import Meeting, Participant
from copil.meetings.rules import attendance as rules

EXPECTED = "Personnes attendues"
_LABELS: Mapping[str, str] = {
    AttendanceStatus.PRESENT.value: "Personnes présentes",
    AttendanceStatus.REMOTE.value: "À distance",
    AttendanceStatus.VISITOR.value: "En visite",
    AttendanceStatus.REPRESENTED.value: "Personnes représentées",
    AttendanceStatus.EXCUSED.value: "Personnes excusées",
    AttendanceStatus.ABSENT.value: "Personnes absentes",
    "unknown": "Présence non notée",
}


@dataclass(frozen=True)
class Present:
    """One person expected and what is known of them."""

    participant: Participant
    noted: str
    shown: str
    left: bool
    stand_in: str

    @property
    def name(self) -> str:
        """Return how the minutes name them, with who stood in."""
        name = str(self.participant.person)
        stands = self.shown == AttendanceStatus.REPRESENTED and self.stand_in
        return f"{name} (par {self.stand_in})" if stands else name


@dataclass(frozen=True)
class Roll:
    """Those expected at a meeting, in order, and what was noted of them."""

    state: str
    people: Sequence[Present]

    @property
    def was_noted(self) -> bool:
        """Whether the attendance of anybody was noted."""
        return any(one.noted for one in self.people)

    @property
    def lines(self) -> list[tuple[str, list[str]]]:
        """Return the names under what the minutes say of them: those expected while nothing was noted."""
        if not self.was_noted:
            names = [str(one.participant.person) for one in self.people]
            return [(EXPECTED, names)] if names else []
        found = [
            (label, [one.name for one in self.people if one.shown == key]) for key, label in _LABELS.items()
        ]
        return [(label, names) for label, names in found if names]

    @property
    def amenders(self) -> set[uuid.UUID]:
        """Return the participants who may ask for a correction."""
        noted = self.was_noted
        return {one.participant.pk for one in self.people if rules.may_amend(shown=one.shown, noted=noted)}

    def voices(self, composition: Composition) -> int | None:
        """Return how many deliberative voices are there, by the attendance; None when none was noted.

        While the meeting goes on, those who left count no more; afterwards everybody has left.
        """
        if not self.was_noted:
            return None
        running = self.state == MeetingState.RUNNING
        there = [one for one in self.people if rules.is_there(one.noted, left=running and one.left)]
        mandates = [one.participant.mandate_id for one in there if one.participant.mandate_id]
        return composition.quorum(mandates).present


def roll_of(meeting: Meeting) -> Roll:
    """Return who took part in a meeting (one query)."""
    rows = Participant.objects.current().filter(meeting=meeting).with_surroundings().in_order()
    people = rows.select_related("attendance", "invitation__represented_by")
    return Roll(meeting.state, [_present(one) for one in people])


def _present(one: Participant) -> Present:
    kept, invited = getattr(one, "attendance", None), getattr(one, "invitation", None)
    noted = kept.status if kept else ""
    reply = invited.reply if invited else ""
    return Present(
        participant=one,
        noted=noted,
        shown=rules.shown(status=noted, reply=reply, is_over=True),
        left=bool(kept and kept.left_at),
        stand_in=str(invited.represented_by or "") if invited else "",
    )
