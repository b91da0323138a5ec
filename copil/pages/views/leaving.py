"""Leave with everything: have the archive of a workspace made, follow it, take it away."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from copil.accounts import confirming
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.notifications.enums import JobState
from copil.notifications.models import Job
from copil.pages import permissions
from copil.pages.full_export import shelf

WAITING = (JobState.QUEUED, JobState.RUNNING)


@confirming.resumable
@require_http_methods(["GET", "POST"])
def leaving(request: Request) -> HttpResponse:
    """Say what leaves and where the archive stands; have one made."""
    _require_admin(request)
    if request.method == "POST":
        confirming.require(request)
        return _ask(request)
    job = shelf.latest(request.workspace)
    under_way = job is not None and job.state in WAITING
    if request.htmx and not under_way:
        return HttpResponseClientRefresh()
    until = shelf.until(job, at=timezone.now()) if job else None
    context = {
        "job": job,
        "under_way": under_way,
        "expired": job is not None and job.state == JobState.DONE and until is None,
        "failed": job is not None and job.state == JobState.SET_ASIDE,
        "until": until,
        "mine": job is not None and job.payload.get("by") == str(request.user.pk),
    }
    template = "pages/leaving.html"
    return render(request, f"{template}#state" if request.htmx else template, context)


@confirming.resumable
@require_http_methods(["GET", "POST"])
def leaving_take(request: Request, pk: uuid.UUID) -> HttpResponseBase:
    """Give the archive to whoever asked for it, once it is sure that it is them; a GET comes back."""
    _require_admin(request)
    rows = Job.objects.filter(name=shelf.MAKE, workspace=request.workspace)
    job = get_object_or_404(rows, pk=pk, payload__by=str(request.user.pk))
    if shelf.until(job, at=timezone.now()) is None:
        raise Http404
    if request.method == "GET":
        return redirect(to(request, "pages:leaving"))
    confirming.require(request)
    return _give(request, job)


def _ask(request: Request) -> HttpResponse:
    shelf.ask(workspace=request.workspace, by=request.user, at=timezone.now())
    return redirect(to(request, "pages:leaving"))


def _give(request: Request, job: Job) -> HttpResponseBase:
    now = timezone.now()
    path = shelf.take(job=job, workspace=request.workspace, by=request.user, at=now)
    name = f"copil-{request.workspace.slug}-{timezone.localtime(job.ended_at or now):%Y-%m-%d}.zip"
    response = FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type="application/zip"
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _require_admin(request: Request) -> None:
    if not permissions.can_leave(request.membership):
        raise PermissionDenied
