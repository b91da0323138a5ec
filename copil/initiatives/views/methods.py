"""Methods and practice sheets, read for themselves or beside the work."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from copil.documents import writers
from copil.identity.http import Request
from copil.initiatives import experience_data, guide_data, journey, method_file, role_paths, shared_methods
from copil.initiatives.models import Method, MethodDraft
from copil.initiatives.permissions import can_shape_methods


@require_GET
def methods(request: Request) -> HttpResponse:
    """List the methods, each in its newest version, and the practice sheets."""
    rows = Method.objects.offered_in(request.workspace).latest_versions()
    read = [(row, journey.method_of(row)) for row in rows]
    context = {
        "methods": [(row, content, method_file.counts(content)) for row, content in read],
        "sheets": _sheets(),
        "drafts": _drafts(request),
        "offered": list(
            shared_methods.offered_to(request.workspace).latest_versions().select_related("workspace")
        ),
    }
    return render(request, "initiatives/methods.html", context)


@require_GET
def method(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a whole method on one page: the cycle."""
    row = _method(request, pk)
    content = journey.method_of(row)
    context = {
        "row": row,
        "method": content,
        "counts": method_file.counts(content),
        "may_shape": can_shape_methods(request.membership),
        "roles": role_paths.roles_of(row),
        "formats": writers.FORMATS.values(),
        "is_own": row.workspace_id == request.workspace.pk,
        "shares": shared_methods.shares_of(row) if row.workspace_id == request.workspace.pk else [],
    }
    return render(request, "initiatives/method.html", context)


@require_GET
def stage(request: Request, pk: uuid.UUID, stage: str) -> HttpResponse:
    """Show a stage of a method: its steps and what each activity is for."""
    row = _method(request, pk)
    content = journey.method_of(row)
    keys = [one.key for one in content.stages]
    if stage not in keys:
        raise Http404
    place = keys.index(stage)
    context = {
        "row": row,
        "method": content,
        "stage": content.stages[place],
        "number": place + 1,
        "before": content.stages[place - 1] if place else None,
        "after": content.stages[place + 1] if place + 1 < len(keys) else None,
    }
    return render(request, "initiatives/method_stage.html", context)


@require_GET
def activity(request: Request, pk: uuid.UUID, activity: str) -> HttpResponse:
    """Show an activity of a method."""
    row = _method(request, pk)
    content = journey.method_of(row)
    ordered = list(content.activities())
    place = next((number for number, one in enumerate(ordered) if one.id == activity), None)
    if place is None:
        raise Http404
    shown = ordered[place]
    catalogue = method_file.catalogue()
    asked = shown.evidence.keys if shown.evidence else ()
    known = guide_data.practice_sheets()
    context = {
        "row": row,
        "method": content,
        "activity": shown,
        "stage": next(one for one in content.stages if shown in one.activities),
        "before": ordered[place - 1] if place else None,
        "after": ordered[place + 1] if place + 1 < len(ordered) else None,
        "evidence": [catalogue[key] for key in asked if key in catalogue],
        "references": [known[key] for key in shown.all_refs if key in known],
        "rules": content.rules_of(activity),
    }
    return render(request, "initiatives/method_activity.html", context)


@require_GET
def sheets(request: Request) -> HttpResponse:
    """List the practice sheets and the experience sheets."""
    return render(request, "initiatives/sheets.html", {"sheets": _sheets()})


@require_GET
def sheet(request: Request, key: str) -> HttpResponse:
    """Show one sheet."""
    shown = guide_data.practice_sheets().get(key)
    if shown is None:
        raise Http404
    known = experience_data.experiences()
    context = {
        "sheet": shown,
        "sheets": guide_data.practice_sheets(),
        "experiences": [known[one] for one in shown.experiences],
        "themes": {one.key: one.label for one in guide_data.reference_lists()["content_themes"].entries},
    }
    return render(request, "initiatives/sheet.html", context)


def _method(request: Request, pk: uuid.UUID) -> Method:
    return get_object_or_404(
        Method.objects.visible_to(request.user).select_related("workspace").defer("content"), pk=pk
    )


def _sheets() -> list[guide_data.PracticeSheet]:
    """Return the practice sheets, then the experience sheets, each in the order of their numbers."""
    return sorted(guide_data.practice_sheets().values(), key=lambda one: (one.key.startswith("FE"), one.key))


def _drafts(request: Request) -> list[MethodDraft]:
    """Return the versions in preparation here, for those who may shape methods."""
    if not can_shape_methods(request.membership):
        return []
    return list(
        MethodDraft.objects.in_workspace(request.workspace).defer("content").order_by("-changed_at", "pk")
    )
