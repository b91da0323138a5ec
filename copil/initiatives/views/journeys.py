"""The path of an initiative, and its activities one by one."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import actions, guide_data, journey, method_file
from copil.initiatives.enums import MarkKind
from copil.initiatives.forms import MarkForm, PlanForm, StageForm, plan_initial
from copil.initiatives.journey import Journey, WalkedActivity
from copil.initiatives.models import ActivityMark, Initiative
from copil.initiatives.views.common import fetch, fetch_to_pilot, fetch_to_work


@require_GET
def path(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the whole path: stages, steps, activities, where each stands and why."""
    initiative, rights = fetch(request, pk)
    context = {
        "initiative": initiative,
        "rights": rights,
        "journey": journey.journey_of(initiative),
        "tab": "path",
    }
    return render(request, "initiatives/path.html", context)


@require_GET
def activity(request: Request, pk: uuid.UUID, activity: str) -> HttpResponse:
    """Show one activity: what the method advises beside what is done here."""
    initiative, rights = fetch(request, pk)
    walked, journeyed = _walked(initiative, activity)
    return _activity_page(
        request,
        initiative,
        journeyed,
        walked,
        may_work=rights.may_work,
        mark_form=MarkForm(workspace=request.workspace),
        plan_form=PlanForm(instance=walked.plan, initial=plan_initial(walked), workspace=request.workspace),
    )


@require_POST
def mark(request: Request, pk: uuid.UUID, activity: str) -> HttpResponse:
    """Attest, adapt, set aside, or hand to another actor."""
    initiative = fetch_to_work(request, pk)
    walked, journeyed = _walked(initiative, activity)
    form = MarkForm(request.POST, workspace=request.workspace)
    if not form.is_valid():
        return _activity_page(
            request,
            initiative,
            journeyed,
            walked,
            may_work=True,
            mark_form=form,
            plan_form=PlanForm(
                instance=walked.plan, initial=plan_initial(walked), workspace=request.workspace
            ),
        )
    actions.mark_activity(
        initiative=initiative,
        workspace=request.workspace,
        activity=activity,
        kind=MarkKind(form.cleaned_data["kind"]),
        note=form.cleaned_data["note"],
        carried_by=form.cleaned_data["carried_by"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "C’est noté, avec votre nom et la date.")
    return redirect(to(request, "initiatives:activity", pk=pk, activity=activity))


@require_POST
def lift(request: Request, pk: uuid.UUID, activity: str) -> HttpResponse:
    """Take back what was said: the facts speak again."""
    initiative = fetch_to_work(request, pk)
    actions.lift_mark(
        initiative=initiative,
        workspace=request.workspace,
        activity=activity,
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "Ce qui était dit à la main est retiré. L’historique le garde.")
    return redirect(to(request, "initiatives:activity", pk=pk, activity=activity))


@require_POST
def plan(request: Request, pk: uuid.UUID, activity: str) -> HttpResponse:
    """Say who takes care of it and for when."""
    initiative = fetch_to_work(request, pk)
    walked, journeyed = _walked(initiative, activity)
    form = PlanForm(request.POST, workspace=request.workspace)
    if not form.is_valid():
        return _activity_page(
            request,
            initiative,
            journeyed,
            walked,
            may_work=True,
            mark_form=MarkForm(workspace=request.workspace),
            plan_form=form,
        )
    actions.plan_activity(
        initiative=initiative,
        workspace=request.workspace,
        activity=activity,
        by=request.user,
        at=timezone.now(),
        **form.cleaned_data,
    )
    messages.success(request, "La prévision est enregistrée.")
    return redirect(to(request, "initiatives:activity", pk=pk, activity=activity))


@require_http_methods(["GET", "POST"])
def stage_change(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Enter another stage, with a note; what stays open is shown and blocks nothing."""
    initiative = fetch_to_pilot(request, pk)
    walked = journey.journey_of(initiative)
    form = StageForm(request.POST or None, walked=walked)
    if request.method == "POST" and form.is_valid():
        actions.enter_stage(initiative=initiative, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "La démarche a changé d’étape.")
        return redirect(to(request, "pages:initiative", pk=pk))
    left_open = [one for one in walked.current.activities if not one.is_settled]
    context = {"initiative": initiative, "journey": walked, "form": form, "left_open": left_open}
    return render(request, "initiatives/stage_change.html", context)


def _walked(initiative: Initiative, activity_id: str) -> tuple[WalkedActivity, Journey]:
    journeyed = journey.journey_of(initiative)
    walked = journeyed.activity(activity_id)
    if walked is None:
        raise Http404
    return walked, journeyed


def _activity_page(
    request: Request,
    initiative: Initiative,
    journeyed: Journey,
    walked: WalkedActivity,
    *,
    may_work: bool,
    mark_form: MarkForm,
    plan_form: PlanForm,
) -> HttpResponse:
    """Render one activity; forms carry what was typed when they were refused."""
    ordered = [one.activity for one in journeyed.activities]
    place = ordered.index(walked.activity)
    catalogue = method_file.catalogue()
    asked = walked.activity.evidence.keys if walked.activity.evidence else ()
    held = dict(walked.facts)
    said = ActivityMark.objects.filter(initiative=initiative, activity=walked.activity.id)
    refused = mark_form.is_bound or plan_form.is_bound
    context = {
        "initiative": initiative,
        "journey": journeyed,
        "walked": walked,
        "activity": walked.activity,
        "before": ordered[place - 1] if place else None,
        "after": ordered[place + 1] if place + 1 < len(ordered) else None,
        "evidence": [(catalogue.get(key), held.get(key)) for key in asked],
        "references": [guide_data.practice_sheets().get(key) for key in walked.activity.all_refs],
        "said": said.select_related("said_by", "carried_by").order_by("-said_at", "-pk"),
        "may_work": may_work,
        "mark_form": mark_form,
        "plan_form": plan_form,
        "tab": "path",
    }
    return render(request, "initiatives/activity.html", context, status=422 if refused else 200)
