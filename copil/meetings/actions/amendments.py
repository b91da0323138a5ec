"""Changes that those who were there ask of the minutes once sent, and the answers."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import save_versioned
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, User
from copil.meetings.actions.common import locked, record
from copil.meetings.enums import AmendmentState, MeetingState
from copil.meetings.models import AgendaItem, Amendment, Meeting, Minutes, Participant
from copil.meetings.roll import roll_of

ABSENT = "Une correction est demandée par les personnes présentes, à distance ou représentées."


@transaction.atomic
def ask_amendment(
    *,
    meeting: Meeting,
    participant: Participant,
    text: str,
    by: User | None,
    at: dt.datetime,
    item: AgendaItem | None = None,
) -> Amendment:
    """Note what somebody who was there would have the minutes say; ``by`` is None when their link did."""
    held = locked(meeting)
    if held.state != MeetingState.SENT:
        raise ActionRefused("Ce compte rendu ne reçoit pas de demande de correction.")
    over = Minutes.objects.filter(meeting=held, until__lt=timezone.localdate(at)).exists()
    if over:
        raise ActionRefused("La consultation est finie : demandez la correction à la prochaine réunion.")
    if participant.pk not in roll_of(held).amenders:
        raise ActionRefused(ABSENT)
    if not text.strip():
        raise ActionRefused("Écrivez ce que le compte rendu devrait dire.")
    asked: Amendment = Amendment.objects.create(
        workspace=held.workspace,
        meeting=held,
        item=item,
        person=participant.person,
        text=text.strip(),
        created_at=at,
    )
    verb = "ask_amendment" if by is not None else "receive_amendment"
    record(held, verb=verb, by=by, at=at, changes={"person": str(participant.person)})
    return asked


@transaction.atomic
def ask_by_link(
    *, link: SignedLink, participant: Participant, text: str, item: AgendaItem | None, at: dt.datetime
) -> Amendment:
    """Note what the holder of an open link would have the minutes say: one request at a time.

    The meeting is locked first: two requests sent at once are one, and a refusal.
    """
    held = locked(participant.meeting)
    stored = SignedLink.objects.filter(pk=link.pk, purpose=LinkPurpose.MINUTES).first()
    if stored is None or not stored.is_open(at=at) or stored.object_id != participant.pk:
        raise ActionRefused("Ce lien ne sert plus : demandez la correction à qui vous a envoyé le message.")
    waiting = Amendment.objects.current().filter(meeting=held, person=participant.person)
    if waiting.filter(state=AmendmentState.ASKED).exists():
        raise ActionRefused("Votre demande précédente attend sa réponse : la suivante viendra après.")
    return ask_amendment(meeting=held, participant=participant, text=text, item=item, by=None, at=at)


@transaction.atomic
def answer_amendment(*, amendment: Amendment, taken: bool, answer: str, by: User, at: dt.datetime) -> None:
    """Take a change that was asked for, or refuse it and say why."""
    held = locked(amendment.meeting)
    if held.state not in (MeetingState.SENT, MeetingState.WRITING):
        raise ActionRefused("Ce compte rendu est approuvé : sa rédaction ne change plus.")
    if amendment.state != AmendmentState.ASKED:
        raise ActionRefused("Cette demande a déjà reçu sa réponse.")
    if not taken and not answer.strip():
        raise ActionRefused("Dites pourquoi cette correction n’est pas retenue.")
    amendment.state = AmendmentState.TAKEN if taken else AmendmentState.REFUSED
    amendment.answer, amendment.answered_at, amendment.answered_by = answer.strip()[:500], at, by
    try:
        save_versioned(
            amendment, fields=["state", "answer", "answered_at", "answered_by"], expected=amendment.version
        )
    except Conflict as conflict:
        raise ActionRefused("Cette demande vient de changer.") from conflict
    record(held, verb="answer_amendment", by=by, at=at, changes={"person": str(amendment.person)})
