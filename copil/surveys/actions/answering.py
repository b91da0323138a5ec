"""Keep an answer: one for each link, with the version of the form that it answers."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from copil.core.errors import ActionRefused
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import Owned, User, reference
from copil.surveys.actions.common import locked, record
from copil.surveys.actions.purging import erase, plan
from copil.surveys.models import Answer, Recipient, SurveyVersion

LIFETIME = dt.timedelta(days=3_660)


@transaction.atomic
def record_answer(
    *,
    asked: SurveyVersion,
    values: Mapping[str, Any],
    language: str,
    holder: tuple[str, uuid.UUID],
    at: dt.datetime,
    check_open: bool = True,
    refusal: str = "Ce questionnaire est fermé.",
) -> Answer:
    """Keep an answer in place of the one its holder gave before; sent twice, it is one.

    ``check_open`` is False for a form that belongs to something else, which says itself until when.
    Raises ``ActionRefused`` with ``refusal`` when the form closed since the page was opened.
    """
    survey = locked(asked.survey_id)
    if check_open and not survey.takes_answers(at=at):
        raise ActionRefused(refusal)
    before: Answer | None = Answer.objects.filter(survey=survey, holder_id=holder[1]).first()
    if before is None:
        kept: Answer = Answer.objects.create(
            workspace=survey.workspace,
            survey=survey,
            asked=asked,
            values=dict(values),
            language=language,
            holder_kind=holder[0],
            holder_id=holder[1],
            changed_at=at,
            created_at=at,
        )
        plan(survey, at=at)
        record(survey, verb="answer", by=None, at=at)
        return kept
    if before.holder_kind != holder[0]:
        raise ActionRefused(refusal)
    if (before.values, before.asked_id) == (dict(values), asked.pk):
        return before
    before.values, before.asked, before.language, before.changed_at = dict(values), asked, language, at
    before.version += 1
    before.save(update_fields=["values", "asked", "language", "changed_at", "version"])
    record(survey, verb="change_answer", by=None, at=at)
    return before


@transaction.atomic
def remove_answer(*, answer: Answer, by: User, at: dt.datetime) -> None:
    """Erase an answer at the request of whoever gave it: its links no longer work, nobody is asked again."""
    survey = locked(answer.survey_id)
    erase([answer.pk], at=at)
    asked = Recipient.objects.current().filter(survey=survey, pk=answer.holder_id)
    for recipient in asked:
        links.revoke(target=reference(recipient), at=at)
    asked.update(archived_at=at, version=F("version") + 1)
    record(survey, verb="remove_answer", by=by, at=at)


def link_to(target: Owned, *, at: dt.datetime) -> str:
    """Return a new personal address: to an answer already given, or to a form somebody is asked to fill."""
    token = links.issue(
        workspace=target.workspace,
        purpose=LinkPurpose.SURVEY,
        target=reference(target),
        at=at,
        lifetime=LIFETIME,
        single_use=False,
    )
    return f"{settings.BASE_URL}{reverse('surveys:personal', args=[token])}"
