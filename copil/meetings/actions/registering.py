"""Register to a meeting, change, cancel, confirm a place that was freed: never more people than places.

Every verb holds the page of the meeting until the end of its transaction: places are given one after the
other. Whether somebody is known here is told to nobody but them, by mail.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from copil.core.errors import ActionRefused
from copil.core.text import name_key
from copil.directory.actions import people
from copil.directory.models import Organisation, Person
from copil.identity.models import User, reference
from copil.meetings import registration_letters as letters
from copil.meetings import registration_words, seats
from copil.meetings.actions import hospitality
from copil.meetings.actions.common import record
from copil.meetings.enums import Capacity, MeetingState, Reply
from copil.meetings.enums import RegistrationState as State
from copil.meetings.models import (
    Convocation,
    Invitation,
    Meeting,
    Participant,
    PlaceReserve,
    Registration,
    RegistrationPage,
)
from copil.meetings.rules.places import next_in_line
from copil.notifications import jobs
from copil.notifications.models import Job
from copil.surveys import actions as surveys
from copil.surveys.models import Answer, SurveyVersion

LAPSE = "meetings.lapse"
_SHORTEST = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Typed:
    """What somebody typed to register."""

    given_name: str
    family_name: str
    email: str
    organisation: str = ""
    reserve: PlaceReserve | None = None
    language: str = "fr"
    values: Mapping[str, Any] = field(default_factory=dict)
    asked: SurveyVersion | None = None
    diet: str | None = None
    needs: str = ""


@transaction.atomic
def register(
    *, page: RegistrationPage, typed: Typed, at: dt.datetime, by: User | None = None
) -> Registration:
    """Give somebody a place, or a place in line, and write to them.

    Who is registered already keeps what they have: they are sent their link again, and the page says nothing
    else. ``by`` is the organiser who adds somebody. Raises ``ActionRefused``, in the language of the page,
    when it closed since, or is full without a waiting list.
    """
    held = hold(page)
    said = registration_words.words(typed.language)
    if by is None and not held.takes(at=at):
        raise ActionRefused(said["closed_why"])
    if by is not None and held.meeting.state != MeetingState.CALLED:
        raise ActionRefused("On inscrit entre la convocation et le début de la réunion.")
    email = typed.email.strip().lower()
    one: Registration | None = Registration.objects.filter(page=held, email=email).first()
    if one is not None and one.state not in State.gone():
        letters.send(one, page=held, kind="again", at=at)
        return one
    person = _person(held, typed, email, by=by, at=at)
    rows = Registration.objects.filter(page=held, person=person).exclude(state__in=State.gone())
    there: Registration | None = rows.first()
    if there is not None:  # the same person, under another of their addresses
        letters.send(there, page=held, kind="again", at=at)
        return there
    organisation = _organisation(held, typed.organisation)
    reserve = typed.reserve or _reserve_of(held, organisation)
    free = seats.room_of(held).left(reserve.pk if reserve else None)
    if not free and not held.waiting_list:
        raise ActionRefused(said["full"])
    one = one or Registration(workspace=held.workspace, page=held, email=email, created_at=at)
    one.given_name, one.family_name = typed.given_name, typed.family_name
    one.name_key = name_key(f"{typed.family_name} {typed.given_name}")[:240]
    one.language, one.reserve, one.organisation = typed.language, reserve, organisation
    one.organisation_typed = typed.organisation[:200]
    one.person = person
    one.state, one.changed_at = (State.REGISTERED if free else State.WAITING), at
    one.waits_since, one.offered_until = (None if free else at), None
    one.save()
    if free:
        _comes(one, held, at=at)
        _eats(one, held, typed, at=at)
    keep_answers(one, typed, at=at)
    letters.send(one, page=held, kind=one.state, at=at)
    record(held.meeting, verb=f"register_{one.state}", by=by, at=at)
    return one


@transaction.atomic
def change(*, registration: Registration, typed: Typed, at: dt.datetime) -> Registration:
    """Change what one said of oneself and answered; the address, and the place, stay."""
    page = hold(registration.page)
    one = _fresh(registration, page)
    if one.state in State.gone():
        raise ActionRefused(registration_words.words(one.language)["gone"])
    one.given_name, one.family_name = typed.given_name, typed.family_name
    one.name_key = name_key(f"{typed.family_name} {typed.given_name}")[:240]
    one.organisation_typed = typed.organisation[:200]
    one.organisation = _organisation(page, typed.organisation)
    one.changed_at = at
    _save(one)
    if one.participant is not None and one.participant.organisation_id != one.organisation_id:
        Participant.objects.filter(pk=one.participant.pk).update(organisation=one.organisation)
    _eats(one, page, typed, at=at)
    keep_answers(one, typed, at=at)
    return one


@transaction.atomic
def cancel(*, registration: Registration, at: dt.datetime, by: User | None = None) -> Registration:
    """Cancel a registration, and offer its place to the first in line."""
    page = hold(registration.page)
    one = _fresh(registration, page)
    if one.state in State.gone():
        return one
    _leaves(one, State.CANCELLED, by=by, at=at)
    if by is not None:
        letters.send(one, page=page, kind=State.CANCELLED, at=at)
    offer_places(page, at=at)
    record(page.meeting, verb="unregister", by=by, at=at)
    return one


@transaction.atomic
def confirm(*, registration: Registration, at: dt.datetime) -> Registration:
    """Take the place that was offered, within its time; confirmed twice, it is taken once."""
    page = hold(registration.page)
    one = _fresh(registration, page)
    if one.state == State.REGISTERED:
        return one
    if one.state != State.OFFERED or one.offered_until is None or one.offered_until <= at:
        raise ActionRefused(registration_words.words(one.language)["too_late"])
    one.state, one.offered_until, one.waits_since, one.changed_at = State.REGISTERED, None, None, at
    _save(one)
    _comes(one, page, at=at)
    letters.send(one, page=page, kind=State.REGISTERED, at=at)
    record(page.meeting, verb="register_registered", by=None, at=at)
    return one


@transaction.atomic
def promote(*, registration: Registration, by: User, at: dt.datetime) -> Registration:
    """Give a place at once to somebody in line, whoever is before; never above the capacity."""
    page = hold(registration.page)
    one = _fresh(registration, page)
    if one.state not in (State.WAITING, State.OFFERED):
        raise ActionRefused("Cette personne n’est pas sur la liste d’attente.")
    if one.state == State.WAITING and seats.room_of(page).taken >= page.capacity:
        raise ActionRefused("Toutes les places sont prises : annulez une inscription, ou ajoutez des places.")
    one.state, one.offered_until, one.waits_since, one.changed_at = State.REGISTERED, None, None, at
    _save(one)
    _comes(one, page, at=at)
    letters.send(one, page=page, kind=State.REGISTERED, at=at)
    record(page.meeting, verb="promote", by=by, at=at)
    return one


@transaction.atomic
def lapse(*, pk: uuid.UUID, at: dt.datetime) -> bool:
    """Take back a place that nobody confirmed in time, and offer it to the next; tell whether it was so."""
    found = Registration.objects.select_related("page").filter(pk=pk).first()
    if found is None:
        return False
    page = hold(found.page)
    one = _fresh(found, page)
    if one.state != State.OFFERED or one.offered_until is None or one.offered_until > at:
        return False
    _leaves(one, State.LAPSED, by=None, at=at)
    letters.send(one, page=page, kind=State.LAPSED, at=at)
    offer_places(page, at=at)
    record(page.meeting, verb="lapse", by=None, at=at)
    return True


def freed(participant: Participant, *, at: dt.datetime) -> None:
    """Cancel the registration of somebody who says that they do not come, or is expected no more."""
    rows = Registration.objects.filter(participant=participant).holding().select_related("page")
    found = rows.first()
    if found is None:
        return
    page = hold(found.page)
    one = _fresh(found, page)
    one.state, one.offered_until, one.waits_since, one.changed_at = State.CANCELLED, None, None, at
    _save(one)
    offer_places(page, at=at)


def hold_pages_of(invitation: uuid.UUID) -> None:
    """Hold the page by which somebody registered, before their invitation: as whoever registers does."""
    by_it = Registration.objects.filter(participant__invitation=invitation).values("page")
    list(RegistrationPage.objects.select_for_update().filter(pk__in=by_it).order_by("pk"))


def run_lapse(job: Job) -> None:
    """Take back the place of a job, if nobody confirmed it."""
    lapse(pk=uuid.UUID(job.payload["registration"]), at=timezone.now())


def offer_places(page: RegistrationPage, *, at: dt.datetime) -> int:
    """Offer the free places to those first in line, each with a time to confirm; return how many.

    The page is held by the caller, its meeting fetched.
    """
    starts = page.meeting.starts_at
    if starts is None or page.meeting.state != MeetingState.CALLED:
        return 0
    until = min(at + dt.timedelta(hours=page.confirm_hours), starts - _SHORTEST)
    if until <= at:
        return 0
    line = list(Registration.objects.filter(page=page).in_line())
    ranks = next_in_line(seats.room_of(page), [one.reserve_id for one in line])
    for rank in ranks:
        one = line[rank]
        one.page, one.state, one.offered_until = page, State.OFFERED, until
        _save(one)
        letters.send(one, page=page, kind=State.OFFERED, at=at)
        jobs.enqueue(
            name=LAPSE,
            payload={"registration": str(one.pk)},
            workspace=page.workspace,
            at=until,
            unique_key=f"{LAPSE}:{one.pk.hex}:{int(until.timestamp())}",
        )
    return len(ranks)


def hold(page: RegistrationPage) -> RegistrationPage:
    """Return the page as it is stored, held until the end of the transaction, its meeting fetched."""
    rows = RegistrationPage.objects.select_for_update(of=("self",))
    held: RegistrationPage = rows.select_related("workspace", "survey").get(pk=page.pk)
    held.meeting = Meeting.objects.with_surroundings().get(pk=held.meeting_id)
    return held


def keep_answers(one: Registration, typed: Typed, *, at: dt.datetime) -> None:
    """Keep what more was asked, when something was."""
    if typed.asked is None:
        return
    surveys.record_answer(
        asked=typed.asked,
        values=typed.values,
        language=typed.language,
        holder=reference(one),
        at=at,
        check_open=False,
    )


def answer_of(one: Registration) -> Answer | None:
    """Return what somebody answered when they registered."""
    found: Answer | None = Answer.objects.filter(holder_id=one.pk).select_related("asked").first()
    return found


def _fresh(registration: Registration, page: RegistrationPage) -> Registration:
    rows = Registration.objects.select_related("participant", "person__user")
    one: Registration = rows.get(pk=registration.pk)
    one.page = page
    return one


def _save(one: Registration) -> None:
    one.version += 1
    one.save()


def _leaves(one: Registration, state: State, *, by: User | None, at: dt.datetime) -> None:
    one.state, one.offered_until, one.waits_since, one.changed_at = state, None, None, at
    _save(one)
    _reply(one, Reply.NO, by=by, at=at)
    if one.participant is not None:
        meeting = one.page.meeting
        hospitality.keep(one.participant, meeting=meeting, reply=Reply.NO, diet="", details="", at=at)


def _eats(one: Registration, page: RegistrationPage, typed: Typed, *, at: dt.datetime) -> None:
    """Keep what somebody who has a place said of their table and access, when they were asked."""
    if typed.diet is None or one.participant is None:
        return
    hospitality.keep(
        one.participant,
        meeting=page.meeting,
        reply=Reply.YES,
        diet=typed.diet,
        details=typed.needs,
        at=at,
    )


def _comes(one: Registration, page: RegistrationPage, *, at: dt.datetime) -> None:
    """Expect somebody who has a place, and note that they come; the mail they get is their invitation."""
    rows = Participant.objects.current().filter(meeting=page.meeting, person=one.person)
    there = rows.first()
    if there is None:
        there = Participant.objects.create(
            workspace=page.workspace,
            meeting=page.meeting,
            person=one.person,
            organisation=one.organisation,
            capacity=Capacity.GUEST,
            created_at=at,
        )
    one.participant = there
    Registration.objects.filter(pk=one.pk).update(participant=there)
    _reply(one, Reply.YES, by=None, at=at)


def _reply(one: Registration, reply: Reply, *, by: User | None, at: dt.datetime) -> None:
    """Note the answer of who registered, as if they had given it to their invitation."""
    if one.participant is None:
        return
    told = Convocation.objects.filter(meeting=one.page.meeting).first()
    found = Invitation.objects.filter(participant=one.participant).first()
    invitation = found or Invitation(
        workspace=one.workspace, participant=one.participant, language=one.language, created_at=at
    )
    if told is not None and not told.cancelled and invitation.sequence is None:
        invitation.sequence, invitation.sent_at = told.sequence, at
    invitation.reply, invitation.replied_at, invitation.recorded_by = reply, at, by
    invitation.represented_by = None
    if found is not None:
        invitation.version += 1
    invitation.save()


def _person(page: RegistrationPage, typed: Typed, email: str, *, by: User | None, at: dt.datetime) -> Person:
    """Return the person of that address, of the same name when several share it; a new one otherwise."""
    rows = Person.objects.in_workspace(page.workspace).current()
    known: list[Person] = list(
        rows.filter(Q(email__iexact=email) | Q(user__email__iexact=email)).order_by("created_at")
    )
    key = name_key(f"{typed.family_name} {typed.given_name}")
    for one in known:
        if one.name_key == key:
            return one
    if known:
        return known[0]
    values = {"given_name": typed.given_name, "family_name": typed.family_name, "email": email}
    return people.create(by=by, at=at, workspace=page.workspace, values=values)


def _organisation(page: RegistrationPage, typed: str) -> Organisation | None:
    """Return the only organisation of that name, acronym or number; None when none or several are."""
    said = " ".join(typed.split())
    number = "".join(said.split()).upper()
    if not said:
        return None
    rows = Organisation.objects.in_workspace(page.workspace).current()
    named = Q(name_key=name_key(said)) | Q(acronym__iexact=said)
    found = list(rows.filter(named | Q(siren=number) | Q(siret=number) | Q(rna=number)).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def _reserve_of(page: RegistrationPage, organisation: Organisation | None) -> PlaceReserve | None:
    """Return the places kept for the nature of an organisation, when there are some."""
    if organisation is None:
        return None
    rows = PlaceReserve.objects.current().filter(page=page, kind=organisation.kind)
    found: PlaceReserve | None = rows.order_by("created_at", "pk").first()
    return found
