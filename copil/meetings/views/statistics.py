"""Attendance in figures: for a meeting, a series, an initiative, over a period; shown, exported, printed."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from copil.exchange import exports
from copil.identity.http import Request
from copil.initiatives.models import Initiative
from copil.meetings import statistics
from copil.meetings.forms.statistics import StatisticsFilter
from copil.meetings.models import Meeting
from copil.meetings.views.common import meetings

MOST = 25


@require_GET
def show(request: Request) -> HttpResponse:
    """Show who takes part, group by group, as a table and as a drawing of the same figures."""
    form = StatisticsFilter(request.GET, workspace=request.workspace)
    found = statistics.figures(form.filter(meetings(request)), group=form.group)
    drawn = statistics.bars(found.lines)
    context = {
        "form": form,
        "found": found,
        "lines": found.lines[:MOST],
        "more": max(0, len(found.lines) - MOST),
        "group": statistics.GROUPS[form.group][0],
        "bars": drawn,
        "height": statistics.height(drawn),
        "meeting": _meeting(request, form),
        "initiative": _initiative(request, form),
        "is_series": bool(form.asked.get("serie")),
    }
    return render(request, "meetings/statistics.html", context)


@require_GET
def export(request: Request, file_format: str) -> HttpResponseBase:
    """Give the same table as a file."""
    form = StatisticsFilter(request.GET, workspace=request.workspace)
    found = statistics.figures(form.filter(meetings(request)), group=form.group)
    header = (statistics.GROUPS[form.group][0], *statistics.HEADER[1:])
    return exports.answer(file_format, "presences", header, statistics.export_rows(found))


def _meeting(request: Request, form: StatisticsFilter) -> Meeting | None:
    asked = form.asked.get("reunion")
    found: Meeting | None = meetings(request).filter(pk=asked).first() if asked else None
    return found


def _initiative(request: Request, form: StatisticsFilter) -> Initiative | None:
    asked = form.asked.get("demarche")
    if not asked or asked == "aucune":
        return None
    rows = Initiative.objects.visible_to(request.user).carried_by(request.workspace)
    found: Initiative | None = rows.filter(pk=asked).first()
    return found
