"""Papers filled in by hand: who gave one, read twice, then put in the urn together."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.ballots import batches, words
from copil.ballots.actions import hand
from copil.ballots.actions.reaching import waiting
from copil.ballots.forms_hand import HandForm
from copil.ballots.models import Ballot, PaperBatch, Voter, VoterQuerySet
from copil.ballots.rules import FEWEST
from copil.ballots.views.common import fetch_to_run, posted_ids
from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.core.text import name_key
from copil.identity.http import Request
from copil.identity.urls_for import to

_PER_PAGE = 60


@never_cache
@require_GET
def by_hand(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show how far the papers filled in by hand are."""
    ballot = fetch_to_run(request, pk)
    if not ballot.is_open:
        raise ActionRefused("Les bulletins papier se saisissent tant que le vote est ouvert.")
    batch = hand.batch_of(ballot)
    typed = request.GET.get("q", "")
    page = paginate(request, _found(ballot, typed), per_page=_PER_PAGE)
    names, since = _names(ballot, batch), hand.voted_since(ballot, batch)
    compared = batches.compare(batch.first, batch.second)
    ready = bool(batch.people) and len(batch.first) == len(batch.people) == len(batch.second)
    context = {
        "ballot": ballot,
        "initiative": ballot.initiative,
        "batch": batch,
        "page": page,
        "typed": typed,
        "many": bool(typed) or page.paginator.num_pages > 1,
        "since": since,
        "chosen": {key: names.get(key, "") for key in batch.people},
        "readings": [(number, *_reading(batch, number, ballot, names)) for number in (1, 2)],
        "differ": [
            ("Dans la première lecture seulement", _told(ballot, compared.only_first, names)),
            ("Dans la seconde lecture seulement", _told(ballot, compared.only_second, names)),
        ]
        if ready and not compared.agree
        else [],
        "refusal": batches.refusal(
            people=len(batch.people),
            first=batch.first,
            second=batch.second,
            secret=ballot.secret,
            voted=[str(one.person) for one in since],
        ),
    }
    return render(request, "ballots/by_hand.html", context)


@require_POST
def hand_people(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say who handed a paper in, of those shown; the others stay as they were."""
    ballot = fetch_to_run(request, pk)
    chosen, shown = posted_ids(request, "person"), posted_ids(request, "shown")
    asked = {name: request.POST[name] for name in ("q", "page") if request.POST.get(name)}
    return _done(
        request,
        pk,
        lambda: hand.name_people(
            ballot=ballot,
            voters=chosen,
            others=[one for one in shown if one not in chosen],
            by=request.user,
            at=timezone.now(),
        ),
        "La liste des personnes est notée.",
        asked=asked,
    )


@require_POST
def hand_take_off(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take off the list somebody who voted online meanwhile."""
    ballot = fetch_to_run(request, pk)
    voter = request.POST.get("person", "")
    return _done(
        request,
        pk,
        lambda: hand.take_off(ballot=ballot, voter=voter, by=request.user, at=timezone.now()),
        "La personne est retirée de la liste : son vote en ligne compte.",
    )


@require_http_methods(["GET", "POST"])
def hand_add(request: Request, pk: uuid.UUID, reading: int) -> HttpResponse:
    """Type a paper, in the first or the second reading."""
    ballot = fetch_to_run(request, pk)
    if reading not in PaperBatch.FIELDS:
        raise Http404
    if not ballot.is_open:
        raise ActionRefused("Les bulletins papier se saisissent tant que le vote est ouvert.")
    people = [] if ballot.secret else [(str(one.pk), str(one.person)) for one in waiting(ballot)]
    form = HandForm(posted(request), question=ballot.asked, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            batch = hand.add(
                ballot=ballot,
                reading=reading,
                said=form.paper,
                of=form.of,
                by=request.user,
                at=timezone.now(),
            )
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            number = len(batch.reading(reading))
            messages.success(
                request, f"Bulletin noté : {typography.plural(number, 'bulletin')} dans cette lecture."
            )
            more = not ballot.secret or number < len(batch.people)
            name = "ballots:hand_add" if more and "encore" in request.POST else "ballots:by_hand"
            where = {"reading": reading} if name == "ballots:hand_add" else {}
            return redirect(to(request, name, pk=pk, **where))
    context = {"ballot": ballot, "initiative": ballot.initiative, "form": form, "reading": reading}
    return render(request, "ballots/hand_add.html", context)


@require_POST
def hand_remove(request: Request, pk: uuid.UUID, reading: int) -> HttpResponse:
    """Take a paper out of a reading."""
    ballot = fetch_to_run(request, pk)
    place = request.POST.get("place", "")
    if reading not in PaperBatch.FIELDS or not place.isdecimal():
        raise Http404
    return _done(
        request,
        pk,
        lambda: hand.remove(
            ballot=ballot, reading=reading, place=int(place[:4]), by=request.user, at=timezone.now()
        ),
        "Le bulletin est retiré de cette lecture : saisissez-le à nouveau.",
    )


@require_POST
def hand_pour(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put the papers read twice in the urn."""
    ballot = fetch_to_run(request, pk)
    return _done(
        request,
        pk,
        lambda: hand.pour(ballot=ballot, by=request.user, at=timezone.now()),
        "Les bulletins papier sont pris.",
    )


@require_POST
def hand_give_up(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Forget the papers being read."""
    ballot = fetch_to_run(request, pk)
    return _done(
        request,
        pk,
        lambda: hand.give_up(ballot=ballot, by=request.user, at=timezone.now()),
        "La saisie est abandonnée : aucun de ces bulletins ne compte.",
    )


def _found(ballot: Ballot, typed: str) -> VoterQuerySet:
    """Return those who have not voted and whose name holds each word typed."""
    rows = waiting(ballot)
    for word in name_key(typed).split():
        rows = rows.filter(person__name_key__contains=word)
    return rows


def _names(ballot: Ballot, batch: PaperBatch) -> dict[str, str]:
    """Name those who handed a paper in and those whose paper is in a reading (one query)."""
    there = {*batch.people, *(one["of"] for one in (*batch.first, *batch.second) if one["of"])}
    rows = Voter.objects.filter(ballot=ballot, pk__in=there).select_related("person").by_name()
    return {str(one.pk): str(one.person) for one in rows}


def _done(
    request: Request,
    pk: uuid.UUID,
    write: Callable[[], object],
    said: str,
    *,
    asked: dict[str, str] | None = None,
) -> HttpResponse:
    try:
        write()
    except ActionRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said)
    back = to(request, "ballots:by_hand", pk=pk)
    return redirect(f"{back}?{urlencode(asked)}" if asked else back)


def _reading(
    batch: PaperBatch, number: int, ballot: Ballot, names: dict[str, str]
) -> tuple[list[Any], str, bool]:
    """Return the papers of a reading in words, who typed the last one, whether it may be typed now."""
    papers = batch.reading(number)
    by = batch.first_by if number == 1 else batch.second_by
    ready = bool(batch.people) or not ballot.secret
    if ballot.secret and len(batch.people) < FEWEST:
        ready = False
    elif number == 2:
        ready = bool(batch.first) and len(batch.first) == len(batch.people)
    full = ballot.secret and len(papers) >= len(batch.people)
    return _told(ballot, papers, names), by.get_full_name() if by else "", ready and not full


def _told(ballot: Ballot, papers: Sequence[batches.Read], names: dict[str, str]) -> list[str]:
    """Say each paper in words."""
    asked, said = ballot.asked, []
    for one in papers:
        paper = words.in_words(asked, one["said"]) or "Blanc ou nul"
        name = names.get(one["of"], "")
        said.append(f"{name} : {paper}" if name else paper)
    return said
