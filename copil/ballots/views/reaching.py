"""Reach those who have not voted: send their link again, print it, print blank papers."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.ballots.actions import life, reaching
from copil.ballots.enums import EXPLAINED, Grade, Method
from copil.ballots.rules import BEST_NOTE
from copil.ballots.views.common import fetch_to_run
from copil.core import qr, typography
from copil.core.errors import ActionRefused
from copil.identity.http import Request
from copil.identity.urls_for import to


@require_http_methods(["GET", "POST"])
def resend(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show who has not voted, then send their link again to all of them, or to one."""
    ballot = fetch_to_run(request, pk)
    if not ballot.is_open:
        raise ActionRefused(reaching.NOT_OPEN)
    people = list(reaching.waiting(ballot))
    if request.method == "POST":
        one = request.POST.get("person", "")
        known = {str(each.pk): each for each in people}
        if one and one not in known:
            raise ActionRefused("Cette personne a voté entre-temps : son lien ne lui servirait plus.")
        sent = reaching.resend(ballot=ballot, voter=known.get(one), by=request.user, at=timezone.now())
        spared = 0 if one else len(life.reachable(people)) - sent
        messages.success(request, f"{typography.plural(sent, 'lien')} en route.{_spared(spared)}")
        return redirect(to(request, "ballots:roll", pk=pk))
    there = {one.pk for one in life.reachable(people)}
    context = {
        "ballot": ballot,
        "initiative": ballot.initiative,
        "people": [one for one in people if one.pk in there],
        "unreached": [one for one in people if one.pk not in there],
    }
    return render(request, "ballots/resend.html", context)


@never_cache
@require_POST
def slips(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a slip for each person who has not voted, with a link of their own, to print at once."""
    ballot = fetch_to_run(request, pk)
    tokens = reaching.print_slips(ballot=ballot, by=request.user, at=timezone.now())
    people = []
    for voter in reaching.waiting(ballot):
        if voter.pk in tokens:
            url = settings.BASE_URL + reverse("ballots:by_link", args=[tokens[voter.pk]])
            people.append((voter.person, url, qr.picture(url, label=f"Lien de vote de {voter.person}")))
    context = {"ballot": ballot, "initiative": ballot.initiative, "people": people}
    return render(request, "ballots/slips.html", context)


@require_GET
def blank(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a blank paper to print on a quarter of a page."""
    ballot = fetch_to_run(request, pk)
    context = {
        "ballot": ballot,
        "initiative": ballot.initiative,
        "asked": ballot.asked,
        "explained": EXPLAINED[Method(ballot.method)],
        "grades": [grade.label for grade in reversed(Grade)],
        "notes": range(BEST_NOTE + 1),
    }
    return render(request, "ballots/blank.html", context)


def _spared(number: int) -> str:
    """Say to how many nothing was written again."""
    people = typography.plural(number, "personne")
    return f" Pas de second courriel à {people}, dont le lien vient de partir." if number else ""
