"""The questions of a form: added, changed, moved, taken off, translated."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from copil.core.errors import Conflict
from copil.core.locking import expected_version
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal.saving import version_shown
from copil.surveys import actions, wording
from copil.surveys.content import FRENCH, Question
from copil.surveys.forms import QuestionForm, TranslationForm
from copil.surveys.models import Survey
from copil.surveys.views import common

CHANGED = "Le questionnaire a changé entre-temps. Relisez-le, puis recommencez."


@require_http_methods(["GET", "POST"])
def question_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Add a question at the end."""
    return _put(request, common.fetch_to_edit(request, pk), None)


@require_http_methods(["GET", "POST"])
def question_edit(request: Request, pk: uuid.UUID, key: str) -> HttpResponse:
    """Change a question; when the form was answered, another version of it begins."""
    survey = common.fetch_to_edit(request, pk)
    question = common.asked(survey).question(key)
    if question is None:
        raise Http404
    return _put(request, survey, question)


@require_POST
def question_move(request: Request, pk: uuid.UUID, key: str) -> HttpResponse:
    """Move a question up or down."""
    survey = common.fetch_to_edit(request, pk)
    places = -1 if request.POST.get("sens") == "monter" else 1
    try:
        actions.move_question(
            survey=survey,
            key=key,
            places=places,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
        )
    except Conflict:
        messages.error(request, CHANGED)
    return redirect(to(request, "surveys:survey", pk=pk) + "#questions")


@require_POST
def question_remove(request: Request, pk: uuid.UUID, key: str) -> HttpResponse:
    """Take a question off."""
    survey = common.fetch_to_edit(request, pk)
    try:
        actions.remove_question(
            survey=survey,
            key=key,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
        )
    except Conflict:
        messages.error(request, CHANGED)
    else:
        messages.success(request, "La question est retirée. Les réponses déjà données sont gardées.")
    return redirect(to(request, "surveys:survey", pk=pk) + "#questions")


@require_http_methods(["GET", "POST"])
def translate(request: Request, pk: uuid.UUID, language: str) -> HttpResponse:
    """Say every text of a form in another language."""
    survey = common.fetch_to_edit(request, pk)
    if language not in survey.languages or language == FRENCH:
        raise Http404
    form = TranslationForm(posted(request), content=common.asked(survey), language=language)
    if request.method == "POST" and form.is_valid():
        answer = common.saved(
            request,
            form,
            survey,
            lambda expected: actions.translate(
                survey=survey,
                language=language,
                words=form.cleaned_data,
                expected=expected,
                by=request.user,
                at=timezone.now(),
            ),
            done="La traduction est enregistrée.",
        )
        if answer is not None:
            return answer
    context = {
        "form": form,
        "survey": survey,
        "title": f"Traduction : {wording.words(language)['in_french']}",
        "lead": "Sous chaque intitulé, le texte en français. Ce qui reste vide s’affiche en français.",
        "version": version_shown(request, survey.version),
    }
    return render(request, "surveys/short_form.html", context)


def _put(request: Request, survey: Survey, question: Question | None) -> HttpResponse:
    form = QuestionForm(posted(request), question=question)
    if request.method == "POST" and form.is_valid():
        answer = common.saved(
            request,
            form,
            survey,
            lambda expected: actions.put_question(
                survey=survey,
                question=form.asked(),
                expected=expected,
                by=request.user,
                at=timezone.now(),
            ),
            done="La question est enregistrée.",
        )
        if answer is not None:
            return answer
    context = {
        "form": form,
        "survey": survey,
        "title": "Modifier une question" if question else "Ajouter une question",
        "lead": "",
        "version": version_shown(request, survey.version),
    }
    return render(request, "surveys/short_form.html", context)
