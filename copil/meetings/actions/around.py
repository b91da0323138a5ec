"""What goes around a meeting: guests, documents, the meetings that follow it in a series."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from copil.core.errors import ActionRefused
from copil.core.ids import uuid7
from copil.directory.actions import people
from copil.directory.models import Person
from copil.directory.rules.people import NewPerson
from copil.files import store, uploads
from copil.files.models import StoredFile
from copil.identity.models import User, reference
from copil.meetings.actions import inviting, registering
from copil.meetings.actions.common import locked, record
from copil.meetings.actions.meetings import FIELDS, prepare
from copil.meetings.enums import Capacity, MeetingState
from copil.meetings.models import AgendaItem, Invitation, Meeting, MeetingDocument, Participant
from copil.meetings.wording import FRENCH, languages

MOST_DOCUMENTS = 30
_CLOSED = (MeetingState.LOCKED, MeetingState.CANCELLED)


@transaction.atomic
def add_guest(
    *,
    meeting: Meeting,
    person: Person | NewPerson,
    by: User,
    at: dt.datetime,
    email: str = "",
    language: str = FRENCH,
) -> Participant:
    """Expect somebody who does not sit in the body; a new person enters the directory.

    ``email`` is where to write to them when the directory does not say; ``language`` that of every mail they
    receive about this meeting, the first one included.
    """
    held = _open(meeting)
    if language not in languages():
        raise ActionRefused("Cette langue n’est pas proposée.")
    known = _reachable(held, person, email=email, by=by, at=at)
    if Participant.objects.current().filter(meeting=held, person=known).exists():
        raise ActionRefused("Cette personne est déjà attendue.")
    guest: Participant = Participant.objects.create(
        workspace=held.workspace, meeting=held, person=known, capacity=Capacity.GUEST, created_at=at
    )
    if language != FRENCH:
        Invitation.objects.create(
            workspace=held.workspace, participant=guest, language=language, created_at=at
        )
    inviting.ask(held, at=at)
    record(held, verb="add_guest", by=by, at=at, changes={"person": str(known)})
    return guest


def _reachable(
    meeting: Meeting, person: Person | NewPerson, *, email: str, by: User, at: dt.datetime
) -> Person:
    """Return the person of the directory, their address written there when it was not known."""
    known = people.ensure(by=by, at=at, workspace=meeting.workspace, person=person)
    if email and not known.email:
        names = {"given_name": known.given_name, "family_name": known.family_name}
        people.update(by=by, at=at, person=known, values={**names, "email": email}, expected=known.version)
        known.refresh_from_db()
    return known


@transaction.atomic
def remove_guest(*, participant: Participant, by: User, at: dt.datetime) -> None:
    """No longer expect a guest."""
    held = _open(participant.meeting)
    if participant.capacity != Capacity.GUEST or not held.is_preparing:
        raise ActionRefused("Seule une personne invitée se retire, avant la séance.")
    rows = Participant.objects.current().filter(pk=participant.pk)
    rows.update(archived_at=at, version=participant.version + 1)
    registering.freed(participant, at=at)
    inviting.ask(held, at=at)
    record(held, verb="remove_guest", by=by, at=at, changes={"person": str(participant.person)})


@transaction.atomic
def add_document(
    *,
    meeting: Meeting,
    title: str,
    by: User,
    at: dt.datetime,
    link: str = "",
    content: bytes = b"",
    file_name: str = "",
    item: AgendaItem | None = None,
) -> MeetingDocument:
    """Join an address or a file; ``ActionRefused`` for a file that is not safe, or one too many."""
    held = _open(meeting)
    if MeetingDocument.objects.current().filter(meeting=held).count() >= MOST_DOCUMENTS:
        raise ActionRefused(f"Une réunion garde {MOST_DOCUMENTS} documents au plus.")
    document = MeetingDocument(
        workspace=held.workspace, meeting=held, item=item, title=title, link=link, created_at=at
    )
    if file_name:
        document.file = _kept(document, content=content, name=file_name)
        document.link, document.title = "", title or document.file.name
    document.title = (document.title or link)[:200]
    document.save(force_insert=True)
    record(held, verb="add_document", by=by, at=at, changes={"title": document.title})
    return document


@transaction.atomic
def remove_document(*, document: MeetingDocument, by: User, at: dt.datetime) -> None:
    """Take a document off."""
    held = _open(document.meeting)
    rows = MeetingDocument.objects.current().filter(pk=document.pk)
    rows.update(archived_at=at, version=document.version + 1)
    record(held, verb="remove_document", by=by, at=at, changes={"title": document.title})


@transaction.atomic
def repeat(*, meeting: Meeting, weeks: int, times: int, by: User, at: dt.datetime) -> list[Meeting]:
    """Write the drafts of the meetings that follow, every so many weeks, with the same agenda.

    The hour stays the same whatever the season; those who sit on each day are expected.
    """
    held = locked(meeting)
    if held.starts_at is None:
        raise ActionRefused("Donnez d’abord une date à cette réunion.")
    return write_drafts(held, [_later(held, weeks * turn) for turn in range(1, times + 1)], by=by, at=at)


def write_drafts(
    held: Meeting, instants: Sequence[dt.datetime], *, by: User, at: dt.datetime
) -> list[Meeting]:
    """Write the drafts of a series at some instants: the same agenda, the same guests."""
    if not instants:
        return []
    if held.series is None:
        held.series = uuid7()
        Meeting.objects.filter(pk=held.pk).update(series=held.series)
    points = list(AgendaItem.objects.kept().filter(meeting=held, subject_kind="").in_order())
    guests = Participant.objects.current().filter(meeting=held, capacity=Capacity.GUEST)
    invited = list(guests.order_by("pk"))
    values = {name: getattr(held, name) for name in FIELDS}
    return [
        _next(held, points, invited, {**values, "starts_at": instant}, by=by, at=at) for instant in instants
    ]


def _next(
    held: Meeting,
    points: list[AgendaItem],
    guests: list[Participant],
    values: dict[str, object],
    *,
    by: User,
    at: dt.datetime,
) -> Meeting:
    made = prepare(
        workspace=held.workspace,
        initiative=held.initiative,
        values=values,
        by=by,
        at=at,
        with_agenda=False,
        series=held.series,
    )
    fields = ("position", "title", "duration", "presenter_id", "expected", "details")
    own = {"workspace": held.workspace, "meeting": made, "created_at": at}
    AgendaItem.objects.bulk_create(
        AgendaItem(proposed_by=by, **own, **{name: getattr(one, name) for name in fields}) for one in points
    )
    copied = [
        Participant(person_id=one.person_id, organisation_id=one.organisation_id, **own) for one in guests
    ]
    Participant.objects.bulk_create(copied, ignore_conflicts=True)
    _same_languages(held, made, at=at)
    return made


def _same_languages(meeting: Meeting, following: Meeting, *, at: dt.datetime) -> None:
    """Write to the guests of the next meeting of a series in the language chosen for this one."""
    chosen = Invitation.objects.of_meeting(meeting).exclude(language=FRENCH)
    languages_of = dict(chosen.values_list("participant__person", "language"))
    if languages_of:
        rows = Participant.objects.current().filter(meeting=following, person__in=languages_of)
        Invitation.objects.bulk_create(
            Invitation(
                workspace=following.workspace,
                participant=one,
                language=languages_of[one.person_id],
                created_at=at,
            )
            for one in rows
        )


def _later(meeting: Meeting, weeks: int) -> dt.datetime:
    """Return the same hour of the day so many weeks later, in the time zone of the reader."""
    day, hour = meeting.day, meeting.hour
    if day is None or hour is None:
        raise ActionRefused("Donnez d’abord une date à cette réunion.")
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(weeks=weeks), hour))


def _kept(document: MeetingDocument, *, content: bytes, name: str) -> StoredFile:
    media_type = uploads.judged(name, content)
    return store.keep(
        workspace=document.workspace,
        content=content,
        name=name,
        media_type=media_type,
        owner=reference(document),
    )


def _open(meeting: Meeting) -> Meeting:
    held = locked(meeting)
    if held.state in _CLOSED:
        raise ActionRefused("Cette réunion ne change plus.")
    return held
