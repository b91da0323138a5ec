"""The words that mean the same when somebody searches: the list, and what this workspace adds to it."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from copil.core.conflicts import conflict_response
from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import expected_version
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.pages import permissions
from copil.pages.forms import SynonymForm, TryForm
from copil.search import queries, rules
from copil.search import synonyms as actions
from copil.search.models import CommonSynonyms, SynonymGroup


@require_http_methods(["GET", "POST"])
def synonyms(request: Request) -> HttpResponse:
    """Show the words that mean the same, and add some."""
    form = SynonymForm(request.POST or None)
    if request.method == "POST":
        _require_editor(request)
        if form.is_valid() and _create(request, form):
            return redirect(to(request, "pages:synonyms"))
    context = {
        "form": form,
        **_tried(request),
        "common": CommonSynonyms.objects.order_by("expressions", "pk"),
        "can_edit_common": permissions.can_edit_common_synonyms(request.user),
        "groups": SynonymGroup.objects.visible_to(request.user)
        .in_workspace(request.workspace)
        .order_by("expressions", "pk"),
        "shipped": actions.shipped(),
        "can_edit": permissions.can_edit_synonyms(request.membership),
    }
    return render(request, "pages/synonyms.html", context)


@require_http_methods(["GET", "POST"])
def synonym_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change a line of the workspace."""
    _require_editor(request)
    group = _group_or_404(request, pk)
    form = SynonymForm(request.POST or None, initial={"expressions": group.expressions})
    if request.method == "POST" and form.is_valid():
        answer = _update(request, form, group)
        if answer is not None:
            return answer
    version = request.POST.get("version", group.version)
    return render(request, "pages/synonym_form.html", {"form": form, "group": group, "version": version})


@require_POST
def synonym_remove(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take a line off the list."""
    _require_editor(request)
    group = _group_or_404(request, pk)
    actions.remove(by=request.user, at=timezone.now(), group=group)
    messages.success(request, f"La ligne « {group.expressions} » est retirée.")
    return redirect(to(request, "pages:synonyms"))


@require_http_methods(["GET", "POST"])
def synonyms_common(request: Request) -> HttpResponse:
    """Add words that mean the same in every workspace."""
    _require_operator(request)
    form = SynonymForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.create_common(
                by=request.user,
                at=timezone.now(),
                workspace=request.workspace,
                expressions=form.cleaned_data["expressions"],
            )
        except ActionRefused as refusal:
            form.add_error("expressions", refusal.message)
        else:
            messages.success(request, "La ligne est ajoutée, pour tous les espaces de l’installation.")
            return redirect(f"{to(request, 'pages:synonyms')}#commune")
    return render(request, "pages/synonyms_common.html", {"form": form})


@require_POST
def synonyms_common_remove(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take words off the list of every workspace."""
    _require_operator(request)
    group = get_object_or_404(CommonSynonyms, pk=pk)
    label = group.expressions
    actions.remove_common(by=request.user, at=timezone.now(), workspace=request.workspace, group=group)
    messages.success(request, f"La ligne « {label} » est retirée, pour tous les espaces.")
    return redirect(f"{to(request, 'pages:synonyms')}#commune")


def _tried(request: Request) -> dict[str, Any]:
    """Return what a word makes the search look for, and how many answers it gains."""
    form = TryForm(request.GET)
    typed = form.cleaned_data["mot"].strip() if form.is_valid() else ""
    if not typed:
        return {"try_form": form, "tried": ""}
    today, workspace = timezone.localdate(), request.workspace
    with_them, alone = actions.asked(workspace, typed), rules.read(typed)
    totals = [
        queries.facets(workspace=workspace, question=one, chosen=queries.Narrowing(), today=today).total
        for one in (with_them, alone)
    ]
    return {
        "try_form": form,
        "tried": typed,
        "equivalents": actions.equivalents(workspace, typed),
        "total": totals[0],
        "alone": totals[1],
    }


def _create(request: Request, form: SynonymForm) -> bool:
    try:
        actions.create(
            by=request.user,
            at=timezone.now(),
            workspace=request.workspace,
            expressions=form.cleaned_data["expressions"],
        )
    except ActionRefused as refusal:
        form.add_error("expressions", refusal.message)
        return False
    messages.success(request, "La ligne est ajoutée : les recherches en tiennent compte dès maintenant.")
    return True


def _update(request: Request, form: SynonymForm, group: SynonymGroup) -> HttpResponse | None:
    """Write the line and go back; None when it is refused, with the reason on the form."""
    try:
        actions.update(
            by=request.user,
            at=timezone.now(),
            group=group,
            expressions=form.cleaned_data["expressions"],
            expected=expected_version(request.POST),
        )
    except ActionRefused as refusal:
        form.add_error("expressions", refusal.message)
        return None
    except Conflict:
        stored = _group_or_404(request, group.pk)
        return conflict_response(
            request, form=form, stored=stored, back=to(request, "pages:synonyms"), who=""
        )
    messages.success(request, "La ligne est enregistrée.")
    return redirect(to(request, "pages:synonyms"))


def _require_editor(request: Request) -> None:
    if not permissions.can_edit_synonyms(request.membership):
        raise PermissionDenied


def _require_operator(request: Request) -> None:
    if not permissions.can_edit_common_synonyms(request.user):
        raise PermissionDenied


def _group_or_404(request: Request, pk: uuid.UUID) -> SynonymGroup:
    rows = SynonymGroup.objects.visible_to(request.user).in_workspace(request.workspace)
    found: SynonymGroup = get_object_or_404(rows.select_related("workspace"), pk=pk)
    return found
