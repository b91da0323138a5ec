"""Put a paper in the urn: once each, never after closing, and nothing that says whose it is."""

import datetime as dt

from django.db import transaction
from django.db.models import Case, F, Value, When

from copil.ballots import rules
from copil.ballots.actions.common import locked, record
from copil.ballots.models import Ballot, Urn, Voter
from copil.core.errors import ActionRefused

CLOSED = "Ce vote n’est pas ouvert : votre bulletin n’a pas été pris."
ONCE = (
    "Vous avez déjà voté. Ce vote est secret : rien ne dit quel bulletin est le vôtre, "
    "et personne ne peut donc le changer."
)


@transaction.atomic
def vote(*, voter: Voter, paper: rules.Paper, at: dt.datetime) -> None:
    """Take the paper of somebody on the roll.

    Open vote: it takes the place of the one before, while the vote is open. Secret vote: once only; the paper
    joins the urn, sorted by what it says, and every line of the roll is written again at the same time, so
    that neither the order of the rows nor the transaction that wrote them ties a name to a paper. Nothing is
    journalled then: a line would give the instant.
    """
    ballot = locked(voter.ballot)
    if not ballot.is_open or ballot.is_archived:
        raise ActionRefused(CLOSED)
    said = rules.check_paper(ballot.asked, paper)
    held: Voter = Voter.objects.select_for_update().get(pk=voter.pk, ballot=ballot)
    if not ballot.secret:
        held.voted, held.open_paper = True, said
        held.version += 1
        held.save(update_fields=["voted", "open_paper", "version"])
        record(ballot, verb="vote", by=None, at=at)
        return
    if held.voted:
        raise ActionRefused(ONCE)
    _into_the_urn(ballot, said)
    done = Case(When(pk=held.pk, then=Value(True)), default=F("voted"))
    Voter.objects.filter(ballot=ballot).update(voted=done)


def _into_the_urn(ballot: Ballot, said: dict[str, int]) -> None:
    urn: Urn = Urn.objects.select_for_update().get(ballot=ballot)
    ordered = dict(sorted(said.items()))
    urn.papers = sorted([*urn.papers, ordered], key=lambda paper: sorted(paper.items()))
    urn.save(update_fields=["papers"])
