"""Prepare the public registration to a meeting: its page, the places kept for some, its questions."""

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.core.typography import plural
from copil.identity.models import User, reference
from copil.meetings.actions import forgetting, inviting
from copil.meetings.actions.common import locked, record
from copil.meetings.actions.registering import offer_places
from copil.meetings.enums import MeetingState
from copil.meetings.models import Meeting, PlaceReserve, Registration, RegistrationPage
from copil.surveys import actions as surveys
from copil.surveys.models import Survey

FIELDS = (
    *("introduction", "capacity", "waiting_list", "shows_places", "confirm_hours"),
    *("opens_at", "closes_at", "languages"),
)
PURPOSE = "Préparer la réunion et savoir qui vient."


@transaction.atomic
def save_page(
    *, meeting: Meeting, values: Mapping[str, Any], expected: int, by: User | None, at: dt.datetime
) -> RegistrationPage:
    """Say how people register; ``values`` are any of ``FIELDS``. More places are offered to those who wait.

    Raises ``Conflict`` on a stale version, ``ActionRefused`` below the number of places already held.
    """
    held = locked(meeting)
    page = RegistrationPage.objects.select_for_update().filter(meeting=held).first()
    given = {name: values[name] for name in FIELDS if name in values}
    if page is None:
        page = RegistrationPage.objects.create(workspace=held.workspace, meeting=held, created_at=at, **given)
    else:
        _refuse_too_few(page, capacity=given.get("capacity", page.capacity))
        for name, value in given.items():
            setattr(page, name, value)
        save_versioned(page, fields=list(given), expected=expected)
        if page.survey_id:
            Survey.objects.filter(pk=page.survey_id).update(languages=page.languages)
        offer_places(page, at=at)
    record(held, verb="registration_page", by=by, at=at, changes={"capacity": page.capacity})
    return page


@transaction.atomic
def open_page(*, meeting: Meeting, by: User | None, at: dt.datetime) -> RegistrationPage:
    """Have a page take registrations; its address is made the first time, and stays the same."""
    held = locked(meeting)
    if held.state != MeetingState.CALLED or held.starts_at is None or held.starts_at <= at:
        raise ActionRefused("Convoquez d’abord la réunion : on s’inscrit avant qu’elle commence.")
    page = _page(held)
    page.address, page.is_open = page.address or secrets.token_urlsafe(24), True
    page.version += 1
    page.save(update_fields=["address", "is_open", "version"])
    inviting.tell(meeting=held, at=at)
    forgetting.plan(page, at=at)
    record(held, verb="open_registration", by=by, at=at)
    return page


@transaction.atomic
def close_page(*, meeting: Meeting, by: User, at: dt.datetime) -> RegistrationPage:
    """Take no more registrations; those received stay, their links too."""
    held = locked(meeting)
    page = _page(held)
    page.is_open = False
    page.version += 1
    page.save(update_fields=["is_open", "version"])
    record(held, verb="close_registration", by=by, at=at)
    return page


@transaction.atomic
def add_reserve(
    *, meeting: Meeting, label: str, kind: str, places: int, by: User | None, at: dt.datetime
) -> PlaceReserve:
    """Keep places for some; never more than there are."""
    held = locked(meeting)
    page = _page(held)
    kept = sum(PlaceReserve.objects.current().filter(page=page).values_list("places", flat=True))
    taken = Registration.objects.filter(page=page, reserve=None).holding().count()
    if kept + places > page.capacity:
        already = plural(kept, "déjà gardée", "déjà gardées")
        raise ActionRefused(f"Il n’y a que {plural(page.capacity, 'place')}, dont {already}.")
    if taken + kept + places > page.capacity:
        raise ActionRefused("Trop de places sont déjà prises pour en garder autant.")
    reserve: PlaceReserve = PlaceReserve.objects.create(
        workspace=held.workspace, page=page, label=label, kind=kind, places=places, created_at=at
    )
    record(held, verb="keep_places", by=by, at=at, changes={"group": label, "places": places})
    return reserve


@transaction.atomic
def remove_reserve(*, meeting: Meeting, reserve: PlaceReserve, by: User, at: dt.datetime) -> None:
    """Keep places for some no longer: those who registered so keep theirs."""
    held = locked(meeting)
    page = _page(held)
    PlaceReserve.objects.filter(pk=reserve.pk).update(archived_at=at, version=reserve.version + 1)
    offer_places(page, at=at)
    record(held, verb="free_places", by=by, at=at, changes={"group": reserve.label})


@transaction.atomic
def begin_questions(*, meeting: Meeting, by: User | None, at: dt.datetime) -> Survey:
    """Return the form asked at the registration, written now when there is none yet."""
    held = locked(meeting)
    page = _page(held)
    if page.survey is not None:
        return page.survey
    values = {
        "title": f"Inscription : {held.title}"[:200],
        "purpose": PURPOSE,
        "readers": f"L’équipe de {held.workspace.name}.",
        "languages": page.languages,
    }
    page.survey = surveys.create(
        workspace=held.workspace,
        initiative=held.initiative,
        values=values,
        by=by,
        at=at,
        subject=reference(held),
    )
    page.version += 1
    page.save(update_fields=["survey", "version"])
    return page.survey


def _page(meeting: Meeting) -> RegistrationPage:
    rows = RegistrationPage.objects.select_for_update(of=("self",)).select_related("survey")
    page: RegistrationPage | None = rows.filter(meeting=meeting).first()
    if page is None:
        raise ActionRefused("Préparez d’abord la page d’inscription.")
    page.meeting = meeting
    return page


def _refuse_too_few(page: RegistrationPage, *, capacity: int) -> None:
    holding = Registration.objects.filter(page=page).holding().count()
    kept = sum(PlaceReserve.objects.current().filter(page=page).values_list("places", flat=True))
    if capacity < holding:
        told = plural(holding, "place est déjà prise", "places sont déjà prises")
        raise ActionRefused(f"{told} : gardez-en au moins autant.")
    if capacity < kept:
        told = plural(kept, "place est gardée", "places sont gardées")
        raise ActionRefused(f"{told} pour certains : réduisez d’abord ce qui est gardé.")
