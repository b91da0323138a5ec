"""The page opened from the mail that brings minutes: read them, ask for a correction, nothing else."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from copil.core.errors import ActionRefused
from copil.documents.writers.html import blocks_html
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink
from copil.meetings import actions, documents, life
from copil.meetings.enums import AmendmentState, MeetingState
from copil.meetings.forms.life import AmendmentForm
from copil.meetings.minutes import points_of
from copil.meetings.models import Amendment, Meeting, Participant
from copil.meetings.roll import Roll, roll_of


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def read(request: HttpRequest, token: str) -> HttpResponse:
    """Show the minutes sent and take a correction; opening the page writes nothing."""
    now = timezone.now()
    link = links.enter(token, purpose=LinkPurpose.MINUTES, at=now)
    reader = _reader(link) if link is not None else None
    if link is None or reader is None:
        return render(request, "meetings/read_closed.html", status=404)
    sent = request.POST if request.method == "POST" else None
    people = Participant.objects.none()
    form = AmendmentForm(sent, meeting=reader.meeting, people=people, alone=True)
    if sent is not None and form.is_valid():
        text, item = form.cleaned_data["text"], form.cleaned_data["item"]
        try:
            actions.ask_by_link(link=link, participant=reader, text=text, item=item, at=now)
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Merci, votre demande de correction est enregistrée.")
            return redirect("meetings:read", token=token)
    asked = _asked(reader)
    waits = any(one.state == AmendmentState.ASKED for one in asked)
    roll = roll_of(reader.meeting)
    open_now = not waits and reader.pk in roll.amenders and life.takes_amendments(reader.meeting, at=now)
    shown = form if sent is not None or open_now else None
    return render(request, "meetings/read.html", _context(reader, roll, asked, shown))


def _reader(link: SignedLink) -> Participant | None:
    """Return whose link it is, while they are expected and the meeting is kept."""
    rows = Participant.objects.current().filter(pk=link.object_id, workspace=link.workspace_id)
    related = ("person", "meeting__workspace", "meeting__initiative", "meeting__body")
    names = ("meeting__chair", "meeting__secretary", "meeting__minutes")
    rows = rows.filter(meeting__archived_at=None, meeting__minutes__sent_at__isnull=False)
    found: Participant | None = rows.select_related(*related, *names).first()
    return found


def _context(
    reader: Participant, roll: Roll, asked: list[Amendment], form: AmendmentForm | None
) -> dict[str, Any]:
    meeting = reader.meeting
    readable = meeting.state in MeetingState.told()
    return {
        "reader": reader,
        "meeting": meeting,
        "minutes": meeting.minutes,
        "body": _body(meeting, roll) if readable else "",
        "asked": asked,
        "form": form,
    }


def _body(meeting: Meeting, roll: Roll) -> SafeString:
    """Return the words of the document, at the hours of the workspace."""
    with timezone.override(ZoneInfo(meeting.workspace.time_zone)):
        day = meeting.day or timezone.localdate()
        name = meeting.workspace.name
        made = documents.minutes_document(meeting, points_of(meeting), roll, organisation=name, date=day)
    return mark_safe(blocks_html(made.blocks, top=1))  # noqa: S308  # escaped by its writer


def _asked(reader: Participant) -> list[Amendment]:
    rows = Amendment.objects.current().filter(meeting=reader.meeting, person=reader.person)
    return list(rows.select_related("item").order_by("created_at", "pk"))
