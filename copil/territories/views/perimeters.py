"""Screens of the perimeters that the installation adds to the official map."""

import tempfile
import uuid
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.core.typography import plural
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.territories import actions, permissions
from copil.territories.forms import PerimetersForm
from copil.territories.models import Perimeter, PerimeterKind
from copil.territories.perimeters import Outcome


@require_GET
def perimeters(request: Request) -> HttpResponse:
    """Show the kinds of perimeters, and how many of each there are."""
    listed = Perimeter.objects.filter(is_listed=True).order_by().values_list("kind").annotate(Count("pk"))
    numbers = dict(listed)
    kinds = PerimeterKind.objects.order_by("name", "pk")
    context = {
        "kinds": [(kind, numbers.get(kind.pk, 0)) for kind in kinds],
        "can_load": permissions.can_load_perimeters(request.user),
    }
    return render(request, "territories/perimeters.html", context)


@require_GET
def perimeter_kind(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the perimeters of a kind, and the rows of its file that were refused."""
    kind = get_object_or_404(PerimeterKind, pk=pk)
    rows = (
        Perimeter.objects.filter(kind=kind)
        .select_related("territory__departement")
        .annotate(number=Count("communes"))
        .order_by("-is_listed", "territory__name_key", "pk")
    )
    context = {
        "kind": kind,
        "page": paginate(request, rows),
        "can_load": permissions.can_load_perimeters(request.user),
    }
    return render(request, "territories/perimeter_kind.html", context)


@require_http_methods(["GET", "POST"])
def perimeters_load(request: Request) -> HttpResponse:
    """Load a file of perimeters."""
    _require_operator(request)
    known = _kind(request.GET.get("sorte", ""))
    initial: dict[str, object] = {"name": known.name, "is_partial": known.is_partial} if known else {}
    initial["year"] = timezone.localdate().year
    form = PerimetersForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        kind = _load(request, form)
        if kind is not None:
            return redirect(to(request, "territories:perimeter_kind", pk=kind.pk))
    return render(request, "territories/perimeters_load.html", {"form": form})


@require_POST
def perimeters_remove(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take a kind of perimeters away."""
    _require_operator(request)
    kind = get_object_or_404(PerimeterKind, pk=pk)
    name = kind.name
    actions.remove_perimeters(kind=kind, by=request.user, at=timezone.now(), workspace=request.workspace)
    messages.success(request, f"Les périmètres {name} sont retirés.")
    return redirect(to(request, "territories:perimeters"))


def _load(request: Request, form: PerimetersForm) -> PerimeterKind | None:
    """Write the file; None when it is refused, with the reason on the form."""
    file, now = form.cleaned_data["file"], timezone.now()
    kind = form.kind(at=now)
    with tempfile.NamedTemporaryFile(suffix=".csv") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        try:
            outcome = actions.load_perimeters(
                kind=kind,
                path=Path(kept.name),
                file_name=file.name or "",
                is_complete=form.cleaned_data["is_complete"],
                at=now,
                by=request.user,
                workspace=request.workspace,
            )
        except ActionRefused as refusal:
            form.add_error("file", refusal.message)
            return None
    messages.success(request, told(kind, outcome))
    return kind


def told(kind: PerimeterKind, outcome: Outcome) -> str:
    """Return what became of a file, in one sentence."""
    said = [
        f"{plural(outcome.created, 'créé')}",
        f"{plural(outcome.updated, 'mis à jour', 'mis à jour')}",
        f"{plural(outcome.unchanged, 'inchangé')}",
    ]
    if outcome.gone:
        said.append(f"{plural(outcome.gone, 'sorti')} des listes")
    return f"Périmètres {kind.name} : {', '.join(said)}. {plural(kind.refused_rows, 'ligne')} en refus."


def _kind(typed: str) -> PerimeterKind | None:
    """Return the kind that a link asks to update."""
    try:
        return PerimeterKind.objects.filter(pk=uuid.UUID(typed)).first()
    except ValueError:
        return None


def _require_operator(request: Request) -> None:
    if not permissions.can_load_perimeters(request.user):
        raise PermissionDenied
