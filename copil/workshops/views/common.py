"""What the screens of working groups begin with: find for this person, refuse, a short form by itself."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from copil.core.posting import write_or_show
from copil.identity.http import Request
from copil.initiatives.models import Initiative
from copil.initiatives.permissions import Rights, rights_on
from copil.workshops.models import Allocation, Place, WorkingGroup


def _carried(request: Request) -> Any:
    return Initiative.objects.visible_to(request.user).carried_by(request.workspace).values("pk")


def fetch(request: Request, pk: uuid.UUID) -> tuple[WorkingGroup, Rights]:
    """Return a group of an initiative the workspace carries, and what the person may do; 404 otherwise."""
    rows = WorkingGroup.objects.visible_to(request.user).filter(initiative__in=_carried(request))
    group: WorkingGroup = get_object_or_404(rows.with_surroundings(), pk=pk)
    return group, rights_on(group.initiative, request.membership)


def fetch_to_work(request: Request, pk: uuid.UUID) -> WorkingGroup:
    """Return a group the person may change; 403 when they may only see it."""
    group, rights = fetch(request, pk)
    if not rights.may_work:
        raise PermissionDenied
    return group


def fetch_allocation(request: Request, pk: uuid.UUID) -> Allocation:
    """Return an allocation of somebody who works on the initiative; 403 for who may only see it."""
    rows = Allocation.objects.visible_to(request.user).filter(initiative__in=_carried(request))
    found: Allocation = get_object_or_404(rows.select_related("workspace", "initiative", "event"), pk=pk)
    if not rights_on(found.initiative, request.membership).may_work:
        raise PermissionDenied
    return found


def place_of(allocation: Allocation, pk: uuid.UUID) -> Place:
    """Return somebody of an allocation; 404 for who was taken out of it."""
    rows = Place.objects.current().filter(allocation=allocation)
    related = ("person", "organisation", "group", "first_wish", "second_wish", "allocation__initiative")
    found: Place = get_object_or_404(rows.select_related(*related), pk=pk)
    return found


@dataclass(frozen=True)
class Screen:
    """A short form by itself: its words, where it leads back to."""

    title: str
    verb: str
    back: str
    initiative: Initiative
    group: WorkingGroup | None = None
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
            "initiative": self.initiative,
            "group": self.group,
            "version": request.POST.get("version", self.version),
        }
        return render(request, "workshops/form.html", context)
