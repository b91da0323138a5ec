"""What exists already around an initiative: listed, said better, kept, adapted or left."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.conflicts import conflict_response
from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import expected_version
from copil.documents import produce
from copil.files import store, uploads
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import actions
from copil.initiatives import existing as surroundings
from copil.initiatives.forms.existing import AttachForm, ExistingForm
from copil.initiatives.models import ExistingItem, Initiative
from copil.initiatives.views.common import fetch, fetch_to_work, last_to, typed_version


@require_http_methods(["GET", "POST"])
def existing(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List what exists already; add to it."""
    initiative, rights = fetch(request, pk)
    form = ExistingForm(request.POST or None, workspace=request.workspace)
    if request.method == "POST":
        initiative = fetch_to_work(request, pk)
        if form.is_valid() and _added(request, initiative, form):
            return redirect(to(request, "initiatives:existing", pk=pk))
    context = {
        "initiative": initiative,
        "rights": rights,
        "form": form,
        "listed": surroundings.listed(initiative),
        "tab": "existing",
    }
    return render(request, "initiatives/existing.html", context)


@require_http_methods(["GET", "POST"])
def existing_edit(request: Request, pk: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """Say it better, or decide what the initiative does with it."""
    initiative = fetch_to_work(request, pk)
    row = _item(initiative, item)
    form = ExistingForm(request.POST or None, instance=row, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        answer = _saved(request, initiative, form, item)
        if answer is not None:
            return answer
    return _edit_page(request, row, form=form, attach=AttachForm())


@require_POST
def existing_attach(request: Request, pk: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """Keep a file beside what exists."""
    row = _item(fetch_to_work(request, pk), item)
    attach = AttachForm(request.POST, request.FILES)
    if attach.is_valid():
        file = attach.cleaned_data["file"]
        try:
            actions.attach_to_existing(
                item=row,
                workspace=request.workspace,
                content=file.read(uploads.MAX_BYTES + 1),
                name=file.name,
                by=request.user,
                at=timezone.now(),
            )
        except ActionRefused as refusal:
            attach.add_error("file", refusal.message)
        else:
            messages.success(request, "Le fichier est joint.")
            return redirect(to(request, "initiatives:existing_edit", pk=pk, item=item))
    form = ExistingForm(instance=row, workspace=request.workspace)
    return _edit_page(request, row, form=form, attach=attach)


@require_GET
def existing_file(request: Request, pk: uuid.UUID, item: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """Give a file to save, to those who see the initiative."""
    initiative, _ = fetch(request, pk)
    found = get_object_or_404(surroundings.files_of([_item(initiative, item)]), pk=file)
    return produce.attachment(store.read(found), media_type=found.media_type, name=found.name)


@require_POST
def existing_detach(request: Request, pk: uuid.UUID, item: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """Take a file off."""
    row = _item(fetch_to_work(request, pk), item)
    found = get_object_or_404(surroundings.files_of([row]), pk=file)
    actions.detach_from_existing(
        item=row, file=found, workspace=request.workspace, by=request.user, at=timezone.now()
    )
    messages.success(request, f"« {found.name} » n’est plus joint.")
    return redirect(to(request, "initiatives:existing_edit", pk=pk, item=item))


@require_POST
def existing_remove(request: Request, pk: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """Take something off the list."""
    initiative = fetch_to_work(request, pk)
    row = _item(initiative, item)
    actions.remove_existing(item=row, by=request.user, at=timezone.now())
    messages.success(request, f"« {row.name} » n’est plus dans la liste.")
    return redirect(to(request, "initiatives:existing", pk=pk))


@require_GET
def existing_panel(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show what exists already, inside the cockpit or alone."""
    initiative, rights = fetch(request, pk)
    context = {"initiative": initiative, "rights": rights, "listed": surroundings.listed(initiative)}
    template = "initiatives/existing_panel.html"
    return render(request, f"{template}#panel" if request.htmx else template, context)


def _edit_page(
    request: Request, row: ExistingItem, *, form: ExistingForm, attach: AttachForm
) -> HttpResponse:
    context = {
        "initiative": row.initiative,
        "item": row,
        "form": form,
        "attach": attach,
        "files": surroundings.files_of([row]),
        "version": typed_version(request, row.version),
    }
    return render(request, "initiatives/existing_edit.html", context)


def _item(initiative: Initiative, pk: uuid.UUID) -> ExistingItem:
    rows = ExistingItem.objects.current().filter(initiative=initiative)
    found: ExistingItem = get_object_or_404(rows.select_related("initiative", "workspace", "owner"), pk=pk)
    return found


def _added(request: Request, initiative: Initiative, form: ExistingForm) -> bool:
    """Add it; a refusal is shown on the form, which keeps what was typed."""
    try:
        actions.add_existing(
            initiative=initiative,
            workspace=request.workspace,
            values=form.cleaned_data,
            by=request.user,
            at=timezone.now(),
        )
    except ActionRefused as refusal:
        form.add_error("name", refusal.message)
        return False
    messages.success(request, "C’est ajouté à la liste.")
    return True


def _saved(
    request: Request, initiative: Initiative, form: ExistingForm, pk: uuid.UUID
) -> HttpResponse | None:
    """Write it and go back; None when it is refused, with the reason on the form."""
    back = to(request, "initiatives:existing", pk=initiative.pk)
    values: dict[str, Any] = form.cleaned_data
    try:
        actions.update_existing(
            item=form.instance,
            values=values,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
        )
    except ActionRefused as refusal:
        form.add_error("name", refusal.message)
        return None
    except Conflict:
        stored, who = _item(initiative, pk), last_to("update_existing", initiative)
        return conflict_response(request, form=form, stored=stored, back=back, who=who)
    messages.success(request, "C’est enregistré.")
    return redirect(back)
