"""The board of a session: opened, shown to who facilitates, projected, settled, undone."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core import qr
from copil.core.errors import ActionRefused
from copil.core.posting import posted
from copil.documents import writers
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.workshops import boarding, likeness
from copil.workshops.actions import boards, entry, undoing
from copil.workshops.enums.groups import BoardState, Rank
from copil.workshops.forms.boards import BoardForm, CardsForm
from copil.workshops.models import BoardAct
from copil.workshops.views.board_common import cut, fetch_board, fetch_board_to_work, pulse_url
from copil.workshops.views.common import Screen, fetch_to_work
from copil.workshops.views.room import entry_url

_TABLES = (("xlsx", "Classeur XLSX"), ("ods", "Classeur ODS"), ("csv", "Texte CSV"))
_ENTRY_DONE = {
    "ouvrir": "L’entrée est ouverte pour douze heures.",
    "fermer": "L’entrée est fermée : ce code ne sert plus.",
}


@require_POST
def board_open(request: Request, pk: uuid.UUID, rank: int) -> HttpResponse:
    """Open the board of a session, or go to the one it has."""
    group = fetch_to_work(request, pk)
    if rank not in Rank.values:
        raise Http404
    board = boards.open_board(group=group, rank=Rank(rank), by=request.user, at=timezone.now())
    return redirect(to(request, "workshops:board", pk=board.pk))


@require_GET
def board(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a board: its lanes, what waits to be read, what seems said twice, what was set aside."""
    shown, rights = fetch_board(request, pk)
    content = boarding.content_of(shown)
    writing = rights.may_work and shown.is_open
    context = {
        "board": shown,
        "group": shown.group,
        "initiative": shown.group.initiative,
        "rights": rights,
        "writing": writing,
        "content": content,
        **cut(request, content),
        "formats": writers.FORMATS.values(),
        "tables": _TABLES,
        "pulse": pulse_url(shown),
    }
    if writing:
        context |= {
            "form": CardsForm(board=shown, problems=content.problems),
            "proposals": likeness.proposals(shown, [one.card for one in content.cards]),
            "act": undoing.last_act(shown),
            "link": entry.standing(shown, at=timezone.now()),
        }
    return render(request, "workshops/board.html", context)


@require_http_methods(["GET", "POST"])
def board_settle(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say how a board works."""
    stored = fetch_board_to_work(request, pk)
    form = BoardForm(posted(request), instance=stored)
    back = to(request, "workshops:board", pk=pk)
    screen = Screen(
        "Régler le tableau",
        "Enregistrer ces réglages",
        back,
        stored.group.initiative,
        stored.group,
        version=stored.version,
    )
    if request.method == "POST" and form.is_valid():
        try:
            return saving.saved(
                request,
                form=form,
                write=lambda expected: boards.settle(
                    board=stored,
                    values=form.cleaned_data,
                    expected=expected,
                    by=request.user,
                    at=timezone.now(),
                ),
                again=lambda: fetch_board(request, pk)[0],
                back=back,
                done="Le tableau est réglé.",
            )
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
    return screen.show(request, form)


@require_POST
def board_put(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Close a board, or open it again."""
    stored = fetch_board_to_work(request, pk)
    state = BoardState.CLOSED if request.POST.get("etat") == "ferme" else BoardState.OPEN
    boards.put(board=stored, state=state, by=request.user, at=timezone.now())
    closed = state == BoardState.CLOSED
    messages.success(request, "Le tableau est fermé." if closed else "Le tableau est rouvert.")
    return redirect(to(request, "workshops:board", pk=pk))


@require_POST
def board_undo(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Undo the last thing done on a board."""
    stored = fetch_board_to_work(request, pk)
    try:
        act = get_object_or_404(
            BoardAct.objects.filter(board=stored), pk=uuid.UUID(request.POST.get("act", ""))
        )
    except ValueError as error:
        raise Http404 from error
    undoing.undo(act=act, by=request.user, at=timezone.now())
    messages.success(request, f"C’est annulé : {act.said}.")
    return redirect(to(request, "workshops:board", pk=pk))


@require_http_methods(["GET", "POST"])
def board_entry(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the code by which the room writes from a phone; open it, renew it, close it."""
    stored = fetch_board_to_work(request, pk)
    now, asked = timezone.now(), request.POST.get("geste", "")
    if request.method == "POST":
        if asked not in _ENTRY_DONE:
            raise Http404
        if asked == "ouvrir":
            entry.open_entry(board=stored, by=request.user, at=now)
        else:
            entry.close_entry(board=stored, by=request.user, at=now)
        messages.success(request, _ENTRY_DONE[asked])
        return redirect(to(request, "workshops:board_entry", pk=pk))
    link = entry.standing(stored, at=now)
    address = entry_url(stored) if link else ""
    context = {
        "board": stored,
        "group": stored.group,
        "initiative": stored.group.initiative,
        "link": link,
        "address": address,
        "qr": qr.picture(address, label="Adresse du tableau à ouvrir sur un téléphone") if link else "",
    }
    return render(request, "workshops/board_entry.html", context)


@require_GET
def board_screen(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Project a board: a few cards at a time, turned by themselves or by the keys."""
    shown, _ = fetch_board(request, pk)
    content = boarding.content_of(shown)
    arranged = cut(request, content)
    link = entry.standing(shown, at=timezone.now())
    address = entry_url(shown) if link else ""
    context = {
        "board": shown,
        "screens": boarding.screens(arranged["lanes"]),
        "content": content,
        "pulse": pulse_url(shown),
        "address": address,
        "qr": qr.picture(address, label="Adresse où écrire depuis un téléphone") if link else "",
    }
    return render(request, "workshops/board_screen.html", context)
