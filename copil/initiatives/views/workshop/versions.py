"""The versions of a method, two of them compared; an initiative taken to another one, and back."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import Conflict
from copil.core.locking import expected_version
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import actions, journey, versions
from copil.initiatives.drafting import carrying, compare, words
from copil.initiatives.drafting.compare import Comparison
from copil.initiatives.drafting.nodes import Node
from copil.initiatives.forms.workshop.versions import CompareForm, MoveForm
from copil.initiatives.models import Initiative, Method
from copil.initiatives.permissions import can_shape_methods
from copil.initiatives.views.common import fetch, fetch_to_pilot
from copil.initiatives.views.workshop import common

STALE = "La démarche a changé pendant ce temps : relisez ce qui suit, puis recommencez."
Side = list[words.Stretch]


@dataclass(frozen=True)
class Pair:
    """A part whose texts differ, each beside the other."""

    node: Node
    texts: list[tuple[str, Side, Side]]


@require_GET
def family(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List the versions of a method with what each changed, and compare two of them."""
    row = common.fetch_version(request, pk)
    rows = [one for one in versions.family(row) if one.workspace_id in (None, row.workspace_id)]
    place = next(number for number, one in enumerate(rows) if one.pk == row.pk)
    before = rows[place + 1] if place + 1 < len(rows) else row
    form = CompareForm(request.GET or None, versions=rows, initial={"de": before.pk, "a": row.pk})
    chosen = (before, row)
    if form.is_bound and form.is_valid():
        by_key = {str(one.pk): one for one in rows}
        chosen = (by_key[form.cleaned_data["de"]], by_key[form.cleaned_data["a"]])
    older, newer = journey.methods_of(chosen)
    found = compare.compare(before=older, after=newer)
    context = {
        "row": row,
        "rows": [(one, count) for one, count in zip(rows, _followed(request, rows), strict=True)],
        "form": form,
        "de": chosen[0],
        "a": chosen[1],
        "comparison": found,
        "pairs": _pairs(found),
        "may_shape": can_shape_methods(request.membership),
    }
    return render(request, "initiatives/workshop/versions.html", context)


@require_http_methods(["GET", "POST"])
def move(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show what becomes of each activity under another version, then go to it."""
    initiative = fetch_to_pilot(request, pk)
    targets = versions.targets_of(initiative)
    if not targets:
        return render(
            request, "initiatives/workshop/move.html", {"initiative": initiative, **_undo(initiative)}
        )
    after = _asked(request, targets)
    content, current = journey.method_of(after), journey.method_of(initiative.method)
    proposed = carrying.stage_after(before=current, after=content, current=initiative.current_stage)
    form = MoveForm(request.POST or None, method=content, initial={"stage": proposed})
    if request.method == "POST" and form.is_valid() and _moved(request, initiative, after, form):
        return redirect(to(request, "initiatives:path", pk=pk))
    walked = journey.journey_of(initiative)
    carried = carrying.carry(before=current, after=content, touched=versions.touched(walked))
    states = {one.activity.id: one for one in walked.activities}
    context = {
        "initiative": initiative,
        "targets": targets,
        "after": after,
        "form": form,
        "version": initiative.version,
        "carried": [(one, states[one.before.id]) for one in carried],
        "gone": sum(1 for one in carried if one.state == "gone"),
        "new": carrying.new_activities(before=current, after=content),
        **_undo(initiative),
    }
    return render(request, "initiatives/workshop/move.html", context)


@require_POST
def undo_move(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Go back to the version before."""
    initiative = fetch_to_pilot(request, pk)
    try:
        done = actions.undo_change_of_method(
            initiative=initiative, expected=expected_version(request.POST), by=request.user, at=timezone.now()
        )
    except Conflict:
        messages.error(request, STALE)
        return redirect(to(request, "initiatives:version", pk=pk))
    messages.success(request, f"La démarche suit de nouveau la version {done.before.number}.")
    return redirect(to(request, "initiatives:path", pk=pk))


@require_GET
def version_panel(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say, in the page of an initiative, that a newer version of its method exists."""
    initiative, rights = fetch(request, pk)
    newer = versions.newest_of(initiative.method)
    context = {"initiative": initiative, "rights": rights, "newer": newer}
    return render(request, "initiatives/workshop/version_panel.html", context)


def _asked(request: Request, targets: Sequence[Method]) -> Method:
    """Return the version asked for in the address, the first one otherwise."""
    named = request.GET.get("vers", "")
    found = next((one for one in targets if str(one.pk) == named), None)
    if named and found is None:
        raise Http404
    return found or targets[0]


def _moved(request: Request, initiative: Initiative, after: Method, form: MoveForm) -> bool:
    try:
        actions.change_method(
            initiative=initiative,
            after=after,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )
    except Conflict:
        messages.error(request, STALE)
        initiative.refresh_from_db()
        return False
    messages.success(request, f"La démarche suit la version {after.number}. Rien n’a été perdu.")
    return True


def _undo(initiative: Initiative) -> dict[str, object]:
    return {"last": versions.last_move(initiative), "version": initiative.version}


def _followed(request: Request, rows: Sequence[Method]) -> list[int]:
    """Return how many initiatives of this workspace follow each version."""
    carried = Initiative.objects.visible_to(request.user).carried_by(request.workspace).current()
    counted = carried.filter(method__in=[one.pk for one in rows]).values("method").annotate(count=Count("pk"))
    counts = {one["method"]: one["count"] for one in counted.order_by()}
    return [counts.get(one.pk, 0) for one in rows]


def _pairs(found: Comparison) -> list[Pair]:
    return [
        Pair(
            one.node,
            [(text.label, *words.side_by_side(text.before, text.after)) for text in one.changes],
        )
        for one in found.changed
    ]
