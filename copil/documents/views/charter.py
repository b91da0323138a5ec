"""The charter of a workspace: what its documents look like, changed and tried."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.conflicts import conflict_response
from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import expected_version
from copil.documents import actions, charters, logos, permissions, produce, word_templates, writers
from copil.documents.blocks import Document
from copil.documents.forms import CharterForm, LogoForm
from copil.documents.models import Charter
from copil.documents.sample import sample
from copil.documents.writers import pdf
from copil.identity.http import Request
from copil.identity.urls_for import to

# Pixels an inch of a page to read and of one to recognise.
_LARGE, _SMALL = 100, 45
_MEANWHILE = "Une autre personne vient de changer la charte : relisez-la, puis recommencez."


@require_GET
def home(request: Request) -> HttpResponse:
    """Show what the documents of the workspace look like."""
    context = {
        "charter": charters.of(request.workspace),
        "can_dress": permissions.can_dress(request.membership),
        "formats": writers.FORMATS.values(),
        "kinds": word_templates.kinds_of(request.workspace),
    }
    return render(request, "documents/home.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: Request) -> HttpResponse:
    """Change the colours and the foot."""
    charter = _to_dress(request)
    form = CharterForm(request.POST or None, instance=charter)
    back = to(request, "documents:home")
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_charter(
                workspace=request.workspace,
                values=form.cleaned_data,
                expected=expected_version(request.POST),
                by=request.user,
                at=timezone.now(),
            )
        except Conflict:
            return conflict_response(request, form=form, stored=charters.of(request.workspace), back=back)
        messages.success(request, "La charte est à jour : les prochains documents la suivent.")
        return redirect(back)
    version = request.POST.get("version", charter.version)
    return render(request, "documents/charter.html", {"form": form, "charter": charter, "version": version})


@require_http_methods(["GET", "POST"])
def logo(request: Request) -> HttpResponse:
    """Put a logo at the top of the documents."""
    charter = _to_dress(request)
    form = LogoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_logo(
                workspace=request.workspace,
                content=form.cleaned_data["file"].read(logos.MAX_BYTES + 1),
                expected=expected_version(request.POST),
                by=request.user,
                at=timezone.now(),
            )
        except ActionRefused as refusal:
            form.add_error("file", str(refusal))
        except Conflict:
            form.add_error(None, _MEANWHILE)
        else:
            messages.success(request, "Le logo est posé : les prochains documents le portent.")
            return redirect(to(request, "documents:home"))
    return render(request, "documents/logo.html", {"form": form, "charter": charter})


@require_POST
def logo_remove(request: Request) -> HttpResponse:
    """Take the logo off."""
    _to_dress(request)
    try:
        actions.remove_logo(
            workspace=request.workspace,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
        )
    except Conflict:
        messages.error(request, _MEANWHILE)
    else:
        messages.success(request, "Le logo est retiré. Les documents déjà gardés ne changent pas.")
    return redirect(to(request, "documents:home"))


@require_GET
def preview(request: Request) -> HttpResponse:
    """Draw the first page of the example as it will be printed, or small enough to be part of a page."""
    ppi = _SMALL if "vignette" in request.GET else _LARGE
    response = HttpResponse(pdf.first_page(_example(request), ppi=ppi), content_type="image/png")
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
def example(request: Request, format: str) -> HttpResponse:  # noqa: A002  # named by the address
    """Give the example in one of the formats."""
    if format not in writers.FORMATS:
        raise Http404
    made = produce.produce(
        _example(request), kind=produce.EXAMPLE, format=format, workspace=request.workspace
    )
    return produce.as_file(made, name="exemple-de-document")


def _to_dress(request: Request) -> Charter:
    if not permissions.can_dress(request.membership):
        raise PermissionDenied
    return charters.of(request.workspace)


def _example(request: Request) -> Document:
    look = charters.look_of(charters.of(request.workspace))
    return sample(organisation=request.workspace.name, look=look, date=timezone.localdate())
