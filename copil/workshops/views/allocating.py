"""Share participants out: begin, read the proposal, settle what counts, move somebody, retain, undo."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.core.typography import plural
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.views.common import fetch_to_work as fetch_initiative_to_work
from copil.journal import saving
from copil.workshops import actions, grouping
from copil.workshops.filters import PoolFilter
from copil.workshops.forms.groups import BeginForm, PersonForm, SettingsForm
from copil.workshops.models import Allocation
from copil.workshops.views.common import Screen, fetch_allocation

# People named on the page of an allocation; the others of each group have a page of their own.
_SHOWN = 48


@require_http_methods(["GET", "POST"])
def allocation_begin(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Choose whom to share out, and have a first proposal."""
    initiative = fetch_initiative_to_work(request, pk)
    form = BeginForm(posted(request), initiative=initiative)
    back = to(request, "workshops:groups", pk=pk)
    lead = "Une première proposition est faite aussitôt. Les groupes ne changent que si vous la retenez."
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin(
                workspace=request.workspace,
                initiative=initiative,
                event=form.cleaned_data["event"],
                people=[],
                by=request.user,
                at=timezone.now(),
            )
            return redirect(to(request, "workshops:allocation", pk=made.pk))
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
    screen = Screen("Répartir les participants", "Proposer une répartition", back, initiative, lead=lead)
    return screen.show(request, form)


@require_GET
def allocation(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show who would go where, in figures, and what may be changed."""
    shown = fetch_allocation(request, pk)
    shared = grouping.read(shown)
    facts = grouping.facts(shared)
    form = PoolFilter(request.GET, groups=shared.groups)
    found = form.filter(shared.places)
    alone = str(form.asked.get("groupe") or "")
    page = paginate(request, [one for one in found if str(one.group_id) == alone]) if alone else None
    each = max(4, _SHOWN // max(1, len(shared.groups)))
    context = {
        "form": form,
        "page": page,
        "each": f":{each}",
        "allocation": shown,
        "initiative": shown.initiative,
        "lanes": [
            (
                group,
                [one for one in found if one.group_id == group.pk],
                facts.sizes.get(str(group.pk), 0),
                str(group.pk) in facts.out_of_size,
            )
            for group in shared.groups
        ],
        "homeless": [one for one in shared.places if one.group_id is None or one.group is None],
        "people": len(shared.places),
        "told": grouping.told(facts, shared),
        "ties": shared.ties,
    }
    return render(request, "workshops/allocation.html", context)


@require_http_methods(["GET", "POST"])
def allocation_settle(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say what counts and which draw, then propose again."""
    stored = fetch_allocation(request, pk)
    form = SettingsForm(posted(request), instance=stored)
    back = to(request, "workshops:allocation", pk=pk)
    lead = "Les places fixées restent. Les autres sont proposées à nouveau."
    screen = Screen(
        "Ce qui compte", "Proposer à nouveau", back, stored.initiative, lead=lead, version=stored.version
    )
    if request.method == "POST" and form.is_valid():
        try:
            return saving.saved(
                request,
                form=form,
                write=lambda expected: actions.settle(
                    allocation=stored,
                    values=form.cleaned_data,
                    expected=expected,
                    by=request.user,
                    at=timezone.now(),
                ),
                again=lambda: Allocation.objects.get(pk=pk),
                back=back,
                done="La répartition est proposée à nouveau.",
            )
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
    return screen.show(request, form)


@require_POST
def allocation_run(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Propose again with the same draw."""
    stored = fetch_allocation(request, pk)
    actions.run(allocation=stored, by=request.user, at=timezone.now())
    messages.success(request, "La répartition est proposée à nouveau, places fixées gardées.")
    return redirect(to(request, "workshops:allocation", pk=pk))


@require_POST
def allocation_accept(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Make members of the groups of those shared out."""
    stored = fetch_allocation(request, pk)
    number = actions.accept(allocation=stored, by=request.user, at=timezone.now())
    messages.success(request, f"{plural(number, 'participant a', 'participants ont')} rejoint leur groupe.")
    return redirect(to(request, "workshops:groups", pk=stored.initiative_id))


@require_POST
def allocation_undo(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put everybody back where they were."""
    stored = fetch_allocation(request, pk)
    actions.undo(allocation=stored, by=request.user, at=timezone.now())
    messages.success(request, "La répartition est annulée : chacun est revenu où il était.")
    return redirect(to(request, "workshops:groups", pk=stored.initiative_id))


@require_http_methods(["GET", "POST"])
def place_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Share somebody out too."""
    stored = fetch_allocation(request, pk)
    form = PersonForm(posted(request), workspace=stored.workspace)
    back = to(request, "workshops:allocation", pk=pk)
    lead = "La personne n’a pas de groupe tant que la répartition n’est pas relancée."
    screen = Screen(
        "Ajouter un participant à répartir", "Ajouter à la répartition", back, stored.initiative, lead=lead
    )

    def write() -> object:
        person = form.cleaned_data["person"]
        return actions.add_place(allocation=stored, person=person, by=request.user, at=timezone.now())

    return screen.answer(request, form, write, done="La personne est dans la répartition.")
