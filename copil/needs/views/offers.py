"""Screens of what already exists: the register of offers, and the signed check of a shared need."""

import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.paging import paginate
from copil.core.posting import posted
from copil.exchange.exports import answer
from copil.identity.http import Request
from copil.identity.models import OwnedQuerySet
from copil.identity.urls_for import to
from copil.journal import saving
from copil.needs import actions, exports, offering, presentation
from copil.needs.forms.offers import CheckForm, OfferFilter, OfferForm
from copil.needs.models import Offer, OfferCheck, OfferQuerySet, SharedNeed
from copil.needs.views import common


@require_GET
def offers(request: Request) -> HttpResponse:
    """List the existing offers, filtered as asked."""
    form, rows = _asked(request)
    context = {
        "form": form,
        "page": paginate(request, rows),
        "can_edit": common.can_edit(request),
        "today": timezone.localdate(),
    }
    return render(request, "needs/offers.html", context)


@require_GET
def offers_export(request: Request, file_format: str) -> HttpResponseBase:
    """Give the register, filtered as asked, as a table."""
    _, rows = _asked(request)
    return answer(file_format, "offres-existantes", exports.OFFER_HEADER, exports.offer_rows(rows))


@require_GET
def offer(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show an offer and what happened to it."""
    shown = _offer_or_404(request, pk)
    context = {
        "offer": shown,
        "events": presentation.history_of(shown),
        "can_edit": common.can_edit(request),
        "today": timezone.localdate(),
    }
    return render(request, "needs/offer.html", context)


@require_http_methods(["GET", "POST"])
def offer_create(request: Request) -> HttpResponse:
    """Note an offer."""
    common.require_writer(request)
    operator = common.organisation_named(request)
    initial = {"operator": operator} if operator else {}
    form = OfferForm(posted(request), workspace=request.workspace, initial=initial)
    if request.method == "POST" and form.is_valid():
        created = actions.create_offer(
            workspace=request.workspace, values=form.cleaned_data, by=request.user, at=timezone.now()
        )
        messages.success(request, "L’offre est notée.")
        return redirect(to(request, "needs:offer", pk=created.pk))
    return render(request, "needs/offer_form.html", {"form": form, "offer": None})


@require_http_methods(["GET", "POST"])
def offer_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change an offer."""
    common.require_writer(request)
    stored = _offer_or_404(request, pk)
    form = OfferForm(posted(request), instance=stored, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.update_offer(
                offer=stored, values=values, expected=expected, by=request.user, at=timezone.now()
            ),
            again=lambda: _offer_or_404(request, pk),
            back=to(request, "needs:offer", pk=pk),
            done="L’offre est enregistrée.",
        )
    version = saving.version_shown(request, stored.version)
    return render(request, "needs/offer_form.html", {"form": form, "offer": stored, "version": version})


@require_POST
def offer_archive(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put an offer aside."""
    common.require_writer(request)
    actions.archive_offer(offer=_offer_or_404(request, pk), by=request.user, at=timezone.now())
    messages.success(request, "L’offre est archivée.")
    return redirect(to(request, "needs:offer", pk=pk))


@require_POST
def offer_restore(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take an offer out of the archive."""
    common.require_writer(request)
    actions.restore_offer(offer=_offer_or_404(request, pk), by=request.user, at=timezone.now())
    messages.success(request, "L’offre est de nouveau active.")
    return redirect(to(request, "needs:offer", pk=pk))


@require_http_methods(["GET", "POST"])
def offer_check(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show what exists beside a shared need, and sign what follows from it."""
    shared = common.shared_need_or_404(request, pk)
    found = offering.matches(shared, today=timezone.localdate())
    form = CheckForm(posted(request), existing=set(offering.by_identifier(found)))
    if request.method == "POST":
        common.require_writer(request)
        if form.is_valid():
            values = form.cleaned_data
            actions.sign_check(
                shared_need=shared, seen=form.seen, by=request.user, at=timezone.now(), **values
            )
            messages.success(request, "La vérification est signée.")
            return redirect(to(request, "needs:offer_check", pk=pk))
    context = {
        "form": form,
        "shared": shared,
        "matches": found,
        "check": in_force(shared),
        "earlier": _checks(shared).exclude(archived_at=None).order_by("-signed_at", "-pk")[:10],
        "can_edit": common.can_edit(request) and not shared.is_archived,
    }
    return render(request, "needs/offer_check.html", context)


def in_force(shared: SharedNeed) -> OfferCheck | None:
    """Return the check that holds for a shared need, if somebody signed one."""
    found: OfferCheck | None = _checks(shared).filter(archived_at=None).first()
    return found


def _checks(shared: SharedNeed) -> OwnedQuerySet:
    rows: OwnedQuerySet = OfferCheck.objects.filter(shared_need=shared)
    return rows.select_related("signed_by", "review_offer")


def _asked(request: Request) -> tuple[OfferFilter, OfferQuerySet]:
    form = OfferFilter(request.GET, workspace=request.workspace)
    rows = Offer.objects.visible_to(request.user).in_workspace(request.workspace).with_surroundings()
    return form, form.filter(rows, today=timezone.localdate())


def _offer_or_404(request: Request, pk: uuid.UUID) -> Offer:
    rows = Offer.objects.visible_to(request.user).in_workspace(request.workspace)
    found: Offer = get_object_or_404(rows.with_surroundings().select_related("workspace"), pk=pk)
    return found
