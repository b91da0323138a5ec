"""A task: its page, adding one, changing it, commenting on it."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.models import Initiative
from copil.journal import saving
from copil.tasks import actions, presentation
from copil.tasks.enums import TaskState
from copil.tasks.forms import CommentForm, TaskForm
from copil.tasks.permissions import can_add
from copil.tasks.views import common


@require_GET
def task(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a task: where it stands, what is said of it, what happened."""
    found, rights = common.task_or_404(request, pk)
    today = timezone.localdate()
    questions = found.requests.select_related("person").order_by("-created_at", "-pk")
    context = {
        "task": found,
        "row": presentation.shown(found, today=today),
        "rights": rights,
        "question": questions.first(),
        "comments": found.comments.select_related("author").order_by("created_at", "pk"),
        "comment_form": CommentForm(),
        "events": presentation.history_of(found),
        "waiting": common.tasks(request).open().filter(blocked_by=found).by_date()[:10],
        "states": TaskState,
    }
    return render(request, "tasks/task.html", context)


@require_http_methods(["GET", "POST"])
def create(request: Request) -> HttpResponse:
    """Add a task, from its page or from the line above a list."""
    form = TaskForm(posted(request), membership=request.membership, initial=_asked(request))
    if not request.membership.may_write:
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if not can_add(values["initiative"], request.membership):
            raise PermissionDenied
        created = actions.create_task(
            workspace=request.workspace, by=request.user, at=timezone.now(), **values
        )
        messages.success(request, f"La tâche « {created.title} » est ajoutée.")
        return redirect(_back(request, created.initiative))
    return render(request, "tasks/task_form.html", {"form": form, "task": None})


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change a task."""
    stored = common.task_to_write(request, pk)
    form = TaskForm(posted(request), instance=stored, membership=request.membership)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if not can_add(values["initiative"], request.membership):
            raise PermissionDenied
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.update_task(
                task=stored, values=values, expected=expected, by=request.user, at=timezone.now()
            ),
            again=lambda: common.task_or_404(request, pk)[0],
            back=to(request, "tasks:task", pk=pk),
            done="La tâche est enregistrée.",
        )
    version = saving.version_shown(request, stored.version)
    return render(request, "tasks/task_form.html", {"form": form, "task": stored, "version": version})


@require_POST
def comment(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Add a remark to a task."""
    found = common.task_to_move(request, pk)
    form = CommentForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    actions.comment(task=found, text=text, by=request.user, at=timezone.now())
    messages.success(request, "Le commentaire est ajouté.")
    return redirect(to(request, "tasks:task", pk=pk) + "#commentaires")


def _asked(request: Request) -> dict[str, Any]:
    """Return the initiative that the address names, if it is one of this workspace."""
    try:
        pk = uuid.UUID(request.GET.get("demarche", ""))
    except ValueError:
        return {"person": common.me(request)}
    found = Initiative.objects.visible_to(request.user).carried_by(request.workspace).filter(pk=pk).first()
    return {"initiative": found, "person": common.me(request)}


def _back(request: Request, initiative: Initiative | None) -> str:
    """Return to the list the task was added from."""
    if "de-la-demarche" in request.POST and initiative is not None:
        return to(request, "tasks:of_initiative", pk=initiative.pk)
    return to(request, "tasks:tasks") + ("?vue=toutes" if request.POST.get("vue") == "toutes" else "")
