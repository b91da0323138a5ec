"""The list of what happened, and what each person wants to be told."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core import typography
from copil.core.paging import paginate
from copil.identity.http import Request, UserRequest
from copil.identity.urls_for import to
from copil.notifications import actions, sight
from copil.notifications.actions.choosing import choose
from copil.notifications.actions.telling import HOUR, MONDAY
from copil.notifications.catalogue import kinds
from copil.notifications.forms import NewsFilter, PreferencesForm
from copil.notifications.models import DigestTime, Notification, Preference


@require_GET
def news(request: Request) -> HttpResponse:
    """List what the person was told in this workspace, the latest first."""
    form = NewsFilter(request.GET)
    rows = form.filter(Notification.objects.told_to(request.user, request.workspace))
    page = paginate(request, rows.order_by("-created_at", "-pk"))
    told = list(page.object_list)
    seen = sight.seen_by(request.user, [one.obj for one in told if one.obj])
    catalogue = kinds()
    lines = [
        {
            "news": one,
            "family": catalogue[one.kind].family if one.kind in catalogue else "",
            "hidden": one.obj is not None and one.obj not in seen,
        }
        for one in told
    ]
    context: dict[str, Any] = {"form": form, "page": page, "lines": lines, "now": timezone.now().isoformat()}
    return render(request, "notifications/news.html", context)


@require_POST
def news_open(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Mark one piece of news as read and go where it leads."""
    one = _mine(request, pk)
    actions.mark_read(notification=one, by=request.user, at=timezone.now())
    return redirect(one.path or to(request, "notifications:list"))


@require_POST
def news_read(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Mark one piece of news as read, or as not."""
    one = _mine(request, pk)
    if one.read_at is None:
        actions.mark_read(notification=one, by=request.user, at=timezone.now())
    else:
        actions.mark_unread(notification=one, by=request.user)
    return redirect(to(request, "notifications:list") + _filters(request))


@require_POST
def news_read_all(request: Request) -> HttpResponse:
    """Mark all that was shown as read; what came since stays."""
    until = parse_datetime(request.POST.get("until", "").replace(" ", "+")) or timezone.now()
    if timezone.is_naive(until):
        until = timezone.make_aware(until)
    number = actions.mark_all_read(
        workspace=request.workspace, by=request.user, until=until, at=timezone.now()
    )
    messages.success(request, f"{typography.plural(number, 'notification lue', 'notifications lues')}.")
    return redirect(to(request, "notifications:list"))


@require_http_methods(["GET", "POST"])
def preferences(request: UserRequest) -> HttpResponse:
    """Let the person choose what leaves by mail, and when."""
    chosen = Preference.objects.filter(user=request.user).values_list("kind", "pace")
    digest = DigestTime.objects.filter(user=request.user).first()
    initial: dict[str, Any] = {key.replace(".", "-"): pace for key, pace in chosen}
    initial["hour"] = digest.hour if digest else HOUR
    initial["weekday"] = digest.weekday if digest else MONDAY
    form = PreferencesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        choose(
            user=request.user,
            paces=form.paces(),
            hour=form.cleaned_data["hour"],
            weekday=form.cleaned_data["weekday"],
            at=timezone.now(),
        )
        messages.success(request, "Vos choix sont enregistrés : ils valent dès maintenant.")
        return redirect("notifications:preferences")
    return render(request, "notifications/preferences.html", {"form": form})


def _mine(request: Request, pk: uuid.UUID) -> Notification:
    return get_object_or_404(Notification.objects.told_to(request.user, request.workspace), pk=pk)


def _filters(request: Request) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"?{query}" if query else ""
