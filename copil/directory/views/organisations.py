"""Screens of organisations: the list, the page, its forms, the archive."""

import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.directory import exports, merging_text, presentation
from copil.directory.actions import organisations as actions
from copil.directory.actions.common import ARCHIVED
from copil.directory.enums import ListKind, SheetKind
from copil.directory.fields import organisation_label
from copil.directory.forms.organisations import OrganisationFilter, OrganisationForm
from copil.directory.forms.profile import ProfileForm
from copil.directory.models import Function, Organisation, Profile
from copil.directory.rules import profile as profile_rules
from copil.directory.views import common
from copil.exchange.exports import answer
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving

SUGGESTIONS = 10
PER_PAGE = 15


@require_GET
def organisations(request: Request) -> HttpResponse:
    """List the organisations, filtered and sorted as asked."""
    form = OrganisationFilter(request.GET, workspace=request.workspace)
    rows = form.filter(common.organisations(request)).select_related("commune__departement")
    context = {
        "form": form,
        "page": paginate(request, rows.defer("purpose", "internal_note"), per_page=PER_PAGE),
        "total_questions": profile_rules.TOTAL,
        "can_edit": common.can_edit(request),
        "archives": form.asked.get("etat") == "archives",
        "bulk": common.can_edit(request) and form.asked.get("etat") != "archives",
        "saved": common.filters_of(request, ListKind.ORGANISATIONS),
        "here_url": to(request, "directory:organisations"),
    }
    return render(request, "directory/organisations.html", context)


@require_GET
def organisations_export(request: Request, file_format: str) -> HttpResponseBase:
    """Give the list, filtered and sorted as asked, as a table."""
    form = OrganisationFilter(request.GET, workspace=request.workspace)
    rows = form.filter(common.organisations(request))
    found = exports.organisation_rows(rows, notes=request.membership.may_write)
    return answer(file_format, "organisations", exports.HEADER, found)


@require_GET
def organisation_options(request: Request) -> HttpResponse:
    """Answer what is being typed with at most ten organisations."""
    typed = request.GET.get("q", "")[:100]
    rows = common.organisations(request).current().matching(typed).best_first(typed)
    found = rows.select_related("commune")[:SUGGESTIONS] if typed.strip() else []
    results = [
        {"value": str(one.pk), "label": organisation_label(one), "detail": one.get_kind_display()}
        for one in found
    ]
    return JsonResponse({"results": results})


@require_GET
def organisation(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show an organisation: who it is, what is known of it, who is in it, what happened."""
    shown = common.organisation_or_404(request, pk)
    if shown.merged_into_id is not None:
        return common.led_on(request, shown, "directory:organisation")
    functions = list(
        Function.objects.filter(organisation=shown, archived_at=None)
        .select_related("person")
        .order_by("-is_contact", "person__name_key", "pk")
    )
    completeness, criteria = presentation.criteria_of(_profile_of(shown))
    today = timezone.localdate()
    context = {
        "organisation": shown,
        "completeness": completeness,
        "criteria": criteria,
        "functions": [one for one in functions if one.ends_on is None or one.ends_on >= today],
        "past_functions": [one for one in functions if one.ends_on is not None and one.ends_on < today],
        "events": presentation.history_of_organisation(shown, functions),
        "merges": merging_text.of_sheet(shown, SheetKind.ORGANISATION),
        "former": merging_text.former_of(shown),
        "can_edit": common.can_edit(request) and not shown.is_archived,
        "can_restore": common.can_edit(request) and shown.is_archived,
    }
    return render(request, "directory/organisation.html", context)


@require_http_methods(["GET", "POST"])
def organisation_create(request: Request) -> HttpResponse:
    """Create an organisation."""
    common.require_writer(request)
    form = _organisation_form(request, Organisation(workspace=request.workspace))
    if request.method == "POST" and form.is_valid():
        created = actions.create(
            by=request.user, at=timezone.now(), workspace=request.workspace, values=form.cleaned_data
        )
        messages.success(request, f"La fiche de « {created} » est créée.")
        return redirect(to(request, "directory:organisation", pk=created.pk))
    return render(request, "directory/organisation_form.html", {"form": form, "organisation": None})


@require_http_methods(["GET", "POST"])
def organisation_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change an organisation."""
    common.require_writer(request)
    stored = _writable(request, pk)
    form = _organisation_form(request, stored)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in actions.FIELDS}
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.update(
                by=request.user, at=timezone.now(), organisation=stored, values=values, expected=expected
            ),
            again=lambda: common.organisation_or_404(request, pk),
            back=to(request, "directory:organisation", pk=pk),
            done="La fiche est enregistrée.",
        )
    version = saving.version_shown(request, stored.version)
    context = {"form": form, "organisation": stored, "version": version}
    return render(request, "directory/organisation_form.html", context)


@require_http_methods(["GET", "POST"])
def profile_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Answer the questions of the profile."""
    common.require_writer(request)
    shown = _writable(request, pk)
    profile = _profile_of(shown)
    form = ProfileForm(request.POST or None, instance=profile)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.save_profile(
                by=request.user, at=timezone.now(), organisation=shown, values=values, expected=expected
            ),
            again=lambda: _profile_of(common.organisation_or_404(request, pk)),
            back=to(request, "directory:organisation", pk=pk),
            done="Le profil est enregistré.",
        )
    context = {
        "form": form,
        "organisation": shown,
        "criteria": [(one, [form[name] for name in one.fields]) for one in profile_rules.CRITERIA],
        "version": saving.version_shown(request, profile.version),
    }
    return render(request, "directory/profile_form.html", context)


@require_http_methods(["GET", "POST"])
def organisation_archive(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say what archiving does, then archive."""
    common.require_writer(request)
    shown = common.organisation_or_404(request, pk)
    if request.method == "POST":
        actions.archive(by=request.user, at=timezone.now(), organisation=shown)
        messages.success(request, f"« {shown} » est archivée. Vous pouvez la restaurer à tout moment.")
        return redirect(to(request, "directory:organisation", pk=pk))
    return render(request, "directory/organisation_archive.html", {"organisation": shown})


@require_POST
def organisation_restore(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take an organisation out of the archive."""
    common.require_writer(request)
    shown = common.organisation_or_404(request, pk)
    actions.restore(by=request.user, at=timezone.now(), organisation=shown)
    messages.success(request, f"« {shown} » est de nouveau active.")
    return redirect(to(request, "directory:organisation", pk=pk))


def _writable(request: Request, pk: uuid.UUID) -> Organisation:
    """Return an organisation that may be changed."""
    found = common.organisation_or_404(request, pk)
    if found.is_archived:
        raise ActionRefused(ARCHIVED)
    return found


def _organisation_form(request: Request, instance: Organisation) -> OrganisationForm:
    return OrganisationForm(
        request.POST or None,
        instance=instance,
        workspace=request.workspace,
        link=lambda one: to(request, "directory:organisation", pk=one.pk),
    )


def _profile_of(organisation: Organisation) -> Profile:
    """Return the profile, or an empty one that nobody has written yet."""
    try:
        found: Profile = organisation.profile
    except Profile.DoesNotExist:
        return Profile(workspace=organisation.workspace, organisation=organisation, version=0)
    return found
