"""What was answered: counted, listed, exported, erased. Only for those who may change the form."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from copil.core.paging import paginate
from copil.exchange import exports
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.surveys import actions, results
from copil.surveys.forms import AnswerFilter
from copil.surveys.models import Answer, Recipient, Survey, SurveyVersion
from copil.surveys.views import common

PER_PAGE = 20


@require_GET
def answers(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Count the answers question by question, and list them."""
    survey = common.fetch_to_edit(request, pk)
    contents = _contents(survey)
    questions = results.questions_of(contents)
    form = AnswerFilter(request.GET, questions=questions)
    found = _filtered(survey, contents, form)
    page = paginate(request, found, per_page=PER_PAGE)
    context = {
        "survey": survey,
        "form": form,
        "page": page,
        "lines": results.count([(one.asked_id, one.values) for one, _ in found], contents),
        "total": len(found),
        "rows": [
            (one, name, [said for said in results.said_by(one, contents[one.asked_id]) if said.value][:3])
            for one, name in page
        ],
    }
    return render(request, "surveys/answers.html", context)


@require_GET
def export(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponseBase:
    """Give the answers, filtered as asked, as a table: one column a question."""
    survey = common.fetch_to_edit(request, pk)
    contents = _contents(survey)
    questions = results.questions_of(contents)
    form = AnswerFilter(request.GET, questions=questions)
    rows = results.rows(_filtered(survey, contents, form), contents, questions)
    return exports.answer(file_format, "reponses", results.header(questions), rows)


@require_GET
def answer(request: Request, pk: uuid.UUID, answer: uuid.UUID) -> HttpResponse:
    """Show one answer with the questions as they were asked then."""
    survey = common.fetch_to_edit(request, pk)
    found = _one(survey, answer)
    context = {
        "survey": survey,
        "answer": found,
        "name": _names([found]).get(found.holder_id, ""),
        "lines": results.said_by(found, found.asked.read()),
        "due": results.due(found, kept_days=survey.kept_days),
    }
    return render(request, "surveys/answer.html", context)


@require_POST
def remove(request: Request, pk: uuid.UUID, answer: uuid.UUID) -> HttpResponse:
    """Erase one answer."""
    survey = common.fetch_to_edit(request, pk)
    actions.remove_answer(answer=_one(survey, answer), by=request.user, at=timezone.now())
    messages.success(request, "La réponse est effacée.")
    return redirect(to(request, "surveys:answers", pk=pk))


def _one(survey: Survey, pk: uuid.UUID) -> Answer:
    rows = Answer.objects.filter(survey=survey).select_related("asked")
    found: Answer = get_object_or_404(rows, pk=pk)
    return found


def _contents(survey: Survey) -> dict[Any, Any]:
    return results.contents_of(SurveyVersion.objects.filter(survey=survey).order_by("number"))


def _filtered(survey: Survey, contents: Mapping[Any, Any], form: AnswerFilter) -> list[tuple[Answer, str]]:
    """Return the answers asked for with the names of those who were asked by a link, the latest first."""
    held = list(Answer.objects.filter(survey=survey).order_by("-changed_at", "pk"))
    names = _names(held)
    asked = form.asked
    found = [(one, names.get(one.holder_id, "")) for one in held]
    if asked.get("choix"):
        key, _, choice = asked["choix"].partition(":")
        found = [(one, name) for one, name in found if choice in _chosen(one, key)]
    if asked.get("q"):
        typed = asked["q"]
        found = [
            (one, name)
            for one, name in found
            if results.holds(one, contents[one.asked_id], name=name, typed=typed)
        ]
    return found


def _chosen(answer: Answer, key: str) -> list[str]:
    value = answer.values.get(key, [])
    return value if isinstance(value, list) else [value]


def _names(answers: list[Answer]) -> dict[uuid.UUID, str]:
    kind = Recipient._meta.label_lower
    held = [one.holder_id for one in answers if one.holder_kind == kind]
    if not held:
        return {}
    rows = Recipient.objects.filter(survey=answers[0].survey_id).select_related("person")
    return {one.pk: str(one.person) for one in rows if one.pk in set(held)}
