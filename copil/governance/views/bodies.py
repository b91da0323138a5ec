"""Bodies: listed, set up, shown, changed, closed."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.governance import actions, composition, proposals
from copil.governance.forms.bodies import BodyFilter, BodyForm
from copil.governance.forms.mandates import CloseForm, DayForm
from copil.governance.models import Body, Decision, Mandate
from copil.governance.permissions import can_draft, can_shape
from copil.governance.views.common import (
    Screen,
    fetch_body,
    fetch_initiative,
    fetch_to_shape,
    require_shaper,
)
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.models import Initiative
from copil.journal import saving


@require_GET
def bodies(request: Request) -> HttpResponse:
    """List the bodies of the workspace and of its initiatives, filtered as asked."""
    form = BodyFilter(request.GET, workspace=request.workspace)
    rows = Body.objects.visible_to(request.user).shown_in(request.workspace).current()
    context = {
        "form": form,
        "page": paginate(request, form.filter(rows.select_related("initiative"))),
        "can_shape": can_shape(None, request.membership),
    }
    return render(request, "governance/bodies.html", context)


@require_GET
def of_initiative(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List the bodies of an initiative, and those that its method proposes."""
    initiative = fetch_initiative(request, pk)
    rows = list(
        Body.objects.current().filter(initiative=initiative).with_seats(timezone.localdate()).in_order()
    )
    taken = {body.proposal for body in rows}
    proposed = [one for one in proposals.of_method(initiative.method.key) if one.key not in taken]
    context = {
        "initiative": initiative,
        "bodies": rows,
        "proposed": proposed,
        "can_shape": can_shape(initiative, request.membership),
        "tab": "bodies",
    }
    return render(request, "governance/initiative_bodies.html", context)


@require_POST
def take_up(request: Request, pk: uuid.UUID, key: str) -> HttpResponse:
    """Set up a body as the method proposes it."""
    initiative = fetch_initiative(request, pk)
    require_shaper(request, initiative)
    chosen = next((one for one in proposals.of_method(initiative.method.key) if one.key == key), None)
    if chosen is None:
        raise ActionRefused("La méthode de cette démarche ne propose pas cette instance.")
    made = actions.take_up(
        initiative=initiative,
        workspace=request.workspace,
        proposal=chosen,
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "L’instance est constituée. Dites maintenant qui y siège.")
    return redirect(to(request, "governance:body", pk=made.pk))


@require_http_methods(["GET", "POST"])
def create(request: Request) -> HttpResponse:
    """Set up a body of the workspace itself."""
    require_shaper(request, None)
    return _created(request, None)


@require_http_methods(["GET", "POST"])
def create_in(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Set up a body in an initiative."""
    initiative = fetch_initiative(request, pk)
    require_shaper(request, initiative)
    return _created(request, initiative)


@require_GET
def body(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a body: what it does, how it meets, who sat there on a day, who sat there before."""
    shown, today = fetch_body(request, pk), timezone.localdate()
    form = DayForm(request.GET)
    day = form.day(today=today)
    past = Mandate.objects.current().filter(body=shown, ends_on__lt=day).select_related("person")
    present = _present(request)
    made = composition.of_body(shown, day=day)
    context = {
        "body": shown,
        "composition": made,
        "day_form": DayForm(initial={"le": day}),
        "is_today": day == today,
        "past": past.order_by("-ends_on", "pk")[:50],
        "present": present,
        "quorum": made.quorum(present) if "compter" in request.GET else None,
        "can_shape": can_shape(shown.initiative, request.membership),
        "may_write": can_draft(shown.initiative, request.membership),
        "decisions": Decision.objects.current().filter(body=shown).latest_first()[:8],
    }
    return render(request, "governance/body.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change what a body is."""
    stored = fetch_to_shape(request, pk)
    form = BodyForm(
        posted(request), instance=stored, workspace=stored.workspace, initiative=stored.initiative
    )
    if request.method == "POST" and form.is_valid():
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.change(
                body=stored, values=form.cleaned_data, expected=expected, by=request.user, at=timezone.now()
            ),
            again=lambda: fetch_body(request, pk),
            back=to(request, "governance:body", pk=pk),
            done="L’instance est enregistrée.",
        )
    version = saving.version_shown(request, stored.version)
    context = {"form": form, "initiative": stored.initiative, "body": stored, "version": version}
    return render(request, "governance/body_form.html", context)


@require_http_methods(["GET", "POST"])
def close(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Close a body with its reason."""
    stored = fetch_to_shape(request, pk)
    form = CloseForm(posted(request), initial={"closed_on": timezone.localdate()})
    screen = Screen(
        title="Clore l’instance",
        lead="Ses mandats et ses décisions restent lisibles. Elle pourra être rouverte.",
        verb="Clore l’instance",
        back=to(request, "governance:body", pk=pk),
        body=stored,
    )
    return screen.answer(
        request,
        form,
        lambda values: actions.close(body=stored, by=request.user, at=timezone.now(), **values),
        done="L’instance est close.",
    )


@require_POST
def reopen(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Open a closed body again."""
    actions.reopen(body=fetch_to_shape(request, pk), by=request.user, at=timezone.now())
    messages.success(request, "L’instance est rouverte.")
    return redirect(to(request, "governance:body", pk=pk))


def _created(request: Request, initiative: Initiative | None) -> HttpResponse:
    form = BodyForm(posted(request), workspace=request.workspace, initiative=initiative)
    if request.method == "POST" and form.is_valid():
        made = actions.set_up(
            workspace=request.workspace,
            initiative=initiative,
            values=form.cleaned_data,
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, "L’instance est constituée. Dites maintenant qui y siège.")
        return redirect(to(request, "governance:body", pk=made.pk))
    return render(
        request, "governance/body_form.html", {"form": form, "initiative": initiative, "body": None}
    )


def _present(request: Request) -> set[uuid.UUID]:
    """Return the mandates ticked as present; what is no identifier is left out."""
    found = set()
    for value in request.GET.getlist("present"):
        try:
            found.add(uuid.UUID(value))
        except ValueError:
            continue
    return found
