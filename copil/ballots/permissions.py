"""Who may do what with a vote; seeing it is already given by its querysets."""

from dataclasses import dataclass

from copil.ballots.models import Ballot
from copil.identity.models import Membership
from copil.initiatives.permissions import rights_on


@dataclass(frozen=True)
class BallotRights:
    """What a member may do with one vote."""

    may_run: bool
    """Prepare it, open it, close it, publish it, see its result before it is published."""


def rights_on_ballot(ballot: Ballot, membership: Membership) -> BallotRights:
    """Return the rights of a member: who works on the initiative runs its votes (one query at most)."""
    return BallotRights(may_run=rights_on(ballot.initiative, membership).may_work)
