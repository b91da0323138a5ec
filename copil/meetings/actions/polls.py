"""Find the date of a meeting: propose dates, say who counts, open, close, open again, give up."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from copil.algorithms.dates import holidays
from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.identity.models import User
from copil.meetings.actions import poll_letters
from copil.meetings.actions.common import locked, record
from copil.meetings.models import DatePoll, Invitation, Meeting, Participant, PollSlot, PollVoter
from copil.meetings.poll_enums import PollState, Zone
from copil.meetings.rules import polls as rules
from copil.territories.enums import Kind

FIELDS = ("message", "closes_at", "quorum", "zone", "shared")
_NOT_A_DRAFT = "Cette réunion n’est plus un brouillon : sa date est fixée, ou elle n’a pas lieu."
_ENDED = "Ce sondage est clos : rouvrez-le pour le changer."
_TOO_LATE = "Choisissez une date de fin à venir."


@transaction.atomic
def propose(*, meeting: Meeting, instants: Sequence[dt.datetime], by: User, at: dt.datetime) -> DatePoll:
    """Propose dates for a draft; the first time, this begins a poll of those expected. Nothing is sent."""
    held = draft(meeting)
    poll = current(held)
    if poll is None:
        poll = _begin(held, instants, by=by, at=at)
    _changeable(poll)
    known = set(PollSlot.objects.of_poll(poll).values_list("starts_at", flat=True))
    refused = rules.refusal_of_slots(new=instants, known=known, at=at)
    if refused:
        raise ActionRefused(refused)
    new = sorted(set(instants) - known)
    PollSlot.objects.bulk_create(
        PollSlot(workspace=held.workspace, poll=poll, starts_at=one, created_at=at) for one in new
    )
    enrol(poll, at=at)
    if new and poll.state == PollState.OPEN:
        poll_letters.ask_everybody(poll, at=at)
    record(held, verb="propose_dates", by=by, at=at, changes={"dates": typography.plural(len(new), "date")})
    return poll


@transaction.atomic
def remove_slot(*, slot: PollSlot, by: User, at: dt.datetime) -> None:
    """No longer propose a date."""
    held = draft(slot.poll.meeting)
    _changeable(slot.poll)
    if slot.poll.state == PollState.OPEN and PollSlot.objects.of_poll(slot.poll).count() < 2:
        raise ActionRefused("C’est la dernière date : abandonnez plutôt le sondage.")
    PollSlot.objects.current().filter(pk=slot.pk).update(archived_at=at, version=slot.version + 1)
    when = typography.instant(slot.starts_at)
    record(held, verb="remove_date", by=by, at=at, changes={"date": when})


@transaction.atomic
def change(
    *, poll: DatePoll, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime
) -> DatePoll:
    """Change until when, how many people, which holidays; raise ``Conflict`` on a stale version."""
    held = draft(poll.meeting)
    stored = _held(poll)
    _changeable(stored)
    if values["closes_at"] <= at:
        raise ActionRefused(_TOO_LATE)
    moved = stored.closes_at != values["closes_at"]
    for name in FIELDS:
        setattr(stored, name, values[name])
    save_versioned(stored, fields=list(FIELDS), expected=expected)
    if moved and stored.state == PollState.OPEN:
        poll_letters.plan_reminder(stored, at=at)
    record(held, verb="change_poll", by=by, at=at)
    return stored


@transaction.atomic
def weigh(*, poll: DatePoll, said: Mapping[uuid.UUID, tuple[bool, int]], by: User, at: dt.datetime) -> int:
    """Say whose presence is needed and how much each counts; return how many people changed."""
    held = draft(poll.meeting)
    stored = _held(poll)
    _changeable(stored)
    rows = PollVoter.objects.asked(stored).filter(pk__in=said)
    changed = []
    for one in rows:
        required, weight = said[one.pk]
        if not 0 <= weight <= rules.MOST_WEIGHT:
            raise ActionRefused(f"Un poids va de 0 à {rules.MOST_WEIGHT}.")
        if (one.required, one.weight) != (required, weight):
            one.required, one.weight, one.version = required, weight, one.version + 1
            changed.append(one)
    if changed:
        PollVoter.objects.bulk_update(changed, ["required", "weight", "version"])
        people = typography.plural(len(changed), "personne")
        record(held, verb="weigh_poll", by=by, at=at, changes={"people": people})
    return len(changed)


@transaction.atomic
def open_poll(*, poll: DatePoll, expected: int, by: User, at: dt.datetime) -> None:
    """Ask those expected: each is sent a link of their own."""
    held = draft(poll.meeting)
    stored = _held(poll)
    if not stored.is_draft:
        raise ActionRefused("Ce sondage est déjà ouvert.")
    slots = PollSlot.objects.of_poll(stored)
    if slots.count() < 2:
        raise ActionRefused("Proposez au moins deux dates.")
    if slots.filter(starts_at__lte=at).exists():
        raise ActionRefused("Une des dates est passée : retirez-la.")
    enrol(stored, at=at)
    if not PollVoter.objects.asked(stored).exists():
        raise ActionRefused("Personne n’est attendu : choisissez une instance ou invitez des personnes.")
    if stored.closes_at <= at:
        raise ActionRefused(_TOO_LATE)
    stored.state, stored.opened_at = PollState.OPEN, at
    save_versioned(stored, fields=["state", "opened_at"], expected=expected)
    poll_letters.ask_everybody(stored, at=at)
    poll_letters.plan_reminder(stored, at=at)
    record(held, verb="open_poll", by=by, at=at)


@transaction.atomic
def close(*, poll: DatePoll, expected: int, by: User, at: dt.datetime) -> None:
    """Take no more answers; the date is still to be chosen."""
    stored = _held(poll)
    if stored.state != PollState.OPEN:
        raise ActionRefused("Ce sondage n’est pas ouvert.")
    end(stored, expected=expected, at=at)
    record(stored.meeting, verb="close_poll", by=by, at=at)


@transaction.atomic
def reopen(*, poll: DatePoll, closes_at: dt.datetime, expected: int, by: User, at: dt.datetime) -> None:
    """Take answers again, until another day; a date kept for this meeting is no longer marked."""
    held = draft(poll.meeting)
    stored = _held(poll)
    if not stored.is_closed:
        raise ActionRefused("Ce sondage n’est pas clos.")
    if closes_at <= at:
        raise ActionRefused(_TOO_LATE)
    stored.state, stored.closed_at, stored.closes_at = PollState.OPEN, None, closes_at
    save_versioned(stored, fields=["state", "closed_at", "closes_at"], expected=expected)
    PollSlot.objects.filter(poll=stored, kept_for=held).update(kept_for=None)
    enrol(stored, at=at)
    poll_letters.plan_reminder(stored, at=at)
    record(held, verb="reopen_poll", by=by, at=at)


@transaction.atomic
def cancel(*, poll: DatePoll, reason: str, expected: int, by: User, at: dt.datetime) -> None:
    """Give up: the links stop working, what was answered is kept out of sight."""
    stored = _held(poll)
    if stored.state == PollState.CANCELLED:
        raise ActionRefused("Ce sondage est déjà abandonné.")
    stored.state, stored.closed_at, stored.reason = PollState.CANCELLED, None, reason.strip()[:300]
    save_versioned(stored, fields=["state", "closed_at", "reason"], expected=expected)
    record(stored.meeting, verb="cancel_poll", by=by, at=at, changes={"reason": stored.reason})


@transaction.atomic
def copy(*, poll: DatePoll, meeting: Meeting, by: User, at: dt.datetime) -> DatePoll:
    """Begin the poll of another draft with the dates still to come and the same people's weights."""
    target = draft(meeting)
    if current(target) is not None:
        raise ActionRefused("Cette réunion a déjà son sondage de dates.")
    rows = PollSlot.objects.of_poll(poll).filter(starts_at__gt=at)
    instants = list(rows.order_by("starts_at").values_list("starts_at", flat=True))
    if not instants:
        raise ActionRefused("Aucune date de ce sondage n’est à venir : proposez-en de nouvelles.")
    made = propose(meeting=target, instants=instants, by=by, at=at)
    made.message, made.quorum, made.zone, made.shared = poll.message, poll.quorum, poll.zone, poll.shared
    made.save(update_fields=["message", "quorum", "zone", "shared"])
    known = {one.participant.person_id: one for one in _with_people(poll)}
    voters = [one for one in _with_people(made) if one.participant.person_id in known]
    for one in voters:
        before = known[one.participant.person_id]
        one.required, one.weight, one.language = before.required, before.weight, before.language
    PollVoter.objects.bulk_update(voters, ["required", "weight", "language"])
    return made


def current(meeting: Meeting) -> DatePoll | None:
    """Return the poll of a meeting that was not given up."""
    rows = DatePoll.objects.current().filter(meeting=meeting).exclude(state=PollState.CANCELLED)
    found: DatePoll | None = rows.select_related("meeting__workspace").first()
    return found


def draft(meeting: Meeting) -> Meeting:
    """Return the meeting, held; refuse one whose date no longer is to be found."""
    held = locked(meeting)
    if not held.is_draft or held.is_archived:
        raise ActionRefused(_NOT_A_DRAFT)
    return held


def end(poll: DatePoll, *, expected: int, at: dt.datetime) -> None:
    """Write that a poll takes no more answers."""
    poll.state, poll.closed_at = PollState.CLOSED, at
    save_versioned(poll, fields=["state", "closed_at"], expected=expected)


def enrol(poll: DatePoll, *, at: dt.datetime) -> None:
    """Ask those expected who are not asked yet, each in the language they are written to."""
    rows = Participant.objects.current().filter(meeting=poll.meeting_id)
    asked = PollVoter.objects.filter(poll=poll).values("participant")
    new = list(rows.exclude(pk__in=asked).values_list("pk", flat=True))
    spoken = dict(Invitation.objects.filter(participant__in=new).values_list("participant", "language"))
    PollVoter.objects.bulk_create(
        PollVoter(
            workspace_id=poll.workspace_id,
            poll=poll,
            participant_id=pk,
            language=spoken.get(pk, "fr"),
            created_at=at,
        )
        for pk in new
    )


def usual_zone(meeting: Meeting) -> str:
    """Return the school zone of the initiative's département, else that of most of those expected."""
    place = meeting.initiative.territory if meeting.initiative else None
    if place is not None:
        code = place.code if place.kind == Kind.DEPARTEMENT else getattr(place.departement, "code", "")
        if code:
            return holidays.zone_of(code)
    rows = Participant.objects.current().filter(meeting=meeting)
    codes = Counter(rows.values_list("organisation__commune__departement__code", flat=True))
    codes.pop(None, None)
    return holidays.zone_of(codes.most_common(1)[0][0]) if codes else Zone.NONE.value


def _begin(meeting: Meeting, instants: Sequence[dt.datetime], *, by: User, at: dt.datetime) -> DatePoll:
    refused = rules.refusal_of_slots(new=instants, known=[], at=at)
    if refused:
        raise ActionRefused(refused)
    closes = rules.usual_deadline(first=min(instants), zone=meeting.workspace.time_zone, at=at)
    made: DatePoll = DatePoll.objects.create(
        workspace=meeting.workspace,
        meeting=meeting,
        closes_at=closes,
        zone=usual_zone(meeting),
        created_by=by,
        created_at=at,
    )
    return made


def _held(poll: DatePoll) -> DatePoll:
    rows = DatePoll.objects.select_for_update(of=("self",)).select_related(
        "meeting__workspace", "meeting__initiative"
    )
    held: DatePoll = rows.get(pk=poll.pk)
    return held


def _changeable(poll: DatePoll) -> None:
    if poll.state not in (PollState.DRAFT, PollState.OPEN):
        raise ActionRefused(_ENDED)


def _with_people(poll: DatePoll) -> list[PollVoter]:
    return list(PollVoter.objects.of_poll(poll).select_related("participant"))
