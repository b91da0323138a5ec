"""The technical and the administrative track of an initiative, side by side."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.locking import expected_version
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.exchange import exports
from copil.governance import followup as reading
from copil.governance.actions import followup as actions
from copil.governance.enums.followup import PieceState
from copil.governance.forms.followup import FollowupFilter, PieceForm
from copil.governance.models.followup import AdminPiece
from copil.governance.rules.followup import moves_from
from copil.governance.views.common import Screen, fetch_initiative
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import journey
from copil.initiatives.models import Initiative
from copil.initiatives.permissions import rights_on

_HEADER = (
    "Nature", "Objet", "Référence", "Étape", "Activité", "État", "Pour le", "En retard", "Montant",
    "Qui s’en charge", "Avec", "Note",
)  # fmt: skip  # a table reads by its lines
Names = dict[str, str]


@require_GET
def followup(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show both tracks by stage; the late pieces come first."""
    initiative = fetch_initiative(request, pk)
    walked, today = journey.journey_of(initiative), timezone.localdate()
    form = FollowupFilter(request.GET, initiative=initiative)
    every = list(reading.of_initiative(initiative).current())
    page = paginate(request, form.filter(reading.of_initiative(initiative), today=today))
    may_work = rights_on(initiative, request.membership).may_work
    for piece in page:
        piece.late = piece.is_late(today)
        piece.moves = [(one.value, one.label) for one in moves_from(PieceState(piece.state))]
        piece.mine = may_work and piece.workspace_id == request.workspace.pk
    context = {
        "initiative": initiative,
        "form": form,
        "page": page,
        "tracks": reading.tracks(walked, list(page)),
        "totals": reading.totals(every, today=today),
        "any": bool(every) or bool(form.asked.get("etat")),
        "may_work": may_work,
        "today": today,
        "tab": "followup",
    }
    return render(request, "governance/followup.html", context)


@require_GET
def followup_export(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponseBase:
    """Give the pieces as a table, filtered as on the page."""
    initiative = fetch_initiative(request, pk)
    today = timezone.localdate()
    form = FollowupFilter(request.GET, initiative=initiative)
    rows = form.filter(reading.of_initiative(initiative), today=today)
    walked = journey.journey_of(initiative)
    stages = {stage.stage.key: stage.stage.title for stage in walked.stages}
    activities = {one.activity.id: one.activity.title for one in walked.activities}
    return exports.answer(file_format, "suivi-administratif", _HEADER, _rows(rows, stages, activities))


@require_http_methods(["GET", "POST"])
def piece_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Add a piece to the follow-up."""
    initiative = _fetch_to_work(request, pk)
    walked = journey.journey_of(initiative)
    initial = {"place": f"{request.GET['etape']}|"} if request.GET.get("etape") else None
    form = PieceForm(posted(request), workspace=request.workspace, walked=walked, initial=initial)
    screen = Screen(
        title="Ajouter une pièce",
        lead="Ce qu’il faut envoyer, signer ou réserver pour que la démarche avance.",
        verb="Ajouter au suivi",
        back=to(request, "governance:followup", pk=pk),
        initiative=initiative,
    )
    return screen.answer(
        request,
        form,
        lambda values: actions.add_piece(
            initiative=initiative,
            workspace=request.workspace,
            values=values,
            by=request.user,
            at=timezone.now(),
        ),
        done="La pièce est au suivi.",
    )


@require_http_methods(["GET", "POST"])
def piece_edit(request: Request, pk: uuid.UUID, piece: uuid.UUID) -> HttpResponse:
    """Change a piece."""
    initiative = _fetch_to_work(request, pk)
    row = _piece(request, initiative, piece)
    walked = journey.journey_of(initiative)
    form = PieceForm(posted(request), instance=row, workspace=request.workspace, walked=walked)
    screen = Screen(
        title="Modifier la pièce",
        lead=row.title,
        verb="Enregistrer la pièce",
        back=to(request, "governance:followup", pk=pk),
        initiative=initiative,
        stored=row,
        other=to(request, "governance:piece_remove", pk=pk, piece=piece),
        other_verb="Retirer du suivi",
    )
    return screen.answer(
        request,
        form,
        lambda values: actions.update_piece(
            piece=row,
            values=values,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
        ),
        done="La pièce est à jour.",
    )


@require_POST
def piece_move(request: Request, pk: uuid.UUID, piece: uuid.UUID) -> HttpResponse:
    """Say where a piece stands now."""
    row = _piece(request, _fetch_to_work(request, pk), piece)
    asked = request.POST.get("state", "")
    if asked not in PieceState.values:
        return redirect(to(request, "governance:followup", pk=pk))
    actions.move_piece(piece=row, to=PieceState(asked), by=request.user, at=timezone.now())
    messages.success(request, f"« {row.title} » : {PieceState(asked).label.lower()}.")
    return redirect(f"{to(request, 'governance:followup', pk=pk)}#piece-{piece}")


@require_POST
def piece_remove(request: Request, pk: uuid.UUID, piece: uuid.UUID) -> HttpResponse:
    """Take a piece off the follow-up."""
    row = _piece(request, _fetch_to_work(request, pk), piece)
    actions.remove_piece(piece=row, by=request.user, at=timezone.now())
    messages.success(
        request,
        f"« {row.title} » n’est plus au suivi. Le filtre « Retirées du suivi » permet de l’y remettre.",
    )
    return redirect(to(request, "governance:followup", pk=pk))


@require_POST
def piece_restore(request: Request, pk: uuid.UUID, piece: uuid.UUID) -> HttpResponse:
    """Bring back a piece taken off by mistake."""
    row = _piece(request, _fetch_to_work(request, pk), piece, gone=True)
    actions.restore_piece(piece=row, by=request.user, at=timezone.now())
    messages.success(request, f"« {row.title} » est de nouveau au suivi.")
    return redirect(to(request, "governance:followup", pk=pk))


def _fetch_to_work(request: Request, pk: uuid.UUID) -> Initiative:
    initiative = fetch_initiative(request, pk)
    if not rights_on(initiative, request.membership).may_work:
        raise PermissionDenied
    return initiative


def _piece(request: Request, initiative: Initiative, pk: uuid.UUID, *, gone: bool = False) -> AdminPiece:
    """Return a piece of the initiative; 403 for that of another carrier, which is theirs to change."""
    rows = AdminPiece.objects.filter(initiative=initiative, archived_at__isnull=not gone)
    related = ("initiative", "workspace", "person__user", "partner")
    found: AdminPiece = get_object_or_404(rows.select_related(*related), pk=pk)
    if found.workspace_id != request.workspace.pk:
        raise PermissionDenied
    return found


def _rows(rows: Iterable[AdminPiece], stages: Names, activities: Names) -> Iterator[tuple[Any, ...]]:
    today = timezone.localdate()
    for one in rows:
        yield (
            one.get_kind_display(),
            one.title,
            one.reference,
            stages.get(one.stage, ""),
            activities.get(one.activity, ""),
            one.get_state_display(),
            one.due_on,
            one.is_late(today),
            one.amount,
            str(one.person or ""),
            str(one.partner or ""),
            one.note,
        )
