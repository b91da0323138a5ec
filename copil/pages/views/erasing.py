"""Erase a person: what would be erased, then the act; and the dated list of those already made."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from copil.accounts import confirming
from copil.accounts.models import Erasure
from copil.core.paging import paginate
from copil.directory.models import Person
from copil.identity.http import Request
from copil.identity.models import Membership
from copil.identity.urls_for import to
from copil.pages import links, permissions
from copil.pages.erasing import actions, looking, people
from copil.pages.erasing.looking import Quote
from copil.pages.erasing.people import Subject
from copil.pages.forms import ErasureForm


@require_GET
def erasures(request: Request) -> HttpResponse:
    """List the erasures made in the workspace: when, by whom, how much; never who."""
    _require_admin(request)
    rows = Erasure.objects.filter(workspace=request.workspace)
    page = paginate(request, rows.select_related("asked_by").order_by("-at", "-pk"))
    return render(request, "pages/erasures.html", {"page": page})


@confirming.resumable
@require_http_methods(["GET", "POST"])
def erase_person(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show what erasing a person of the directory would do, then do it."""
    _require_admin(request)
    rows = Person.objects.in_workspace(request.workspace).select_related("workspace", "merged_into")
    person = get_object_or_404(rows, pk=pk)
    return _erase(request, subject=people.of_sheet(person), back=to(request, "directory:person", pk=pk))


@confirming.resumable
@require_http_methods(["GET", "POST"])
def erase_account(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show what erasing the account of a member would do, then do it; ``pk`` is their membership here."""
    _require_admin(request)
    here = Membership.objects.filter(pk=pk, workspace=request.workspace).values("user")
    theirs = list(Membership.objects.filter(user__in=here).select_related("user"))
    if not theirs:
        raise Http404
    subject = people.of_account(theirs[0].user, theirs)
    return _erase(request, subject=subject, back=to(request, "accounts:member", pk=pk))


def _erase(request: Request, *, subject: Subject, back: str) -> HttpResponse:
    confirming.require(request)
    form = ErasureForm(request.POST or None, expected=subject.name)
    if request.method == "POST" and form.is_valid():
        actions.erase(
            subject=subject,
            workspace=request.workspace,
            alone=form.cleaned_data["alone"],
            attachments=form.cleaned_data["attachments"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, "La personne est effacée. L’acte est inscrit ci-dessous, sans son nom.")
        return redirect(to(request, "pages:erasures"))
    context: dict[str, Any] = {
        "subject": subject,
        "form": form,
        "back": back,
        "obstacles": people.obstacles(subject, by=request.user, workspace=request.workspace),
    }
    # What other spaces hold of somebody is not for the administration of this one.
    if not people.is_elsewhere(subject, by=request.user, workspace=request.workspace):
        foreseen = looking.foreseen(subject)
        quotes = [(one, _address(request, one)) for one in foreseen.quotes]
        context |= {"foreseen": foreseen, "quotes": quotes}
    return render(request, "pages/erase.html", context)


def _require_admin(request: Request) -> None:
    if not permissions.can_erase_people(request.membership):
        raise PermissionDenied


def _address(request: Request, quote: Quote) -> str:
    return links.url_of((quote.kind, quote.key), workspace=request.workspace) if quote.key else ""
