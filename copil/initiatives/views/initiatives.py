"""The list of initiatives; one opened, changed, told."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from copil.core.conflicts import conflict_response
from copil.core.errors import Conflict
from copil.core.locking import expected_version
from copil.core.paging import paginate
from copil.directory.models import Organisation
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import actions, journey
from copil.initiatives.forms import InitiativeForm, ListForm, OpenForm
from copil.initiatives.models import ActivityMark, Initiative, Method, MethodQuerySet, TargetStructure
from copil.initiatives.permissions import can_open
from copil.initiatives.verbs import VERBS
from copil.initiatives.views.common import fetch, fetch_to_pilot, last_to, typed_version
from copil.journal import sentences
from copil.journal.models import JournalEntry
from copil.needs.models import Need, ProblemSheet, SharedNeed

_TOLD = 10


@require_GET
def initiatives(request: Request) -> HttpResponse:
    """List the initiatives the workspace carries."""
    rows = Initiative.objects.visible_to(request.user).carried_by(request.workspace)
    form = ListForm(request.GET or None, stages=_stages(request))
    page = paginate(request, form.filter(rows).with_surroundings().with_carriers().in_order(), per_page=20)
    journeys = journey.journeys_of(list(page))
    context = {
        "page": page,
        "journeys": [journeys[one.pk] for one in page],
        "form": form,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "can_open": can_open(request.membership),
    }
    return render(request, "initiatives/list.html", context)


@require_http_methods(["GET", "POST"])
def open_one(request: Request) -> HttpResponse:
    """Open an initiative, from a shared need or from scratch."""
    if not can_open(request.membership):
        raise PermissionDenied
    shared_need = _asked_need(request)
    methods = Method.objects.offered_in(request.workspace).latest_versions()
    form = OpenForm(
        request.POST or None,
        initial=_proposed(shared_need) | {"method": _method_in_use(request, methods)},
        workspace=request.workspace,
        methods=methods,
    )
    if request.method == "POST" and form.is_valid():
        initiative = actions.open_initiative(
            workspace=request.workspace, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, "La démarche est ouverte. Voici son chemin.")
        return redirect(to(request, "pages:initiative", pk=initiative.pk))
    context = {
        "form": form,
        "shared_need": shared_need,
        "methods": list(zip(methods, journey.methods_of(methods), strict=True)),
        **_taken_along(shared_need),
    }
    return render(request, "initiatives/open.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change what the initiative is called and starts from."""
    initiative = fetch_to_pilot(request, pk)
    form = InitiativeForm(request.POST or None, instance=initiative, workspace=request.workspace)
    back = to(request, "pages:initiative", pk=pk)
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_initiative(
                initiative=form.instance,
                changed=form.changed_data,
                expected=expected_version(request.POST),
                by=request.user,
                at=timezone.now(),
            )
        except Conflict:
            stored, who = Initiative.objects.with_surroundings().get(pk=pk), last_to("update", initiative)
            return conflict_response(request, form=form, stored=stored, back=back, who=who)
        messages.success(request, "La démarche est à jour.")
        return redirect(back)
    context = {
        "form": form,
        "initiative": initiative,
        "version": typed_version(request, initiative.version),
        "may_open": can_open(request.membership),
    }
    return render(request, "initiatives/edit.html", context)


@require_GET
def history(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List everything that happened in the initiative."""
    initiative, rights = fetch(request, pk)
    lines = JournalEntry.objects.filter(initiative_id=pk).select_related("actor").order_by("-at", "-pk")
    page = paginate(request, lines, per_page=50)
    context = {
        "initiative": initiative,
        "rights": rights,
        "page": page,
        "events": [_told(line) for line in page],
        "tab": "history",
    }
    return render(request, "initiatives/history.html", context)


@require_GET
def organisation_panel(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the initiatives that aim at an organisation or that it takes part in, inside its page or alone."""
    organisation = get_object_or_404(Organisation.objects.in_workspace(request.workspace), pk=pk)
    aimed = TargetStructure.objects.current().filter(organisation=organisation).values("initiative")
    carries = ActivityMark.objects.filter(carried_by=organisation, lifted_at=None).values("initiative")
    rows = Initiative.objects.visible_to(request.user).carried_by(request.workspace).current()
    rows = rows.filter(Q(pk__in=aimed) | Q(pk__in=carries)).with_surroundings().in_order()
    shown = list(rows[:_TOLD])
    journeys = journey.journeys_of(shown)
    context = {"organisation": organisation, "journeys": [journeys[one.pk] for one in shown]}
    template = "initiatives/organisation_panel.html"
    return render(request, f"{template}#panel" if request.htmx else template, context)


def _stages(request: Request) -> dict[str, str]:
    """Return the stages of the methods in use, by key."""
    rows = Method.objects.offered_in(request.workspace).latest_versions()
    return {stage.key: stage.title for one in journey.methods_of(rows) for stage in one.stages}


def _told(line: JournalEntry) -> dict[str, Any]:
    """Return a line of the journal as the screen tells it, with the reason given when there was one."""
    changes = (line.payload or {}).get("changes") or {}
    return {
        "at": line.at,
        "who": sentences.subject(line),
        "what": sentences.predicate(line, VERBS),
        "note": str(changes.get("note") or ""),
    }


def _method_in_use(request: Request, methods: MethodQuerySet) -> Method | None:
    """Return the method that the workspace opened its last initiative with, in its newest version."""
    opened = Initiative.objects.in_workspace(request.workspace).order_by("-created_at", "-pk")
    last = opened.values_list("method__key", flat=True).first()
    return methods.filter(key=last).first() if last else None


def _asked_need(request: Request) -> SharedNeed | None:
    """Return the shared need named in the address, if the workspace has it."""
    try:
        pk = uuid.UUID(request.GET.get("shared_need", ""))
    except ValueError:
        return None
    return SharedNeed.objects.in_workspace(request.workspace).current().filter(pk=pk).first()


def _proposed(shared_need: SharedNeed | None) -> dict[str, Any]:
    """Return what is already known of an initiative to open."""
    today = {"opened_on": timezone.localdate()}
    if shared_need is None:
        return today
    return {"title": shared_need.title, "summary": shared_need.summary, "shared_need": shared_need, **today}


def _taken_along(shared_need: SharedNeed | None) -> dict[str, Any]:
    """Return what an initiative opened from a shared need takes along, and those it already gave birth to."""
    if shared_need is None:
        return {"structures": [], "problem": None, "siblings": []}
    needs = Need.objects.current().filter(shared_need=shared_need)
    structures = Organisation.objects.current().filter(pk__in=needs.values("organisation")).in_order()
    return {
        "structures": list(structures),
        "problem": ProblemSheet.objects.filter(shared_need=shared_need).first(),
        "siblings": list(Initiative.objects.current().filter(shared_need=shared_need).in_order()),
    }
