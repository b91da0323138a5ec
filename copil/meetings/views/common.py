"""What the screens of meetings have in common: find for this person, refuse, the screen of a short form."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from copil.core.posting import write_or_show
from copil.identity.http import Request
from copil.meetings.models import AgendaItem, Meeting, MeetingQuerySet
from copil.meetings.permissions import MeetingRights, rights_on_meeting


def meetings(request: Request) -> MeetingQuerySet:
    """Return the meetings shown in this workspace, with what every screen names."""
    rows: MeetingQuerySet = Meeting.objects.visible_to(request.user).shown_in(request.workspace).current()
    return rows.with_surroundings()


def fetch(request: Request, pk: uuid.UUID) -> tuple[Meeting, MeetingRights]:
    """Return a meeting, and what the person may do with it; 404 when it is not seen here."""
    found: Meeting = get_object_or_404(meetings(request), pk=pk)
    return found, rights_on_meeting(found, request.membership)


def fetch_to_prepare(request: Request, pk: uuid.UUID) -> Meeting:
    """Return a meeting the person prepares; 403 when they may only see it."""
    found, rights = fetch(request, pk)
    if not rights.may_prepare:
        raise PermissionDenied
    return found


def item_of(meeting: Meeting, pk: uuid.UUID) -> AgendaItem:
    """Return a point of a meeting; 404 for one that was taken off."""
    rows = AgendaItem.objects.current().filter(meeting=meeting).select_related("presenter", "meeting")
    found: AgendaItem = get_object_or_404(rows, pk=pk)
    return found


@dataclass(frozen=True)
class Screen:
    """A short form by itself: its words, the meeting it belongs to, where it leads back to."""

    title: str
    verb: str
    meeting: Meeting
    back: str
    lead: str = ""
    version: int | None = None

    def answer(
        self, request: Request, form: forms.BaseForm, write: Callable[[], object], *, done: str
    ) -> HttpResponse:
        """Write what a valid form says and go back; a refusal is shown above the form, its text kept."""
        return write_or_show(
            request,
            form,
            write,
            done=done,
            back=lambda _: self.back,
            show=lambda: self.show(request, form),
        )

    def show(self, request: Request, form: forms.BaseForm) -> HttpResponse:
        """Show the form, with the version the person saw."""
        context = {
            "screen": self,
            "form": form,
            "meeting": self.meeting,
            "initiative": self.meeting.initiative,
            "version": request.POST.get("version", self.version),
        }
        return render(request, "meetings/form.html", context)
