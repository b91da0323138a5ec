"""Every vote of a workspace, searched and filtered."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from copil.ballots.filters import BallotFilter
from copil.ballots.views.common import ballots
from copil.core.paging import paginate
from copil.identity.http import Request


@require_GET
def listed(request: Request) -> HttpResponse:
    """List the votes of all the initiatives the workspace carries, the latest first."""
    form = BallotFilter(request.GET, workspace=request.workspace)
    page = paginate(request, form.filter(ballots(request)).recent_first())
    return render(request, "ballots/ballots.html", {"form": form, "page": page})
