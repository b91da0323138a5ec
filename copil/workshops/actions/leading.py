"""Ask somebody to lead an action by a signed link, keep the answer; or note what was said in the room."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.directory.actions import people
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, User, reference
from copil.notifications import recipients
from copil.notifications.actions import notify, write
from copil.workshops.actions.lead_links import close_request, close_update_link
from copil.workshops.actions.sheet_common import locked, record, touch
from copil.workshops.enums.sheets import LeadAnswer, LeadState
from copil.workshops.models import ActionSheet, LeadRequest

CLOSED = "Ce lien n’est plus ouvert : votre réponse n’a pas pu être enregistrée. Demandez-en un nouveau."
NOTE = "note"
_LEAD = ["lead_state", "lead_reason", "lead_answered_at"]


@transaction.atomic
def ask_lead(
    *, sheet: ActionSheet, email: str, until: dt.date, by: User, at: dt.datetime, word: str = ""
) -> LeadRequest:
    """Ask by mail whoever is thought of to lead an action; a link sent before closes."""
    held = _to_ask(sheet, until=until, at=at)
    close_request(held, at=at)
    _keep_address(held, email, by=by, at=at)
    asked: LeadRequest = LeadRequest.objects.create(
        workspace=held.workspace,
        sheet=held,
        person=held.lead_person,
        email=email,
        until=until,
        asked_by=by,
        sent_at=at,
        created_at=at,
    )
    _set_lead(held, LeadState.ASKED, at=at)
    _write(asked, by=by, word=word, at=at)
    record(held, verb="ask_lead", by=by, at=at, changes={"lead": held.lead, "until": until})
    return asked


@transaction.atomic
def ask_lead_again(
    *, sheet: ActionSheet, email: str, until: dt.date, by: User, at: dt.datetime, word: str = ""
) -> LeadRequest:
    """Send the link of the open question once more; the link before stops working."""
    held = _to_ask(sheet, until=until, at=at)
    asked = open_request(held)
    if asked is None:
        raise ActionRefused("Personne n’est sollicité pour porter cette action.")
    links.revoke(target=reference(asked), at=at)
    asked.email, asked.until, asked.reminded_at, asked.asked_by = email, until, at, by
    asked.version += 1
    asked.save(update_fields=["email", "until", "reminded_at", "asked_by", "version"])
    _write(asked, by=by, word=word, at=at)
    record(held, verb="ask_lead_again", by=by, at=at, changes={"lead": held.lead, "until": until})
    return asked


@transaction.atomic
def withdraw_lead_request(*, sheet: ActionSheet, by: User, at: dt.datetime) -> bool:
    """Take back a question that waits: its link closes, the lead is only thought of.

    Return whether whoever was asked is told by mail.
    """
    held = locked(sheet)
    asked = open_request(held)
    if held.lead_state != LeadState.ASKED or asked is None or not close_request(held, at=at):
        raise ActionRefused("Aucune demande n’attend de réponse.")
    _set_lead(held, LeadState.PROPOSED, at=at)
    told = _write_withdrawn(asked, by=by, at=at)
    record(held, verb="withdraw_lead", by=by, at=at, changes={"lead": held.lead})
    return told


@transaction.atomic
def settle_lead(*, sheet: ActionSheet, answer: str, reason: str, by: User, at: dt.datetime) -> None:
    """Note what the lead answered otherwise than by the link; a question that waits closes."""
    held = locked(sheet)
    if not held.lead:
        raise ActionRefused("Dites d’abord qui porterait cette action.")
    _check(answer, reason)
    close_request(held, at=at)
    if answer == LeadState.DECLINED:
        close_update_link(held, at=at)
    _set_lead(held, LeadState(answer), reason=reason.strip(), at=at)
    record(held, verb=f"lead_{answer}", by=by, at=at, changes={"lead": held.lead, "reason": reason.strip()})


@transaction.atomic
def answer_lead(*, link: SignedLink, answer: str, reason: str, note: str, at: dt.datetime) -> LeadRequest:
    """Keep the answer of whoever holds an open link, or the change of words that they propose.

    A refusal may become an acceptance, an acceptance stays. The same answer twice is no news. Raises
    ``ActionRefused`` when the link closed or ran out since the page was opened.
    """
    asked = LeadRequest.objects.filter(pk=link.object_id).select_related("sheet").first()
    held = locked(asked.sheet, away=True) if asked is not None else None
    rows = SignedLink.objects.select_for_update().filter(pk=link.pk, purpose=LinkPurpose.SHEET_LEAD)
    stored = rows.first()
    if held is None or held.is_archived or stored is None or not stored.is_open(at=at):
        raise ActionRefused(CLOSED)
    kept: LeadRequest = LeadRequest.objects.select_related("workspace", "asked_by", "person").get(
        pk=link.object_id
    )
    kept.sheet, reason, note = held, reason.strip()[:500], note.strip()[:4000]
    if kept.closed_at is not None:
        raise ActionRefused(CLOSED)
    if answer == NOTE:
        return _keep_note(kept, note, at=at)
    _check(answer, reason)
    if kept.answer == LeadAnswer.ACCEPTED:
        if answer == LeadAnswer.ACCEPTED:
            return kept
        raise ActionRefused("Vous avez accepté de porter cette action. Pour en reparler, écrivez à l’équipe.")
    kept.answer, kept.answered_at, kept.note = answer, at, note or kept.note
    kept.reason = reason if answer == LeadAnswer.DECLINED else ""
    kept.version += 1
    kept.save(update_fields=["answer", "reason", "note", "answered_at", "version"])
    _set_lead(held, LeadState(answer), reason=kept.reason, at=at)
    told = "accepte de porter" if answer == LeadAnswer.ACCEPTED else "ne portera pas"
    _tell(kept, f"{held.lead} {told} l’action « {held.title} »", at=at)
    record(held, verb=f"lead_{answer}", by=None, at=at, changes={"lead": held.lead, "reason": kept.reason})
    return kept


def open_request(sheet: ActionSheet) -> LeadRequest | None:
    """Return the question to the lead that is open, answered or not."""
    rows = LeadRequest.objects.filter(sheet=sheet, closed_at=None).select_related("workspace", "person")
    found: LeadRequest | None = rows.first()
    if found is not None:
        found.sheet = sheet
    return found


def _keep_note(kept: LeadRequest, note: str, *, at: dt.datetime) -> LeadRequest:
    if not note:
        raise ActionRefused("Écrivez ce que vous changeriez dans la fiche.")
    if kept.note == note:
        return kept
    kept.note, kept.version = note, kept.version + 1
    kept.save(update_fields=["note", "version"])
    _tell(kept, f"{kept.sheet.lead} propose un changement à la fiche « {kept.sheet.title} »", at=at)
    record(kept.sheet, verb="lead_note", by=None, at=at, changes={"lead": kept.sheet.lead})
    return kept


def _check(answer: str, reason: str) -> None:
    if answer not in LeadAnswer.values:
        raise ActionRefused("Acceptez de porter l’action, ou dites que vous ne le pouvez pas.")
    if answer == LeadAnswer.DECLINED and not reason.strip():
        raise ActionRefused("Dites en quelques mots pourquoi : cela aide à trouver quelqu’un d’autre.")


def _to_ask(sheet: ActionSheet, *, until: dt.date, at: dt.datetime) -> ActionSheet:
    held = locked(sheet)
    if not held.lead:
        raise ActionRefused("Dites d’abord qui porterait cette action.")
    if held.lead_state == LeadState.ACCEPTED:
        raise ActionRefused("Cette action a déjà son porteur.")
    if until < timezone.localdate(at):
        raise ActionRefused("Donnez une date à venir : le lien doit pouvoir servir.")
    return held


def _set_lead(sheet: ActionSheet, state: LeadState, *, at: dt.datetime, reason: str = "") -> None:
    settled = state in (LeadState.ACCEPTED, LeadState.DECLINED)
    sheet.lead_state, sheet.lead_answered_at = state, at if settled else None
    sheet.lead_reason = reason if state == LeadState.DECLINED else ""
    touch(sheet, fields=_LEAD, at=at)


def _keep_address(sheet: ActionSheet, email: str, *, by: User, at: dt.datetime) -> None:
    person = sheet.lead_person
    if person is None or person.email:
        return
    values = {name: getattr(person, name) for name in people.PERSON_FIELDS}
    people.update(by=by, at=at, person=person, values={**values, "email": email}, expected=person.version)


def _write(asked: LeadRequest, *, by: User, word: str, at: dt.datetime) -> None:
    """Issue the link and put the message in the outbox; the token is kept nowhere else."""
    ends = dt.datetime.combine(asked.until + dt.timedelta(days=1), dt.time(), timezone.get_current_timezone())
    token = links.issue(
        workspace=asked.workspace,
        purpose=LinkPurpose.SHEET_LEAD,
        target=reference(asked),
        at=at,
        lifetime=ends - at,
        single_use=False,
    )
    sheet = asked.sheet
    said = f"\n\n« {word.strip()} »" if word.strip() else ""
    write(
        kind="workshops.lead_asked",
        email=asked.email,
        text=(
            f"{by.get_full_name()} ({asked.workspace.name}) vous propose de porter l’action "
            f"« {sheet.title} », écrite dans la démarche « {sheet.initiative.title} ».{said}\n\n"
            "Lisez la fiche, puis acceptez, refusez, ou proposez d’en changer les mots : aucun compte "
            "n’est nécessaire."
        ),
        url=settings.BASE_URL + reverse("workshops:lead_answer", kwargs={"token": token}),
        label="Lire la fiche et répondre",
        after=f"Ce lien est le vôtre, jusqu’au {typography.day(asked.until)} inclus : ne le transmettez pas.",
        at=at,
        workspace=asked.workspace,
    )


def _write_withdrawn(asked: LeadRequest, *, by: User, at: dt.datetime) -> bool:
    """Tell that no answer is waited for any more; an address that wants no such mail is not written to."""
    sheet = asked.sheet
    text = (
        f"{by.get_full_name()} ({asked.workspace.name}) retire la proposition qui vous était faite de "
        f"porter l’action « {sheet.title} », dans la démarche « {sheet.initiative.title} ».\n\n"
        "Vous n’avez rien à faire : le lien reçu avant est fermé."
    )
    kind = "workshops.lead_withdrawn"
    try:
        with transaction.atomic():
            write(kind=kind, email=asked.email, text=text, at=at, workspace=asked.workspace)
    except ActionRefused:
        return False
    return True


def _tell(asked: LeadRequest, title: str, *, at: dt.datetime) -> None:
    """Tell whoever asked; the reason and the note are read on the page of the sheet."""
    if asked.asked_by is None:
        return
    notify(
        kind="workshops.lead_answered",
        workspace=asked.workspace,
        to=[recipients.account(asked.asked_by)],
        obj=reference(asked.sheet),
        title=title,
        path=reverse("workshops:sheet", kwargs={"workspace": asked.workspace.slug, "pk": asked.sheet_id}),
        label="Lire la réponse",
        at=at,
    )
