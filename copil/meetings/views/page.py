"""What the page of a meeting shows."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from copil.identity.http import Request
from copil.meetings import life, presentation, reach
from copil.meetings.actions import sending
from copil.meetings.enums import ItemState, MeetingState
from copil.meetings.models import AgendaItem, Amendment, Meeting, MeetingDocument, Minutes, Participant
from copil.meetings.permissions import MeetingRights
from copil.meetings.roll import roll_of
from copil.meetings.rules import life as rules

# Beyond so many, the page of a meeting only counts them: their names are on the page of the answers.
_CROWD = 30


def of(request: Request, shown: Meeting, rights: MeetingRights) -> dict[str, Any]:
    """Return the agenda, those expected, the documents, the moves offered, the amendments (six queries)."""
    rows = AgendaItem.objects.current().filter(meeting=shown).select_related("presenter", "proposed_by")
    items: Sequence[AgendaItem] = list(rows.in_order())
    roll = roll_of(shown)
    people = [one.participant for one in roll.people]
    amenders = roll.amenders
    documents = MeetingDocument.objects.current().filter(meeting=shown).select_related("file")
    at = timezone.now()
    held = shown.state in MeetingState.held()
    facts = life.facts_of(shown, at=at)
    return {
        "agenda": presentation.timed(shown, [one for one in items if one.state == ItemState.KEPT]),
        "proposed": [one for one in items if one.state != ItemState.KEPT],
        "may_shape_agenda": shown.is_preparing or shown.state == MeetingState.RUNNING,
        "benches": presentation.benches(people),
        "crowd": len(people) if len(people) > _CROWD else 0,
        "documents": documents.order_by("created_at", "pk"),
        "offered": rules.offered(
            state=shown.state, may_prepare=rights.may_prepare, may_approve=rights.may_approve, facts=facts
        ),
        "minutes": _minutes(shown) if held else None,
        "amendments": _amendments(shown) if held else [],
        "unreached": _unreached(shown, people) if shown.state == MeetingState.SENT else [],
        "may_ask": shown.state == MeetingState.SENT
        and (
            rights.may_prepare
            or any(one.person.user_id == request.user.pk and one.pk in amenders for one in people)
        ),
    }


def _unreached(meeting: Meeting, people: Sequence[Participant]) -> list[str]:
    """Return the names of those whom the minutes sent did not reach (three queries)."""
    rows = Participant.objects.current().filter(meeting=meeting)
    missed = reach.unreached(rows, kind=sending.KIND)
    return [str(one.person) for one in people if one.pk in missed]


def _minutes(meeting: Meeting) -> Minutes | None:
    found: Minutes | None = Minutes.objects.filter(meeting=meeting).select_related("approved_in").first()
    return found


def _amendments(meeting: Meeting) -> list[Amendment]:
    rows = Amendment.objects.current().filter(meeting=meeting).select_related("person", "item")
    return list(rows.order_by("created_at", "pk"))
