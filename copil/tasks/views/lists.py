"""Lists of tasks: mine, late, all, those of an initiative, and the panel of its cockpit."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from copil.core.paging import paginate
from copil.exchange import exports as tables
from copil.identity.http import Request
from copil.initiatives.views.common import fetch
from copil.tasks import exports, presentation
from copil.tasks.forms import QuickForm, TaskFilter
from copil.tasks.models import TaskQuerySet
from copil.tasks.permissions import can_add
from copil.tasks.views import common

PER_PAGE = 20
_IN_PANEL = 8
_TITLES = {"": "Mes tâches", "retard": "Tâches en retard", "toutes": "Toutes les tâches"}


@require_GET
def tasks(request: Request) -> HttpResponse:
    """List tasks: the person's own, those that are late, or all of them."""
    form = TaskFilter(request.GET, workspace=request.workspace)
    shown = form.asked.get("vue") or ""
    context = {
        **_listed(request, form, _view(request, form)),
        "shown": shown,
        "title": _TITLES[shown],
        "may_add": can_add(None, request.membership),
        "quick": QuickForm(workspace=request.workspace, initial={"person": common.me(request)}),
    }
    return render(request, "tasks/tasks.html", context)


@require_GET
def export(request: Request, file_format: str) -> HttpResponseBase:
    """Give the list, filtered as asked, as a table."""
    form = TaskFilter(request.GET, workspace=request.workspace)
    today = timezone.localdate()
    rows = form.filter(_view(request, form), today=today)
    return tables.answer(file_format, "taches", exports.HEADER, exports.task_rows(rows, today=today))


@require_GET
def of_initiative(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List the tasks of an initiative."""
    initiative, rights = fetch(request, pk)
    form = TaskFilter(request.GET, workspace=request.workspace, with_initiative=False)
    context = {
        **_listed(request, form, common.tasks(request).filter(initiative=initiative)),
        "initiative": initiative,
        "tab": "tasks",
        "may_add": rights.may_work,
        "quick": QuickForm(workspace=request.workspace),
    }
    return render(request, "tasks/of_initiative.html", context)


@require_GET
def panel(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show what is late in an initiative and whose it is, inside its cockpit or on its own."""
    initiative, rights = fetch(request, pk)
    today = timezone.localdate()
    rows = common.tasks(request).filter(initiative=initiative)
    late = list(rows.late(today=today).by_date()[: _IN_PANEL + 1])
    context = {
        "initiative": initiative,
        "owed": presentation.owed(late[:_IN_PANEL], today=today),
        "more": len(late) > _IN_PANEL,
        "open_count": rows.open().count(),
        "may_add": rights.may_work,
    }
    template = "tasks/panel.html"
    return render(request, f"{template}#panel" if request.htmx else template, context)


def _view(request: Request, form: TaskFilter) -> TaskQuerySet:
    rows, shown = common.tasks(request), form.asked.get("vue")
    if shown == "toutes":
        return rows
    if shown == "retard":
        return rows.late(today=timezone.localdate())
    return rows.of_user(request.user)


def _listed(request: Request, form: TaskFilter, rows: TaskQuerySet) -> dict[str, Any]:
    today = timezone.localdate()
    page = paginate(request, form.filter(rows, today=today), per_page=PER_PAGE)
    return {
        "form": form,
        "page": page,
        "rows": [presentation.shown(task, today=today) for task in page],
        "may_write": request.membership.may_write,
        "here": request.get_full_path(),
    }
