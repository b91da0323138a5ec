"""The description of the API, for programs and for people: public, it says nothing of anybody."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from copil.api import answers, describing, handbook
from copil.api.enums import Scope
from copil.api.problems import TITLES


@login_not_required
@require_GET
def description(request: HttpRequest) -> HttpResponse:
    """Give the OpenAPI description."""
    return answers.said(describing.description())


@login_not_required
@require_GET
def documentation(request: HttpRequest) -> HttpResponse:
    """Say how to come in, read, write, and what a refusal is."""
    context = {
        "chapters": handbook.chapters(describing.description()),
        "scopes": Scope.choices,
        "refusals": TITLES.items(),
        "first": handbook.first_steps(),
        "event": handbook.event(),
        "per_minute": settings.API_PER_MINUTE,
    }
    return render(request, "api/documentation.html", context)


@login_not_required
@require_GET
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what can be done with one kind of sheet, each with an example to copy."""
    chapters = handbook.chapters(describing.description())
    found = next((one for one in chapters if one.slug == slug), None)
    if found is None:
        raise Http404
    return render(request, "api/chapter.html", {"chapter": found, "chapters": chapters})
