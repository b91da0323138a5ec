"""The page opened from a mission letter's link: the letter, accept or comment, nothing of the workspace."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from copil.core.errors import ActionRefused
from copil.governance.actions.letter_links import answer_letter
from copil.governance.enums.letters import LetterAnswer
from copil.governance.mission_letters import parts_of
from copil.governance.models import LetterVersion
from copil.identity import links
from copil.identity.enums import LinkPurpose

_DONE = {
    LetterAnswer.ACCEPTED: "Merci, votre lettre de mission est acceptée.",
    LetterAnswer.COMMENTED: "Merci, votre commentaire est transmis.",
}


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def letter_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the letter and take the answer; opening the page writes nothing."""
    link = links.enter(token, purpose=LinkPurpose.MISSION_LETTER, at=timezone.now())
    rows = (
        LetterVersion.objects.current()
        .filter(closed_at=None)
        .select_related("workspace", "letter__person", "letter__initiative", "sent_by")
    )
    version = rows.filter(pk=link.object_id, workspace=link.workspace_id).first() if link else None
    if link is None or version is None or version.letter.is_withdrawn:
        return render(request, "governance/letter_closed.html", status=404)
    error, comment = "", version.comment
    if request.method == "POST":
        given, comment = request.POST.get("answer", ""), request.POST.get("comment", "")
        try:
            answer_letter(link=link, answer=given, comment=comment, at=timezone.now())
        except ActionRefused as refusal:
            error = refusal.message
        else:
            messages.success(request, _DONE[LetterAnswer(given)])
            return redirect("governance:letter_answer", token=token)
    context = {
        "version": version,
        "letter": version.letter,
        "parts": parts_of(version),
        "comment": comment,
        "error": error,
    }
    return render(request, "governance/letter_answer.html", context)
