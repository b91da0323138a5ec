"""Go to the object of a soft reference, for the apps that may not know where it is seen."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from copil.identity.http import Request
from copil.pages import links


@require_GET
def go(request: Request, kind: str, pk: uuid.UUID) -> HttpResponse:
    """Lead to the screen of an object, which itself says who may see it; 404 when it has none."""
    url = links.url_of((kind, pk), workspace=request.workspace)
    if not url:
        raise Http404
    return redirect(url)
