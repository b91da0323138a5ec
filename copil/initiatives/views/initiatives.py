"""The list of initiatives, and what happens to one as a whole."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
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
from copil.initiatives.forms import FinishForm, InitiativeForm, ListForm, OpenForm
from copil.initiatives.models import Initiative, Method
from copil.initiatives.permissions import can_open
from copil.initiatives.verbs import VERBS
from copil.initiatives.views.common import fetch, fetch_to_pilot
from copil.journal import sentences
from copil.journal.models import JournalEntry
from copil.needs.models import SharedNeed


@require_GET
def initiatives(request: Request) -> HttpResponse:
    """List the initiatives the workspace carries."""
    rows = Initiative.objects.visible_to(request.user).carried_by(request.workspace).current()
    form = ListForm(request.GET or None)
    shown = form.filter(rows).select_related("method", "territory", "workspace").in_order()
    page = paginate(request, shown, per_page=20)
    journeys = journey.journeys_of(list(page))
    context = {
        "page": page,
        "journeys": [journeys[one.pk] for one in page],
        "form": form,
        "is_filtered": bool(request.GET.get("q") or request.GET.get("state")),
        "can_open": can_open(request.membership),
    }
    return render(request, "initiatives/list.html", context)


@require_http_methods(["GET", "POST"])
def open_one(request: Request) -> HttpResponse:
    """Open an initiative, from a shared need or from scratch."""
    if not can_open(request.membership):
        raise PermissionDenied
    shared_need = _asked_need(request)
    form = OpenForm(
        request.POST or None,
        initial=_proposed(shared_need),
        workspace=request.workspace,
        methods=Method.objects.visible_to(request.user).latest_versions(),
    )
    if request.method == "POST" and form.is_valid():
        initiative = actions.open_initiative(
            workspace=request.workspace, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, "La démarche est ouverte. Voici son chemin.")
        return redirect(to(request, "pages:initiative", pk=initiative.pk))
    return render(request, "initiatives/open.html", {"form": form, "shared_need": shared_need})


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change what the initiative is called and starts from."""
    initiative = fetch_to_pilot(request, pk)
    form = InitiativeForm(request.POST or None, instance=initiative, workspace=initiative.workspace)
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
            stored = Initiative.objects.get(pk=pk)
            return conflict_response(request, form=form, stored=stored, back=back)
        messages.success(request, "La démarche est à jour.")
        return redirect(back)
    return render(request, "initiatives/edit.html", {"form": form, "initiative": initiative})


@require_http_methods(["GET", "POST"])
def finish(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say that the initiative is over."""
    initiative = fetch_to_pilot(request, pk)
    form = FinishForm(request.POST or None, initial={"ended_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        ended_on = form.cleaned_data["ended_on"]
        actions.finish(initiative=initiative, ended_on=ended_on, by=request.user, at=timezone.now())
        messages.success(request, "La démarche est terminée. Sa fiche reste à compléter et à partager.")
        return redirect(to(request, "pages:initiative", pk=pk))
    return render(request, "initiatives/finish.html", {"form": form, "initiative": initiative})


@require_http_methods(["GET", "POST"])
def reopen(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take a finished initiative up again."""
    return _confirmed(request, pk, "reopen", actions.reopen, "La démarche reprend.")


@require_http_methods(["GET", "POST"])
def archive(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put an initiative away."""
    return _confirmed(request, pk, "archive", actions.archive, "La démarche est archivée.")


@require_http_methods(["GET", "POST"])
def restore(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Bring an archived initiative back."""
    return _confirmed(request, pk, "restore", actions.restore, "La démarche est sortie des archives.")


@require_GET
def history(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List everything that happened in the initiative."""
    initiative, rights = fetch(request, pk)
    lines = JournalEntry.objects.filter(initiative_id=pk).select_related("actor").order_by("-at", "-pk")
    page = paginate(request, lines, per_page=50)
    events = [(line.at, sentences.subject(line), sentences.predicate(line, VERBS)) for line in page]
    context = {"initiative": initiative, "rights": rights, "page": page, "events": events, "tab": "history"}
    return render(request, "initiatives/history.html", context)


@require_GET
def organisation_panel(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show, inside the page of an organisation, the initiatives it is part of."""
    organisation = get_object_or_404(Organisation.objects.in_workspace(request.workspace), pk=pk)
    rows = Initiative.objects.visible_to(request.user).carried_by(request.workspace).current()
    rows = rows.filter(targets__organisation=organisation, targets__archived_at=None).in_order()
    context = {"organisation": organisation, "initiatives": rows[:10]}
    return render(request, "initiatives/organisation_panel.html", context)


def _confirmed(request: Request, pk: uuid.UUID, verb: str, action: Any, done: str) -> HttpResponse:
    """Ask, then do, then say it is done."""
    initiative = fetch_to_pilot(request, pk)
    if request.method == "POST":
        action(initiative=initiative, by=request.user, at=timezone.now())
        messages.success(request, done)
        return redirect(to(request, "pages:initiative", pk=pk))
    return render(request, "initiatives/confirm.html", {"initiative": initiative, "verb": verb})


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
