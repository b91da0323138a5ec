"""The page opened from « Où en êtes-vous ? »: one task, one button per state, nothing of the workspace."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from copil.core.errors import ActionRefused
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.tasks import actions, rules
from copil.tasks.enums import SAID_BY_LINK, TaskState
from copil.tasks.models import StatusRequest, Task

_WORDS = {
    TaskState.TODO: ("Pas encore commencé", "circle"),
    TaskState.DOING: ("C’est en cours", "record-circle"),
    TaskState.BLOCKED: ("C’est bloqué", "link-45deg"),
    TaskState.DONE: ("C’est fait", "check-circle-fill"),
}


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def status(request: HttpRequest, token: str) -> HttpResponse:
    """Show the task and take the answer; opening the page writes nothing."""
    link = links.enter(token, purpose=LinkPurpose.STATUS, at=timezone.now())
    rows = StatusRequest.objects.filter(closed_at=None).select_related("workspace", "task", "person")
    question = rows.filter(pk=link.object_id, workspace=link.workspace_id).first() if link else None
    if link is None or question is None or question.task.state == TaskState.DROPPED:
        return render(request, "tasks/status_closed.html", status=404)
    error, sentence = "", question.sentence
    if request.method == "POST":
        sentence = request.POST.get("sentence", "")
        try:
            actions.answer(
                link=link, state=request.POST.get("answer", ""), sentence=sentence, at=timezone.now()
            )
        except ActionRefused as refusal:
            error = refusal.message
        else:
            messages.success(request, "Merci, votre réponse est enregistrée.")
            return redirect("tasks:status", token=token)
    context = {
        "question": question,
        "task": question.task,
        "choices": _choices(question.task),
        "sentence": sentence,
        "error": error,
        "late": rules.days_late(
            state=question.task.state, due_on=question.task.due_on, today=timezone.localdate()
        ),
    }
    return render(request, "tasks/status.html", context)


def _choices(task: Task) -> list[tuple[str, str, str, bool]]:
    """Return each answer that may be given now: its value, words, drawing, whether it is the state."""
    return [
        (state.value, *_WORDS[state], task.state == state)
        for state in SAID_BY_LINK
        if task.state == state or rules.allowed(before=task.state, after=state)
    ]
