"""The cockpit of an initiative: where we are, what is next and whose, what is fragile, who is in."""

import uuid
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from copil.core import path
from copil.identity.http import Request
from copil.identity.models import Workspace
from copil.identity.urls_for import to
from copil.initiatives import journey
from copil.initiatives.enums import ActivityState, InitiativeState
from copil.initiatives.journey import Journey, WalkedStage, WalkedStep
from copil.initiatives.models import Carrier, Initiative, TeamMember
from copil.initiatives.permissions import rights_in
from copil.pages import feed, fragile, next_actions

_SHOWN = 5


@require_GET
def initiative(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the cockpit."""
    rows = Initiative.objects.visible_to(request.user).carried_by(request.workspace)
    targets = Count("targets", filter=Q(targets__archived_at=None))
    rows = rows.with_surroundings().select_related("presentation").annotate(targets_count=targets)
    shown = rows.filter(pk=pk).first()
    if shown is None:
        return _kept_part(request, pk)
    walked = journey.journey_of(shown)
    today = timezone.localdate()
    team = list(TeamMember.objects.current().filter(initiative=shown).select_related("person").in_order())
    objectives = list(
        shown.objectives.filter(archived_at=None).with_answers().order_by("-level", "position", "pk")
    )
    running = shown.state == InitiativeState.RUNNING
    coming = next_actions.actions_of(walked, user=request.user, workspace=request.workspace, today=today)
    lines = feed.of_initiative(shown.pk)[:_SHOWN]
    awaits = next_actions.by_person(walked, user=request.user, workspace=request.workspace, today=today)
    context: dict[str, Any] = {
        "initiative": shown,
        "journey": walked,
        "stages": stages_of(walked, request.workspace) if running else [],
        "rights": rights_in(team, request.membership),
        "coming": coming[:_SHOWN] if running else [],
        "weaknesses": fragile.weaknesses(walked, team=team, objectives=objectives, today=today)
        if running
        else [],
        "late": fragile.late_activities(walked, today=today) if running else [],
        "people": [(one, awaits.get(one.person_id, []) if running else []) for one in team],
        "objectives": objectives,
        "carriers": shown.carriers.filter(left_on=None).select_related("workspace").order_by("-role", "pk"),
        "sheet": getattr(shown, "presentation", None),
        "targets_count": shown.targets_count,
        "events": feed.events(list(lines), workspace=request.workspace, here=shown.pk),
        "tab": "cockpit",
    }
    return render(request, "pages/initiative.html", context)


def _kept_part(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Lead a workspace that left the initiative to the part it kept; 404 for any other."""
    gone = Carrier.objects.filter(workspace=request.workspace, initiative=pk).exclude(left_on=None)
    get_object_or_404(gone)
    return redirect(to(request, "initiatives:kept_part", pk=pk))


def stages_of(walked: Journey, workspace: Workspace) -> list[path.Stage]:
    """Return the path as it is drawn: each stage with its steps, each a link to its part of the path."""
    address = reverse("initiatives:path", kwargs={"workspace": workspace.slug, "pk": walked.initiative.pk})
    return [_stage(stage, address) for stage in walked.stages]


def _stage(stage: WalkedStage, address: str) -> path.Stage:
    progress = stage.progress
    state = {"past": "done", "now": "now", "ahead": "todo"}[stage.position]
    return path.Stage(
        title=stage.stage.title,
        state=state,
        url=f"{address}#{stage.stage.key}",
        note=f"{progress.settled} activités sur {progress.total}",
        value=progress.settled,
        max=progress.total,
        steps=tuple(_step(step, address) for step in stage.steps if step.step.title),
    )


def _step(step: WalkedStep, address: str) -> path.Step:
    states = {walked.state for walked in step.activities}
    progress = step.progress
    if states == {ActivityState.SKIPPED}:
        state = "skipped"
    elif progress.is_complete:
        state = "done"
    elif progress.settled or ActivityState.IN_PROGRESS in states:
        state = "now"
    else:
        state = "todo"
    note = f"{progress.settled} sur {progress.total}" if state == "now" else ""
    return path.Step(title=step.step.title, state=state, url=f"{address}#etape-{step.step.id}", note=note)
