"""The cards that every phone of a room asks for when a board changes: written once for all of them."""

import time
import uuid
from collections import OrderedDict
from threading import Lock
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from copil.workshops import boarding
from copil.workshops.boarding import Content
from copil.workshops.models import Board
from copil.workshops.views.board_common import pulse_url

ASKED = "X-Board-Cards"
LATEST = 30
_KEPT_FOR = 10.0
_MOST = 64

_Key = tuple[uuid.UUID, int, str]
_kept: OrderedDict[_Key, tuple[float, str]] = OrderedDict()
_lock = Lock()


def latest(content: Content) -> dict[str, Any]:
    """Return what the part needs: the last cards, how many there are."""
    shown = sorted(content.cards, key=lambda one: -one.card.number)
    board = content.board
    return {"board": board, "cards": shown[:LATEST], "total": len(shown), "pulse": pulse_url(board)}


def cards_of(request: HttpRequest, board: Board) -> str:
    """Return the part as it was for the phone that asked before, when nothing changed since.

    It holds nothing of one phone: the page that asks puts its own token and its own marks when it sends.
    """
    key, now = (board.pk, board.beat, request.get_full_path()), time.monotonic()
    # One phone at a time reads the board again: the others wait for what it finds.
    with _lock:
        at, text = _kept.get(key, (-_KEPT_FOR, ""))
        if now - at >= _KEPT_FOR:
            nobody = {"request": request, "once": "", "csrf_token": "", "remarked": None, "remark": None}
            context = {**latest(boarding.content_of(board)), **nobody}
            text = render_to_string("workshops/room_cards.html", context)
            _kept[key] = now, text
            while len(_kept) > _MOST:
                _kept.popitem(last=False)
        return text
