"""Screens of people and of what they do in organisations."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.directory import exports, merging_text, presentation
from copil.directory.actions import people as actions
from copil.directory.actions.common import ARCHIVED
from copil.directory.enums import ListKind, SheetKind
from copil.directory.forms.people import EndForm, FunctionForm, NewFunctionForm, PersonFilter, PersonForm
from copil.directory.models import Function, Person
from copil.directory.views import common
from copil.exchange.exports import answer
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving

SUGGESTIONS = 10


@require_GET
def people(request: Request) -> HttpResponse:
    """List the people, with what they do."""
    form = PersonFilter(request.GET)
    rows = form.filter(common.people(request)).with_functions()
    context = {
        "form": form,
        "page": paginate(request, rows),
        "archives": request.GET.get("etat") == "archives",
        "today": timezone.localdate(),
        "can_edit": common.can_edit(request),
        "saved": common.filters_of(request, ListKind.PEOPLE),
        "here_url": to(request, "directory:people"),
    }
    return render(request, "directory/people.html", context)


@require_GET
def people_export(request: Request, file_format: str) -> HttpResponseBase:
    """Give the list, filtered as asked, as a table."""
    rows = PersonFilter(request.GET).filter(common.people(request)).with_functions()
    found = exports.person_rows(rows, notes=request.membership.may_write)
    return answer(file_format, "personnes", exports.PEOPLE_HEADER, found)


@require_GET
def person_options(request: Request) -> HttpResponse:
    """Answer what is being typed with at most ten people."""
    typed = request.GET.get("q", "")[:100]
    rows = common.people(request).current().with_words(typed).best_first(typed).with_functions()
    found = rows[:SUGGESTIONS] if typed.strip() else []
    results = [{"value": str(one.pk), "label": str(one), "detail": _where(one)} for one in found]
    return JsonResponse({"results": results})


@require_GET
def person(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a person: how to reach them, what they do where, what happened to the sheet."""
    shown = common.person_or_404(request, pk)
    if shown.merged_into_id is not None:
        return common.led_on(request, shown, "directory:person")
    functions = list(
        Function.objects.filter(person=shown, archived_at=None)
        .select_related("organisation")
        .order_by("organisation__name_key", "pk")
    )
    today = timezone.localdate()
    context = {
        "availabilities": shown.availabilities.current().in_order(),
        "person": shown,
        "functions": [one for one in functions if one.ends_on is None or one.ends_on >= today],
        "past_functions": [one for one in functions if one.ends_on is not None and one.ends_on < today],
        "events": presentation.history_of_person(shown, functions),
        "merges": merging_text.of_sheet(shown, SheetKind.PERSON),
        "can_edit": common.can_edit(request) and not shown.is_archived,
        "can_restore": common.can_edit(request) and shown.is_archived,
    }
    return render(request, "directory/person.html", context)


@require_http_methods(["GET", "POST"])
def person_create(request: Request) -> HttpResponse:
    """Add a person."""
    common.require_writer(request)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        created = actions.create(
            by=request.user, at=timezone.now(), workspace=request.workspace, values=form.cleaned_data
        )
        messages.success(request, f"La fiche de {created} est créée.")
        return redirect(to(request, "directory:person", pk=created.pk))
    return render(request, "directory/person_form.html", {"form": form, "person": None})


@require_http_methods(["GET", "POST"])
def person_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change a person."""
    common.require_writer(request)
    stored = common.person_or_404(request, pk)
    if stored.is_archived:
        raise ActionRefused(ARCHIVED)
    form = PersonForm(request.POST or None, instance=stored)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.update(
                by=request.user, at=timezone.now(), person=stored, values=values, expected=expected
            ),
            again=lambda: common.person_or_404(request, pk),
            back=to(request, "directory:person", pk=pk),
            done="La fiche est enregistrée.",
        )
    version = saving.version_shown(request, stored.version)
    return render(request, "directory/person_form.html", {"form": form, "person": stored, "version": version})


@require_http_methods(["GET", "POST"])
def person_archive(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say what archiving does, then archive."""
    common.require_writer(request)
    shown = common.person_or_404(request, pk)
    if request.method == "POST":
        actions.archive(by=request.user, at=timezone.now(), person=shown)
        messages.success(
            request, f"La fiche de {shown} est archivée. Vous pouvez la restaurer à tout moment."
        )
        return redirect(to(request, "directory:person", pk=pk))
    return render(request, "directory/person_archive.html", {"person": shown})


@require_POST
def person_restore(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take a person out of the archive."""
    common.require_writer(request)
    shown = common.person_or_404(request, pk)
    actions.restore(by=request.user, at=timezone.now(), person=shown)
    messages.success(request, f"La fiche de {shown} est de nouveau active.")
    return redirect(to(request, "directory:person", pk=pk))


@require_http_methods(["GET", "POST"])
def function_add(request: Request) -> HttpResponse:
    """Note what a person does in an organisation; the address may name one, the other, or neither."""
    common.require_writer(request)
    form = NewFunctionForm(request.POST or None, workspace=request.workspace, initial=_named(request))
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in actions.FUNCTION_FIELDS}
        added = actions.add_function(
            by=request.user,
            at=timezone.now(),
            organisation=form.cleaned_data["organisation"],
            person=form.cleaned_data["person"],
            values=values,
        )
        messages.success(request, f"{added.person} figure maintenant dans l’organisation.")
        return redirect(to(request, "directory:organisation", pk=added.organisation_id))
    context = {"form": form, **_named(request)}
    return render(request, "directory/function_form.html", context)


@require_http_methods(["GET", "POST"])
def function_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change a function."""
    common.require_writer(request)
    stored = common.function_or_404(request, pk)
    form = FunctionForm(request.POST or None, instance=stored)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.update_function(
                by=request.user, at=timezone.now(), function=stored, values=values, expected=expected
            ),
            again=lambda: common.function_or_404(request, pk),
            back=to(request, "directory:organisation", pk=stored.organisation_id),
            done="La fonction est enregistrée.",
        )
    version = saving.version_shown(request, stored.version)
    context = {"form": form, "function": stored, "organisation": stored.organisation, "version": version}
    return render(request, "directory/function_form.html", context)


@require_http_methods(["GET", "POST"])
def function_end(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Note the day a function ended."""
    common.require_writer(request)
    stored = common.function_or_404(request, pk)
    today = timezone.localdate()
    form = EndForm(request.POST or None, starts_on=stored.starts_on, initial={"ends_on": today})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["ends_on"]
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.end_function(
                by=request.user, at=timezone.now(), function=stored, on=day, expected=expected
            ),
            again=lambda: common.function_or_404(request, pk),
            back=to(request, "directory:organisation", pk=stored.organisation_id),
            done=f"La fonction de {stored.person} est close.",
        )
    version = saving.version_shown(request, stored.version)
    context = {"form": form, "function": stored, "version": version}
    return render(request, "directory/function_end.html", context)


def _named(request: Request) -> dict[str, Any]:
    """Return the organisation and the person that the address names, if they are of this workspace."""
    named: dict[str, Any] = {}
    for name, rows in (
        ("organisation", common.organisations(request).current().select_related("commune")),
        ("person", common.people(request).current()),
    ):
        try:
            found = rows.filter(pk=uuid.UUID(request.GET[name])).first() if request.GET.get(name) else None
        except ValueError:
            found = None
        if found is not None:
            named[name] = found
    return named


def _where(person: Person) -> str:
    """Return the organisations of a person's current functions (already fetched)."""
    current = [one.organisation.name for one in person.functions.all() if one.ends_on is None]
    return ", ".join(current[:2])
