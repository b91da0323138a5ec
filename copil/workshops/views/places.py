"""Somebody in an allocation: why there, what another group would cost, what they wish, who with."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.workshops import actions, grouping
from copil.workshops.enums.groups import Tie
from copil.workshops.forms.groups import PlaceForm, TieForm
from copil.workshops.models import Place, PlaceTie, WorkingGroup
from copil.workshops.views.common import Screen, fetch_allocation, place_of


@require_GET
def place(request: Request, pk: uuid.UUID, place: uuid.UUID) -> HttpResponse:
    """Show where somebody is put, and the best way to put them in each other group with what it costs."""
    allocation = fetch_allocation(request, pk)
    shown = place_of(allocation, place)
    shared = grouping.read(allocation)
    mine = [one for one in shared.ties if shown.pk in (one.one_id, one.other_id)]
    context = {
        "allocation": allocation,
        "initiative": allocation.initiative,
        "place": shown,
        "ways": grouping.ways_for(shared, shown) if not shown.locked else [],
        "others": [one for one in shared.groups if one.pk != shown.group_id],
        "ties": [(one, one.other if one.one_id == shown.pk else one.one) for one in mine],
        "tie_form": TieForm(place=shown) if allocation.is_draft else None,
    }
    return render(request, "workshops/place.html", context)


@require_http_methods(["GET", "POST"])
def place_describe(request: Request, pk: uuid.UUID, place: uuid.UUID) -> HttpResponse:
    """Say what somebody counts as, and what they wish."""
    allocation = fetch_allocation(request, pk)
    stored = place_of(allocation, place)
    groups = list(WorkingGroup.objects.current().filter(initiative=allocation.initiative).in_order())
    form = PlaceForm(posted(request), instance=stored, groups=groups)
    back = to(request, "workshops:place", pk=pk, place=place)
    title = f"Type et souhaits : {stored.person}"
    screen = Screen(title, "Enregistrer", back, allocation.initiative, version=stored.version)
    if request.method == "POST" and form.is_valid():
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.describe(
                place=form.instance,
                values=form.cleaned_data,
                expected=expected,
                by=request.user,
                at=timezone.now(),
            ),
            again=lambda: place_of(allocation, place),
            back=back,
            done="C’est noté. Relancez la répartition pour en tenir compte.",
        )
    return screen.show(request, form)


@require_POST
def place_move(request: Request, pk: uuid.UUID, place: uuid.UUID) -> HttpResponse:
    """Put somebody in another group, in exchange of those named."""
    allocation = fetch_allocation(request, pk)
    stored = place_of(allocation, place)
    groups = WorkingGroup.objects.current().filter(initiative=allocation.initiative)
    group = get_object_or_404(groups, pk=_key(request.POST.get("group")))
    keys = [_key(one) for one in request.POST.getlist("against")]
    against = list(Place.objects.current().filter(allocation=allocation, pk__in=keys).order_by("pk"))
    actions.move(place=stored, group=group, against=against, by=request.user, at=timezone.now())
    messages.success(request, f"{stored.person} est maintenant dans « {group.theme} ».")
    return redirect(to(request, "workshops:allocation", pk=pk))


@require_POST
def place_lock(request: Request, pk: uuid.UUID, place: uuid.UUID) -> HttpResponse:
    """Keep somebody where they are, or let them go, as the button that was seen said."""
    stored = place_of(fetch_allocation(request, pk), place)
    wanted = request.POST.get("fixee") == "oui"
    actions.lock(place=stored, locked=wanted, by=request.user, at=timezone.now())
    messages.success(request, "La place est fixée." if wanted else "La place est libérée.")
    return redirect(to(request, "workshops:place", pk=pk, place=place))


@require_POST
def place_remove(request: Request, pk: uuid.UUID, place: uuid.UUID) -> HttpResponse:
    """No longer share somebody out."""
    stored = place_of(fetch_allocation(request, pk), place)
    actions.remove_place(place=stored, by=request.user, at=timezone.now())
    messages.success(request, f"{stored.person} ne fait plus partie de la répartition.")
    return redirect(to(request, "workshops:allocation", pk=pk))


@require_POST
def tie_add(request: Request, pk: uuid.UUID, place: uuid.UUID) -> HttpResponse:
    """Say that somebody must, or must not, be with another one."""
    stored = place_of(fetch_allocation(request, pk), place)
    form = TieForm(request.POST, place=stored)
    if form.is_valid():
        kind = Tie(form.cleaned_data["tie"])
        other = form.cleaned_data["other"]
        actions.tie(place=stored, other=other, kind=kind, by=request.user, at=timezone.now())
        messages.success(request, "Le lien est noté. Relancez la répartition pour en tenir compte.")
    else:
        messages.error(request, "Choisissez une personne de la répartition, et le lien.")
    return redirect(to(request, "workshops:place", pk=pk, place=place))


@require_POST
def tie_remove(request: Request, pk: uuid.UUID, tie: uuid.UUID) -> HttpResponse:
    """Forget a tie."""
    allocation = fetch_allocation(request, pk)
    rows = PlaceTie.objects.current().filter(allocation=allocation)
    found = get_object_or_404(rows.select_related("allocation", "one__person", "other__person"), pk=tie)
    actions.untie(tie=found, by=request.user, at=timezone.now())
    messages.success(request, "Le lien est retiré.")
    return redirect(to(request, "workshops:allocation", pk=pk))


def _key(typed: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(typed or "")
    except ValueError:
        return None
