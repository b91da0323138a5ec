"""The people who vote: put on the roll before the vote opens."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from copil.ballots import actions, words
from copil.ballots.models import Ballot, Voter
from copil.ballots.views.common import fetch_to_run, posted_ids
from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.core.text import name_key
from copil.directory.models import Person, PersonQuerySet
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.models import TeamMember


@require_http_methods(["GET", "POST"])
def roll(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show who is on the roll, whether they voted, and who may be added."""
    ballot = fetch_to_run(request, pk)
    if request.method == "POST":
        people = _people(ballot).filter(pk__in=posted_ids(request, "person"))
        return _enrolled(request, ballot, list(people))
    typed = request.GET.get("q", "")
    found = _people(ballot).exclude(pk__in=ballot.voters.values("person"))
    for word in name_key(typed).split():
        found = found.filter(name_key__contains=word)
    asked, read = ballot.asked, ballot.is_over and not ballot.secret
    page = paginate(request, ballot.voters.select_related("person").by_name(), per_page=40)
    context = {
        "ballot": ballot,
        "initiative": ballot.initiative,
        "page": page,
        "voters": [(one, words.in_words(asked, one.open_paper or {}) if read else "") for one in page],
        "read": read,
        "found": found.order_by("name_key", "pk")[:12] if ballot.is_draft else [],
        "typed": typed,
    }
    return render(request, "ballots/roll.html", context)


@require_POST
def enrol_team(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put the team of the initiative on the roll."""
    ballot = fetch_to_run(request, pk)
    team = TeamMember.objects.current().filter(initiative=ballot.initiative_id).select_related("person")
    return _enrolled(request, ballot, [member.person for member in team.in_order()])


@require_POST
def strike(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take somebody off the roll."""
    ballot = fetch_to_run(request, pk)
    rows = Voter.objects.filter(ballot=ballot).select_related("ballot", "person")
    voter = get_object_or_404(rows, pk__in=posted_ids(request, "person"))
    actions.strike(voter=voter, by=request.user, at=timezone.now())
    messages.success(request, "La personne ne fait plus partie de la liste.")
    return redirect(to(request, "ballots:roll", pk=pk))


def _people(ballot: Ballot) -> PersonQuerySet:
    """Return whom the space that holds the vote knows, whichever carrier runs it."""
    rows: PersonQuerySet = Person.objects.in_workspace(ballot.workspace).current()
    return rows


def _enrolled(request: Request, ballot: Ballot, people: list[Person]) -> HttpResponse:
    if not people:
        messages.error(request, "Choisissez au moins une personne.")
        return redirect(to(request, "ballots:roll", pk=ballot.pk))
    try:
        number = actions.enrol(ballot=ballot, people=people, by=request.user, at=timezone.now())
    except ActionRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"Inscrites sur la liste : {number}.")
    return redirect(to(request, "ballots:roll", pk=ballot.pk))
