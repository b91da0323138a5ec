"""What goes around a meeting: guests, documents, the meetings of its series."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.posting import posted
from copil.documents.produce import attachment
from copil.files import store, uploads
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.meetings import actions
from copil.meetings.forms.agenda import DocumentForm, GuestForm, RepeatForm
from copil.meetings.models import Meeting, MeetingDocument, Participant
from copil.meetings.views.common import Screen, fetch, fetch_to_prepare


@require_http_methods(["GET", "POST"])
def guest_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Invite somebody who does not sit in the body."""
    shown = fetch_to_prepare(request, pk)
    form = GuestForm(posted(request), workspace=shown.workspace)
    screen = Screen(
        "Inviter une personne", "Inviter cette personne", shown, _page(request, shown, "attendues")
    )
    return screen.answer(
        request,
        form,
        lambda: actions.add_guest(meeting=shown, by=request.user, at=timezone.now(), **form.cleaned_data),
        done="La personne est attendue.",
    )


@require_POST
def guest_remove(request: Request, pk: uuid.UUID, participant: uuid.UUID) -> HttpResponse:
    """No longer expect a guest."""
    shown = fetch_to_prepare(request, pk)
    rows = Participant.objects.current().filter(meeting=shown).select_related("person", "meeting")
    actions.remove_guest(
        participant=get_object_or_404(rows, pk=participant), by=request.user, at=timezone.now()
    )
    messages.success(request, "La personne n’est plus attendue.")
    return redirect(_page(request, shown, "attendues"))


@require_http_methods(["GET", "POST"])
def document_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Join an address or a file."""
    shown = fetch_to_prepare(request, pk)
    form = DocumentForm(posted(request), request.FILES or None, meeting=shown)
    screen = Screen("Joindre un document", "Joindre le document", shown, _page(request, shown, "documents"))

    def write() -> None:
        given = form.cleaned_data
        file = given["file"]
        actions.add_document(
            meeting=shown,
            title=given["title"],
            link=given["link"],
            content=file.read(uploads.MAX_BYTES + 1) if file else b"",
            file_name=file.name if file else "",
            item=given["item"],
            by=request.user,
            at=timezone.now(),
        )

    return screen.answer(request, form, write, done="Le document est joint.")


@require_GET
def document(request: Request, pk: uuid.UUID, document: uuid.UUID) -> HttpResponse:
    """Give a joined file to save."""
    shown, _ = fetch(request, pk)
    found = _document(shown, document)
    if found.file is None:
        raise Http404
    return attachment(store.read(found.file), media_type=found.file.media_type, name=found.file.name)


@require_POST
def document_remove(request: Request, pk: uuid.UUID, document: uuid.UUID) -> HttpResponse:
    """Take a document off."""
    shown = fetch_to_prepare(request, pk)
    found = _document(shown, document)
    actions.remove_document(document=found, by=request.user, at=timezone.now())
    messages.success(request, f"« {found.title} » n’est plus joint.")
    return redirect(_page(request, shown, "documents"))


@require_http_methods(["GET", "POST"])
def repeat(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Write the drafts of the meetings that follow."""
    shown = fetch_to_prepare(request, pk)
    form = RepeatForm(posted(request))
    screen = Screen("Répéter la réunion", "Écrire les brouillons", shown, _list(request, shown))
    return screen.answer(
        request,
        form,
        lambda: actions.repeat(meeting=shown, by=request.user, at=timezone.now(), **form.cleaned_data),
        done="Les brouillons sont écrits.",
    )


def _document(meeting: Meeting, pk: uuid.UUID) -> MeetingDocument:
    rows = MeetingDocument.objects.current().filter(meeting=meeting).select_related("file", "meeting")
    found: MeetingDocument = get_object_or_404(rows, pk=pk)
    return found


def _page(request: Request, meeting: Meeting, part: str) -> str:
    return to(request, "meetings:meeting", pk=meeting.pk) + f"#{part}"


def _list(request: Request, meeting: Meeting) -> str:
    if meeting.initiative_id:
        return to(request, "meetings:of_initiative", pk=meeting.initiative_id)
    return to(request, "meetings:meetings")
