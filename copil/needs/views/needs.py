"""Screens of needs: the list, a need, its origins, its confirmation, its archive."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.directory.models import Organisation
from copil.exchange.exports import answer
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.needs import actions, exports, grouping, permissions, presentation, rules, vocabulary
from copil.needs.actions.needs import same_need
from copil.needs.forms.needs import ConfirmForm, NeedEditForm, NeedFilter, NeedForm, OriginForm
from copil.needs.models import Need
from copil.needs.views import common

PER_PAGE = 14
COMPARED = 1_500
"""A need is compared with the latest ones only: about a second of work at most."""
_SAME_SOURCE = ("kind", "date", "document", "theme")
"""What several needs noted one after the other have in common; who said it stays out of addresses."""


@require_GET
def needs(request: Request) -> HttpResponse:
    """List the needs, filtered as asked."""
    form = NeedFilter(request.GET, workspace=request.workspace)
    rows = presentation.with_origins(form.filter(common.needs(request))).select_related("shared_need")
    page = paginate(request, rows, per_page=PER_PAGE)
    context = {
        "form": form,
        "page": page,
        "quotes": presentation.quotes(page),
        "can_edit": common.can_edit(request),
        "can_share": permissions.can_share_with_networks(request.membership),
        "archives": form.asked.get("etat") == "archives",
    }
    return render(request, "needs/needs.html", context)


@require_GET
def needs_export(request: Request, file_format: str) -> HttpResponseBase:
    """Give the list, filtered as asked, as a table."""
    form = NeedFilter(request.GET, workspace=request.workspace)
    rows = presentation.with_origins(form.filter(common.needs(request))).select_related("shared_need")
    return answer(file_format, "besoins", exports.HEADER, exports.need_rows(rows))


@require_GET
def need(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a need: where it was heard, whether it is confirmed, what happened."""
    shown = common.need_or_404(request, pk)
    context = {
        "need": shown,
        "quote": presentation.quote(shown),
        "events": presentation.history_of(shown),
        "can_edit": common.can_edit(request),
    }
    return render(request, "needs/need.html", context)


@require_GET
def need_near(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the needs that look like one, inside its page or on their own."""
    shown = common.need_or_404(request, pk)
    context = {"need": shown, "near": _near(request, text=shown.text, need=shown)}
    template = "needs/need_near.html"
    return render(request, f"{template}#panel" if request.htmx else template, context)


@require_http_methods(["GET", "POST"])
def need_create(request: Request) -> HttpResponse:
    """Note a need; on the way, show the needs already noted that look like it."""
    common.require_writer(request)
    here = common.organisation_named(request)
    form = NeedForm(
        posted(request), workspace=request.workspace, organisation=here, initial=_same(request.GET)
    )
    if "proches" in request.POST:
        context = _near_typed(request)
        template = "needs/near.html" if request.htmx else "needs/need_form.html"
        blank = NeedForm(workspace=request.workspace, organisation=here, initial=_typed(form))
        return render(request, template, {**context, "form": blank, "organisation": here})
    if request.method == "POST" and form.is_valid():
        created = _created(request, form)
        if created is not None:
            return _noted(request, created)
    return render(request, "needs/need_form.html", {"form": form, "organisation": here, "near": None})


@require_http_methods(["GET", "POST"])
def need_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change the words of a need, its theme or its structure."""
    common.require_writer(request)
    stored = common.need_or_404(request, pk)
    form = NeedEditForm(posted(request), instance=stored, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.update_need(
                need=stored, values=values, expected=expected, by=request.user, at=timezone.now()
            ),
            again=lambda: common.need_or_404(request, pk),
            back=to(request, "needs:need", pk=pk),
            done="Le besoin est enregistré.",
        )
    version = saving.version_shown(request, stored.version)
    return render(request, "needs/need_edit.html", {"form": form, "need": stored, "version": version})


@require_http_methods(["GET", "POST"])
def need_confirm(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Note that the structure confirms a need."""
    common.require_writer(request)
    stored = common.need_or_404(request, pk)
    initial = {"on": timezone.localdate()}
    form = ConfirmForm(posted(request), workspace=request.workspace, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.confirm_need(need=stored, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "La confirmation est notée.")
        return redirect(to(request, "needs:need", pk=pk))
    return render(request, "needs/need_confirm.html", {"form": form, "need": stored})


@require_POST
def need_unconfirm(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take back a confirmation noted by mistake."""
    common.require_writer(request)
    actions.unconfirm_need(need=common.need_or_404(request, pk), by=request.user, at=timezone.now())
    messages.success(request, "La confirmation est retirée.")
    return redirect(to(request, "needs:need", pk=pk))


@require_http_methods(["GET", "POST"])
def origin_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Note that a need was heard once more."""
    common.require_writer(request)
    stored = common.need_or_404(request, pk)
    form = OriginForm(posted(request), workspace=request.workspace, organisation=stored.organisation)
    if request.method == "POST" and form.is_valid():
        actions.add_origin(need=stored, heard=form.heard, by=request.user, at=timezone.now())
        messages.success(request, "L’origine est ajoutée.")
        return redirect(to(request, "needs:need", pk=pk))
    return render(request, "needs/origin_form.html", {"form": form, "need": stored})


@require_POST
def origin_remove(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take back an origin noted by mistake."""
    common.require_writer(request)
    origin = common.origin_or_404(request, pk)
    actions.remove_origin(origin=origin, by=request.user, at=timezone.now())
    messages.success(request, "L’origine est retirée.")
    return redirect(to(request, "needs:need", pk=origin.need_id))


@require_POST
def need_archive(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put a need aside; its page offers to restore it."""
    common.require_writer(request)
    actions.archive_need(need=common.need_or_404(request, pk), by=request.user, at=timezone.now())
    messages.success(request, "Le besoin est archivé. Vous pouvez le restaurer à tout moment.")
    return redirect(to(request, "needs:need", pk=pk))


@require_POST
def need_restore(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take a need out of the archive."""
    common.require_writer(request)
    actions.restore_need(need=common.need_or_404(request, pk), by=request.user, at=timezone.now())
    messages.success(request, "Le besoin est de nouveau actif.")
    return redirect(to(request, "needs:need", pk=pk))


@require_GET
def organisation_panel(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the needs of an organisation, inside its page or on their own."""
    rows = Organisation.objects.visible_to(request.user).in_workspace(request.workspace)
    organisation = get_object_or_404(rows, pk=pk)
    asked = common.needs(request).current().filter(organisation=organisation).recent_first()
    listed = presentation.with_origins(asked).select_related("shared_need")
    context = {
        "organisation": organisation,
        "rows": presentation.panel_rows(listed),
        "can_edit": common.can_edit(request),
    }
    template = "needs/organisation_panel.html"
    return render(request, f"{template}#panel" if request.htmx else template, context)


def _created(request: Request, form: NeedForm) -> Need | None:
    """Write the need of a valid form, or put on the form why it is refused."""
    values = form.cleaned_data
    try:
        return actions.create_need(
            workspace=request.workspace,
            organisation=values["organisation"],
            text=values["text"],
            theme=values["theme"],
            origins=[form.heard],
            by=request.user,
            at=timezone.now(),
        )
    except ActionRefused as refusal:
        twin = same_need(organisation=values["organisation"], text=values["text"])
        form.add_error("text", refusal.message)
        form.twin = twin
        return None


def _noted(request: Request, created: Need) -> HttpResponse:
    """Show the need, or a blank form for the next one, heard at the same place."""
    if "suivant" not in request.POST:
        messages.success(request, "Le besoin est noté.")
        return redirect(to(request, "needs:need", pk=created.pk))
    messages.success(request, f"Le besoin de « {created.organisation} » est noté. Notez le suivant.")
    return redirect(f"{to(request, 'needs:need_create')}?{urlencode(_same(request.POST))}")


def _same(given: QueryDict) -> dict[str, str]:
    return {name: str(given[name])[:300] for name in _SAME_SOURCE if given.get(name)}


def _typed(form: NeedForm) -> dict[str, Any]:
    """Return what was typed, to show it again without judging it yet."""
    return {name: form[name].data for name in form.fields}


def _near_typed(request: Request) -> dict[str, Any]:
    text = request.POST.get("text", "")[: rules.LONGEST_NEED]
    return {"near": _near(request, text=text) if text.strip() else []}


def _near(request: Request, *, text: str, need: Need | None = None) -> list[presentation.Neighbour]:
    rows = common.needs(request).current()
    latest = rows.recent_first().values("pk")[:COMPARED]
    found = grouping.nearest_to(
        text=text,
        organisation=need.organisation_id if need else None,
        theme=need.theme_id if need else None,
        rows=grouping.rows_of(rows.filter(pk__in=latest)),
        besides=str(need.pk) if need else "",
        lexicon=vocabulary.lexicon_with(vocabulary.groups_of(request.workspace)),
    )
    return presentation.neighbours(found, rows)
