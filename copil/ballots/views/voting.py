"""Vote: by one's account, or by a link of one's own; nothing else of the workspace is shown."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from copil.ballots import actions
from copil.ballots.enums import EXPLAINED, Method
from copil.ballots.forms import PaperForm
from copil.ballots.models import Voter
from copil.ballots.views.common import fetch, voter_of
from copil.ballots.views.results import shown
from copil.core.errors import ActionRefused
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.http import Request
from copil.identity.urls_for import to

_DONE = "Votre bulletin est pris."


@never_cache
@require_http_methods(["GET", "POST"])
def vote(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Vote with an account; 403 for whoever is not on the roll."""
    ballot, _ = fetch(request, pk)
    voter = voter_of(request, ballot)
    if voter is None:
        raise PermissionDenied
    back = to(request, "ballots:ballot", pk=pk)
    return _voted(request, voter, template="ballots/vote.html", back=back)


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Vote by a link; opening the page writes nothing."""
    link = links.enter(token, purpose=LinkPurpose.VOTE, at=timezone.now())
    rows = Voter.objects.filter(workspace=link.workspace_id) if link else Voter.objects.none()
    rows = rows.select_related("ballot__workspace", "ballot__initiative")
    voter = rows.filter(pk=link.object_id).first() if link else None
    if voter is None or voter.ballot.is_archived or voter.ballot.is_draft:
        return render(request, "ballots/link_closed.html", status=404)
    if voter.ballot.is_over:
        context = {"ballot": voter.ballot, **shown(voter.ballot, may_run=False)}
        return render(request, "ballots/over.html", context)
    return _voted(request, voter, template="ballots/vote_by_link.html", back=request.path)


def _voted(request: HttpRequest, voter: Voter, *, template: str, back: str) -> HttpResponse:
    """Show the paper of somebody on the roll and take it; a refusal keeps what was filled in."""
    ballot, asked = voter.ballot, voter.ballot.asked
    sent = request.POST if request.method == "POST" else None
    form = PaperForm(sent, question=asked, paper=voter.open_paper)
    if sent is not None and form.is_valid():
        try:
            actions.vote(voter=voter, paper=form.paper, at=timezone.now())
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _DONE)
            return redirect(back)
    context = {
        "ballot": ballot,
        "initiative": ballot.initiative,
        "voter": voter,
        "asked": asked,
        "form": form,
        "explained": EXPLAINED[Method(ballot.method)],
        "done": ballot.secret and voter.voted,
        "here": request.path,
    }
    return render(request, template, context)
