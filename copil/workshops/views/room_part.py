"""What a phone is told when it asks whether the board changed: the cards, written once for all the phones."""

import gzip
import time
import uuid
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.workshops import boarding
from copil.workshops.boarding import Content
from copil.workshops.enums.groups import BoardState
from copil.workshops.models import Board

ASKED = "X-Board-Cards"
LATEST = 30
_KEPT_FOR = 10.0
_MOST = 64


@dataclass(frozen=True)
class _Part:
    """The cards of a board at one of its beats, as they are and packed."""

    at: float
    text: bytes
    packed: bytes


_Key = tuple[uuid.UUID, int, str]
_kept: OrderedDict[_Key, _Part] = OrderedDict()
_lock = Lock()


def latest(content: Content, token: str) -> dict[str, Any]:
    """Return what the part needs: the last cards, how many there are, where to ask for what comes next."""
    shown = sorted(content.cards, key=lambda one: -one.card.number)
    asked = reverse("workshops:room", args=[token])
    return {"board": content.board, "cards": shown[:LATEST], "total": len(shown), "pulse": asked}


def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Answer nothing when the phone knows the last beat of the board, the cards when it does not.

    One query, no session: sixty phones ask every two seconds.
    """
    link = links.open_to(token, purpose=LinkPurpose.BOARD, at=timezone.now())
    rows = Board.objects.current().filter(pk__in=link, state=BoardState.OPEN, group__archived_at=None)
    found = rows.values_list("pk", "beat").first()
    if found is None:
        return HttpResponse(status=404)
    pk, beat = found
    tag = f'"{beat}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    part = _part_of(pk, beat, token)
    told = HttpResponse(part.text, headers={"ETag": tag, "Vary": "Accept-Encoding"})
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        told.content, told["Content-Encoding"] = part.packed, "gzip"
    return told


def _part_of(pk: uuid.UUID, beat: int, token: str) -> _Part:
    """Return the part as it was for the phone that asked before, when nothing changed since.

    It holds nothing of one phone: the page that asks puts its own token and its own marks when it sends.
    """
    key, now = (pk, beat, token), time.monotonic()
    # One phone at a time reads the board again: the others wait for what it finds.
    with _lock:
        part = _kept.get(key)
        if part is None or now - part.at >= _KEPT_FOR:
            board = Board.objects.with_surroundings().get(pk=pk)
            nobody = {"once": "", "csrf_token": "", "remarked": None, "remark": None}
            context = {**latest(boarding.content_of(board), token), **nobody}
            text = render_to_string("workshops/room_cards.html", context).encode()
            part = _kept[key] = _Part(now, text, gzip.compress(text, 6))
            while len(_kept) > _MOST:
                _kept.popitem(last=False)
        return part
