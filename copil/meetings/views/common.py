"""What the screens of meetings have in common: find for this person, refuse."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404

from copil.identity.http import Request
from copil.meetings.models import Meeting, MeetingQuerySet
from copil.meetings.permissions import MeetingRights, rights_on_meeting


def posted(request: Request) -> QueryDict | None:
    """Return what was sent, even nothing at all; None when nothing was."""
    return request.POST if request.method == "POST" else None


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
