"""The workspace's own Word files: what each kind offers, the versions, bringing one, withdrawing one."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import expected_version
from copil.core.paging import paginate
from copil.documents import actions, charters, permissions, produce
from copil.documents.actions.templates import TemplateRefused
from copil.documents.forms import TemplateForm
from copil.documents.kind_fields import Kind
from copil.documents.kinds import BY_SLUG, KINDS
from copil.documents.models import WordTemplate
from copil.documents.word import example as examples
from copil.documents.word.reading import Problem
from copil.documents.word.safety import MAX_BYTES
from copil.documents.writers import FORMATS
from copil.files import store
from copil.identity.http import Request
from copil.identity.urls_for import to

_MEANWHILE = "Une autre personne vient de changer ce modèle : relisez la liste, puis recommencez."
_VERSIONS = 10


@require_http_methods(["GET", "POST"])
def template(request: Request, kind: str) -> HttpResponse:
    """Show what a template of a kind may name, and its versions; bring a new one."""
    asked = _kind(kind)
    may = permissions.can_dress(request.membership)
    if request.method == "POST" and not may:
        raise PermissionDenied
    form = TemplateForm(request.POST or None, request.FILES or None)
    problems: list[Problem] = []
    if request.method == "POST" and form.is_valid():
        problems, added = _add(request, asked, form)
        if added:
            return redirect(to(request, "documents:template", kind=kind))
    rows = WordTemplate.objects.in_workspace(request.workspace).filter(kind=asked.key)
    page = paginate(request, rows.select_related("added_by").order_by("-number"), per_page=_VERSIONS)
    lines = examples.lines_of(asked)
    context = {"kind": asked, "form": form, "problems": problems, "page": page, "may": may, "lines": lines}
    return render(request, "documents/template.html", context)


@require_GET
def example(request: Request, kind: str) -> HttpResponse:
    """Give a Word file that names every field of a kind."""
    asked = _kind(kind)
    content = examples.example(asked, charters.look_of(charters.of(request.workspace)))
    name = f"modele-{asked.slug}.docx"
    return produce.attachment(content, media_type=FORMATS["docx"].media_type, name=name)


@require_GET
def version(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give a version back, as it was brought."""
    found = _version(request, pk)
    return produce.attachment(store.read(found.file), media_type=found.file.media_type, name=found.name)


@require_POST
def withdraw(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take a version out of use."""
    found = _to_change(request, pk)
    try:
        actions.withdraw_template(
            template=found, expected=expected_version(request.POST), by=request.user, at=timezone.now()
        )
    except Conflict:
        messages.error(request, _MEANWHILE)
    else:
        messages.success(request, "Le modèle est retiré : Copil reprend sa propre présentation.")
    return _back(request, found)


@require_POST
def use(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put a version in use again."""
    found = _to_change(request, pk)
    try:
        actions.use_template(
            template=found, expected=expected_version(request.POST), by=request.user, at=timezone.now()
        )
    except Conflict:
        messages.error(request, _MEANWHILE)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"La version {found.number} est de nouveau en service.")
    return _back(request, found)


def _add(request: Request, kind: Kind, form: TemplateForm) -> tuple[list[Problem], bool]:
    """Bring the file; return what is wrong in it, and whether it was put in use."""
    file = form.cleaned_data["file"]
    try:
        added = actions.add_template(
            workspace=request.workspace,
            kind=kind,
            content=file.read(MAX_BYTES + 1),
            name=file.name,
            by=request.user,
            at=timezone.now(),
        )
    except TemplateRefused as refusal:
        form.add_error("file", str(refusal))
        return refusal.problems, False
    except ActionRefused as refusal:
        form.add_error("file", str(refusal))
        return [], False
    messages.success(request, f"La version {added.number} est en service pour les prochains documents Word.")
    return [], True


def _kind(slug: str) -> Kind:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _version(request: Request, pk: uuid.UUID) -> WordTemplate:
    rows = WordTemplate.objects.visible_to(request.user).in_workspace(request.workspace)
    found: WordTemplate = get_object_or_404(rows.select_related("file", "workspace"), pk=pk)
    return found


def _to_change(request: Request, pk: uuid.UUID) -> WordTemplate:
    found = _version(request, pk)
    if not permissions.can_dress(request.membership):
        raise PermissionDenied
    return found


def _back(request: Request, found: WordTemplate) -> HttpResponse:
    return redirect(to(request, "documents:template", kind=KINDS[found.kind].slug))
