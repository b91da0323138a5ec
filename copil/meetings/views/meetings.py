"""Meetings: listed, prepared, shown, changed, put aside."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.models import Initiative
from copil.initiatives.views.common import fetch as fetch_initiative
from copil.initiatives.views.common import fetch_to_work
from copil.journal import saving
from copil.meetings import actions, logistics
from copil.meetings.forms.meetings import MeetingFilter, MeetingForm
from copil.meetings.permissions import can_prepare
from copil.meetings.views import page
from copil.meetings.views.common import fetch, fetch_to_prepare, meetings

_TITLES = {"": "Réunions à venir", "passees": "Réunions passées", "miennes": "Mes réunions"}


@require_GET
def listed(request: Request) -> HttpResponse:
    """List the meetings of the workspace and of its initiatives: to come, past, or the person's own."""
    form = MeetingFilter(request.GET, workspace=request.workspace)
    rows = form.filter(meetings(request), user=request.user, at=timezone.now())
    shown = form.asked.get("vue") or ""
    context = {
        "form": form,
        "page": paginate(request, rows),
        "shown": shown,
        "title": _TITLES[shown],
        "may_prepare": can_prepare(None, request.membership),
    }
    return render(request, "meetings/meetings.html", context)


@require_GET
def of_initiative(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List the meetings of an initiative."""
    initiative, rights = fetch_initiative(request, pk)
    form = MeetingFilter(request.GET, workspace=request.workspace, with_initiative=False)
    mine = meetings(request).filter(initiative=initiative)
    context = {
        "form": form,
        "page": paginate(request, form.filter(mine, user=request.user, at=timezone.now())),
        "shown": form.asked.get("vue") or "",
        "initiative": initiative,
        "tab": "meetings",
        "may_prepare": rights.may_work,
    }
    return render(request, "meetings/of_initiative.html", context)


@require_GET
def panel(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the next meetings of an initiative and the minutes that are late, in its cockpit or on its own."""
    initiative, rights = fetch_initiative(request, pk)
    at, rows = timezone.now(), meetings(request).filter(initiative=initiative)
    context = {
        "initiative": initiative,
        "coming": rows.to_come(at=at).soonest_first()[:3],
        "late_lines": logistics.late_of(initiative, today=timezone.localdate(at)),
        "overdue": rows.overdue(at=at).soonest_first()[:5],
        "may_prepare": rights.may_work,
    }
    template = "meetings/panel.html"
    return render(request, f"{template}#panel" if request.htmx else template, context)


@require_GET
def meeting(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a meeting: when, where, its agenda, who is expected, what may be done now."""
    shown, rights = fetch(request, pk)
    return render(
        request,
        "meetings/meeting.html",
        {"meeting": shown, "rights": rights, **page.of(request, shown, rights)},
    )


@require_http_methods(["GET", "POST"])
def create(request: Request) -> HttpResponse:
    """Prepare a meeting of the workspace itself."""
    if not can_prepare(None, request.membership):
        raise PermissionDenied
    return _prepared(request, None)


@require_http_methods(["GET", "POST"])
def create_in(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Prepare a meeting of an initiative."""
    return _prepared(request, fetch_to_work(request, pk))


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change a meeting not yet begun."""
    stored = fetch_to_prepare(request, pk)
    if not stored.is_preparing:
        raise ActionRefused("Cette réunion a commencé : sa fiche ne change plus.")
    form = MeetingForm(
        posted(request), instance=stored, workspace=request.workspace, initiative=stored.initiative
    )
    if request.method == "POST" and form.is_valid():
        try:
            return saving.saved(
                request,
                form=form,
                write=lambda expected: actions.update(
                    meeting=stored, values=form.values, expected=expected, by=request.user, at=timezone.now()
                ),
                again=lambda: fetch(request, pk)[0],
                back=to(request, "meetings:meeting", pk=pk),
                done="La réunion est enregistrée.",
            )
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
    version = saving.version_shown(request, stored.version)
    stored = fetch(request, pk)[0]
    context = {"form": form, "initiative": stored.initiative, "meeting": stored, "version": version}
    return render(request, "meetings/meeting_form.html", context)


@require_POST
def discard(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put a draft aside."""
    stored = fetch_to_prepare(request, pk)
    actions.discard(meeting=stored, by=request.user, at=timezone.now())
    messages.success(request, "Le brouillon est mis de côté.")
    if stored.initiative_id:
        return redirect(to(request, "meetings:of_initiative", pk=stored.initiative_id))
    return redirect(to(request, "meetings:meetings"))


def _prepared(request: Request, initiative: Initiative | None) -> HttpResponse:
    form = MeetingForm(posted(request), workspace=request.workspace, initiative=initiative)
    if request.method == "POST" and form.is_valid():
        made = actions.prepare(
            workspace=request.workspace,
            initiative=initiative,
            values=form.values,
            by=request.user,
            at=timezone.now(),
            with_agenda=form.cleaned_data["with_agenda"],
        )
        messages.success(request, "Le brouillon est prêt. Rien n’est envoyé tant que vous ne convoquez pas.")
        return redirect(to(request, "meetings:meeting", pk=made.pk))
    return render(
        request, "meetings/meeting_form.html", {"form": form, "initiative": initiative, "meeting": None}
    )
