"""What an initiative aims at, and the structures it is meant for."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from copil.core.paging import paginate
from copil.directory.models import Organisation
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import actions, answers, guide_data, provided
from copil.initiatives.enums import ObjectiveLevel
from copil.initiatives.forms import ObjectiveForm, ReferenceForm, TargetForm
from copil.initiatives.models import Initiative, Objective, ObjectiveQuerySet, TargetStructure
from copil.initiatives.permissions import Rights
from copil.initiatives.views.common import fetch, fetch_to_work
from copil.needs.models import Need

CRITERIA = ("Territoire", "Secteur", "Projet", "Poids", "Compétences")


@require_http_methods(["GET", "POST"])
def objectives(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the objectives; add one in the initiative's own words."""
    initiative, rights = fetch(request, pk)
    form = ObjectiveForm(request.POST or None)
    if request.method == "POST":
        initiative = fetch_to_work(request, pk)
        if form.is_valid():
            actions.add_objective(
                initiative=initiative,
                workspace=request.workspace,
                level=ObjectiveLevel(form.cleaned_data["level"]),
                text=form.cleaned_data["text"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, "L’objectif est ajouté.")
            return redirect(to(request, "initiatives:objectives", pk=pk))
    return _objectives_page(request, initiative, rights=rights, form=form)


@require_POST
def take_references(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take objectives from the shared list."""
    initiative = fetch_to_work(request, pk)
    form = ReferenceForm(request.POST, taken=set(_objectives(initiative).values_list("reference", flat=True)))
    if not form.is_valid():
        rights = Rights(may_work=True, may_pilot=False)
        return _objectives_page(request, initiative, rights=rights, references=form)
    _take(request, initiative, form.cleaned_data["references"])
    messages.success(request, "Les objectifs choisis sont retenus.")
    return redirect(to(request, "initiatives:objectives", pk=pk))


@require_POST
def remove_objective(request: Request, pk: uuid.UUID, objective: uuid.UUID) -> HttpResponse:
    """Give an objective up."""
    initiative = fetch_to_work(request, pk)
    row = get_object_or_404(_objectives(initiative).select_related("initiative", "workspace"), pk=objective)
    actions.remove_objective(objective=row, by=request.user, at=timezone.now())
    messages.success(request, "L’objectif est retiré. L’historique le garde.")
    return redirect(to(request, "initiatives:objectives", pk=pk))


@require_http_methods(["GET", "POST"])
def targets(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the structures the initiative is meant for and what is known of each; add one."""
    initiative, rights = fetch(request, pk)
    form = TargetForm(request.POST or None, workspace=request.workspace)
    if request.method == "POST":
        initiative = fetch_to_work(request, pk)
        if form.is_valid():
            _add(request, initiative, [form.cleaned_data["organisation"]])
            return redirect(to(request, "initiatives:targets", pk=pk))
    rows = TargetStructure.objects.current().filter(initiative=initiative)
    rows = rows.select_related("organisation__commune", "organisation__profile")
    page = paginate(request, rows.order_by("organisation__name_key", "pk"))
    known = [_known(row.organisation) for row in page]
    context = {
        "initiative": initiative,
        "rights": rights,
        "form": form,
        "page": page,
        "rows": list(zip(page, known, strict=True)),
        "criteria": CRITERIA,
        "coverage": [(name, sum(holds[place][1] for holds in known)) for place, name in enumerate(CRITERIA)],
        "missing": _of_need(request, initiative).count() if rights.may_work else 0,
        "tab": "targets",
    }
    return render(request, "initiatives/targets.html", context)


@require_POST
def targets_of_need(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Add the structures of the shared need that are not named yet."""
    initiative = fetch_to_work(request, pk)
    _add(request, initiative, list(_of_need(request, initiative)))
    return redirect(to(request, "initiatives:targets", pk=pk))


@require_POST
def remove_target(request: Request, pk: uuid.UUID, target: uuid.UUID) -> HttpResponse:
    """Take a structure out."""
    initiative = fetch_to_work(request, pk)
    rows = TargetStructure.objects.current().filter(initiative=initiative)
    row = get_object_or_404(rows.select_related("organisation", "initiative", "workspace"), pk=target)
    actions.remove_target(target=row, by=request.user, at=timezone.now())
    messages.success(request, f"{row.organisation} n’est plus visée par la démarche.")
    return redirect(to(request, "initiatives:targets", pk=pk))


def _objectives(initiative: Initiative) -> ObjectiveQuerySet:
    rows = Objective.objects.filter(initiative=initiative, archived_at=None)
    return rows.order_by("position", "pk")


def _objectives_page(
    request: Request,
    initiative: Initiative,
    *,
    rights: Rights,
    form: ObjectiveForm | None = None,
    references: ReferenceForm | None = None,
) -> HttpResponse:
    """Render the objectives; a refused form keeps what was typed."""
    rows = list(_objectives(initiative).with_answers())
    here = answers.said_of(rows, request.workspace)
    context = {
        "initiative": initiative,
        "rights": rights,
        "form": form or ObjectiveForm(),
        "references": references or ReferenceForm(taken={row.reference for row in rows}),
        "levels": [
            (level, [(row, here.get(row.pk, [])) for row in rows if row.level == level])
            for level in ObjectiveLevel
        ],
        "shared": guide_data.objectives(),
        "tab": "objectives",
    }
    return render(request, "initiatives/objectives.html", context)


@transaction.atomic
def _take(request: Request, initiative: Initiative, keys: list[str]) -> None:
    shared = guide_data.objectives()
    for key in keys:
        actions.add_objective(
            initiative=initiative,
            workspace=request.workspace,
            level=ObjectiveLevel(shared[key].level.value),
            text=shared[key].label,
            reference=key,
            by=request.user,
            at=timezone.now(),
        )


def _of_need(request: Request, initiative: Initiative) -> "QuerySet[Organisation]":
    """Return the structures of the shared need that the initiative does not name yet.

    They are in the directory of the lead: another carrier cannot add them.
    """
    rows = Organisation.objects.current().filter(workspace_id=initiative.workspace_id)
    if initiative.shared_need is None or initiative.workspace_id != request.workspace.pk:
        return rows.none()
    known = TargetStructure.objects.current().filter(initiative=initiative).values("organisation")
    needs = Need.objects.current().filter(
        shared_need=initiative.shared_need.merged_into_id or initiative.shared_need.pk
    )
    return rows.filter(pk__in=needs.values("organisation")).exclude(pk__in=known)


def _add(request: Request, initiative: Initiative, organisations: list[Organisation]) -> None:
    added = actions.add_targets(
        initiative=initiative,
        workspace=request.workspace,
        organisations=organisations,
        by=request.user,
        at=timezone.now(),
    )
    if added > 1:
        messages.success(request, f"{added} structures s’ajoutent à celles qui sont visées.")
    elif added:
        messages.success(request, f"{organisations[0]} s’ajoute aux structures visées.")
    else:
        messages.info(request, "Cette structure est déjà visée par la démarche.")


def _known(organisation: Organisation) -> list[tuple[str, bool]]:
    """Return, for each of the five criteria, whether it is known of a structure."""
    profile = getattr(organisation, "profile", None)
    known = [profile is not None and holds(profile) for holds in provided.CRITERIA.values()]
    return list(zip(CRITERIA, known, strict=True))
