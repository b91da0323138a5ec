"""The one place where a vote goes forward: open, closed, published, never back."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from copil.ballots import rules
from copil.ballots.actions.common import GONE, locked, record
from copil.ballots.enums import BallotState
from copil.ballots.models import Ballot, PaperBatch, Voter
from copil.core import typography
from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import save_versioned
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import Membership, User, reference
from copil.notifications import recipients
from copil.notifications.actions import notify, reached, write

LINK = "ballots.link"
LINK_LASTS = dt.timedelta(days=90)


@transaction.atomic
def move(*, ballot: Ballot, to: BallotState, expected: int, by: User, at: dt.datetime) -> Ballot:
    """Open a vote and tell those on its roll, close it, or publish its result; refuse anything else."""
    held = locked(ballot)
    if rules.next_state(held.state) is not to or held.is_archived:
        raise ActionRefused(GONE)
    if to is BallotState.OPEN:
        rules.check_question(held.asked)
        rules.check_roll(voters=held.voters.count(), secret=held.secret)
    if to is BallotState.CLOSED:
        _refuse_while_read(held)
    held.state = to.value
    stamp = f"{to.value}_at" if to is not BallotState.OPEN else "opened_at"
    setattr(held, stamp, at)
    try:
        save_versioned(held, fields=["state", stamp], expected=expected)
    except Conflict as conflict:
        raise ActionRefused(GONE) from conflict
    if to is BallotState.OPEN:
        _tell(held, at=at)
    changes = {}
    if to is BallotState.CLOSED:
        there, listed = held.voters.filter(voted=True).count(), held.voters.count()
        changes["turnout"] = (
            f"{typography.plural(there, 'bulletin')} sur "
            f"{typography.plural(listed, 'personne inscrite', 'personnes inscrites')}"
        )
    record(held, verb=f"move_{to.value}", by=by, at=at, changes=changes)
    return held


def _refuse_while_read(ballot: Ballot) -> None:
    """Raise ``ActionRefused`` while papers filled in by hand are being read: a vote never opens again."""
    batch = PaperBatch.objects.filter(ballot=ballot, poured_at=None).first()
    if batch is not None and batch.is_begun:
        raise ActionRefused(
            "Des bulletins papier sont en cours de lecture : versez-les dans l’urne ou abandonnez cette"
            " saisie, puis fermez le vote."
        )


def _tell(ballot: Ballot, *, at: dt.datetime) -> None:
    """Tell each person on the roll: in Copil when they enter this space, else by a link of their own."""
    inside = set(
        Membership.objects.active().filter(workspace=ballot.workspace).values_list("user", flat=True)
    )
    others = []
    for voter in ballot.voters.select_related("person__user").by_name():
        user = voter.person.user
        if user is not None and user.pk in inside:
            notify(
                kind="ballots.opened",
                workspace=ballot.workspace,
                to=[recipients.account(user)],
                obj=reference(ballot),
                title=f"Vous pouvez voter : « {ballot.title} »",
                path=reverse("ballots:ballot", kwargs={"workspace": ballot.workspace.slug, "pk": ballot.pk}),
                label="Voter",
                at=at,
            )
        else:
            others.append(voter)
    for voter in reachable(others):
        send_link(ballot, voter, at=at)


def address_of(voter: Voter) -> str:
    """Return where a link is written to somebody; empty for who has no address."""
    person = voter.person
    return person.email or (person.user.email if person.user is not None else "")


def reachable(voters: Sequence[Voter]) -> list[Voter]:
    """Return those whom a mail would reach: an address, which did not stop such mails nor sends them back."""
    found = reached(kind=LINK, emails=[address_of(one) for one in voters])
    return [one for one in voters if address_of(one).lower() in found]


def send_link(ballot: Ballot, voter: Voter, *, at: dt.datetime) -> None:
    """Issue the link of somebody whom a mail reaches, and put the message in the outbox."""
    url = settings.BASE_URL + reverse("ballots:by_link", kwargs={"token": link_of(voter, at=at)})
    secret = (
        "Le vote est secret." if ballot.secret else "Le vote est ouvert : on saura ce que vous choisissez."
    )
    write(
        kind=LINK,
        email=address_of(voter),
        text=(
            f"{ballot.workspace.name} vous invite à voter : « {ballot.title} ».\n\n"
            f"{ballot.question}\n\n{secret} Aucun compte n’est nécessaire."
        ),
        url=url,
        label="Voter",
        after="Ce lien est le vôtre : ne le transmettez pas.",
        at=at,
        workspace=ballot.workspace,
    )


def link_of(voter: Voter, *, at: dt.datetime) -> str:
    """Issue a link of the roll and return its token; it says who may vote, not what they vote."""
    return links.issue(
        workspace=voter.workspace,
        purpose=LinkPurpose.VOTE,
        target=reference(voter),
        at=at,
        lifetime=LINK_LASTS,
        single_use=False,
    )
