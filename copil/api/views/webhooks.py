"""Screens of webhooks: the list, one with what it was told, its form, its secret."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.accounts import confirming
from copil.api import families, permissions, signing
from copil.api.actions import webhooks as actions
from copil.api.enums import DeliveryState
from copil.api.forms import WebhookForm
from copil.api.models import Delivery, Webhook, WebhookQuerySet
from copil.core.paging import paginate
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving


@require_GET
def webhooks(request: Request) -> HttpResponse:
    """List the addresses that are told what happens."""
    _require(request)
    rows = list(_seen(request).select_related("owner").latest_first())
    told = set(_seen(request).in_force().values_list("pk", flat=True))
    context = {"rows": [(one, one.pk in told, _labels(one)) for one in rows]}
    return render(request, "api/webhooks.html", context)


@require_GET
def webhook(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show one: its state, and the last events that it was told, or not."""
    _require(request)
    found = _webhook(request, pk)
    page = paginate(request, Delivery.objects.filter(webhook=found).latest_first(), per_page=20)
    context = {
        "webhook": found,
        "labels": _labels(found),
        "in_force": Webhook.objects.in_force().filter(pk=pk).exists(),
        "page": page,
        "rows": [_row(one) for one in page],
    }
    return render(request, "api/webhook.html", context)


@confirming.resumable
@never_cache
@require_http_methods(["GET", "POST"])
def webhook_create(request: Request) -> HttpResponse:
    """Add an address, once it is sure that it is still the person of the account."""
    _require(request)
    confirming.require(request)
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = actions.create(
            workspace=request.workspace, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        return _shown_secret(request, made)
    return render(request, "api/webhook_form.html", {"form": form, "webhook": None})


@confirming.resumable
@require_http_methods(["GET", "POST"])
def webhook_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change an address and what it is told of."""
    _require(request)
    found = _webhook(request, pk)
    initial = {name: getattr(found, name) for name in actions.FIELDS}
    form = WebhookForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if values["url"] != found.url:
            confirming.require(request)
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.update(
                webhook=found, values=values, expected=expected, by=request.user, at=timezone.now()
            ),
            again=lambda: _webhook(request, pk),
            back=to(request, "api:webhook", pk=pk),
            done="L’envoi automatique est enregistré.",
        )
    context = {"form": form, "webhook": found, "version": saving.version_shown(request, found.version)}
    return render(request, "api/webhook_form.html", context)


@confirming.resumable
@never_cache
@require_POST
def webhook_secret(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give an address another secret, and show it."""
    _require(request)
    confirming.require(request)
    renewed = actions.renew_secret(webhook=_webhook(request, pk), by=request.user, at=timezone.now())
    return _shown_secret(request, renewed)


@require_POST
def webhook_pause(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Pause, or resume."""
    _require(request)
    found = _webhook(request, pk)
    if "reprendre" in request.POST:
        actions.resume(webhook=found, by=request.user, at=timezone.now())
        messages.success(request, "L’envoi reprend, en commençant par ce qui a été manqué.")
    else:
        actions.pause(webhook=found, by=request.user, at=timezone.now())
        messages.success(request, "L’envoi est en pause. Ce qui se passe d’ici là sera annoncé à la reprise.")
    return redirect(to(request, "api:webhook", pk=pk))


@require_POST
def webhook_test(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Send an event that says nothing."""
    _require(request)
    actions.try_out(webhook=_webhook(request, pk), at=timezone.now())
    messages.success(request, "L’essai part dans un instant : rechargez la page pour voir la réponse.")
    return redirect(to(request, "api:webhook", pk=pk))


@require_POST
def webhook_remove(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Stop telling an address for good."""
    _require(request)
    found = _webhook(request, pk)
    actions.remove(webhook=found, by=request.user, at=timezone.now())
    messages.success(request, f"« {found} » n’est plus prévenu de rien.")
    return redirect(to(request, "api:webhooks"))


@require_POST
def delivery_retry(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Send again what was set aside."""
    _require(request)
    rows = Delivery.objects.filter(webhook__in=_seen(request).values("pk")).select_related("webhook")
    delivery = get_object_or_404(rows, pk=pk)
    actions.retry(delivery=delivery, at=timezone.now())
    messages.success(request, "L’événement part de nouveau dans un instant.")
    return redirect(to(request, "api:webhook", pk=delivery.webhook_id))


def _row(delivery: Delivery) -> dict[str, Any]:
    family = families.family_of(delivery.object_kind)
    return {
        "delivery": delivery,
        "event": f"{family.key}.{delivery.verb}" if family else "essai",
        "may_retry": delivery.state == DeliveryState.SET_ASIDE,
        "tries_again": delivery.state == DeliveryState.QUEUED and delivery.attempts > 0,
    }


def _shown_secret(request: Request, webhook: Webhook) -> HttpResponse:
    secret = signing.secret_of(webhook=webhook.pk, generation=webhook.generation)
    return render(request, "api/webhook_secret.html", {"webhook": webhook, "secret": secret})


def _labels(webhook: Webhook) -> list[str]:
    return [families.FAMILIES[key].label for key in webhook.families if key in families.FAMILIES]


def _seen(request: Request) -> WebhookQuerySet:
    rows: WebhookQuerySet = Webhook.objects.visible_to(request.user).in_workspace(request.workspace)
    return rows.current()


def _webhook(request: Request, pk: uuid.UUID) -> Webhook:
    found: Webhook = get_object_or_404(_seen(request).select_related("workspace", "owner"), pk=pk)
    return found


def _require(request: Request) -> None:
    if not permissions.can_manage_webhooks(request.membership):
        raise PermissionDenied
