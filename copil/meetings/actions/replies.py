"""The answers to invitations: by the link of each, or noted by whoever prepares the meeting."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import F

from copil.core.errors import ActionRefused
from copil.directory.models import Person
from copil.identity.models import SignedLink, User
from copil.meetings import wording
from copil.meetings.actions import hospitality, registering
from copil.meetings.actions.common import record
from copil.meetings.actions.inviting import remind
from copil.meetings.enums import MeetingState, Reply
from copil.meetings.models import Invitation, Meeting, Participant
from copil.meetings.rules import replies as rules


@transaction.atomic
def answer(
    *,
    link: SignedLink,
    reply: str,
    represented_by: uuid.UUID | None,
    word: str,
    at: dt.datetime,
    diet: str = "",
    details: str = "",
) -> Invitation:
    """Keep the answer of whoever holds an open link, in place of the one before.

    The same answer twice is no news. What is needed at table and to get in is kept aside, and erased after
    the meeting. Raises ``ActionRefused``, in the language of the invitation, when the
    meeting began or was cancelled since the page was opened, or when the answer makes no sense.
    """
    invitation = _held(link.object_id)
    said = wording.words(invitation.language)
    stored = SignedLink.objects.filter(pk=link.pk).first()
    if stored is None or not stored.is_open(at=at) or not is_open(invitation, at=at):
        raise ActionRefused(said["closed_why"])
    if reply not in [one.value for one in Reply.given()]:
        raise ActionRefused(said["choose"])
    by_whom = _standing_in(invitation, reply, represented_by)
    if not rules.names_somebody(reply=reply, person=by_whom is not None, word=word):
        raise ActionRefused(said["say_who"])
    one = invitation.participant
    hospitality.keep(one, meeting=one.meeting, reply=reply, diet=diet, details=details, at=at)
    return _keep(invitation, reply=Reply(reply), represented_by=by_whom, word=word, by=None, at=at)


@transaction.atomic
def note(
    *,
    invitation: Invitation,
    reply: str,
    represented_by: uuid.UUID | None,
    word: str,
    by: User,
    at: dt.datetime,
) -> Invitation:
    """Note an answer received otherwise: by telephone, by mail, in the corridor."""
    held = _held(invitation.pk)
    meeting = held.participant.meeting
    if meeting.state not in (MeetingState.CALLED, MeetingState.RUNNING):
        raise ActionRefused("Les réponses se notent entre la convocation et la fin de la réunion.")
    if reply not in [one.value for one in Reply.given()]:
        raise ActionRefused("Choisissez l’une des réponses proposées.")
    by_whom = _standing_in(held, reply, represented_by)
    return _keep(held, reply=Reply(reply), represented_by=by_whom, word=word, by=by, at=at)


@transaction.atomic
def speak(*, participant: Participant, language: str, at: dt.datetime) -> None:
    """Choose the language in which somebody is written to: no fact of the meeting, nothing in its journal."""
    if language not in wording.languages():
        raise ActionRefused("Cette langue n’est pas proposée.")
    rows = Invitation.objects.filter(participant=participant)
    if not rows.update(language=language, version=F("version") + 1):
        here = {"workspace": participant.workspace, "created_at": at}
        Invitation.objects.create(participant=participant, language=language, **here)


@transaction.atomic
def remind_silent(*, meeting: Meeting, by: User, at: dt.datetime) -> int:
    """Remind those who did not answer, at the request of whoever prepares the meeting."""
    sent = remind(meeting=meeting, at=at)
    if sent:
        people = "une personne" if sent == 1 else f"{sent} personnes"
        record(meeting, verb="remind", by=by, at=at, changes={"people": people})
    return sent


def is_open(invitation: Invitation, *, at: dt.datetime) -> bool:
    """Tell whether an invitation may still be answered."""
    one = invitation.participant
    meeting = one.meeting
    begun = meeting.starts_at is None or meeting.starts_at <= at
    return not one.is_archived and meeting.state == MeetingState.CALLED and not begun


def possible_stand_ins(participant: Participant) -> list[Person]:
    """Return who may be chosen to represent somebody: their substitute first, then the other members."""
    mandate = participant.mandate
    found = [mandate.substitute] if mandate is not None and mandate.substitute is not None else []
    rows = Participant.objects.current().filter(meeting=participant.meeting_id).exclude(voice="")
    rows = rows.exclude(pk=participant.pk).select_related("person").in_order()
    return [*found, *(one.person for one in rows if one.person not in found)]


def _held(pk: uuid.UUID) -> Invitation:
    """Return the invitation as it is stored, held until the end of the transaction."""
    registering.hold_pages_of(pk)
    related = ("participant__person", "participant__mandate__substitute", "participant__meeting__workspace")
    rows = Invitation.objects.select_for_update(of=("self",)).select_related(*related)
    held: Invitation = rows.get(pk=pk)
    return held


def _standing_in(invitation: Invitation, reply: str, chosen: uuid.UUID | None) -> Person | None:
    if reply != Reply.REPRESENTED or chosen is None:
        return None
    known = {one.pk: one for one in possible_stand_ins(invitation.participant)}
    return known.get(chosen)


def _keep(
    invitation: Invitation,
    *,
    reply: Reply,
    represented_by: Person | None,
    word: str,
    by: User | None,
    at: dt.datetime,
) -> Invitation:
    told = word.strip()[:300]
    same = (invitation.reply, invitation.represented_by_id, invitation.word)
    if same == (reply, represented_by.pk if represented_by else None, told):
        return invitation
    invitation.reply, invitation.represented_by, invitation.word = reply, represented_by, told
    invitation.replied_at, invitation.recorded_by = at, by
    invitation.version += 1
    invitation.save(update_fields=["reply", "represented_by", "word", "replied_at", "recorded_by", "version"])
    if reply == Reply.NO:
        registering.freed(invitation.participant, at=at)
    changes = {"person": str(invitation.participant.person), "answer": reply.label.lower()}
    if represented_by is not None:
        changes["represented_by"] = str(represented_by)
    verb = "record_reply" if by is not None else "reply"
    record(invitation.participant.meeting, verb=verb, by=by, at=at, changes=changes)
    return invitation
