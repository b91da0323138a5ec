"""What people say of the dates proposed: by the link of each, from their account, or noted for them."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.identity.models import SignedLink, User
from copil.meetings import poll_wording as wording
from copil.meetings.actions.common import record
from copil.meetings.models import PollAnswer, PollSlot, PollVoter
from copil.meetings.poll_enums import PollReply
from copil.meetings.rules import polls as rules


@transaction.atomic
def answer_by_link(
    *, link: SignedLink, said: Mapping[str, str], word: str, language: str, at: dt.datetime
) -> PollVoter:
    """Keep what whoever holds an open link says, in place of what they said before.

    Raises ``ActionRefused``, in the language of the page, when the poll closed since it was opened or when
    nothing was answered.
    """
    stored = SignedLink.objects.filter(pk=link.pk).first()
    if stored is None or not stored.is_open(at=at):
        raise ActionRefused(wording.words(language)["closed_why"])
    return _keep(link.object_id, said, word=word, language=language, by=None, at=at)


@transaction.atomic
def answer(*, voter: PollVoter, said: Mapping[str, str], word: str, by: User, at: dt.datetime) -> PollVoter:
    """Keep what somebody says from their account, or what was noted for them."""
    return _keep(voter.pk, said, word=word, language=wording.FRENCH, by=by, at=at)


def answers_of(voter: PollVoter) -> dict[uuid.UUID, str]:
    """Return what somebody said, by date."""
    rows = PollAnswer.objects.filter(voter=voter, slot__archived_at=None)
    return dict(rows.values_list("slot", "reply"))


def _keep(
    pk: uuid.UUID, said: Mapping[str, str], *, word: str, language: str, by: User | None, at: dt.datetime
) -> PollVoter:
    """Write all the answers of one person, its row held: two answers at once leave one of them, whole."""
    words = wording.words(language)
    related = ("poll__meeting__workspace", "poll__meeting__initiative", "participant__person")
    rows = PollVoter.objects.select_for_update(of=("self",)).select_related(*related)
    voter: PollVoter = rows.get(pk=pk)
    if not voter.poll.takes_answers(at=at) or voter.participant.is_archived:
        raise ActionRefused(words["closed_why"])
    slots = {str(one): one for one in PollSlot.objects.of_poll(voter.poll).values_list("pk", flat=True)}
    kept = rules.cleaned(said.items(), slots=slots, known=PollReply.values)
    if not kept:
        raise ActionRefused(words["choose"])
    new = {slots[slot]: reply for slot, reply in kept.items()}
    told = word.strip()[:300]
    if (answers_of(voter), voter.word) == (new, told):
        return voter
    PollAnswer.objects.filter(voter=voter).delete()
    PollAnswer.objects.bulk_create(
        PollAnswer(workspace_id=voter.workspace_id, voter=voter, slot_id=slot, reply=reply, created_at=at)
        for slot, reply in new.items()
    )
    voter.word, voter.answered_at, voter.version = told, at, voter.version + 1
    is_own = by is None or voter.participant.person.user_id == by.pk
    voter.recorded_by = None if is_own else by
    voter.save(update_fields=["word", "answered_at", "version", "recorded_by"])
    # The line names nobody: whoever reads the journal learns neither who answered nor what.
    verb = "answer_poll" if is_own else "note_poll_answer"
    record(voter.poll.meeting, verb=verb, by=None if is_own else by, at=at)
    return voter
