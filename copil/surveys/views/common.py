"""What the screens of forms have in common: find for this person, refuse, save with the version seen."""

import uuid
from collections.abc import Callable

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from copil.core.errors import ActionRefused
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.surveys.content import Content
from copil.surveys.models import Survey, SurveyQuerySet, SurveyVersion
from copil.surveys.permissions import can_edit


def surveys(request: Request) -> SurveyQuerySet:
    """Return the forms shown in this workspace, those of the archives too."""
    rows: SurveyQuerySet = Survey.objects.visible_to(request.user).shown_in(request.workspace)
    return rows.select_related("workspace", "initiative")


def fetch(request: Request, pk: uuid.UUID) -> tuple[Survey, bool]:
    """Return a form, and whether the person may change it; 404 when it is not seen here."""
    found: Survey = get_object_or_404(surveys(request), pk=pk)
    may_edit = can_edit(found, request.membership)
    if found.is_archived and not may_edit:
        raise Http404
    return found, may_edit


def fetch_to_edit(request: Request, pk: uuid.UUID) -> Survey:
    """Return a form the person may change; 403 when they may only see it."""
    found, may_edit = fetch(request, pk)
    if not may_edit:
        raise PermissionDenied
    return found


def asked(survey: Survey) -> Content:
    """Return what a form asks now."""
    version: SurveyVersion = SurveyVersion.objects.get(survey=survey, number=survey.number)
    return version.read()


def saved(
    request: Request, form: forms.BaseForm, survey: Survey, write: Callable[[int], object], *, done: str
) -> HttpResponse | None:
    """Write what a form says and go to the page of the survey; None when it is refused, and says so."""
    try:
        return saving.saved(
            request,
            form=form,
            write=write,
            again=lambda: fetch(request, survey.pk)[0],
            back=to(request, "surveys:survey", pk=survey.pk),
            done=done,
        )
    except ActionRefused as refusal:
        form.add_error(None, refusal.message)
        return None
