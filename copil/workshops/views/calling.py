"""Call those of a group, and ask again those who did not answer, in one go once it is confirmed."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from copil.core import typography
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.meetings.actions import replies
from copil.workshops.calling import called
from copil.workshops.views.common import fetch_to_work


@require_http_methods(["GET", "POST"])
def group_call(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show who answered nothing, session by session; once confirmed, write to them again."""
    group, now = fetch_to_work(request, pk), timezone.now()
    sessions = called(group, at=now)
    waiting = [one for one in sessions if one.is_called and one.silent]
    if request.method == "POST":
        sent = sum(
            replies.remind_silent(meeting=one.meeting, by=request.user, at=timezone.now()) for one in waiting
        )
        if sent:
            messages.success(request, f"{typography.plural(sent, 'relance')} en route.")
        else:
            messages.info(request, "Personne à relancer : chaque personne invitée a répondu.")
        return redirect(to(request, "workshops:group", pk=pk))
    context = {
        "group": group,
        "initiative": group.initiative,
        "sessions": sessions,
        "letters": sum(len(one.silent) for one in waiting),
        "people": len({each.participant.person_id for one in waiting for each in one.silent}),
    }
    return render(request, "workshops/call.html", context)
