"""Mandates and colleges of a body."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from copil.core.locking import expected_version
from copil.core.posting import posted
from copil.governance import actions
from copil.governance.forms.mandates import CollegeForm, EndForm, MandateForm, RenewForm
from copil.governance.models import Body, College, Mandate
from copil.governance.views.common import Screen, fetch_to_shape
from copil.identity.http import Request
from copil.identity.urls_for import to


@require_http_methods(["GET", "POST"])
def create(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Have somebody sit in a body."""
    body = fetch_to_shape(request, pk)
    initial = {
        "starts_on": timezone.localdate(),
        "voice": "deliberative",
        "college": request.GET.get("college"),
    }
    form = MandateForm(posted(request), workspace=request.workspace, body=body, initial=initial)
    return _screen(request, body, "Faire entrer une personne", verb="Faire entrer la personne").answer(
        request,
        form,
        lambda values: actions.give_mandate(
            body=body, workspace=request.workspace, values=values, by=request.user, at=timezone.now()
        ),
        done="La personne siège dans l’instance.",
    )


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: uuid.UUID, mandate: uuid.UUID) -> HttpResponse:
    """Change a mandate."""
    body = fetch_to_shape(request, pk)
    row = _mandate(body, mandate)
    form = MandateForm(posted(request), workspace=request.workspace, body=body, mandate=row)
    screen = _screen(request, body, f"Mandat de {row.person}", verb="Enregistrer le mandat", row=row)
    return screen.answer(
        request,
        form,
        lambda values: actions.change_mandate(
            mandate=row,
            values=values,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
        ),
        done="Le mandat est à jour.",
    )


@require_http_methods(["GET", "POST"])
def end(request: Request, pk: uuid.UUID, mandate: uuid.UUID) -> HttpResponse:
    """End a mandate; it stays readable."""
    body = fetch_to_shape(request, pk)
    row = _mandate(body, mandate)
    form = EndForm(posted(request), initial={"ends_on": row.ends_on or timezone.localdate()})
    title = f"Mettre fin au mandat de {row.person}"
    return _screen(request, body, title, verb="Mettre fin au mandat", row=row).answer(
        request,
        form,
        lambda values: actions.end_mandate(
            mandate=row,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
            **values,
        ),
        done="Le mandat a une fin. Il reste lisible à toute date passée.",
    )


@require_http_methods(["GET", "POST"])
def renew(request: Request, pk: uuid.UUID, mandate: uuid.UUID) -> HttpResponse:
    """Renew a mandate from the day after its end."""
    body = fetch_to_shape(request, pk)
    row = _mandate(body, mandate)
    title = f"Renouveler le mandat de {row.person}"
    return _screen(request, body, title, verb="Renouveler le mandat").answer(
        request,
        RenewForm(posted(request)),
        lambda values: actions.renew_mandate(mandate=row, by=request.user, at=timezone.now(), **values),
        done="Le mandat est renouvelé.",
    )


@require_http_methods(["GET", "POST"])
def college_create(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Add a college with its seats."""
    body = fetch_to_shape(request, pk)
    return _screen(request, body, "Ajouter un collège", verb="Ajouter le collège").answer(
        request,
        CollegeForm(posted(request)),
        lambda values: actions.add_college(body=body, by=request.user, at=timezone.now(), **values),
        done="Le collège est ajouté.",
    )


@require_http_methods(["GET", "POST"])
def college_edit(request: Request, pk: uuid.UUID, college: uuid.UUID) -> HttpResponse:
    """Rename a college, or change its seats."""
    body = fetch_to_shape(request, pk)
    row = _college(body, college)
    form = CollegeForm(posted(request), initial={"name": row.name, "seats": row.seats})
    screen = Screen(
        title=f"Collège « {row.name} »",
        lead=body.name,
        verb="Enregistrer le collège",
        back=to(request, "governance:body", pk=pk),
        body=body,
        stored=row,
        other=to(request, "governance:college_remove", pk=pk, college=college),
        other_verb="Retirer le collège",
    )
    return screen.answer(
        request,
        form,
        lambda values: actions.change_college(
            college=row,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
            **values,
        ),
        done="Le collège est à jour.",
    )


@require_POST
def college_remove(request: Request, pk: uuid.UUID, college: uuid.UUID) -> HttpResponse:
    """Remove a college; those who sat there stay in the body."""
    body = fetch_to_shape(request, pk)
    actions.remove_college(college=_college(body, college), by=request.user, at=timezone.now())
    messages.success(request, "Le collège est retiré. Les personnes restent dans l’instance.")
    return redirect(to(request, "governance:body", pk=pk))


def _screen(
    request: Request, body: Body, title: str, *, verb: str, row: Mandate | College | None = None
) -> Screen:
    back = to(request, "governance:body", pk=body.pk)
    return Screen(title=title, lead=body.name, verb=verb, back=back, body=body, stored=row)


def _mandate(body: Body, pk: uuid.UUID) -> Mandate:
    rows = Mandate.objects.current().filter(body=body)
    related = (
        "person",
        "organisation",
        "workspace",
        "body__workspace",
        "body__initiative",
        "college",
        "proxy",
    )
    found: Mandate = get_object_or_404(rows.select_related(*related, "substitute"), pk=pk)
    return found


def _college(body: Body, pk: uuid.UUID) -> College:
    rows = College.objects.current().filter(body=body).select_related("body__workspace")
    found: College = get_object_or_404(rows, pk=pk)
    return found
