"""Cards brought together: under a title, or as proposed; renamed, scattered, said to be different."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.workshops.actions import arranging
from copil.workshops.forms.boards import ClusterForm
from copil.workshops.models import Board, Cluster
from copil.workshops.views.board_common import fetch_board_to_work, named_cards
from copil.workshops.views.common import Screen


@require_http_methods(["GET", "POST"])
def cluster_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give a title to cards to bring together; the cards may be named already."""
    board = fetch_board_to_work(request, pk)
    form = ClusterForm(posted(request), initial={"title": request.GET.get("titre", "")[:120]})
    lead = "Une colonne se forme sous ce titre. Vous y placez ensuite les cartes qui vont ensemble."
    screen = _screen(request, board, "Former un rapprochement", "Former le rapprochement", lead=lead)

    def write() -> object:
        named = named_cards(board, request.POST.get("cards", ""))
        title, now = form.cleaned_data["title"], timezone.now()
        return arranging.gather(board=board, title=title, cards=named, by=request.user, at=now)

    return screen.answer(request, form, write, done="Le rapprochement est formé.")


@require_http_methods(["GET", "POST"])
def cluster_rename(request: Request, pk: uuid.UUID, cluster: uuid.UUID) -> HttpResponse:
    """Give another title to cards brought together."""
    board = fetch_board_to_work(request, pk)
    stored = _cluster(board, cluster)
    form = ClusterForm(posted(request), initial={"title": stored.title})
    screen = _screen(request, board, "Renommer le rapprochement", "Enregistrer le titre")

    def write() -> object:
        title = form.cleaned_data["title"]
        return arranging.rename(cluster=stored, title=title, by=request.user, at=timezone.now())

    return screen.answer(request, form, write, done="Le rapprochement est renommé.")


@require_POST
def cluster_scatter(request: Request, pk: uuid.UUID, cluster: uuid.UUID) -> HttpResponse:
    """Undo a cluster; its cards stay on the board."""
    board = fetch_board_to_work(request, pk)
    arranging.scatter(cluster=_cluster(board, cluster), by=request.user, at=timezone.now())
    messages.success(request, "Le rapprochement est défait, ses cartes restent sur le tableau.")
    return redirect(to(request, "workshops:board", pk=pk))


@require_POST
def cards_apart(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say that cards proposed together say different things."""
    board = fetch_board_to_work(request, pk)
    named = named_cards(board, request.POST.get("cards", ""))
    arranging.keep_apart(board=board, cards=named, by=request.user, at=timezone.now())
    messages.success(request, "Ces cartes ne seront plus proposées ensemble.")
    return redirect(to(request, "workshops:board", pk=pk))


def _cluster(board: Board, pk: uuid.UUID) -> Cluster:
    found: Cluster = get_object_or_404(Cluster.objects.current().filter(board=board), pk=pk)
    return found


def _screen(request: Request, board: Board, title: str, verb: str, *, lead: str = "") -> Screen:
    group = board.group
    back = to(request, "workshops:board", pk=board.pk)
    return Screen(title, verb, back, group.initiative, group, lead=lead)
