"""The desk where a board is put in order: choose the cards, choose how to vote, report the result."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from copil.ballots.enums import EXPLAINED, USUAL, Method
from copil.core.errors import ActionRefused
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.models import Initiative
from copil.initiatives.permissions import Rights, rights_on
from copil.workshops.actions import prioritising as actions
from copil.workshops.enums.groups import CardKind
from copil.workshops.models import Board, Card, PriorityVote

_KINDS = {"idees": CardKind.IDEA, "problemes": CardKind.PROBLEM}


@require_GET
def desk(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the cards of a board by priority, the votes held on them, and the ways to hold another."""
    board, rights = _fetch(request, pk)
    shown = list(Card.objects.shown().filter(board=board).by_priority())
    has_ideas = any(one.kind == CardKind.IDEA for one in shown)
    kind = _KINDS.get(request.GET.get("nature", ""), CardKind.IDEA if has_ideas else CardKind.PROBLEM)
    votes = PriorityVote.objects.current().filter(board=board, ballot__archived_at=None)
    listed = list(votes.select_related("ballot").order_by("-created_at", "-pk"))
    last = next((one for one in listed if one.kind == kind and one.reported_at), None)
    figures = {line["card"]: line["figure"] for line in last.lines} if last else {}
    context = {
        "board": board,
        "group": board.group,
        "initiative": board.group.initiative,
        "rights": rights,
        "kind": kind,
        "kinds": [(key, one, one == kind) for key, one in _KINDS.items()],
        "cards": [(one, figures.get(str(one.pk), "")) for one in shown if one.kind == kind],
        "votes": listed,
        "last": last,
        "usual": [(one, EXPLAINED[one]) for one in actions.METHODS if one in USUAL],
        "others": [(one, EXPLAINED[one]) for one in actions.METHODS if one not in USUAL],
    }
    return render(request, "workshops/desk.html", context)


@require_POST
def desk_ask(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Prepare a vote on the cards chosen, by the method chosen."""
    board = _fetch_to_work(request, pk)
    nature, method = request.POST.get("nature", ""), request.POST.get("methode", "")
    if nature not in _KINDS or method not in Method.values:
        raise Http404
    try:
        asked = actions.ask(
            board=board,
            kind=_KINDS[nature],
            method=Method(method),
            cards=_ids(request),
            by=request.user,
            at=timezone.now(),
        )
    except ActionRefused as refusal:
        messages.error(request, refusal.message)
        return redirect(to(request, "workshops:desk", pk=pk) + f"?nature={nature}")
    messages.success(request, "Le vote est préparé, le groupe inscrit. Relisez, puis ouvrez-le.")
    return redirect(to(request, "ballots:ballot", pk=asked.ballot_id))


@require_POST
def desk_report(request: Request, pk: uuid.UUID, vote: uuid.UUID) -> HttpResponse:
    """Report the result of a vote on the cards."""
    board = _fetch_to_work(request, pk)
    rows = PriorityVote.objects.current().filter(board=board).select_related("ballot__workspace")
    found = get_object_or_404(rows, pk=vote)
    try:
        actions.report(vote=found, by=request.user, at=timezone.now())
    except ActionRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Les cartes ont le rang que le vote leur donne.")
    nature = next(key for key, one in _KINDS.items() if one == found.kind)
    return redirect(to(request, "workshops:desk", pk=pk) + f"?nature={nature}")


def _fetch(request: Request, pk: uuid.UUID) -> tuple[Board, Rights]:
    carried = Initiative.objects.visible_to(request.user).carried_by(request.workspace).values("pk")
    rows = Board.objects.visible_to(request.user).current().filter(group__initiative__in=carried)
    board: Board = get_object_or_404(rows.with_surroundings(), pk=pk)
    return board, rights_on(board.group.initiative, request.membership)


def _fetch_to_work(request: Request, pk: uuid.UUID) -> Board:
    board, rights = _fetch(request, pk)
    if not rights.may_work:
        raise PermissionDenied
    return board


def _ids(request: Request) -> list[uuid.UUID]:
    found = []
    for one in request.POST.getlist("card")[:300]:
        try:
            found.append(uuid.UUID(one))
        except ValueError:
            continue
    return found
