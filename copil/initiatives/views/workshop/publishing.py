"""A draft verified with the validator of the files, then published as a version that never changes."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import expected_version
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import actions, journey
from copil.initiatives.drafting import checking, compare
from copil.initiatives.forms.workshop import PublishForm
from copil.initiatives.models import Initiative, Method, MethodDraft
from copil.initiatives.views.workshop import common


@require_http_methods(["GET", "POST"])
def publish(request: Request, draft: uuid.UUID) -> HttpResponse:
    """Say what is missing, then freeze the next version with what it changes."""
    stored = common.fetch_draft(request, draft)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = _published(request, stored, form)
        if done is not None:
            return redirect(to(request, "initiatives:method", pk=done.pk))
        stored = common.fetch_draft(request, draft)
    method = common.content_of(stored)
    versions = Method.objects.filter(workspace=request.workspace, key=stored.key).defer("content")
    last = versions.order_by("-number").first()
    reference = last or stored.base
    running = Initiative.objects.current().filter(method__in=versions)
    context = {
        "draft": stored,
        "form": form,
        "number": (last.number if last else 0) + 1,
        "problems": checking.problems_of(method),
        "reference": reference,
        "comparison": compare.compare(before=journey.method_of(reference), after=method),
        "running": running.visible_to(request.user).count(),
        "version": stored.version,
    }
    refused = form.is_bound
    return render(request, "initiatives/workshop/publish.html", context, status=422 if refused else 200)


def _published(request: Request, stored: MethodDraft, form: PublishForm) -> Method | None:
    """Publish; a refusal is shown on the form, which keeps what was typed."""
    try:
        done = actions.publish_draft(
            draft=stored,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )
    except ActionRefused as refusal:
        form.add_error(None, refusal.message)
        return None
    except Conflict:
        form.add_error(None, "La méthode a changé depuis que cette page est ouverte : relisez, puis publiez.")
        return None
    messages.success(request, f"La version {done.number} est publiée. Elle ne changera plus.")
    return done
