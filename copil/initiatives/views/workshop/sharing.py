"""Share a method with the networks of the workspace."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from copil.core.errors import ActionRefused
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import actions, shared_methods
from copil.initiatives.forms.workshop.sharing import ShareMethodForm
from copil.initiatives.views.workshop import common


@require_http_methods(["GET", "POST"])
def share(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Choose the networks that may read and copy a method of the workspace."""
    row = common.fetch_version(request, pk)
    common.require_shaper(request)
    if row.workspace_id != request.workspace.pk:
        raise PermissionDenied
    told = {"stays": [one.stay_id for one in shared_methods.shares_of(row)]}
    form = ShareMethodForm(
        request.POST if request.method == "POST" else None, workspace=request.workspace, initial=told
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.share_method(
                workspace=request.workspace,
                method=row,
                stays=list(form.cleaned_data["stays"]),
                by=request.user,
                at=timezone.now(),
            )
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Le partage de la méthode est à jour.")
            return redirect(to(request, "initiatives:method", pk=pk))
    return render(request, "initiatives/workshop/share.html", {"row": row, "form": form})
