"""Ask people to answer, each by a link of their own."""

import datetime as dt

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.directory.actions import people
from copil.directory.models import Person
from copil.directory.rules.people import NewPerson
from copil.identity import links
from copil.identity.models import User, reference
from copil.notifications.actions import write
from copil.surveys import wording
from copil.surveys.actions.answering import link_to
from copil.surveys.actions.common import editable, locked, record
from copil.surveys.actions.editing import current
from copil.surveys.content import said
from copil.surveys.models import Answer, Recipient, Survey

MOST = 500
_JUST_NOW = dt.timedelta(minutes=5)


@transaction.atomic
def add_recipient(
    *,
    survey: Survey,
    person: Person | NewPerson,
    email: str,
    language: str,
    by: User | None,
    at: dt.datetime,
) -> Recipient:
    """Choose somebody who will be asked; a new person enters the directory. Nothing leaves yet."""
    held = editable(survey.pk)
    known = people.ensure(by=by, at=at, workspace=held.workspace, person=person)
    address = email or known.email or (known.user.email if known.user is not None else "")
    if not address:
        raise ActionRefused("L’annuaire ne connaît pas son adresse électronique : écrivez-la.")
    rows = Recipient.objects.current().filter(survey=held)
    if rows.filter(person=known).exists():
        raise ActionRefused("Cette personne est déjà parmi les destinataires.")
    if rows.count() >= MOST:
        raise ActionRefused(f"Un questionnaire s’envoie à {MOST} personnes au plus.")
    one: Recipient = Recipient.objects.create(
        workspace=held.workspace,
        survey=held,
        person=known,
        email=address.lower(),
        language=wording.spoken(language, held.languages),
        created_at=at,
    )
    record(held, verb="add_recipient", by=by, at=at)
    return one


@transaction.atomic
def remove_recipient(*, recipient: Recipient, by: User, at: dt.datetime) -> None:
    """No longer ask somebody: their link closes; the answer they may have given stays."""
    held = editable(recipient.survey_id)
    Recipient.objects.filter(pk=recipient.pk).update(archived_at=at, version=recipient.version + 1)
    links.revoke(target=reference(recipient), at=at)
    record(held, verb="remove_recipient", by=by, at=at)


@transaction.atomic
def send(*, survey: Survey, by: User | None, at: dt.datetime) -> int:
    """Write to those who did not answer yet, with a new link each; return how many mails were written.

    The links sent before still work: both lead to the same answer. Asked twice within a few minutes, each
    receives one mail.
    """
    held = locked(survey.pk)
    if not held.takes_answers(at=at):
        raise ActionRefused("Ouvrez d’abord le questionnaire.")
    kind = Recipient._meta.label_lower
    answered = Answer.objects.filter(survey=held, holder_kind=kind).values("holder_id")
    rows = (
        Recipient.objects.current()
        .filter(survey=held)
        .exclude(email="")  # erased since (``surveys.retention``): chosen again, they are asked again
        .exclude(pk__in=answered)
        .exclude(sent_at__gt=at - _JUST_NOW)
        .select_related("workspace")
    )
    title = current(held).read().title
    sent = sum(_write_to(held, one, said(title, one.language), at=at) for one in rows.order_by("pk"))
    if sent:
        record(held, verb="send", by=by, at=at, changes={"sent": sent})
    return sent


def _write_to(survey: Survey, one: Recipient, title: str, *, at: dt.datetime) -> bool:
    words = wording.words(one.language)
    text = words["asked"].format(workspace=survey.workspace.name, title=title)
    if survey.last_moment is not None:
        until = wording.when(survey.last_moment, zone=survey.workspace.time_zone, language=one.language)
        text += "\n\n" + words["until"].format(when=until)
    try:
        write(
            kind="surveys.asked",
            email=one.email,
            text=text,
            url=link_to(one, at=at),
            label=words["answer"],
            after=words["after"],
            at=at,
            workspace=survey.workspace,
            language=one.language,
        )
    except ActionRefused as refusal:
        Recipient.objects.filter(pk=one.pk).update(trouble=refusal.message[:200])
        return False
    Recipient.objects.filter(pk=one.pk).update(sent_at=at, trouble="")
    return True
