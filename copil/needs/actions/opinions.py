"""Ask partners what they think of a problem; they answer through a signed link, and may change their mind."""

import datetime as dt
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.directory.actions import people
from copil.directory.models import Person
from copil.directory.rules.people import NewPerson
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, User, reference
from copil.needs.actions.common import record
from copil.needs.enums import Answer
from copil.needs.models import PartnerOpinion, ProblemSheet
from copil.notifications import recipients
from copil.notifications.actions import notify, write

ANSWERS = ("shared", "complementary", "interesting")
FIELDS = tuple(name for answer in ANSWERS for name in (answer, f"{answer}_comment"))
CLOSED = "Ce lien n’est plus ouvert : votre réponse n’a pas pu être enregistrée. Demandez-en un nouveau."
_ARCHIVED = "Cette problématique est archivée : elle ne peut plus être soumise à des partenaires."


@transaction.atomic
def ask_opinion(
    *,
    sheet: ProblemSheet,
    person: Person | NewPerson,
    email: str,
    until: dt.date,
    by: User,
    at: dt.datetime,
    word: str = "",
) -> PartnerOpinion:
    """Ask somebody about a problem: a link of their own leaves by mail, open until the end of ``until``.

    A new person enters the directory, and an address that was missing there is kept. Raises
    ``ActionRefused`` when they were asked already.
    """
    sheet = ProblemSheet.objects.select_for_update(of=("self",)).select_related("workspace").get(pk=sheet.pk)
    if sheet.is_archived:
        raise ActionRefused(_ARCHIVED)
    _check_day(until, at=at)
    known = people.ensure(by=by, at=at, workspace=sheet.workspace, person=person)
    if PartnerOpinion.objects.current().filter(sheet=sheet, person=known).exists():
        raise ActionRefused(f"Un avis est déjà demandé à {known} : relancez plutôt sa demande.")
    if not known.email:
        values = {name: getattr(known, name) for name in people.PERSON_FIELDS}
        people.update(by=by, at=at, person=known, values={**values, "email": email}, expected=known.version)
    opinion = PartnerOpinion.objects.create(
        workspace=sheet.workspace, sheet=sheet, person=known, email=email, until=until, created_at=at
    )
    _send(opinion, text=_request_text(opinion, by=by, word=word), at=at)
    record(
        sheet, verb="ask_opinion", by=by, at=at, changes={"person": str(known), "until": until.isoformat()}
    )
    return opinion


@transaction.atomic
def remind(*, opinion: PartnerOpinion, until: dt.date, by: User, at: dt.datetime) -> None:
    """Send a new link, open until the end of ``until``; the one sent before stops working.

    Reminds those who have not answered, and lets those who have come back to their answer.
    """
    stored = _locked(opinion)
    if stored.is_archived:
        raise ActionRefused("Cette demande a été retirée.")
    _check_day(until, at=at)
    links.revoke(target=reference(stored), at=at)
    PartnerOpinion.objects.filter(pk=stored.pk).update(
        until=until, reminded_at=at, closed_at=None, version=stored.version + 1
    )
    stored.until = until
    text = _again_text if stored.answered_at else _reminder_text
    _send(stored, text=text(stored, by=by), at=at)
    changes = {"person": str(stored.person), "until": until.isoformat()}
    record(stored.sheet, verb="remind_opinion", by=by, at=at, changes=changes)


@transaction.atomic
def close_opinion(*, opinion: PartnerOpinion, by: User, at: dt.datetime) -> None:
    """Close somebody's link at once; an answer already given is kept, a request without one is withdrawn."""
    stored = _locked(opinion)
    if stored.closed_at is not None or stored.is_archived:
        raise ActionRefused("Ce lien est déjà fermé.")
    links.revoke(target=reference(stored), at=at)
    withdrawn = None if stored.answered_at else at
    PartnerOpinion.objects.filter(pk=stored.pk).update(
        closed_at=at, archived_at=withdrawn, version=stored.version + 1
    )
    record(stored.sheet, verb="close_opinion", by=by, at=at, changes={"person": str(stored.person)})


@transaction.atomic
def answer(*, link: SignedLink, values: Mapping[str, str], at: dt.datetime) -> PartnerOpinion:
    """Keep the three answers of whoever holds an open link, in place of those given before.

    Raises ``ActionRefused`` when the link was closed or ran out since the page was opened.
    """
    rows = SignedLink.objects.select_for_update()
    held = rows.filter(pk=link.pk, purpose=LinkPurpose.OPINION).first()
    if held is None or not held.is_open(at=at):
        raise ActionRefused(CLOSED)
    opinion = _locked(PartnerOpinion.objects.get(pk=link.object_id))
    given = {name: values.get(name, "").strip() for name in FIELDS}
    if any(given[name] not in Answer.values for name in ANSWERS):
        raise ActionRefused("Répondez aux trois questions.")
    changes: dict[str, object] = {
        name: [getattr(opinion, name), value]
        for name, value in given.items()
        if getattr(opinion, name) != value
    }
    if opinion.answered_at is not None and not changes:
        return opinion
    first = opinion.answered_at is None
    PartnerOpinion.objects.filter(pk=opinion.pk).update(**given, answered_at=at, version=opinion.version + 1)
    verb = "give_opinion" if first else "change_opinion"
    _tell_answer(opinion, first=first, at=at)
    record(opinion.sheet, verb=verb, by=None, at=at, changes={"person": str(opinion.person), **changes})
    opinion.refresh_from_db()
    return opinion


def _check_day(until: dt.date, *, at: dt.datetime) -> None:
    if until < timezone.localdate(at):
        raise ActionRefused("Donnez une date à venir : le lien doit pouvoir servir.")


def _locked(opinion: PartnerOpinion) -> PartnerOpinion:
    rows = PartnerOpinion.objects.select_for_update(of=("self",))
    found: PartnerOpinion = rows.select_related("workspace", "sheet__workspace", "person").get(pk=opinion.pk)
    return found


def _tell_answer(opinion: PartnerOpinion, *, first: bool, at: dt.datetime) -> None:
    """Tell those who coordinate that somebody answered; what they answered is read on the page."""
    done = "a donné son avis" if first else "a changé son avis"
    notify(
        kind="needs.opinion_given",
        workspace=opinion.workspace,
        to=recipients.coordination(opinion.workspace),
        obj=reference(opinion.sheet),
        title=f"{opinion.person} {done} sur la problématique « {opinion.sheet.title} »",
        path=reverse(
            "needs:problem_sheet", kwargs={"workspace": opinion.workspace.slug, "pk": opinion.sheet_id}
        )
        + "#avis",
        label="Lire les avis",
        at=at,
    )


def _send(opinion: PartnerOpinion, *, text: str, at: dt.datetime) -> None:
    """Issue the link and put the message in the outbox; the token is kept nowhere else."""
    ends = dt.datetime.combine(
        opinion.until + dt.timedelta(days=1), dt.time(), timezone.get_current_timezone()
    )
    token = links.issue(
        workspace=opinion.workspace,
        purpose=LinkPurpose.OPINION,
        target=reference(opinion),
        at=at,
        lifetime=ends - at,
        single_use=False,
    )
    write(
        kind="needs.opinion_asked",
        email=opinion.email,
        text=text,
        url=settings.BASE_URL + reverse("needs:opinion", kwargs={"token": token}),
        label=f"Lire et répondre, jusqu’au {typography.day(opinion.until)} inclus",
        after=(
            "Ce lien est le vôtre : ne le transmettez pas. Vous pourrez changer votre réponse jusqu’à cette "
            "date."
        ),
        at=at,
        workspace=opinion.workspace,
    )


def _request_text(opinion: PartnerOpinion, *, by: User, word: str) -> str:
    said = f"\n\n« {word.strip()} »" if word.strip() else ""
    return (
        f"{by.get_full_name()} ({opinion.workspace.name}) vous soumet une problématique :\n"
        f"« {opinion.sheet.title} »{said}\n\n"
        "Trois questions vous sont posées : est-elle partagée, complète-t-elle ce qui existe déjà, "
        "intéresse-t-elle les structures ? Aucun compte n’est nécessaire."
    )


def _reminder_text(opinion: PartnerOpinion, *, by: User) -> str:
    return (
        f"{by.get_full_name()} ({opinion.workspace.name}) attend votre avis sur une problématique :\n"
        f"« {opinion.sheet.title} »\n\n"
        "Trois questions, quelques minutes, aucun compte à ouvrir. Ce lien remplace le précédent."
    )


def _again_text(opinion: PartnerOpinion, *, by: User) -> str:
    return (
        f"{by.get_full_name()} ({opinion.workspace.name}) vous renvoie le lien vers une problématique sur "
        f"laquelle vous avez déjà répondu :\n« {opinion.sheet.title} »\n\n"
        "Votre réponse y est ; vous pouvez la relire et la changer. Ce lien remplace le précédent."
    )
