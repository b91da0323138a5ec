"""Home: what awaits you."""

from collections.abc import Sequence

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from copil.core.paging import paginate
from copil.directory.models import Organisation
from copil.identity.http import Request
from copil.identity.models import Workspace
from copil.initiatives import journey
from copil.initiatives.enums import InitiativeState
from copil.initiatives.models import Initiative, TeamMember
from copil.needs.models import Need
from copil.pages import feed, meetings_to_come, next_actions
from copil.tasks.models import Task

_SHOWN = 7
_INITIATIVES = 12
_TASKS = 50


@require_GET
def home(request: Request) -> HttpResponse:
    """Say what is next for the person, what changed, and where their initiatives stand."""
    today = timezone.localdate()
    running = _running(request.workspace)
    journeys = journey.journeys_of(running)
    teams = TeamMember.objects.current().filter(initiative__in=running, person__user=request.user)
    roles: dict[object, str] = dict(teams.values_list("initiative", "role"))
    ordered = [journeys[one.pk] for one in running]
    rows = next_actions.mine(
        ordered, roles=roles, user=request.user, workspace=request.workspace, today=today
    )
    tasks = next_actions.of_tasks(
        _tasks(request), user=request.user, workspace=request.workspace, today=today
    )
    meetings = meetings_to_come.of_user(request.user, workspace=request.workspace, at=timezone.now())
    rows = next_actions.in_order([*rows, *tasks, *meetings.minutes])
    late, coming = next_actions.split(rows)
    lines = feed.of_workspace(request.workspace)[:_SHOWN]
    context = {
        "today": today,
        "late": late[:_SHOWN],
        "late_count": len(late),
        "coming": coming[:_SHOWN],
        "meetings": meetings.coming,
        "events": feed.events(list(lines), workspace=request.workspace),
        "journeys": ordered,
        "counts": _counts(request.workspace),
    }
    return render(request, "pages/home.html", context)


@require_GET
def history(request: Request) -> HttpResponse:
    """List everything that happened in the workspace."""
    page = paginate(request, feed.of_workspace(request.workspace), per_page=50)
    context = {"page": page, "events": feed.events(list(page), workspace=request.workspace)}
    return render(request, "pages/history.html", context)


def _tasks(request: Request) -> Sequence[Task]:
    """Return what remains to be done by the person, the most pressing first."""
    rows = Task.objects.reachable_in(request.workspace).of_user(request.user).open()
    return list(rows.with_surroundings().by_date()[:_TASKS])


def _running(workspace: Workspace) -> Sequence[Initiative]:
    rows = Initiative.objects.carried_by(workspace).current().filter(state=InitiativeState.RUNNING)
    return list(rows.with_surroundings().order_by("-opened_on", "title_key", "pk")[:_INITIATIVES])


def _counts(workspace: Workspace) -> dict[str, int]:
    """Return how far the first steps of a workspace are."""
    organisations = Organisation.objects.in_workspace(workspace).current().count()
    loose = Count("pk", filter=Q(shared_need=None))
    needs = Need.objects.in_workspace(workspace).current().aggregate(all=Count("pk"), loose=loose)
    return {
        "organisations": organisations,
        "needs": needs["all"],
        "loose": needs["loose"],
        "shared": needs["all"] - needs["loose"],
    }
