"""Which attendances are counted, and by what."""

from typing import Any

from django import forms
from django.db.models import Q

from copil.core.filters import ListFilter
from copil.identity.models import Workspace
from copil.initiatives.models import Initiative
from copil.meetings.enums import MeetingKind, MeetingState
from copil.meetings.forms.meetings import DATE
from copil.meetings.models import MeetingQuerySet
from copil.meetings.statistics import GROUPS


class StatisticsFilter(ListFilter):
    """An initiative, a kind of meeting, a period; one meeting or a series come from their own page."""

    NEUTRAL = frozenset({"par"})

    par = forms.ChoiceField(
        label="Compter par", choices=[(key, name) for key, (name, _) in GROUPS.items()], required=False
    )
    nature = forms.ChoiceField(label="Type", choices=[("", "Tous"), *MeetingKind.choices], required=False)
    du = forms.DateField(label="Du", required=False, widget=DATE)
    au = forms.DateField(label="Au", required=False, widget=DATE)
    reunion = forms.UUIDField(required=False, widget=forms.HiddenInput)
    serie = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Initiative.objects.carried_by(workspace).current().in_order()
        listed = [(str(pk), title) for pk, title in rows.values_list("pk", "title")[:200]]
        choices = [("", "Toutes"), ("aucune", "Hors démarche"), *listed]
        self.fields["demarche"] = forms.ChoiceField(label="Démarche", required=False, choices=choices)
        self.order_fields(["par", "demarche", "nature", "du", "au", "reunion", "serie"])

    @property
    def group(self) -> str:
        """Return by what attendances are counted."""
        return self.asked.get("par") or next(iter(GROUPS))

    def filter(self, rows: MeetingQuerySet) -> MeetingQuerySet:
        """Return the meetings asked for: held or being held; a meeting asked for alone, once it is called."""
        asked = self.asked
        if asked.get("reunion"):
            out = (MeetingState.DRAFT, MeetingState.CANCELLED)
            return rows.filter(pk=asked["reunion"]).exclude(state__in=out)
        rows = rows.filter(state__in=[MeetingState.RUNNING, *MeetingState.held()])
        if asked.get("serie"):
            rows = rows.filter(series=asked["serie"])
        if asked.get("demarche"):
            none = asked["demarche"] == "aucune"
            rows = rows.filter(Q(initiative=None) if none else Q(initiative=asked["demarche"]))
        if asked.get("nature"):
            rows = rows.filter(kind=asked["nature"])
        if asked.get("du"):
            rows = rows.filter(starts_at__date__gte=asked["du"])
        if asked.get("au"):
            rows = rows.filter(starts_at__date__lte=asked["au"])
        return rows
