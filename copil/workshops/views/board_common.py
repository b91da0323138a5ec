"""What the screens of boards begin with: find for this person, refuse, the way a board is cut."""

import uuid
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from copil.core.text import name_key
from copil.identity.http import Request
from copil.initiatives.models import Initiative
from copil.initiatives.permissions import Rights, rights_on
from copil.workshops.boarding import Content, Lane, Shown, lanes
from copil.workshops.models import Board, Card

SALT = "workshops.board.pulse"


def fetch_board(request: Request, pk: uuid.UUID) -> tuple[Board, Rights]:
    """Return a board of an initiative the workspace carries, and what the person may do; 404 otherwise."""
    carried = Initiative.objects.visible_to(request.user).carried_by(request.workspace).values("pk")
    rows = Board.objects.current().visible_to(request.user).filter(group__initiative__in=carried)
    board: Board = get_object_or_404(rows.with_surroundings(), pk=pk)
    return board, rights_on(board.group.initiative, request.membership)


def fetch_board_to_work(request: Request, pk: uuid.UUID) -> Board:
    """Return a board the person may write on; 403 when they may only see it."""
    board, rights = fetch_board(request, pk)
    if not rights.may_work:
        raise PermissionDenied
    return board


def fetch_card(request: Request, pk: uuid.UUID) -> tuple[Card, Rights]:
    """Return a card of a board that the person sees; 404 for one undone."""
    rows = Card.objects.current().visible_to(request.user).select_related("author", "cluster", "merged_into")
    card: Card = get_object_or_404(rows, pk=pk)
    board, rights = fetch_board(request, card.board_id)
    card.board = board
    return card, rights


def fetch_card_to_work(request: Request, pk: uuid.UUID) -> Card:
    """Return a card the person may change; 403 when they may only see it."""
    card, rights = fetch_card(request, pk)
    if not rights.may_work:
        raise PermissionDenied
    return card


def cut(request: Request, content: Content) -> dict[str, Any]:
    """Return the lanes of a board as the address asks: cut one way, with the cards that hold some words."""
    asked = request.GET.get("par", "")
    way = asked if asked in {key for key, _ in content.ways} else content.way
    typed = request.GET.get("q", "").strip()[:80]
    kind = request.GET.get("nature", "")
    kept = [one for one in content.cards if _holds(one, typed) and kind in ("", one.card.kind)]
    made = lanes(content, way, cards=kept)
    if typed or kind:
        made = [one for one in made if one.cards]
    return {"lanes": made, "way": way, "typed": typed, "kind": kind, "kept": len(kept)}


def _holds(one: Shown, typed: str) -> bool:
    said = name_key(" ".join([one.card.text, *(each.text for each in one.same), f"n° {one.card.number}"]))
    return all(word in said for word in name_key(typed).split())


def pulse_url(board: Board) -> str:
    """Return the address that says whether a board changed: signed, for half a day, without a session."""
    return reverse("workshops:board_pulse", args=[signing.dumps(str(board.pk), salt=SALT)])


def lane_of(made: list[Lane], key: str) -> Lane | None:
    """Return the lane that a form names, None when it is no more."""
    return next((one for one in made if one.key == key), None)


def named_cards(board: Board, typed: str) -> list[Card]:
    """Return the cards of a board that a form names; 404 for what names none."""
    try:
        wanted = [uuid.UUID(one) for one in typed.split(",") if one]
    except ValueError as error:
        raise Http404 from error
    return list(Card.objects.current().filter(board=board, pk__in=wanted).in_order())
