"""The one place where a vote goes forward: open, closed, published, never back."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from copil.ballots import rules
from copil.ballots.actions.common import GONE, locked, record
from copil.ballots.enums import BallotState
from copil.ballots.models import Ballot, Voter
from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import save_versioned
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import User, reference
from copil.notifications import recipients
from copil.notifications.actions import notify, write

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
        there = held.voters.filter(voted=True).count()
        changes["turnout"] = f"{there} bulletins sur {held.voters.count()} personnes inscrites"
    record(held, verb=f"move_{to.value}", by=by, at=at, changes=changes)
    return held


def _tell(ballot: Ballot, *, at: dt.datetime) -> None:
    """Tell each person on the roll: in Copil when they have an account, else by a link of their own."""
    for voter in ballot.voters.select_related("person__user").by_name():
        if voter.person.user is not None:
            notify(
                kind="ballots.opened",
                workspace=ballot.workspace,
                to=[recipients.account(voter.person.user)],
                obj=reference(ballot),
                title=f"Vous pouvez voter : « {ballot.title} »",
                path=reverse("ballots:ballot", kwargs={"workspace": ballot.workspace.slug, "pk": ballot.pk}),
                label="Voter",
                at=at,
            )
        elif voter.person.email:
            send_link(ballot, voter, at=at)


def send_link(ballot: Ballot, voter: Voter, *, at: dt.datetime) -> None:
    """Issue the link of somebody without an account and put the message in the outbox."""
    url = settings.BASE_URL + reverse("ballots:by_link", kwargs={"token": link_of(voter, at=at)})
    secret = (
        "Le vote est secret." if ballot.secret else "Le vote est ouvert : on saura ce que vous choisissez."
    )
    write(
        kind="ballots.link",
        email=voter.person.email,
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
