"""Meetings as the API gives them: read only."""

import datetime as dt
import uuid
from typing import Any

from django.http import HttpResponse
from ninja import Field, Query

from copil.api import answers
from copil.api.enums import Scope
from copil.api.frame import Resource
from copil.api.schemas import Asked, Linked, Listed, Sheet, Strict
from copil.identity.http import Request
from copil.meetings.enums import MeetingKind, MeetingState
from copil.meetings.models import AgendaItem, Meeting
from copil.meetings.views import common

meetings = Resource("Réunions")


class MeetingOut(Sheet):
    """A meeting."""

    titre: str
    type: MeetingKind
    etat: MeetingState
    commence_le: dt.datetime | None
    minutes_prevues: int
    lieu: str
    demarche: Linked | None
    instance: Linked | None


class ItemOut(Strict):
    """A point of the agenda."""

    titre: str
    minutes: int


class WholeMeetingOut(MeetingOut):
    """A meeting with its agenda."""

    objet: str
    ordre_du_jour: list[ItemOut]


class MeetingsAsked(Asked):
    """What narrows the list of meetings."""

    q: str = Field("", max_length=100, description="Des mots de l’intitulé.")
    etat: MeetingState | None = None
    demarche: uuid.UUID | None = None
    du: dt.date | None = Field(None, description="À partir de ce jour.")
    au: dt.date | None = Field(None, description="Jusqu’à ce jour.")


@meetings.lists(
    "/reunions",
    name="meetings",
    scope=Scope.MEETINGS_READ,
    summary="Lister les réunions",
    gives=Listed[MeetingOut],
)
def meeting_list(request: Request, asked: Query[MeetingsAsked]) -> HttpResponse:
    """List the meetings asked for, the latest first."""
    rows = common.meetings(request)
    if asked.q.strip():
        rows = rows.with_words(asked.q)
    exact = {
        "state": asked.etat,
        "initiative": asked.demarche,
        "starts_at__date__gte": asked.du,
        "starts_at__date__lte": asked.au,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    return answers.listed(request, rows.latest_first(), asked, shown_meeting)


@meetings.shows(
    "/reunions/{uuid:pk}",
    name="meeting",
    scope=Scope.MEETINGS_READ,
    summary="Lire une réunion et son ordre du jour",
    gives=WholeMeetingOut,
)
def meeting(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give one meeting with its agenda."""
    found, _ = common.fetch(request, pk)
    items = AgendaItem.objects.filter(meeting=found).kept().in_order()

    def shown(one: Meeting) -> dict[str, Any]:
        agenda = [{"titre": item.title, "minutes": item.duration} for item in items]
        return {**shown_meeting(one), "objet": one.purpose, "ordre_du_jour": agenda}

    return answers.sheet(request, found, shown)


def shown_meeting(one: Meeting) -> dict[str, Any]:
    """Return a meeting with what it names (already fetched); its link for remote people stays on its page."""
    return {
        **answers.common(one),
        "titre": one.title,
        "type": one.kind,
        "etat": one.state,
        "commence_le": one.starts_at,
        "minutes_prevues": one.duration,
        "lieu": one.place,
        "demarche": answers.linked(one.initiative),
        "instance": answers.linked(one.body),
    }
