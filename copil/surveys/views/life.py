"""What is done with a form as a whole: open, close, give it an address, archive."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.surveys import actions
from copil.surveys.views import common

_MOVES = {
    "ouvrir": (actions.open_up, "Le questionnaire prend des réponses."),
    "fermer": (actions.close, "Le questionnaire ne prend plus de réponse."),
    "publier": (actions.publish, "L’adresse publique est prête."),
    "retirer-adresse": (actions.unpublish, "L’adresse publique est fermée, pour toujours."),
    "archiver": (actions.archive, "Le questionnaire est archivé. Ses réponses restent à lire."),
    "reprendre": (actions.restore, "Le questionnaire est repris."),
}


@require_POST
def move(request: Request, pk: uuid.UUID, key: str) -> HttpResponse:
    """Do one thing with a form, and go back to it."""
    survey = common.fetch_to_edit(request, pk)
    if key not in _MOVES:
        raise Http404
    act, done = _MOVES[key]
    act(survey=survey, by=request.user, at=timezone.now())
    undo = to(request, "surveys:move", pk=pk, key="reprendre") if key == "archiver" else ""
    messages.success(request, done, extra_tags=undo)
    if undo:
        return redirect(to(request, "surveys:surveys"))
    return redirect(to(request, "surveys:survey", pk=pk))
