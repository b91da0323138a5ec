"""What the screens of votes have in common: find for this person, refuse."""

import uuid

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from copil.ballots.models import Ballot, BallotQuerySet, Voter
from copil.ballots.permissions import BallotRights, rights_on_ballot
from copil.identity.http import Request
from copil.initiatives.models import Initiative


def ballots(request: Request) -> BallotQuerySet:
    """Return the votes shown in this workspace, with what every screen names."""
    carried = Initiative.objects.carried_by(request.workspace).values("pk")
    rows: BallotQuerySet = Ballot.objects.visible_to(request.user).current().filter(initiative__in=carried)
    return rows.with_surroundings()


def fetch(request: Request, pk: uuid.UUID) -> tuple[Ballot, BallotRights]:
    """Return a vote, and what the person may do with it; 404 when it is not seen here."""
    found: Ballot = get_object_or_404(ballots(request), pk=pk)
    return found, rights_on_ballot(found, request.membership)


def fetch_to_run(request: Request, pk: uuid.UUID) -> Ballot:
    """Return a vote the person runs; 403 when they may only see it."""
    found, rights = fetch(request, pk)
    if not rights.may_run:
        raise PermissionDenied
    return found


def voter_of(request: Request, ballot: Ballot) -> Voter | None:
    """Return the line of the person on the roll, if there is one."""
    rows = Voter.objects.filter(ballot=ballot, person__user=request.user).select_related("ballot")
    found: Voter | None = rows.by_name().first()
    return found


def posted_ids(request: Request, name: str) -> list[uuid.UUID]:
    """Return the lines ticked or shown in a form; what is no identifier is left out."""
    found = []
    for one in request.POST.getlist(name):
        try:
            found.append(uuid.UUID(one))
        except ValueError:
            continue
    return found
