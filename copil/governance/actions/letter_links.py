"""Send a mission letter by a signed link, send the link again, keep the answer that comes back."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.directory.actions import people
from copil.governance.actions.letters import WITHDRAWN, close_links, latest, locked, record
from copil.governance.enums.letters import LetterAnswer, LetterState
from copil.governance.models import LetterVersion, MissionLetter
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, User, reference
from copil.notifications import recipients
from copil.notifications.actions import notify, write

CLOSED = "Ce lien n’est plus ouvert : votre réponse n’a pas pu être enregistrée. Demandez-en un nouveau."


@transaction.atomic
def send_letter(
    *,
    letter: MissionLetter,
    expected: int,
    email: str,
    until: dt.date,
    by: User,
    at: dt.datetime,
    word: str = "",
) -> LetterVersion:
    """Send the version in preparation: from then on its text never changes, and it is the one that counts.

    The link of the version before closes; an address that the directory lacked is kept. ``expected`` is the
    version of the row that the sender read: a text changed since is not sent.
    """
    held = _to_send(letter, until=until, at=at)
    version = latest(held)
    if version.is_sent:
        raise ActionRefused("Cette version est déjà partie.")
    if version.version != expected:
        raise ActionRefused("La lettre a changé depuis : relisez-la avant de l’envoyer.")
    if not version.purpose.strip():
        raise ActionRefused("Dites d’abord ce qui est confié à cette personne.")
    close_links(held, at=at)
    _keep_address(held, email, by=by, at=at)
    version.email, version.until, version.sent_at, version.sent_by = email, until, at, by
    version.version += 1
    version.save(update_fields=["email", "until", "sent_at", "sent_by", "version"])
    MissionLetter.objects.filter(pk=held.pk).update(state=LetterState.SENT, version=held.version + 1)
    _write(version, by=by, word=word, at=at)
    record(held, verb="send", by=by, at=at, changes={"number": version.number, "until": until})
    return version


@transaction.atomic
def send_again(
    *, letter: MissionLetter, email: str, until: dt.date, by: User, at: dt.datetime, word: str = ""
) -> LetterVersion:
    """Send the link of the version sent last once more; the link before stops working."""
    held = _to_send(letter, until=until, at=at)
    version = _last_sent(held)
    if version.answer == LetterAnswer.ACCEPTED:
        raise ActionRefused("Cette lettre est déjà acceptée.")
    links.revoke(target=reference(version), at=at)
    _keep_address(held, email, by=by, at=at)
    version.email, version.until, version.reminded_at, version.closed_at = email, until, at, None
    version.version += 1
    version.save(update_fields=["email", "until", "reminded_at", "closed_at", "version"])
    _write(version, by=by, word=word, at=at)
    record(held, verb="send_again", by=by, at=at, changes={"number": version.number, "until": until})
    return version


@transaction.atomic
def answer_letter(*, link: SignedLink, answer: str, comment: str, at: dt.datetime) -> LetterVersion:
    """Keep the answer of whoever holds an open link: a comment may change, an acceptance stays.

    The same answer twice is no news. Raises ``ActionRefused`` when the link closed or ran out since the page
    was opened. The letter is locked first, as every other verb does.
    """
    asked = LetterVersion.objects.filter(pk=link.object_id).select_related("letter").first()
    held = locked(asked.letter) if asked is not None else None
    rows = SignedLink.objects.select_for_update().filter(pk=link.pk, purpose=LinkPurpose.MISSION_LETTER)
    stored = rows.first()
    if held is None or held.is_withdrawn or stored is None or not stored.is_open(at=at):
        raise ActionRefused(CLOSED)
    versions = LetterVersion.objects.select_related("workspace", "sent_by")
    version: LetterVersion = versions.get(pk=link.object_id)
    version.letter, told = held, comment.strip()[:4000]
    if version.closed_at is not None:
        raise ActionRefused(CLOSED)
    if answer not in LetterAnswer.values:
        raise ActionRefused("Acceptez la lettre, ou dites ce que vous voudriez y changer.")
    if answer == LetterAnswer.COMMENTED and not told:
        raise ActionRefused("Écrivez ce que vous voudriez changer, ou préciser.")
    if version.answer == LetterAnswer.ACCEPTED:
        if answer == LetterAnswer.ACCEPTED:
            return version
        raise ActionRefused("Vous avez accepté cette lettre. Pour en reparler, écrivez à votre contact.")
    if (version.answer, version.comment) == (answer, told):
        return version
    version.answer, version.comment, version.answered_at = answer, told or version.comment, at
    version.version += 1
    version.save(update_fields=["answer", "comment", "answered_at", "version"])
    MissionLetter.objects.filter(pk=held.pk).update(state=answer, version=held.version + 1)
    _tell_answer(version, at=at)
    verb = "accept" if answer == LetterAnswer.ACCEPTED else "comment"
    record(held, verb=verb, by=None, at=at, changes={"number": version.number, "comment": told})
    return version


def _to_send(letter: MissionLetter, *, until: dt.date, at: dt.datetime) -> MissionLetter:
    held = locked(letter)
    if held.is_withdrawn:
        raise ActionRefused(WITHDRAWN)
    if until < timezone.localdate(at):
        raise ActionRefused("Donnez une date à venir : le lien doit pouvoir servir.")
    return held


def _last_sent(letter: MissionLetter) -> LetterVersion:
    rows = LetterVersion.objects.current().filter(letter=letter, sent_at__isnull=False)
    found: LetterVersion | None = rows.select_related("workspace", "sent_by").order_by("-number").first()
    if found is None:
        raise ActionRefused("Cette lettre n’est pas encore partie.")
    found.letter = letter
    return found


def _keep_address(letter: MissionLetter, email: str, *, by: User, at: dt.datetime) -> None:
    person = letter.person
    if person.email:
        return
    values = {name: getattr(person, name) for name in people.PERSON_FIELDS}
    people.update(by=by, at=at, person=person, values={**values, "email": email}, expected=person.version)


def _write(version: LetterVersion, *, by: User, word: str, at: dt.datetime) -> None:
    """Issue the link and put the message in the outbox; the token is kept nowhere else."""
    until = version.until or timezone.localdate(at)
    ends = dt.datetime.combine(until + dt.timedelta(days=1), dt.time(), timezone.get_current_timezone())
    token = links.issue(
        workspace=version.workspace,
        purpose=LinkPurpose.MISSION_LETTER,
        target=reference(version),
        at=at,
        lifetime=ends - at,
        single_use=False,
    )
    letter = version.letter
    again = "une nouvelle version de votre" if version.number > 1 else "une"
    said = f"\n\n« {word.strip()} »" if word.strip() else ""
    write(
        kind="governance.letter_sent",
        email=version.email,
        text=(
            f"{by.get_full_name()} ({version.workspace.name}) vous propose {again} lettre de mission pour la "
            f"démarche « {letter.initiative.title} » : {letter.role_title.lower()}.{said}\n\n"
            "Lisez-la, puis acceptez-la ou dites ce que vous voudriez y changer : aucun "
            "compte n’est nécessaire."
        ),
        url=settings.BASE_URL + reverse("governance:letter_answer", kwargs={"token": token}),
        label="Lire la lettre et répondre",
        after=f"Ce lien est le vôtre, jusqu’au {typography.day(until)} inclus : ne le transmettez pas.",
        at=at,
        workspace=version.workspace,
    )


def _tell_answer(version: LetterVersion, *, at: dt.datetime) -> None:
    """Tell whoever sent the letter that it was answered; what was said is read on the page."""
    if version.sent_by is None:
        return
    letter = version.letter
    done = "a accepté sa" if version.answer == LetterAnswer.ACCEPTED else "a commenté sa"
    notify(
        kind="governance.letter_answered",
        workspace=version.workspace,
        to=[recipients.account(version.sent_by)],
        obj=reference(letter),
        title=f"{letter.person} {done} lettre de mission ({letter.role_title.lower()})",
        path=reverse("governance:letter", kwargs={"workspace": version.workspace.slug, "pk": letter.pk}),
        label="Lire la réponse",
        at=at,
    )
