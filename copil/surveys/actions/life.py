"""Open a form, give it a public address, close it, archive it."""

import datetime as dt
import secrets

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.identity.models import User
from copil.surveys.actions.common import editable, locked, record
from copil.surveys.actions.editing import current
from copil.surveys.content import FRENCH
from copil.surveys.enums import SurveyState
from copil.surveys.models import Survey


@transaction.atomic
def open_up(*, survey: Survey, by: User | None, at: dt.datetime) -> Survey:
    """Have a form take answers; it must say what they are for, who reads them, and ask something."""
    held = editable(survey.pk)
    asked = current(held).read()
    if held.state == SurveyState.OPEN:
        raise ActionRefused("Ce questionnaire est déjà ouvert.")
    if not asked.questions:
        raise ActionRefused("Ajoutez d’abord une question.")
    if not asked.purpose.get(FRENCH) or not asked.readers.get(FRENCH):
        raise ActionRefused("Dites d’abord à quoi servent les réponses et qui les lit.")
    if held.closes_at is not None and held.closes_at <= at:
        raise ActionRefused("La date de fin est passée : repoussez-la d’abord.")
    return _put(held, SurveyState.OPEN, verb="open", by=by, at=at)


@transaction.atomic
def close(*, survey: Survey, by: User | None, at: dt.datetime) -> Survey:
    """Have a form take no more answer; it may open again."""
    held = editable(survey.pk)
    if held.state != SurveyState.OPEN:
        raise ActionRefused("Ce questionnaire n’est pas ouvert.")
    return _put(held, SurveyState.CLOSED, verb="close", by=by, at=at)


@transaction.atomic
def publish(*, survey: Survey, by: User | None, at: dt.datetime) -> Survey:
    """Give a form an address that cannot be guessed, at which anybody who has it may answer."""
    held = editable(survey.pk)
    if held.address:
        raise ActionRefused("Ce questionnaire a déjà une adresse publique.")
    held.address = secrets.token_urlsafe(24)
    return _address(held, verb="publish", by=by, at=at)


@transaction.atomic
def unpublish(*, survey: Survey, by: User, at: dt.datetime) -> Survey:
    """Close the public address for good: another one may be made, this one never works again."""
    held = editable(survey.pk)
    if not held.address:
        raise ActionRefused("Ce questionnaire n’a pas d’adresse publique.")
    held.address = ""
    return _address(held, verb="unpublish", by=by, at=at)


@transaction.atomic
def archive(*, survey: Survey, by: User, at: dt.datetime) -> None:
    """Put a form aside: it takes no answer any more; those it has are erased when their time comes."""
    held = editable(survey.pk)
    if held.state == SurveyState.OPEN:
        raise ActionRefused("Fermez d’abord ce questionnaire.")
    held.archived_at, held.address = at, ""
    held.version += 1
    held.save(update_fields=["archived_at", "address", "version"])
    record(held, verb="archive", by=by, at=at)


@transaction.atomic
def restore(*, survey: Survey, by: User, at: dt.datetime) -> None:
    """Take a form out of the archives, closed as it was; its public address stays closed."""
    held = locked(survey.pk)
    if not held.is_archived:
        raise ActionRefused("Ce questionnaire n’est pas archivé.")
    held.archived_at = None
    held.version += 1
    held.save(update_fields=["archived_at", "version"])
    record(held, verb="restore", by=by, at=at)


def _put(held: Survey, state: SurveyState, *, verb: str, by: User | None, at: dt.datetime) -> Survey:
    held.state = state
    held.version += 1
    held.save(update_fields=["state", "version"])
    record(held, verb=verb, by=by, at=at)
    return held


def _address(held: Survey, *, verb: str, by: User | None, at: dt.datetime) -> Survey:
    held.version += 1
    held.save(update_fields=["address", "version"])
    record(held, verb=verb, by=by, at=at)
    return held
