"""The path of an initiative, and its activities one by one."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core import typography
from copil.core.conflicts import conflict_response
from copil.core.errors import Conflict
from copil.core.locking import expected_version
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import actions, existing, guide_data, journey, method_file, versions
from copil.initiatives.enums import InitiativeState, MarkKind, RuleVerdict
from copil.initiatives.evidence import Evidence, provided_keys
from copil.initiatives.forms import MarkForm, PlanForm, StageForm
from copil.initiatives.journey import Journey, WalkedActivity
from copil.initiatives.models import ActivityMark, Initiative, PlannedActivity, StageMove
from copil.initiatives.permissions import Rights
from copil.initiatives.views.common import fetch, fetch_to_pilot, fetch_to_work, last_to, typed_version


@dataclass(frozen=True)
class Asked:
    """A piece of evidence the method asks for, and what was found of it; ``by_hand`` when nothing can be."""

    key: str
    label: str
    covered_by: str
    fact: Evidence | None
    by_hand: bool


@dataclass(frozen=True)
class Around:
    """An activity with where it stands in its path."""

    journey: Journey
    walked: WalkedActivity
    stage: method_file.Stage
    step: method_file.Step
    before: WalkedActivity | None
    after: WalkedActivity | None


@require_GET
def path(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the whole path: stages, steps, activities, where each stands and why."""
    initiative, rights = fetch(request, pk)
    walked = journey.journey_of(initiative)
    running = initiative.state == InitiativeState.RUNNING
    judged = journey.judged_rules(walked, today=timezone.localdate()) if running else []
    unmet = [one for one in judged if one.verdict is RuleVerdict.UNMET]
    context = {
        "initiative": initiative,
        "rights": rights,
        "journey": walked,
        "unmet": unmet,
        "unmet_title": typography.plural(
            len(unmet), "règle de la méthode n’est pas tenue", "règles de la méthode ne sont pas tenues"
        ),
        "running": running,
        "outside": versions.outside(walked),
        "tab": "path",
    }
    return render(request, "initiatives/path.html", context)


@require_GET
def rules(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the minimum rules of the method with their verdicts, and the moments of decision."""
    initiative, rights = fetch(request, pk)
    walked = journey.journey_of(initiative)
    context = {
        "initiative": initiative,
        "rights": rights,
        "gates": walked.gates(),
        "judged": journey.judged_rules(walked, today=timezone.localdate()),
        "tab": "path",
    }
    return render(request, "initiatives/rules.html", context)


@require_GET
def activity(request: Request, pk: uuid.UUID, activity: str) -> HttpResponse:
    """Show one activity: what the method advises beside what is done here."""
    initiative, rights = fetch(request, pk)
    around = _around(initiative, activity)
    return _activity_page(
        request,
        around,
        rights=rights,
        mark_form=MarkForm(workspace=request.workspace),
        plan_form=PlanForm(walked=around.walked, workspace=request.workspace),
    )


@require_POST
def mark(request: Request, pk: uuid.UUID, activity: str) -> HttpResponse:
    """Attest, adapt, set aside, or hand to another actor."""
    initiative = fetch_to_work(request, pk)
    around = _around(initiative, activity)
    form = MarkForm(request.POST, workspace=request.workspace)
    if not form.is_valid():
        plan_form = PlanForm(walked=around.walked, workspace=request.workspace)
        return _activity_page(request, around, rights=_WORKS, mark_form=form, plan_form=plan_form)
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
    around = _around(initiative, activity)
    form = PlanForm(request.POST, walked=around.walked, workspace=request.workspace)
    if not form.is_valid():
        mark_form = MarkForm(workspace=request.workspace)
        return _activity_page(request, around, rights=_WORKS, mark_form=mark_form, plan_form=form)
    back = to(request, "initiatives:activity", pk=pk, activity=activity)
    try:
        actions.plan_activity(
            initiative=initiative,
            workspace=request.workspace,
            activity=activity,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )
    except Conflict:
        stored, who = _plan_now(initiative, activity), last_to("plan_activity", initiative)
        return conflict_response(request, form=form, stored=stored, back=back, who=who)
    messages.success(request, "La prévision est enregistrée.")
    return redirect(back)


def _plan_now(initiative: Initiative, activity: str) -> PlannedActivity:
    """Return the plan of an activity as it is, or the empty one when there is none any more."""
    rows = PlannedActivity.objects.filter(initiative=initiative, activity=activity).select_related("person")
    return rows.first() or PlannedActivity(initiative=initiative, activity=activity, version=0)


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
    titles = {stage.stage.key: stage.stage.title for stage in walked.stages}
    moves = StageMove.objects.filter(initiative=initiative).select_related("moved_by")
    context = {
        "initiative": initiative,
        "journey": walked,
        "form": form,
        "left_open": [one for one in walked.current.activities if not one.is_settled],
        "moves": [(titles.get(move.stage, move.stage), move) for move in moves.order_by("-moved_at", "-pk")],
    }
    return render(request, "initiatives/stage_change.html", context)


_WORKS = Rights(may_work=True, may_pilot=False)
"""What a person whose form was refused may do here: their right was checked first."""


def _around(initiative: Initiative, activity_id: str) -> Around:
    """Return an activity and its neighbours; 404 when the method has no such one."""
    walked = journey.journey_of(initiative)
    places = [
        (stage, step, one) for stage in walked.stages for step in stage.steps for one in step.activities
    ]
    ids = [one.activity.id for _, _, one in places]
    if activity_id not in ids:
        raise Http404
    place = ids.index(activity_id)
    stage, step, shown = places[place]
    return Around(
        journey=walked,
        walked=shown,
        stage=stage.stage,
        step=step.step,
        before=places[place - 1][2] if place else None,
        after=places[place + 1][2] if place + 1 < len(places) else None,
    )


def _asked(walked: WalkedActivity) -> list[Asked]:
    catalogue = method_file.catalogue()
    facts = dict(walked.facts)
    keys: Sequence[str] = walked.activity.evidence.keys if walked.activity.evidence else ()
    provided = provided_keys()
    return [
        Asked(key, catalogue[key].label, catalogue[key].covered_by, facts.get(key), key not in provided)
        for key in keys
        if key in catalogue
    ]


def _activity_page(
    request: Request, around: Around, *, rights: Rights, mark_form: MarkForm, plan_form: PlanForm
) -> HttpResponse:
    """Render one activity; forms carry what was typed when they were refused."""
    initiative, activity = around.journey.initiative, around.walked.activity
    said = ActivityMark.objects.filter(initiative=initiative, activity=activity.id)
    sheets = guide_data.practice_sheets()
    refused = mark_form.is_bound or plan_form.is_bound
    context = {
        "initiative": initiative,
        "around": around,
        "walked": around.walked,
        "activity": activity,
        "evidence": _asked(around.walked),
        "references": [sheets[key] for key in activity.all_refs if key in sheets],
        "rules": around.journey.method.rules_of(activity.id),
        "said": said.select_related("said_by", "carried_by").order_by("-said_at", "-pk"),
        "in_place": existing.beside(initiative, activity),
        "may_work": rights.may_work,
        "running": initiative.state == InitiativeState.RUNNING,
        "mark_form": mark_form,
        "plan_form": plan_form,
        "plan_version": typed_version(request, around.walked.plan.version if around.walked.plan else 0),
    }
    return render(request, "initiatives/activity.html", context, status=422 if refused else 200)
