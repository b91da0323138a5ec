"""Move tasks: begin, block, complete, give up, take back; several at once."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.locking import expected_version
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.tasks import actions
from copil.tasks.enums import TaskState
from copil.tasks.forms import BlockForm, DropForm, ReassignForm
from copil.tasks.models import Task
from copil.tasks.views import common

_SIMPLE = {TaskState.TODO, TaskState.DOING, TaskState.DONE}
_TOLD = {
    TaskState.TODO: "La tâche « {title} » est à faire.",
    TaskState.DOING: "La tâche « {title} » est en cours.",
    TaskState.DONE: "La tâche « {title} » est faite.",
}


@require_POST
def move(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say that a task is begun, done, or to be done again; a closing can be taken back at once."""
    found = common.task_to_move(request, pk)
    sent = request.POST.get("state", "")
    if sent not in [state.value for state in _SIMPLE]:
        raise ActionRefused("Choisissez l’un des états proposés.")
    state = TaskState(sent)
    actions.move(
        task=found, to=state, expected=expected_version(request.POST), by=request.user, at=timezone.now()
    )
    undo = _undo_url(request, [found]) if state is TaskState.DONE else ""
    messages.success(request, _TOLD[state].format(title=found.title), extra_tags=undo)
    return redirect(_next(request, to(request, "tasks:task", pk=pk)))


@require_http_methods(["GET", "POST"])
def block(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say what a task waits for."""
    found = common.task_to_write(request, pk)
    rows = common.tasks(request).open()
    initial = {"blocked_by": found.blocked_by, "unblocked_when": found.unblocked_when}
    form = BlockForm(posted(request), task=found, rows=rows, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.move(
            task=found,
            to=TaskState.BLOCKED,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )
        messages.success(request, "La tâche est notée bloquée.")
        return redirect(to(request, "tasks:task", pk=pk))
    return render(request, "tasks/block.html", {"form": form, "task": found})


@require_http_methods(["GET", "POST"])
def drop(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give a task up, with the reason."""
    found = common.task_to_write(request, pk)
    form = DropForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.move(
            task=found,
            to=TaskState.DROPPED,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, "La tâche est abandonnée.", extra_tags=_undo_url(request, [found]))
        return redirect(to(request, "tasks:task", pk=pk))
    return render(request, "tasks/drop.html", {"form": form, "task": found})


@require_POST
def undo(request: Request) -> HttpResponse:
    """Take the closing of tasks back."""
    keys = [key for key in request.GET.getlist("t") if _is_key(key)][: common.MOST_AT_ONCE]
    found = list(common.tasks(request).filter(pk__in=keys))
    if not found:
        get_object_or_404(common.tasks(request).none())
    for one in found:
        common.task_to_move(request, one.pk)
    number = actions.undo_closing(tasks=found, by=request.user, at=timezone.now())
    if not number:
        raise ActionRefused("Ces tâches sont déjà ouvertes.")
    messages.success(request, typography.plural(number, "tâche rouverte", "tâches rouvertes") + ".")
    fallback = to(request, "tasks:task", pk=found[0].pk) if len(found) == 1 else to(request, "tasks:tasks")
    return redirect(_next(request, fallback))


@require_POST
def complete_many(request: Request) -> HttpResponse:
    """Note the ticked tasks done; all of them can be taken back at once."""
    ticked = common.chosen(request, request.POST, to_write=False)
    done = actions.complete_many(tasks=ticked, by=request.user, at=timezone.now())
    told = typography.plural(len(done), "tâche faite", "tâches faites")
    messages.success(request, f"{told}.", extra_tags=_undo_url(request, done))
    return redirect(_next(request, to(request, "tasks:tasks")))


@require_POST
def reassign(request: Request) -> HttpResponse:
    """Ask who takes the ticked tasks over, then give them to that person."""
    if not request.membership.may_write:
        raise PermissionDenied
    ticked = common.chosen(request, request.POST, to_write=True)
    named = request.POST if "person" in request.POST else None
    form = ReassignForm(named, workspace=request.workspace)
    if named is not None and form.is_valid():
        person = actions.assign_many(
            tasks=ticked, person=form.cleaned_data["person"], by=request.user, at=timezone.now()
        )
        told = typography.plural(len(ticked), "tâche confiée", "tâches confiées")
        messages.success(request, f"{told} à {person}.")
        return redirect(to(request, "tasks:tasks") + "?vue=toutes")
    return render(request, "tasks/reassign.html", {"form": form, "ticked": ticked})


def _undo_url(request: Request, tasks: list[Task]) -> str:
    return f"{to(request, 'tasks:undo')}?{urlencode([('t', str(task.pk)) for task in tasks])}"


def _next(request: Request, fallback: str) -> str:
    """Return the page of the list the act was made from, when it is one of ours."""
    asked = request.POST.get("suite", "")
    safe = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, {request.get_host()})
    return asked if safe else fallback


def _is_key(value: str) -> bool:
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True
