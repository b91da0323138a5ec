"""The sheet given to review, reviewed, published, withdrawn."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST

from copil.core.locking import expected_version
from copil.documents.writers.html import body_html
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.library import actions, content, documents, people, rules
from copil.library.enums import Move, Scope
from copil.library.forms import PublishForm, RemarksForm, SubmitForm
from copil.library.models import Edition, ExperienceSheet
from copil.library.views.common import fetch_to_publish, fetch_to_review, fetch_to_write


@require_http_methods(["GET", "POST"])
def submit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Choose who reviews the sheet."""
    sheet = fetch_to_write(request, pk)
    form = SubmitForm(request.POST or None, workspace=request.workspace, by=request.user)
    if request.method == "POST" and form.is_valid():
        reviewer = form.cleaned_data["reviewer"]
        actions.submit(
            sheet=sheet,
            reviewer=reviewer,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, f"{reviewer.get_full_name()} reçoit la fiche à relire.")
        return redirect(to(request, "library:sheet", pk=pk))
    rules.moved(state=sheet.state, move=Move.SUBMIT)
    context = {"sheet": sheet, "form": form, "missing": content.missing(sheet)}
    return render(request, "library/submit.html", context)


@require_POST
def take_back(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take the sheet back before it is reviewed."""
    sheet = fetch_to_write(request, pk)
    expected = expected_version(request.POST)
    actions.take_back(sheet=sheet, expected=expected, by=request.user, at=timezone.now())
    messages.success(request, "La fiche est de nouveau un brouillon.")
    return redirect(to(request, "library:sheet", pk=pk))


@require_http_methods(["GET", "POST"])
def review(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Read the sheet, and return it with remarks; declaring it ready is beside."""
    sheet = fetch_to_review(request, pk)
    form = RemarksForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.send_back(
            sheet=sheet,
            remarks=form.cleaned_data["remarks"],
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, "La fiche repart avec vos remarques.")
        return redirect(to(request, "library:sheet", pk=pk))
    context = {"sheet": sheet, "form": form, "body": _body(sheet), "missing": content.missing(sheet)}
    return render(request, "library/review.html", context)


@require_POST
def approve(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Declare the sheet ready."""
    sheet = fetch_to_review(request, pk)
    expected = expected_version(request.POST)
    actions.approve(sheet=sheet, expected=expected, by=request.user, at=timezone.now())
    messages.success(request, "La fiche est prête : elle peut être publiée.")
    return redirect(to(request, "library:sheet", pk=pk))


@require_POST
def revise(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Open the text again; what is published stays."""
    sheet = fetch_to_write(request, pk)
    expected = expected_version(request.POST)
    actions.revise(sheet=sheet, expected=expected, by=request.user, at=timezone.now())
    messages.success(request, "Le texte est ouvert. Ce qui est publié reste tel quel.")
    return redirect(to(request, "library:edit", pk=pk))


@require_http_methods(["GET", "POST"])
def publish(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Choose who may read the sheet, and which lines that name somebody leave all the same."""
    sheet = fetch_to_publish(request, pk)
    named = people.named_lines(sheet, workspace=request.workspace)
    before = Edition.objects.in_force().filter(sheet=sheet).first()
    form = PublishForm(request.POST or None, workspace=request.workspace, named=named, before=before)
    if request.method == "POST" and form.is_valid():
        edition = actions.publish(
            sheet=sheet,
            scope=Scope(form.cleaned_data["scope"]),
            stay=form.cleaned_data["stay"],
            kept=form.cleaned_data["kept"],
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, f"La version {edition.number} est publiée.")
        return redirect(to(request, "library:experience", pk=pk))
    rules.moved(state=sheet.state, move=Move.PUBLISH)
    context = {"sheet": sheet, "form": form, "named": named, "body": _body(sheet)}
    return render(request, "library/publish.html", context)


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take what is published out of the library, once confirmed."""
    sheet = fetch_to_publish(request, pk)
    if request.method == "POST":
        actions.withdraw(sheet=sheet, by=request.user, at=timezone.now())
        messages.success(request, "La fiche n’est plus dans la bibliothèque. Son texte reste ici.")
        return redirect(to(request, "library:sheet", pk=pk))
    rows = Edition.objects.in_force().filter(sheet=sheet).select_related("stay__network")
    return render(request, "library/withdraw.html", {"sheet": sheet, "edition": rows.first()})


def _body(sheet: ExperienceSheet) -> str:
    document = documents.experience(sheet, organisation=sheet.workspace.name, date=timezone.localdate())
    return mark_safe(body_html(document, top=2))  # noqa: S308  # escaped by its writer
