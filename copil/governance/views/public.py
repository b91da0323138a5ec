"""The public page of an initiative: prepared line by line, read by anybody once it is published."""

import uuid
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core import typography
from copil.core.conflicts import conflict_response
from copil.core.errors import Conflict
from copil.core.locking import expected_version
from copil.core.posting import posted
from copil.governance import public_page
from copil.governance.actions import public as actions
from copil.governance.forms.public import PublicPageForm
from copil.governance.models.public import PublicPage
from copil.governance.permissions import can_publish
from copil.governance.views.common import fetch_initiative
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.models import Initiative
from copil.journal.saving import last_author, version_shown


@require_http_methods(["GET", "POST"])
def public_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Choose, line by line and language by language, what everybody may read."""
    initiative = fetch_initiative(request, pk)
    page = actions.page_of(initiative)
    if not can_publish(initiative, request.membership):
        return _told(request, initiative, page)
    language = _language(request.GET.get("langue"))
    proposed = public_page.proposals(initiative)
    choices = public_page.choices(page, language, proposed)
    title = public_page.title_of(page, initiative, language)
    form = PublicPageForm(posted(request), language=language, title=title, choices=choices)
    if request.method == "POST" and form.is_valid():
        return _saved(request, form, initiative, language)
    context = {
        "initiative": initiative,
        "page": page,
        "form": form,
        "language": language,
        "languages": public_page.languages(),
        "version": version_shown(request, page.version),
        "changed": page.is_published
        and page.content != public_page.composed(page, initiative, proposed=proposed),
        "address": _address(page) if page.is_published else "",
        "tab": "public",
    }
    return render(request, "governance/public_edit.html", context)


@require_GET
def public_preview(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the page as it would be published."""
    initiative = _fetch_to_publish(request, pk)
    page = actions.page_of(initiative)
    content = public_page.composed(page, initiative)
    language = _first(content, request.GET.get("langue"))
    back = to(request, "governance:public_edit", pk=pk)
    if language is None:
        messages.info(request, "Aucune ligne n’est montrée : il n’y a rien à voir pour l’instant.")
        return redirect(back)
    return _shown(request, page, content, language, back=back)


@require_POST
def public_publish(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Publish what is prepared."""
    page = actions.page_of(_fetch_to_publish(request, pk))
    actions.publish(page=page, by=request.user, at=timezone.now())
    messages.success(request, "La page est publiée : toute personne qui a son adresse peut la lire.")
    return redirect(to(request, "governance:public_edit", pk=pk))


@require_POST
def public_withdraw(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take the page down."""
    page = actions.page_of(_fetch_to_publish(request, pk))
    actions.withdraw(page=page, by=request.user, at=timezone.now())
    messages.success(request, "La page n’est plus en ligne. Ce que vous aviez préparé est gardé.")
    return redirect(to(request, "governance:public_edit", pk=pk))


@login_not_required
@require_GET
def public(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a published page to anybody; nothing once it is taken down."""
    rows = PublicPage.objects.filter(content__isnull=False, initiative__archived_at=None)
    page: PublicPage = get_object_or_404(rows.select_related("workspace"), pk=pk)
    timezone.activate(page.workspace.time_zone)
    content: dict[str, Any] = page.content or {}
    language = _first(content, request.GET.get("langue"))
    if language is None:
        raise Http404
    return _shown(request, page, content, language)


def _told(request: Request, initiative: Initiative, page: PublicPage) -> HttpResponse:
    """Tell a member who may not change the page whether there is one; refuse what they send."""
    if request.method == "POST":
        raise PermissionDenied
    address = _address(page) if page.is_published else ""
    context = {"initiative": initiative, "page": page, "address": address, "tab": "public"}
    return render(request, "governance/public_told.html", context)


def _shown(
    request: HttpRequest, page: PublicPage, content: dict[str, Any], language: str, *, back: str = ""
) -> HttpResponse:
    words, known = public_page.languages()[language], public_page.languages()
    at = page.published_at or timezone.now()
    day = typography.day(timezone.localdate(at), "medium") if language == "fr" else f"{at:%Y-%m-%d}"
    context = {
        "title": content[language]["title"],
        "lines": public_page.labelled(content, language),
        "language": language,
        "words": words,
        "by": words["by"].format(workspace=page.workspace.name, day=day),
        "others": [(one, known[one]["name"]) for one in known if one in content and one != language],
        "address": _address(page),
        "back": back,
    }
    return render(request, "governance/public.html", context)


def _saved(request: Request, form: PublicPageForm, initiative: Initiative, language: str) -> HttpResponse:
    """Keep what was chosen; show both texts when somebody did so in between."""
    here = f"{to(request, 'governance:public_edit', pk=initiative.pk)}?langue={language}"
    try:
        actions.save_lines(
            initiative=initiative,
            language=language,
            title=form.cleaned_data["title"],
            lines=form.lines(),
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
        )
    except Conflict:
        page = actions.page_of(initiative)
        stored = _as_stored(page, initiative, language)
        return conflict_response(request, form=form, stored=stored, back=here, who=last_author(page))
    messages.success(request, "Vos choix sont gardés. Rien ne change en ligne avant de publier.")
    return redirect(here)


def _as_stored(page: PublicPage, initiative: Initiative, language: str) -> SimpleNamespace:
    values: dict[str, Any] = {"version": page.version}
    values["title"] = public_page.title_of(page, initiative, language)
    for one in public_page.choices(page, language, {}):
        values[f"shown_{one.line.key}"], values[f"text_{one.line.key}"] = one.shown, one.text
    return SimpleNamespace(**values)


def _fetch_to_publish(request: Request, pk: uuid.UUID) -> Initiative:
    initiative = fetch_initiative(request, pk)
    if not can_publish(initiative, request.membership):
        raise PermissionDenied
    return initiative


def _language(asked: str | None) -> str:
    return asked if asked in public_page.languages() else public_page.FRENCH


def _first(content: dict[str, Any], asked: str | None) -> str | None:
    """Return the language asked for when the page speaks it, else the first it speaks."""
    spoken = [one for one in public_page.languages() if one in content]
    return asked if asked in spoken else next(iter(spoken), None)


def _address(page: PublicPage) -> str:
    return f"{settings.BASE_URL}{reverse('governance:public', kwargs={'pk': page.pk})}"
