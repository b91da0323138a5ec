"""The public pages of a board: written on from a phone by the code of the room; whether it changed."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from copil.core.errors import ActionRefused
from copil.core.posting import posted
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.surveys import throttle
from copil.workshops import boarding
from copil.workshops.actions import cards
from copil.workshops.actions.cards import Written
from copil.workshops.actions.entry import LIFETIME, token_of
from copil.workshops.boarding import Content
from copil.workshops.enums.groups import CardKind, Rank
from copil.workshops.forms.boards import CommentForm, PhoneForm, drawn
from copil.workshops.models import Board, Card
from copil.workshops.views import room_part
from copil.workshops.views.board_common import SALT

THROTTLE = "board_card"
_TOO_MANY = "Beaucoup de cartes viennent d’arriver d’ici. Attendez une minute, puis renvoyez la vôtre."
_THANKS = "C’est noté sur le tableau."
_GONE = "La carte dont vous parliez n’est plus affichée. Votre texte est gardé : envoyez-le comme une carte."
_READ_FIRST = "C’est reçu. La carte sera affichée une fois relue."


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def room(request: HttpRequest, token: str) -> HttpResponse:
    """Show a board to whoever has the code of the room, and take a card or a remark."""
    if request.method == "GET" and request.headers.get(room_part.ASKED):
        return room_part.answer(request, token)
    board = _opened(token)
    if board is None:
        return render(request, "workshops/room_closed.html", status=404)
    content = boarding.content_of(board)
    kind = _kind(request, board)
    remarked = _remarked(request, content)
    form = PhoneForm(
        posted(request) if remarked is None else None, board=board, kind=kind, problems=content.problems
    )
    remark = CommentForm(posted(request) if remarked is not None else None)
    sent: PhoneForm | CommentForm = form if remarked is None else remark
    if remarked is None and request.POST.get("card"):
        sent.add_error(None, _GONE)
    if request.method == "POST" and sent.is_valid():
        if not throttle.allows(request, action=THROTTLE):
            sent.add_error(None, _TOO_MANY)
            context = _context(content, kind, form, remark, remarked)
            return render(request, "workshops/room.html", context, status=429)
        try:
            _keep(board, sent, kind, remarked, request.POST.get("once", ""))
        except ActionRefused as refusal:
            sent.add_error(None, refusal.message)
        else:
            messages.success(request, _READ_FIRST if board.moderated else _THANKS)
            return redirect(request.get_full_path())
    return render(request, "workshops/room.html", _context(content, kind, form, remark, remarked))


@login_not_required
@require_GET
def board_pulse(request: HttpRequest, signed: str) -> HttpResponse:
    """Say whether a board changed since the beat that a screen knows: an empty answer when it did not.

    One query, no session. Phones ask their own page (``room_part``), which tells them the cards too.
    """
    try:
        pk = uuid.UUID(signing.loads(signed, salt=SALT, max_age=LIFETIME))
    except (signing.BadSignature, ValueError):
        return HttpResponse(status=404)
    beat = Board.objects.filter(pk=pk, archived_at=None).values_list("beat", flat=True).first()
    if beat is None:
        return HttpResponse(status=404)
    tag = f'"{beat}"'
    answer: HttpResponse
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(str(beat), content_type="text/plain")
    answer["ETag"], answer["Cache-Control"] = tag, "no-cache, private"
    return answer


def entry_url(board: Board) -> str:
    """Return the address that the room opens on its phones."""
    base: str = settings.BASE_URL
    return base + reverse("workshops:room", args=[token_of(board)])


def _opened(token: str) -> Board | None:
    link = links.enter(token, purpose=LinkPurpose.BOARD, at=timezone.now())
    if link is None:
        return None
    rows = Board.objects.current().filter(pk=link.object_id, workspace=link.workspace_id)
    board: Board | None = rows.filter(group__archived_at=None).with_surroundings().first()
    return board if board is not None and board.is_open else None


def _kind(request: HttpRequest, board: Board) -> CardKind:
    asked = request.GET.get("ecrire", "")
    if asked in ("probleme", "idee"):
        return CardKind.PROBLEM if asked == "probleme" else CardKind.IDEA
    return CardKind.PROBLEM if board.rank == Rank.PROBLEMS else CardKind.IDEA


def _remarked(request: HttpRequest, content: Content) -> Card | None:
    """Return the card that a remark is about, None when a card was sent or is no longer shown."""
    asked = request.POST.get("card", "")
    return next((one.card for one in content.cards if str(one.card.pk) == asked), None)


def _keep(
    board: Board, form: PhoneForm | CommentForm, kind: CardKind, remarked: Card | None, once: str
) -> None:
    now, given = timezone.now(), form.cleaned_data
    if isinstance(form, CommentForm) and remarked is not None:
        cards.add_comment(card=remarked, text=given["text"], by=None, at=now, once=drawn(once))
    elif isinstance(form, PhoneForm):
        written = Written(
            kind=kind,
            text=given["text"],
            problems=form.problems,
            author=given.get("author"),
            once=drawn(once),
        )
        cards.add_card(board=board, written=written, by=None, at=now)


def _context(
    content: Content,
    kind: CardKind,
    form: PhoneForm,
    remark: CommentForm,
    remarked: Card | None,
) -> dict[str, Any]:
    return {
        **room_part.latest(content, token_of(content.board)),
        "writes_idea": kind == CardKind.IDEA,
        "form": form,
        "remark": remark,
        "remarked": remarked,
        "once": uuid.uuid4(),
    }
