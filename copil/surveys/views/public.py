"""The public pages of a form: by its address, or by the link of one person. Nothing of the workspace."""

import uuid
from typing import Any

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
from copil.identity.models import reference
from copil.surveys import actions, results, throttle, wording
from copil.surveys.content import said
from copil.surveys.filling import FillingForm
from copil.surveys.models import Answer, Recipient, Survey, SurveyVersion


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def opened(request: HttpRequest, address: str) -> HttpResponse:
    """Show a form at its public address and take an answer; who sent it gets a link to change it."""
    rows = Survey.objects.current().filter(address=address).select_related("workspace")
    survey = rows.first()
    # What was typed before it closed is shown again with the reason, never lost.
    if survey is None or (request.method != "POST" and not survey.takes_answers(at=timezone.now())):
        return _closed(request)
    timezone.activate(survey.workspace.time_zone)
    language = wording.spoken(request.GET.get("langue", ""), survey.languages)
    version = _version(request, survey)
    once = _once(request)
    form = FillingForm(_posted(request), content=version.read(), language=language)
    if request.method == "POST" and _passes(request, form):
        try:
            kept = _keep(form, version, language, ("", once))
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, wording.words(language)["thanks"])
            return redirect(f"{actions.link_to(kept, at=timezone.now())}?langue={language}")
    return _shown(request, survey, version, form, language, once=once)


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def personal(request: HttpRequest, token: str) -> HttpResponse:
    """Show a form to whoever holds a link: to answer, to see what is recorded, to change it."""
    now = timezone.now()
    link = links.enter(token, purpose=LinkPurpose.SURVEY, at=now)
    if link is None:
        return _closed(request)
    recipient, before = _behind(link.object_kind, link.object_id)
    survey = recipient.survey if recipient else before.survey if before else None
    if survey is None or survey.workspace_id != link.workspace_id or survey.is_archived:
        return _closed(request)
    default = recipient.language if recipient else before.language if before else ""
    language = wording.spoken(request.GET.get("langue", ""), survey.languages, default)
    takes = survey.takes_answers(at=now)
    if request.method != "POST":
        if before is not None and (not takes or "changer" not in request.GET):
            return _recorded(request, survey, before, language, may_change=takes)
        if not takes:
            return _closed(request, language)
    version = _version(request, survey)
    form = FillingForm(
        _posted(request), content=version.read(), language=language, values=before.values if before else {}
    )
    if request.method == "POST" and _passes(request, form):
        holder = reference(recipient) if recipient else (before.holder_kind, before.holder_id)  # type: ignore[union-attr]  # one of them is there
        try:
            _keep(form, version, language, holder)
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, wording.words(language)["thanks"])
            return redirect(f"{request.path}?langue={language}")
    return _shown(request, survey, version, form, language, changing=before is not None)


def _behind(kind: str, pk: uuid.UUID) -> tuple[Recipient | None, Answer | None]:
    """Return who a link was sent to, when somebody was, and the answer it leads to, when there is one."""
    answers = Answer.objects.select_related("survey__workspace", "asked")
    if kind == Answer._meta.label_lower:
        return None, answers.filter(pk=pk).first()
    rows = Recipient.objects.current().select_related("survey__workspace")
    recipient = rows.filter(pk=pk).first()
    return recipient, answers.filter(holder_id=pk).first() if recipient else None


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _passes(request: HttpRequest, form: FillingForm) -> bool:
    """Tell whether what was sent is valid, and did not come too often from one place."""
    if not form.is_valid():
        return False
    if throttle.allows(request):
        return True
    form.add_error(None, form.words["too_many"])
    return False


def _keep(form: FillingForm, version: SurveyVersion, language: str, holder: tuple[str, uuid.UUID]) -> Answer:
    return actions.record_answer(
        asked=version,
        values=form.values,
        language=language,
        holder=holder,
        at=timezone.now(),
        refusal=wording.words(language)["closed_why"],
    )


def _version(request: HttpRequest, survey: Survey) -> SurveyVersion:
    """Return the version the page was opened with, else the one that is asked now."""
    rows = SurveyVersion.objects.filter(survey=survey)
    shown = request.POST.get("v", "")
    found = rows.filter(number=int(shown)).first() if shown.isdecimal() and len(shown) < 5 else None
    version: SurveyVersion = found or rows.get(number=survey.number)
    return version


def _once(request: HttpRequest) -> uuid.UUID:
    """Return what makes one answer of a page sent twice."""
    try:
        return uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid.uuid4()


def _shown(
    request: HttpRequest,
    survey: Survey,
    version: SurveyVersion,
    form: FillingForm,
    language: str,
    *,
    once: uuid.UUID | None = None,
    changing: bool = False,
) -> HttpResponse:
    context = {
        **_around(survey, version, language),
        "form": form,
        "form_version": version.number,
        "once": once,
        "changing": changing,
    }
    return render(request, "surveys/public.html", context)


def _recorded(
    request: HttpRequest, survey: Survey, answer: Answer, language: str, *, may_change: bool
) -> HttpResponse:
    lines = results.said_by(answer, answer.asked.read(), language=language)
    context = {
        **_around(survey, answer.asked, language),
        "lines": lines,
        "may_change": may_change,
        "own": answer.holder_kind == "",
    }
    return render(request, "surveys/recorded.html", context)


def _around(survey: Survey, version: SurveyVersion, language: str) -> dict[str, Any]:
    content, words = version.read(), wording.words(language)
    until = ""
    if survey.last_moment is not None:
        until = words["until"].format(
            when=wording.when(survey.last_moment, zone=survey.workspace.time_zone, language=language)
        )
    return {
        "survey": survey,
        "words": words,
        "language": language,
        "title": said(content.title, language),
        "introduction": said(content.introduction, language),
        "purpose": said(content.purpose, language),
        "readers": said(content.readers, language),
        "kept_for": words["kept_for"].format(days=survey.kept_days),
        "until": until,
        "others": [
            (code, one["name"])
            for code, one in wording.languages().items()
            if code in survey.languages and code != language
        ],
    }


def _closed(request: HttpRequest, language: str = "") -> HttpResponse:
    asked = wording.spoken(request.GET.get("langue", "") or language, list(wording.languages()))
    context = {"words": wording.words(asked), "language": asked}
    return render(request, "surveys/closed.html", context, status=404)
