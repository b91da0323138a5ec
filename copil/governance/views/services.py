"""The services of the carrier around an initiative, and what the carrier stands for."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.locking import expected_version
from copil.core.posting import posted
from copil.governance.actions import services as actions
from copil.governance.forms.services import BackingForm, ServiceForm
from copil.governance.models import Backing, InternalService
from copil.governance.permissions import can_shape
from copil.governance.views.common import Screen, fetch_initiative, require_shaper
from copil.identity.http import Request
from copil.identity.models import Owned
from copil.identity.urls_for import to
from copil.initiatives.models import Initiative


@require_GET
def services(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show which services are associated, who is their contact, what the carrier stands for."""
    initiative = fetch_initiative(request, pk)
    rows = InternalService.objects.current().filter(initiative=initiative)
    backings = Backing.objects.filter(initiative=initiative).select_related("workspace", "sponsor")
    context = {
        "initiative": initiative,
        "tab": "services",
        "services": list(rows.select_related("contact", "workspace").in_order()),
        "backings": list(backings.order_by("created_at", "pk")),
        "can_shape": can_shape(initiative, request.membership),
    }
    return render(request, "governance/services.html", context)


@require_http_methods(["GET", "POST"])
def service_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Note a service."""
    initiative = _to_shape(request, pk)
    form = ServiceForm(posted(request), workspace=request.workspace)
    return _screen(request, initiative, "Ajouter un service", verb="Ajouter le service").answer(
        request,
        form,
        lambda values: actions.add_service(
            initiative=initiative,
            workspace=request.workspace,
            values=values,
            by=request.user,
            at=timezone.now(),
        ),
        done="Le service est noté.",
    )


@require_http_methods(["GET", "POST"])
def service_edit(request: Request, pk: uuid.UUID, service: uuid.UUID) -> HttpResponse:
    """Change a service."""
    initiative = _to_shape(request, pk)
    row = _service(request, initiative, service)
    initial = {name: getattr(row, name) for name in actions.SERVICE_FIELDS}
    form = ServiceForm(posted(request), workspace=request.workspace, initial=initial)
    return _screen(request, initiative, row.name, verb="Enregistrer le service", row=row).answer(
        request,
        form,
        lambda values: actions.change_service(
            service=row,
            values=values,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
        ),
        done="Le service est à jour.",
    )


@require_POST
def service_remove(request: Request, pk: uuid.UUID, service: uuid.UUID) -> HttpResponse:
    """Take away a service noted by mistake."""
    initiative = _to_shape(request, pk)
    row = _service(request, initiative, service)
    actions.remove_service(service=row, by=request.user, at=timezone.now())
    messages.success(request, f"« {row.name} » est retiré.")
    return redirect(to(request, "governance:services", pk=pk))


@require_http_methods(["GET", "POST"])
def backing(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say how far the carrier stands behind the initiative."""
    initiative = _to_shape(request, pk)
    rows = Backing.objects.filter(initiative=initiative, workspace=request.workspace)
    row = rows.first() or Backing(initiative=initiative, workspace=request.workspace, version=0)
    initial: dict[str, Any] = {name: getattr(row, name) for name in actions.BACKING_FIELDS}
    form = BackingForm(posted(request), workspace=request.workspace, initial=initial)
    screen = _screen(request, initiative, "L’appui de la structure", verb="Enregistrer l’appui", row=row)
    return screen.answer(
        request,
        form,
        lambda values: actions.save_backing(
            initiative=initiative,
            workspace=request.workspace,
            values=values,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
        ),
        done="L’appui de la structure est à jour.",
    )


def _to_shape(request: Request, pk: uuid.UUID) -> Initiative:
    initiative = fetch_initiative(request, pk)
    require_shaper(request, initiative)
    return initiative


def _service(request: Request, initiative: Initiative, pk: uuid.UUID) -> InternalService:
    rows = InternalService.objects.current().filter(initiative=initiative, workspace=request.workspace)
    found: InternalService = get_object_or_404(
        rows.select_related("workspace", "initiative", "contact"), pk=pk
    )
    return found


def _screen(
    request: Request, initiative: Initiative, title: str, *, verb: str, row: Owned | None = None
) -> Screen:
    back = to(request, "governance:services", pk=initiative.pk)
    return Screen(title, initiative.title, verb, back, initiative=initiative, stored=row)
