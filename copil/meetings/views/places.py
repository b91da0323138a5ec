"""Places and their rooms: listed, shown, added, changed, put aside."""

import calendar
import datetime as dt
import uuid
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.meetings.actions import places as actions
from copil.meetings.forms.places import PlaceForm, RoomFilter, RoomForm
from copil.meetings.models import Booking, Place, PlaceQuerySet, Room, RoomQuerySet

PER_PAGE = 20
_One = TypeVar("_One", Place, Room)
_ARCHIVED = "Cette fiche est archivée : rétablissez-la d’abord."


def places(request: Request) -> PlaceQuerySet:
    """Return the places of this workspace, with what every screen names."""
    rows: PlaceQuerySet = Place.objects.visible_to(request.user).in_workspace(request.workspace)
    return rows.select_related("workspace", "commune", "owner", "contact")


def rooms(request: Request) -> RoomQuerySet:
    """Return the rooms of this workspace."""
    rows: RoomQuerySet = Room.objects.visible_to(request.user).in_workspace(request.workspace)
    return rows.select_related("workspace", "place__commune")


@require_GET
def listed(request: Request) -> HttpResponse:
    """List the places with their rooms, those that fit when something is asked."""
    form = RoomFilter(request.GET)
    archived = form.asked.get("vue") == "archives"
    rows = places(request).filter(archived_at__isnull=not archived)
    usable = rooms(request).current()
    page = paginate(request, form.filter(rows, usable), per_page=PER_PAGE)
    fitting: dict[uuid.UUID, list[Room]] = {}
    for one in form.rooms(usable).filter(place__in=[one.pk for one in page]).smallest_first():
        fitting.setdefault(one.place_id, []).append(one)
    context = {
        "form": form,
        "page": page,
        "rows": [(one, fitting.get(one.pk, [])) for one in page],
        "archived": archived,
        "may_write": request.membership.may_write,
    }
    return render(request, "meetings/places.html", context)


@require_GET
def place(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a place: how to come, who gets in, its rooms."""
    shown: Place = get_object_or_404(places(request), pk=pk)
    every = rooms(request).filter(place=shown).order_by("archived_at", "name_key", "pk")
    context = {
        "place": shown,
        "rooms": [one for one in every if not one.is_archived],
        "aside": [one for one in every if one.is_archived],
        "may_write": request.membership.may_write,
    }
    return render(request, "meetings/place.html", context)


@require_http_methods(["GET", "POST"])
def place_create(request: Request) -> HttpResponse:
    """Add a place."""
    _require_writer(request)
    form = PlaceForm(posted(request), workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        made = actions.add_place(
            workspace=request.workspace, values=form.cleaned_data, by=request.user, at=timezone.now()
        )
        messages.success(request, "Le lieu est enregistré. Décrivez maintenant ses salles.")
        return redirect(to(request, "meetings:place", pk=made.pk))
    return render(request, "meetings/place_form.html", {"form": form, "place": None})


@require_http_methods(["GET", "POST"])
def place_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change a place."""
    _require_writer(request)
    stored = _current(get_object_or_404(places(request), pk=pk))
    form = PlaceForm(posted(request), instance=stored, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.update_place(
                place=stored,
                values=form.cleaned_data,
                expected=expected,
                by=request.user,
                at=timezone.now(),
            ),
            again=lambda: places(request).get(pk=pk),
            back=to(request, "meetings:place", pk=pk),
            done="Le lieu est enregistré.",
        )
    context = {"form": form, "place": stored, "version": saving.version_shown(request, stored.version)}
    return render(request, "meetings/place_form.html", context)


@require_GET
def room(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a room and who has it, month by month."""
    shown: Room = get_object_or_404(rooms(request), pk=pk)
    first = _month(request.GET.get("mois", ""))
    after = (first + dt.timedelta(days=32)).replace(day=1)
    begins, ends = (timezone.make_aware(dt.datetime.combine(day, dt.time())) for day in (first, after))
    taken = Booking.objects.across(begins, ends).filter(room=shown).with_surroundings().in_order()
    context = {
        "room": shown,
        "place": shown.place,
        "first": first,
        "before": (first - dt.timedelta(days=1)).replace(day=1),
        "after": after,
        "weeks": _weeks(first, list(taken)),
        "may_write": request.membership.may_write,
    }
    return render(request, "meetings/room.html", context)


@require_http_methods(["GET", "POST"])
def room_create(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Add a room to a place."""
    _require_writer(request)
    where = _current(get_object_or_404(places(request), pk=pk))
    form = RoomForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.add_room(place=where, values=form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "La salle est enregistrée.")
        return redirect(to(request, "meetings:place", pk=pk))
    return render(request, "meetings/room_form.html", {"form": form, "place": where, "room": None})


@require_http_methods(["GET", "POST"])
def room_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change a room."""
    _require_writer(request)
    stored = _current(get_object_or_404(rooms(request), pk=pk))
    form = RoomForm(posted(request), instance=stored)
    if request.method == "POST" and form.is_valid():
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.update_room(
                room=stored,
                values=form.cleaned_data,
                expected=expected,
                by=request.user,
                at=timezone.now(),
            ),
            again=lambda: rooms(request).get(pk=pk),
            back=to(request, "meetings:room", pk=pk),
            done="La salle est enregistrée.",
        )
    version = saving.version_shown(request, stored.version)
    context = {"form": form, "place": stored.place, "room": stored, "version": version}
    return render(request, "meetings/room_form.html", context)


@require_POST
def place_archive(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put a place aside, or take it back."""
    _require_writer(request)
    return _archived(request, get_object_or_404(places(request), pk=pk), "meetings:place")


@require_POST
def room_archive(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put a room aside, or take it back."""
    _require_writer(request)
    return _archived(request, get_object_or_404(rooms(request), pk=pk), "meetings:room")


def _archived(request: Request, one: Place | Room, screen: str) -> HttpResponse:
    back = to(request, screen, pk=one.pk)
    if one.is_archived:
        actions.restore(one=one, by=request.user, at=timezone.now())
        messages.success(request, f"« {one} » est de nouveau proposé.")
        return redirect(back)
    try:
        actions.archive(one=one, by=request.user, at=timezone.now())
    except ActionRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"« {one} » n’est plus proposé. Vous pouvez le rétablir.")
    return redirect(back)


def _require_writer(request: Request) -> None:
    if not request.membership.may_write:
        raise PermissionDenied


def _current(one: _One) -> _One:
    if one.is_archived:
        raise ActionRefused(_ARCHIVED)
    return one


def _month(typed: str) -> dt.date:
    try:
        return dt.date.fromisoformat(f"{typed}-01")
    except ValueError:
        return timezone.localdate().replace(day=1)


def _weeks(first: dt.date, taken: list[Booking]) -> list[list[dict[str, Any]]]:
    """Return the weeks of a month, each day with what takes the room."""
    today = timezone.localdate()
    return [
        [
            {
                "day": day,
                "inside": day.month == first.month,
                "today": day == today,
                "taken": [one for one in taken if _touches(one, day)],
            }
            for day in week
        ]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]


def _touches(one: Booking, day: dt.date) -> bool:
    return timezone.localdate(one.held_from) <= day <= timezone.localdate(one.held_until)
