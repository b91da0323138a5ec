"""What every screen of the workshop begins with."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import method_file
from copil.initiatives.drafting import nodes
from copil.initiatives.drafting.nodes import Node
from copil.initiatives.models import Method, MethodDraft
from copil.initiatives.permissions import can_shape_methods

WHOLE = "methode"


def require_shaper(request: Request) -> None:
    """Refuse those who may only read methods."""
    if not can_shape_methods(request.membership):
        raise PermissionDenied


def fetch_draft(request: Request, draft: uuid.UUID) -> MethodDraft:
    """Return a draft of this workspace for somebody who may shape methods."""
    rows = MethodDraft.objects.visible_to(request.user).in_workspace(request.workspace)
    found: MethodDraft = get_object_or_404(rows.select_related("workspace", "base"), pk=draft)
    require_shaper(request)
    return found


def fetch_version(request: Request, pk: uuid.UUID) -> Method:
    """Return a published version that this person may read here."""
    rows = (
        Method.objects.visible_to(request.user)
        .defer("content", "based_on__content")
        .select_related("based_on")
    )
    return get_object_or_404(rows, pk=pk)


def content_of(draft: MethodDraft) -> method_file.Method:
    """Return the method of a draft."""
    return method_file.from_json(draft.content)


def node_or_404(method: method_file.Method, name: str) -> Node:
    """Return a place of a method; 404 when it is not there any more."""
    found = nodes.find(method, name)
    if found is None:
        raise Http404
    return found


def to_tree(request: Request, draft: MethodDraft, *, here: str = "", gesture: str = "") -> HttpResponse:
    """Send back to the tree, on a place and on the button that was used."""
    url = to(request, "initiatives:draft", draft=draft.pk)
    query = f"?ici={here}" if here else ""
    return redirect(url + query + (f"&geste={gesture}" if query and gesture else ""))
