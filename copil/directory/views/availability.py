"""When people are free: add, change, take off."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.directory.actions import availability as actions
from copil.directory.actions.common import ARCHIVED
from copil.directory.forms.availability import AvailabilityForm
from copil.directory.models import Availability
from copil.directory.views import common
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving


@require_http_methods(["GET", "POST"])
def availability_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Note when a person is free, or away."""
    common.require_writer(request)
    person = common.person_or_404(request, pk)
    if person.is_archived:
        raise ActionRefused(ARCHIVED)
    form = AvailabilityForm(
        request.POST or None, instance=Availability(workspace=request.workspace, person=person)
    )
    if request.method == "POST" and form.is_valid():
        actions.add(by=request.user, at=timezone.now(), person=person, values=form.cleaned_data)
        messages.success(request, "La disponibilité est notée.")
        return redirect(to(request, "directory:person", pk=pk))
    context = {"form": form, "person": person, "availability": None}
    return render(request, "directory/availability_form.html", context)


@require_http_methods(["GET", "POST"])
def availability_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change when a person is free."""
    common.require_writer(request)
    stored = _availability_or_404(request, pk)
    form = AvailabilityForm(request.POST or None, instance=stored)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.update(
                by=request.user, at=timezone.now(), availability=stored, values=values, expected=expected
            ),
            again=lambda: _availability_or_404(request, pk),
            back=to(request, "directory:person", pk=stored.person_id),
            done="La disponibilité est enregistrée.",
        )
    version = saving.version_shown(request, stored.version)
    context = {"form": form, "person": stored.person, "availability": stored, "version": version}
    return render(request, "directory/availability_form.html", context)


@require_POST
def availability_remove(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take an availability off."""
    common.require_writer(request)
    stored = _availability_or_404(request, pk)
    actions.remove(by=request.user, at=timezone.now(), availability=stored)
    messages.success(request, "La disponibilité est retirée.")
    return redirect(to(request, "directory:person", pk=stored.person_id))


def _availability_or_404(request: Request, pk: uuid.UUID) -> Availability:
    rows = Availability.objects.visible_to(request.user).in_workspace(request.workspace).current()
    found: Availability = get_object_or_404(rows.select_related("workspace", "person"), pk=pk)
    return found
