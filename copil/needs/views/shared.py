"""Screens of shared needs: the list, the page, its words, its nature, its state, what it holds."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.needs import actions, presentation
from copil.needs.enums import SharedNeedState
from copil.needs.forms import found
from copil.needs.forms.needs import KIND
from copil.needs.forms.shared import (
    ConfirmSharedForm,
    MergeForm,
    NatureForm,
    PickForm,
    SharedNeedFilter,
    SharedNeedForm,
)
from copil.needs.models import NeedQuerySet, OfferCheck, ProblemSheet, SharedNeed
from copil.needs.views import common

_LOOSE_SHOWN = 30


@require_GET
def shared_needs(request: Request) -> HttpResponse:
    """List the shared needs, filtered as asked."""
    form = SharedNeedFilter(request.GET, workspace=request.workspace)
    rows = form.filter(common.shared_needs(request)).with_counts()
    context = {"form": form, "page": paginate(request, rows), "can_edit": common.can_edit(request)}
    return render(request, "needs/shared_needs.html", context)


@require_GET
def shared_need(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a shared need: who says it and how, its nature, its state, its problem, what happened."""
    shown = common.shared_need_or_404(request, pk)
    held = _held(request, shown)
    quotes = presentation.quotes(presentation.with_origins(held).order_by("created_at", "pk"))
    context = {
        "shared": shown,
        "quotes": quotes,
        "structures": presentation.structures_of(quotes),
        "confirmed_count": sum(1 for quote in quotes if quote.confirmed),
        "advice": presentation.advice_on(held),
        "typology": presentation.typology_of(shown.nature),
        "why": presentation.why_of(shown),
        "sheet": ProblemSheet.objects.current().filter(shared_need=shown).first(),
        "check": OfferCheck.objects.current().filter(shared_need=shown).first(),
        "events": presentation.history_of(shown),
        "can_edit": common.can_edit(request) and not shown.is_archived,
        "can_restore": common.can_edit(request) and shown.is_archived and shown.merged_into is None,
    }
    return render(request, "needs/shared_need.html", context)


@require_http_methods(["GET", "POST"])
def shared_need_create(request: Request) -> HttpResponse:
    """Create a shared need by hand."""
    common.require_writer(request)
    form = SharedNeedForm(posted(request))
    if request.method == "POST" and form.is_valid():
        created = actions.create_shared_need(
            workspace=request.workspace, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, "Le besoin partagé est créé. Ajoutez-lui les besoins qui le disent.")
        return redirect(to(request, "needs:shared_need_add", pk=created.pk))
    return render(request, "needs/shared_need_form.html", {"form": form, "shared": None})


@require_http_methods(["GET", "POST"])
def shared_need_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change the title or the summary."""
    common.require_writer(request)
    stored = common.shared_need_or_404(request, pk)
    form = SharedNeedForm(posted(request), instance=stored)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.update_shared_need(
                shared_need=stored, values=values, expected=expected, by=request.user, at=timezone.now()
            ),
            again=lambda: common.shared_need_or_404(request, pk),
            back=to(request, "needs:shared_need", pk=pk),
            done="Le besoin partagé est enregistré.",
        )
    version = saving.version_shown(request, stored.version)
    return render(
        request, "needs/shared_need_form.html", {"form": form, "shared": stored, "version": version}
    )


@require_http_methods(["GET", "POST"])
def shared_need_nature(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Choose how far the need is shared, in sight of what the facts advise."""
    common.require_writer(request)
    stored = common.shared_need_or_404(request, pk)
    advice = presentation.advice_on(_held(request, stored))
    initial = {"nature": stored.nature or advice.nature}
    form = NatureForm(posted(request), instance=stored, initial=initial, advised=advice.nature)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.choose_nature(
                shared_need=stored,
                nature=values["nature"],
                reason=values["nature_reason"],
                advised=advice.nature,
                expected=expected,
                by=request.user,
                at=timezone.now(),
            ),
            again=lambda: common.shared_need_or_404(request, pk),
            back=to(request, "needs:shared_need", pk=pk),
            done="Votre choix est noté.",
        )
    context = {
        "form": form,
        "shared": stored,
        "advice": advice,
        "typology": presentation.typology_of(advice.nature),
        "version": saving.version_shown(request, stored.version),
    }
    return render(request, "needs/shared_need_nature.html", context)


@require_http_methods(["GET", "POST"])
def shared_need_confirm(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Note the day when the shared need was confirmed."""
    common.require_writer(request)
    stored = common.shared_need_or_404(request, pk)
    form = ConfirmSharedForm(posted(request), initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        actions.confirm_shared_need(
            shared_need=stored, on=form.cleaned_data["on"], by=request.user, at=timezone.now()
        )
        messages.success(request, "Le besoin partagé est confirmé.")
        return redirect(to(request, "needs:shared_need", pk=pk))
    quotes = presentation.quotes(presentation.with_origins(_held(request, stored)).order_by("pk"))
    context = {"form": form, "shared": stored, "waiting": [one for one in quotes if not one.confirmed]}
    return render(request, "needs/shared_need_confirm.html", context)


@require_POST
def shared_need_move(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Set a shared need aside, or take it up again."""
    common.require_writer(request)
    stored = common.shared_need_or_404(request, pk)
    state = request.POST.get("state", "")
    if state not in SharedNeedState.values:
        raise ActionRefused("Choisissez l’état du besoin partagé.")
    actions.move_shared_need(shared_need=stored, state=state, by=request.user, at=timezone.now())
    messages.success(request, f"Le besoin partagé est « {SharedNeedState(state).label.lower()} ».")
    return redirect(to(request, "needs:shared_need", pk=pk))


@require_http_methods(["GET", "POST"])
def shared_need_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Bring loose needs into a shared one; the list can be narrowed by words."""
    common.require_writer(request)
    stored = common.shared_need_or_404(request, pk)
    loose = common.needs(request).current().loose()
    form = PickForm(posted(request), rows=loose, label="Besoins à ajouter")
    if request.method == "POST" and form.is_valid():
        chosen = list(form.cleaned_data["needs"])
        actions.add_needs(shared_need=stored, needs=chosen, by=request.user, at=timezone.now())
        messages.success(request, f"{typography.plural(len(chosen), 'besoin ajouté', 'besoins ajoutés')}.")
        return redirect(to(request, "needs:shared_need", pk=pk))
    asked = request.GET.get("q", "").strip()[:100]
    page = paginate(request, _worded(request, loose, asked).recent_first(), per_page=_LOOSE_SHOWN)
    context: dict[str, Any] = {"form": form, "shared": stored, "asked": asked, "page": page}
    context["quotes"] = presentation.quotes(page)
    return render(request, "needs/shared_need_add.html", context)


@require_http_methods(["GET", "POST"])
def shared_need_split(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take needs out of a shared one."""
    common.require_writer(request)
    stored = common.shared_need_or_404(request, pk)
    held = _held(request, stored)
    form = PickForm(posted(request), rows=held, label="Besoins à séparer")
    if request.method == "POST" and form.is_valid():
        chosen = list(form.cleaned_data["needs"])
        actions.split_shared_need(shared_need=stored, needs=chosen, by=request.user, at=timezone.now())
        messages.success(request, "C’est séparé : ces besoins sont de nouveau libres.")
        return redirect(to(request, "needs:shared_need", pk=pk))
    quotes = presentation.quotes(presentation.with_origins(held).order_by("created_at", "pk"))
    return render(request, "needs/shared_need_split.html", {"form": form, "shared": stored, "quotes": quotes})


@require_http_methods(["GET", "POST"])
def shared_need_merge(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Join another shared need to this one."""
    common.require_writer(request)
    stored = common.shared_need_or_404(request, pk)
    others = common.shared_needs(request).current().exclude(pk=pk).recent_first()
    form = MergeForm(posted(request), rows=others)
    if request.method == "POST" and form.is_valid():
        other: SharedNeed = form.cleaned_data["other"]
        actions.merge_shared_needs(kept=stored, merged=other, by=request.user, at=timezone.now())
        messages.success(request, f"« {other.title} » est réuni avec ce besoin partagé.")
        return redirect(to(request, "needs:shared_need", pk=pk))
    return render(request, "needs/shared_need_merge.html", {"form": form, "shared": stored})


@require_POST
def shared_need_archive(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put a shared need in the archive; its needs are loose again."""
    common.require_writer(request)
    stored = common.shared_need_or_404(request, pk)
    actions.archive_shared_need(shared_need=stored, by=request.user, at=timezone.now())
    messages.success(request, "Le besoin partagé est archivé, ses besoins sont de nouveau libres.")
    return redirect(to(request, "needs:shared_need", pk=pk))


@require_POST
def shared_need_restore(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take a shared need out of the archive, with its needs that are still loose."""
    common.require_writer(request)
    stored = common.shared_need_or_404(request, pk)
    number = actions.restore_shared_need(shared_need=stored, by=request.user, at=timezone.now())
    messages.success(request, f"Le besoin partagé est rétabli avec {typography.plural(number, 'besoin')}.")
    return redirect(to(request, "needs:shared_need", pk=pk))


def _held(request: Request, shared: SharedNeed) -> NeedQuerySet:
    return common.needs(request).current().filter(shared_need=shared)


def _worded(request: Request, rows: NeedQuerySet, asked: str) -> NeedQuerySet:
    rows = presentation.with_origins(rows)
    if not asked:
        return rows
    return rows.filter(pk__in=found.identifiers(workspace=request.workspace, words=asked, kind=KIND))
