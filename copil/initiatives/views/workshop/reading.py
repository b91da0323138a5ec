"""A method read: its cycle on one page, its handbook, where each role begins, what came back of it."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from copil.core.paging import paginate
from copil.documents import produce, writers
from copil.identity.http import Request
from copil.initiatives import handbook, journey, learnt, method_file, role_paths
from copil.initiatives.paper_kinds import HANDBOOK
from copil.initiatives.permissions import can_shape_methods
from copil.initiatives.views.workshop import common

_PER_PAGE = 15


@require_GET
def cycle(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the whole cycle, to print on one page."""
    row = common.fetch_version(request, pk)
    content = journey.method_of(row)
    context = {"row": row, "method": content, "counts": method_file.counts(content)}
    return render(request, "initiatives/workshop/cycle.html", context)


@require_GET
def handbook_file(request: Request, pk: uuid.UUID, format: str) -> HttpResponse:  # noqa: A002  # named by the address
    """Give the handbook as a file."""
    row = common.fetch_version(request, pk)
    if format not in writers.FORMATS:
        raise Http404
    document = handbook.handbook(row, journey.method_of(row))
    made = produce.produce(document, kind=HANDBOOK, format=format, workspace=request.workspace)
    return produce.as_file(made, name=f"manuel-{row.key}-v{row.number}")


@require_GET
def role_path(request: Request, pk: uuid.UUID, role: str) -> HttpResponse:
    """Show what a role reads first in a method, and why."""
    row = common.fetch_version(request, pk)
    roles = role_paths.roles_of(row)
    shown = next((one for one in roles if one.key == role), None)
    if shown is None:
        raise Http404
    content = journey.method_of(row)
    context = {
        "row": row,
        "role": shown,
        "roles": roles,
        "stops": role_paths.reading(row, content, role=role),
    }
    return render(request, "initiatives/workshop/role_path.html", context)


@require_GET
def returns(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show what the initiatives that follow a method say of it, activity by activity."""
    row = common.fetch_version(request, pk)
    found = learnt.returns_of(row, workspace=request.workspace)
    everything = request.GET.get("tout") == "1"
    rows = [one for one in found.rows if everything or one.remarks or one.was_changed]
    context = {
        "row": row,
        "returns": found,
        "page": paginate(request, rows, per_page=_PER_PAGE),
        "everything": everything,
        "fewest": learnt.FEWEST_ELSEWHERE,
        "may_shape": can_shape_methods(request.membership),
        "is_own": row.workspace_id == request.workspace.pk,
    }
    return render(request, "initiatives/workshop/returns.html", context)
