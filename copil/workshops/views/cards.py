"""Cards of a board: added, opened, corrected, moved, shown or set aside, brought together, remarked on."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.posting import posted
from copil.core.typography import plural
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.workshops import boarding
from copil.workshops.actions import arranging, cards
from copil.workshops.actions.cards import Written
from copil.workshops.boarding import BY_PROBLEM, CLUSTER, Content, Lane
from copil.workshops.enums.groups import CardKind, CardState
from copil.workshops.forms.boards import CardForm, CardsForm, CommentForm
from copil.workshops.models import ActionSheet, Board, Card, CardComment
from copil.workshops.views.board_common import (
    fetch_board_to_work,
    fetch_card,
    fetch_card_to_work,
    lane_of,
    named_cards,
)
from copil.workshops.views.common import Screen

_STATES = {"afficher": CardState.SHOWN, "mettre-de-cote": CardState.ASIDE}


@require_http_methods(["GET", "POST"])
def cards_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Add cards, one a line: what is said aloud, what was written on paper."""
    board = fetch_board_to_work(request, pk)
    content = boarding.content_of(board)
    form = CardsForm(posted(request), board=board, problems=content.problems)
    screen = _screen(request, board, "Ajouter des cartes", "Ajouter au tableau")

    def write() -> list[Card]:
        given = form.cleaned_data
        kind, problems = CardKind(given["kind"]), form.problems
        written = [
            Written(kind=kind, text=text, problems=problems, author=given.get("author"), paper=given["paper"])
            for text in given["texts"]
        ]
        return cards.add_cards(board=board, written=written, by=request.user, at=timezone.now())

    done = "Les cartes sont sur le tableau."
    return screen.answer(request, form, write, done=done)


@require_GET
def card(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a card with everything that can be done with it, without a mouse or a script."""
    found, rights = fetch_card(request, pk)
    content = boarding.content_of(found.board)
    every = [*content.cards, *content.waiting]
    shown = next((one for one in every if one.card.pk == found.pk), boarding.Shown(found))
    sheet = ActionSheet.objects.current().filter(sources__card=found, sources__archived_at=None).first()
    context = {
        "card": found,
        "shown": shown,
        "board": found.board,
        "group": found.board.group,
        "initiative": found.board.group.initiative,
        "rights": rights,
        "writing": rights.may_work and found.board.is_open,
        "sheet": None if found.is_problem else sheet,
        "may_begin_sheet": rights.may_work and _is_idea_shown(found),
        "places": _places(content, found),
        "others": [
            one.card for one in content.cards if one.card.kind == found.kind and one.card.pk != found.pk
        ],
        "comment_form": CommentForm(),
    }
    return render(request, "workshops/card.html", context)


@require_http_methods(["GET", "POST"])
def card_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Correct a card, tie it to problems."""
    stored = fetch_card_to_work(request, pk)
    content = boarding.content_of(stored.board)
    tied = [one.problem_id for one in stored.answers.filter(archived_at=None)]
    initial = {"text": stored.text, "kind": stored.kind, "problems": tied, "author": stored.author_id}
    form = CardForm(posted(request), card=stored, problems=content.problems, initial=initial)
    back = to(request, "workshops:card", pk=pk)
    screen = _screen(
        request, stored.board, f"Corriger la carte n° {stored.number}", "Enregistrer la carte", back=back
    )
    if request.method == "POST" and form.is_valid():
        try:
            return saving.saved(
                request,
                form=form,
                write=lambda expected: cards.edit_card(
                    card=stored, values=form.values, expected=expected, by=request.user, at=timezone.now()
                ),
                again=lambda: fetch_card(request, pk)[0],
                back=back,
                done="La carte est corrigée.",
            )
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
    context = {
        "screen": screen,
        "form": form,
        "initiative": stored.board.group.initiative,
        "group": stored.board.group,
        "version": saving.version_shown(request, stored.version),
    }
    return render(request, "workshops/form.html", context)


@require_POST
def card_move(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put a card in a lane: among the cards of a cluster, or under the problem that it answers."""
    stored = fetch_card_to_work(request, pk)
    content = boarding.content_of(stored.board)
    way, key = request.POST.get("par", ""), request.POST.get("lane", "")
    made = boarding.lanes(content, way if way in {one for one, _ in content.ways} else content.way)
    lane = lane_of(made, key)
    if lane is None:
        lane = lane_of(_every_lane(content), key)
    if lane is None:
        raise ActionRefused("Cette colonne n’est plus sur le tableau : relisez-le.")
    before = next(
        (one.card for one in lane.cards if str(one.card.pk) == request.POST.get("before", "")), None
    )
    _put(request, content, stored, lane, before, by_problem=way == BY_PROBLEM)
    messages.success(request, f"La carte n° {stored.number} est déplacée.")
    return redirect(_board(request, stored))


@require_POST
def card_show(request: Request, pk: uuid.UUID, key: str) -> HttpResponse:
    """Show a card to the room, or set it aside."""
    stored = fetch_card_to_work(request, pk)
    state = _state(key)
    arranging.show(card=stored, state=state, by=request.user, at=timezone.now())
    aside = state == CardState.ASIDE
    words = "mise de côté. Elle se reprend en bas du tableau" if aside else "affichée"
    messages.success(request, f"La carte n° {stored.number} est {words}.")
    return redirect(_board(request, stored))


@require_POST
def card_merge(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say that another card says the same thing as this one."""
    stored = fetch_card_to_work(request, pk)
    others = named_cards(stored.board, ",".join(request.POST.getlist("other")))
    arranging.merge(kept=stored, others=others, by=request.user, at=timezone.now())
    messages.success(
        request, f"La carte n° {stored.number} parle désormais pour {plural(len(others), 'autre')}."
    )
    return redirect(_board(request, stored))


@require_POST
def card_split(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take a card out of the one that speaks for it."""
    stored = fetch_card_to_work(request, pk)
    arranging.split(card=stored, by=request.user, at=timezone.now())
    messages.success(request, f"La carte n° {stored.number} est de nouveau seule.")
    return redirect(_board(request, stored))


@require_http_methods(["GET", "POST"])
def comment_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Note a remark on a card."""
    stored = fetch_card_to_work(request, pk)
    form = CommentForm(posted(request))
    back = to(request, "workshops:card", pk=pk)
    screen = _screen(
        request, stored.board, f"Remarque sur la carte n° {stored.number}", "Noter la remarque", back=back
    )

    def write() -> object:
        text = form.cleaned_data["text"]
        return cards.add_comment(card=stored, text=text, by=request.user, at=timezone.now())

    return screen.answer(request, form, write, done="La remarque est notée.")


@require_POST
def comment_show(request: Request, pk: uuid.UUID, comment: uuid.UUID, key: str) -> HttpResponse:
    """Show a remark to the room, or set it aside."""
    stored = fetch_card_to_work(request, pk)
    rows = CardComment.objects.current().filter(card=stored).select_related("card")
    found = get_object_or_404(rows, pk=comment)
    arranging.show_comment(comment=found, state=_state(key), by=request.user, at=timezone.now())
    messages.success(request, "C’est fait.")
    return redirect(_board(request, stored))


def _is_idea_shown(found: Card) -> bool:
    return not found.is_problem and found.state == CardState.SHOWN and found.merged_into_id is None


def _state(key: str) -> CardState:
    if key not in _STATES:
        raise Http404
    return _STATES[key]


def _put(
    request: Request, content: Content, stored: Card, lane: Lane, before: Card | None, *, by_problem: bool
) -> None:
    """Move within clusters, or say which problem is answered first: the others that it answers stay."""
    now = timezone.now()
    if lane.problem is None and not by_problem:
        cluster = lane.cluster if lane.key.startswith(CLUSTER) else None
        arranging.move(card=stored, cluster=cluster, before=before, by=request.user, at=now)
        return
    shown = next((one for one in content.cards if one.card.pk == stored.pk), boarding.Shown(stored))
    kept = [one for one in shown.problems[1:] if one != lane.problem] if lane.problem else []
    problems = [*([lane.problem] if lane.problem else []), *kept]
    cards.tie(card=stored, problems=problems, by=request.user, at=now)


def _every_lane(content: Content) -> list[Lane]:
    return [one for way, _ in content.ways for one in boarding.lanes(content, way)]


def _places(content: Content, found: Card) -> list[Lane]:
    """Return the lanes that a card may go to: clusters for all, problems for an idea, none."""
    clusters = boarding.lanes(content, boarding.BY_CLUSTER)
    problems = [] if found.is_problem else boarding.lanes(content, BY_PROBLEM)[:-1]
    return [*problems, *clusters]


def _board(request: Request, stored: Card) -> str:
    url = to(request, "workshops:board", pk=stored.board_id)
    way = request.POST.get("par", "")
    return f"{url}?par={way}" if way in (BY_PROBLEM, boarding.BY_CLUSTER) else url


def _screen(request: Request, board: Board, title: str, verb: str, *, back: str = "") -> Screen:
    group = board.group
    return Screen(title, verb, back or to(request, "workshops:board", pk=board.pk), group.initiative, group)
