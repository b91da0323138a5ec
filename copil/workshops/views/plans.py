"""The common plan: listed, gathered from the sheets, ordered, exported, what is left to settle."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.exchange.exports import answer as table
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.workshops.actions import plan_merging
from copil.workshops.actions import plans as actions
from copil.workshops.actions.sheet_common import missing_in
from copil.workshops.enums.plans import Ordering
from copil.workshops.exports import plans as plan_exports
from copil.workshops.forms.plans import AnswerForm, GatherForm, OrderForm, PlanFilter, PlanForm
from copil.workshops.models import PlanAction, PlanAnswer, PlanMerge
from copil.workshops.plans import taking as plan_taking
from copil.workshops.presentation import plans as plan_presentation
from copil.workshops.views.common import Screen
from copil.workshops.views.plan_common import fetch, fetch_to_work


@require_GET
def plan(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List the actions of the plan by priority, filtered as asked."""
    shown, initiative, rights = fetch(request, pk)
    form = PlanFilter(request.GET, plan=shown)
    everything = PlanAction.objects.kept().filter(plan=shown)
    page = paginate(request, form.filter(everything.with_surroundings()))
    listed = list(page)
    standings = plan_presentation.progress_of(listed)
    left = plan_taking.left_out(initiative)
    stale = set(everything.stale().values_list("pk", flat=True))
    context = {
        "plan": shown,
        "initiative": initiative,
        "rights": rights,
        "tab": "plan",
        "form": form,
        "page": page,
        "total": page.paginator.count if not form.narrows else everything.count(),
        "waiting": sum(one.is_complete for one in left),
        "incomplete": sum(not one.is_complete for one in left),
        "changed": len(stale),
        "rows": [(one, standings[one.pk]) for one in listed],
        "stale": stale,
        "orderings": Ordering.choices,
        "reviews": plan_presentation.reviews_of(everything),
    }
    return render(request, "workshops/plan.html", context)


@require_GET
def plan_export(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponseBase:
    """Give the actions as a table, filtered as on the page."""
    shown, _, _ = fetch(request, pk)
    rows = PlanFilter(request.GET, plan=shown).filter(PlanAction.objects.kept().filter(plan=shown))
    listed = plan_exports.action_rows(rows.with_surroundings())
    return table(file_format, "plan-commun", plan_exports.HEADER, listed)


@require_http_methods(["GET", "POST"])
def plan_gather(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Bring together every complete sheet; those that lack something are named, and let in on purpose."""
    shown, initiative = fetch_to_work(request, pk)
    left = plan_taking.left_out(initiative)
    incomplete = [one for one in left if not one.is_complete]
    form = GatherForm(posted(request), incomplete=incomplete)
    if request.method == "POST" and form.is_valid():
        besides = [one.pk for one in form.cleaned_data["besides"]]
        made = actions.gather(initiative=initiative, besides=besides, by=request.user, at=timezone.now())
        number = len(made)
        messages.success(request, f"{number} action{'s' if number > 1 else ''} de plus dans le plan.")
        return redirect(to(request, "workshops:plan", pk=pk))
    lacking = missing_in(incomplete[:30])
    context = {
        "plan": shown,
        "initiative": initiative,
        "complete": [one for one in left if one.is_complete],
        "incomplete": [(one, lacking[one.pk]) for one in incomplete[:30]],
    }
    return render(request, "workshops/plan_gather.html", context)


@require_http_methods(["GET", "POST"])
def plan_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Write what opens the plan, and what a lead may hold."""
    stored, initiative = fetch_to_work(request, pk)
    version = stored.version
    form = PlanForm(posted(request), instance=stored)
    back = to(request, "workshops:plan", pk=pk)
    if request.method == "POST" and form.is_valid():
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.settle(
                initiative=initiative,
                values=form.cleaned_data,
                expected=expected,
                by=request.user,
                at=timezone.now(),
            ),
            again=lambda: actions.plan_of(initiative),
            back=back,
            done="La présentation est enregistrée.",
        )
    return Screen("Présenter le plan", "Enregistrer", back, initiative, version=version).show(request, form)


@require_POST
def plan_order(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Order the whole plan at once."""
    stored, _ = fetch_to_work(request, pk)
    form = OrderForm(request.POST)
    if form.is_valid():
        by_what = Ordering(form.cleaned_data["by_what"])
        actions.order(plan=stored, by_what=by_what, by=request.user, at=timezone.now())
        messages.success(request, f"Le plan est classé d’après : {by_what.label.lower()}.")
    return redirect(to(request, "workshops:plan", pk=pk))


@require_GET
def plan_checks(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show what looks alike, what is in conflict, what was merged, what was answered."""
    shown, initiative, rights = fetch(request, pk)
    listed = list(PlanAction.objects.kept().filter(plan=shown).with_surroundings().by_priority())
    answers = plan_presentation.answers_of(shown)
    merges = PlanMerge.objects.filter(plan=shown, undone_at=None).select_related("kept", "merged", "by")
    context = {
        "plan": shown,
        "initiative": initiative,
        "rights": rights,
        "tab": "plan",
        "alike": plan_presentation.alike_in(shown, listed)[:20],
        "conflicts": plan_presentation.conflicts_of(shown, listed)[:50],
        "merges": merges.order_by("-created_at", "pk")[:50],
        "apart": [one for one in answers if one.apart][:50],
        "some": bool(listed),
    }
    return render(request, "workshops/plan_checks.html", context)


@require_POST
def plan_answer(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Answer a conflict, named by its signature; or say that actions that look alike are not the same."""
    stored, _ = fetch_to_work(request, pk)
    form, back = AnswerForm(request.POST), to(request, "workshops:plan_checks", pk=pk)
    if not form.is_valid():
        raise ActionRefused("Répondez en une phrase, de 500 caractères au plus.")
    text, at = form.cleaned_data["text"], timezone.now()
    keys = _keys(request.POST.get("actions", ""))
    if keys:
        plan_merging.keep_apart(plan=stored, actions=keys, reason=text, by=request.user, at=at)
        messages.success(
            request, "Ces actions restent distinctes. Vous pouvez revenir sur ce choix plus bas."
        )
        return redirect(back)
    listed = list(PlanAction.objects.kept().filter(plan=stored).with_surroundings())
    found = plan_presentation.conflicts_of(stored, listed)
    asked = [one.conflict for one in found if one.conflict.signature == request.POST.get("signature")]
    if not asked:
        raise ActionRefused("Ce conflit a changé ou n’est plus là : relisez la page.")
    plan_merging.answer(plan=stored, conflict=asked[0], text=text, by=request.user, at=at)
    messages.success(request, "La réponse est notée.")
    return redirect(back)


@require_POST
def plan_answer_remove(request: Request, pk: uuid.UUID, answer: uuid.UUID) -> HttpResponse:
    """Take an answer back."""
    stored, _ = fetch_to_work(request, pk)
    rows = (
        PlanAnswer.objects.current().filter(plan=stored).select_related("plan__initiative", "plan__workspace")
    )
    plan_merging.take_back(answer=get_object_or_404(rows, pk=answer), by=request.user, at=timezone.now())
    messages.success(request, "La réponse est retirée.")
    return redirect(to(request, "workshops:plan_checks", pk=pk))


def _keys(text: str) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(one) for one in text.split(",") if one]
    except ValueError:
        return []
