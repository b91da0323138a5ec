"""A draft as a whole: begun, seen as a tree, exported, replaced by a file, given up."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from copil.core.errors import Conflict
from copil.core.locking import expected_version
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import actions, journey, learnt, method_file
from copil.initiatives.drafting import checking, moves, nodes
from copil.initiatives.forms.workshop import PARTS, CopyForm, ImportForm
from copil.initiatives.models import Method, MethodDraft
from copil.initiatives.views.workshop import common, preview

STALE = "La méthode a changé pendant ce temps : regardez où elle en est, puis recommencez."


@require_http_methods(["GET", "POST"])
def copy(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Begin a draft from a version; the one already begun is opened instead."""
    row = common.fetch_version(request, pk)
    common.require_shaper(request)
    begun = _begun(request, row)
    if begun is not None:
        messages.info(request, "Une version de cette méthode est déjà en préparation : la voici.")
        return common.to_tree(request, begun)
    own = row.workspace_id == request.workspace.pk
    form = CopyForm(request.POST or None, initial={"title": row.title if own else f"{row.title}, adaptée"})
    if request.method == "POST" and form.is_valid():
        draft = actions.copy_method(
            workspace=request.workspace, method=row, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, "La copie est prête : tout ce que vous changez s’enregistre pas à pas.")
        return common.to_tree(request, draft)
    context = {"row": row, "form": form, "own": own}
    return render(request, "initiatives/workshop/copy.html", context)


@require_GET
def tree(request: Request, draft: uuid.UUID) -> HttpResponse:
    """Show the tree; the place chosen has its gestures under it and its preview beside."""
    stored = common.fetch_draft(request, draft)
    method = common.content_of(stored)
    chosen = nodes.find(method, request.GET.get("ici", "")) or nodes.node_of(method)
    context = {
        "draft": stored,
        "method": method,
        "chosen": chosen,
        "gesture": request.GET.get("geste", ""),
        "moves": moves.moves_of(method, chosen),
        "parts": [(part, title) for part, (title, _) in PARTS[chosen.kind].items()],
        "problems": checking.problems_of(method),
        "last": stored.earlier.select_related("made_by").order_by("-made_at", "-pk").first(),
        "preview": preview.of(method, chosen),
        "remarks": learnt.remarks_on(stored.base, chosen.key, workspace=request.workspace)
        if chosen.kind is nodes.NodeKind.ACTIVITY
        else [],
    }
    return render(request, "initiatives/workshop/tree.html", context)


@require_GET
def export(request: Request, draft: uuid.UUID) -> HttpResponse:
    """Give the draft as a file that « copil methods check » reads."""
    stored = common.fetch_draft(request, draft)
    return _file(common.content_of(stored), name=f"{stored.key}-brouillon.yaml")


@require_GET
def version_file(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give a published version as a file."""
    row = common.fetch_version(request, pk)
    return _file(journey.method_of(row), name=f"{row.key}-v{row.number}.yaml")


@require_http_methods(["GET", "POST"])
def import_file(request: Request, draft: uuid.UUID) -> HttpResponse:
    """Put a file in place of the draft; a broken one is refused with its lines, and changes nothing."""
    stored = common.fetch_draft(request, draft)
    form = ImportForm(request.POST or None, request.FILES or None)
    problems: list[method_file.Problem] = []
    if request.method == "POST" and form.is_valid():
        try:
            _imported(request, stored, form)
        except method_file.MethodFileError as refused:
            problems = refused.problems
        except Conflict:
            messages.error(request, STALE)
            return common.to_tree(request, stored)
        else:
            return common.to_tree(request, stored)
    context = {"draft": stored, "form": form, "problems": problems}
    refused_form = bool(problems) or (form.is_bound and not form.is_valid())
    return render(request, "initiatives/workshop/import.html", context, status=422 if refused_form else 200)


@require_http_methods(["GET", "POST"])
def delete(request: Request, draft: uuid.UUID) -> HttpResponse:
    """Give the draft up, once asked."""
    stored = common.fetch_draft(request, draft)
    if request.method == "POST":
        actions.delete_draft(draft=stored, by=request.user, at=timezone.now())
        messages.success(request, "La version en préparation est abandonnée. Rien d’autre n’a changé.")
        return redirect(to(request, "initiatives:methods"))
    return render(request, "initiatives/workshop/delete.html", {"draft": stored})


def _begun(request: Request, row: Method) -> MethodDraft | None:
    """Return the draft that a copy of this version would double, if there is one."""
    rows = MethodDraft.objects.in_workspace(request.workspace)
    if row.workspace_id == request.workspace.pk:
        found: MethodDraft | None = rows.filter(key=row.key).first()
        return found
    published = Method.objects.filter(workspace=request.workspace).values("key")
    copied: MethodDraft | None = (
        rows.filter(base__workspace=row.workspace_id, base__key=row.key).exclude(key__in=published).first()
    )
    return copied


def _imported(request: Request, stored: MethodDraft, form: ImportForm) -> None:
    changed = actions.import_into(
        draft=stored,
        content=form.cleaned_data["file"],
        name=str(getattr(request.FILES["file"], "name", "")),
        expected=expected_version(request.POST),
        by=request.user,
        at=timezone.now(),
    )
    said = "Le fichier a pris la place de la méthode. « Annuler » la ramène."
    messages.success(request, said if changed else "Le fichier dit déjà la même chose.")


def _file(method: method_file.Method, *, name: str) -> HttpResponse:
    response = HttpResponse(method_file.to_yaml(method), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
