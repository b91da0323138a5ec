"""Forms: listed, written, shown, changed, seen as they will be answered."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from copil.core.paging import paginate
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.models import Initiative
from copil.journal.saving import version_shown
from copil.surveys import actions, wording
from copil.surveys.content import FRENCH
from copil.surveys.filling import FillingForm
from copil.surveys.forms import FrameForm, SurveyFilter
from copil.surveys.models import Answer, Recipient, SurveyVersion
from copil.surveys.permissions import can_write
from copil.surveys.views import common

_MOST_INITIATIVES = 200


@require_GET
def listed(request: Request) -> HttpResponse:
    """List the forms of the workspace and of its initiatives."""
    form = SurveyFilter(request.GET)
    rows = form.filter(common.surveys(request).alone()).annotate(given=Count("answers"))
    context = {
        "form": form,
        "page": paginate(request, rows),
        "may_write": request.membership.may_write,
    }
    return render(request, "surveys/surveys.html", context)


@require_http_methods(["GET", "POST"])
def create(request: Request) -> HttpResponse:
    """Write a form, in an initiative or outside."""
    if not request.membership.may_write:
        raise PermissionDenied
    rows = Initiative.objects.visible_to(request.user).carried_by(request.workspace).current().in_order()
    form = FrameForm(posted(request), may_place=list(rows[:_MOST_INITIATIVES]))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data.get("initiative")
        initiative = get_object_or_404(rows, pk=chosen) if chosen else None
        if not can_write(initiative, request.membership):
            raise PermissionDenied
        made = actions.create(
            workspace=request.workspace,
            initiative=initiative,
            values=form.values,
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, "Le questionnaire est un brouillon : ajoutez ses questions.")
        return redirect(to(request, "surveys:survey", pk=made.pk))
    return render(request, "surveys/frame_form.html", {"form": form, "survey": None})


@require_GET
def survey(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a form: its questions, whether it takes answers, by which address."""
    found, may_edit = common.fetch(request, pk)
    asked = common.asked(found)
    context = {
        "survey": found,
        "may_edit": may_edit,
        "may_change": may_edit and not found.is_archived,
        "content": asked,
        "questions": [(number, one) for number, one in enumerate(asked.questions, start=1)],
        "french": FRENCH,
        "introduction": asked.introduction.get(FRENCH, ""),
        "purpose": asked.purpose.get(FRENCH, ""),
        "readers": asked.readers.get(FRENCH, ""),
        "given": Answer.objects.filter(survey=found).count(),
        "asked_people": Recipient.objects.current().filter(survey=found).count(),
        "versions": SurveyVersion.objects.filter(survey=found).count(),
        "translations": [one for one in wording.choices() if one[0] in found.languages and one[0] != FRENCH],
        "takes_answers": found.takes_answers(at=timezone.now()),
        "public_url": settings.BASE_URL + reverse("surveys:public", args=[found.address])
        if found.address
        else "",
    }
    return render(request, "surveys/survey.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change what is said around the questions."""
    stored = common.fetch_to_edit(request, pk)
    form = FrameForm(posted(request), survey=stored, content=common.asked(stored))
    if request.method == "POST" and form.is_valid():
        answer = common.saved(
            request,
            form,
            stored,
            lambda expected: actions.update(
                survey=stored, values=form.values, expected=expected, by=request.user, at=timezone.now()
            ),
            done="Le questionnaire est enregistré.",
        )
        if answer is not None:
            return answer
    context = {"form": form, "survey": stored, "version": version_shown(request, stored.version)}
    return render(request, "surveys/frame_form.html", context)


@require_GET
def preview(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a form as it will be answered; nothing can be sent from there."""
    found, _ = common.fetch(request, pk)
    asked = common.asked(found)
    language = wording.spoken(request.GET.get("langue", ""), found.languages)
    context = {
        "survey": found,
        "form": FillingForm(content=asked, language=language),
        "content": asked,
        "words": wording.words(language),
        "language": language,
        "languages": [one for one in wording.choices() if one[0] in found.languages],
    }
    return render(request, "surveys/preview.html", context)
